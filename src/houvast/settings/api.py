"""The API: every folder's router under one version, with problem+json for what goes wrong."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from houvast import __doc__ as about
from houvast.directory.api import router as law
from houvast.handover.api import router as handovers

VERSION = "1.0.0"
api = NinjaAPI(title="Houvast", version=VERSION, description=about or "", docs_url=None, urls_namespace="api")
api.add_router("/law", law)
api.add_router("/handovers", handovers)


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """An answer as RFC 9457 says it."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")


@api.exception_handler(ValidationError)
def wrong_input(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors)
    return problem(422, "The request does not have the form that is asked.", said)


@api.exception_handler(HttpError)
def refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "The request was refused.", str(error))
