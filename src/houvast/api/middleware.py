"""Every answer under /api/ as the API promises it: problem+json for what went wrong, and the headers that go along."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from houvast.api.problems import CONTENT_TYPE, problem
from houvast.api.version import VERSION

BEGINS = "/api/"
HEADERS = {
    "API-Version": VERSION,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, Link, Retry-After, RateLimit, RateLimit-Policy, Location",
}
"""No cookie opens anything here, so that every origin may ask: what opens it is the token."""
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, Accept",
    "Access-Control-Max-Age": "600",
}


class ApiAnswers:
    """Stands outside everything that may refuse a request, so that a refusal has the form of the API too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(BEGINS):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers=ASKED_BEFORE)
        else:
            response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST and not _speaks_json(response):
            response = _in_our_form(response)
        for name, value in {**HEADERS, **getattr(request, "houvast_api_headers", {})}.items():
            response.headers[name] = value
        return response


def _speaks_json(response: HttpResponse) -> bool:
    """Whether a problem is told as JSON; by its own name from here on."""
    kind = str(response.headers.get("Content-Type", ""))
    if kind.startswith("application/json") and b'"title"' in getattr(response, "content", b""):
        response.headers["Content-Type"] = CONTENT_TYPE
        return True
    return kind.startswith(CONTENT_TYPE)


def _in_our_form(response: HttpResponse) -> HttpResponse:
    """The same status, said as the API says it; what else it said was for a browser."""
    status = HTTPStatus(response.status_code)
    made = problem(status, status.phrase, status.description)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            made.headers[name] = response.headers[name]
    return made
