"""The API as a whole: every router under one version, its description, and what is said when something goes wrong."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError

from houvast.api.problems import CONTENT_TYPE, Refused, problem, wrong_inputs
from houvast.api.reading import NulInTextError, Texts
from houvast.api.rest import about_nobody, batches, changes, guidance, students
from houvast.api.version import VERSION
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile

OWN: tuple[Router, ...] = (students.router, guidance.router, about_nobody.router, batches.router, changes.router)
ABOUT = """What a school's other systems may read and write in Houvast.

A system comes in with a token (`Authorization: Bearer`), which an administrator of the school makes for one purpose,
with scopes and a last day. Whatever is read of a student stands in the log of reads, with that purpose, and the student
sees it. What a token does not open is answered with 404. docs/api.md in the source tells the rest: paging, repeating a
request, limits, webhooks, how long a version is kept, and what changed in each."""
INFO = {"license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}}


OLDER = "/law/"
"""Released with 422 for what has not the form that is asked, and kept so until version 2."""
MOST_SAID = 5


class Api(NinjaAPI):
    """Describes its problems as problem+json and the headers that go along with every answer."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """As ninja makes it, with paths that follow the address of the server, which ends in the version."""
        schema = super().get_openapi_schema(**kwargs | {"path_prefix": "/"})
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    _complete(answer, is_problem=int(status) >= 400)  # noqa: PLR2004 - HTTP
        return schema


def _complete(answer: dict[str, Any], *, is_problem: bool) -> None:
    content = answer.get("content", {})
    if is_problem and "application/json" in content:
        answer["content"] = {CONTENT_TYPE: content["application/json"]}
    answer["headers"] = {
        "API-Version": {"description": "The version that answered.", "schema": {"type": "string"}},
    }


def make_api(address: str, contact: dict[str, str], others: dict[str, Router]) -> Api:
    """The API with the routers of other folders beside its own. `address` is where this installation is."""
    api = Api(
        title="Houvast",
        version=VERSION,
        description=ABOUT,
        docs_url=None,
        urls_namespace="api",
        servers=[{"url": address, "description": "This installation"}],
        openapi_extra={"info": {**INFO, "contact": contact}},
        parser=Texts(),
    )
    for router in OWN:
        api.add_router("", router)
    for path, router in others.items():
        api.add_router(path, router)
    say_what_went_wrong(api)
    return api


def say_what_went_wrong(api: NinjaAPI) -> None:
    title = "The request does not have the form that is asked."

    @api.exception_handler(ValidationError)
    def wrong_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = wrong_inputs(error.errors)
        said = "; ".join(f"{one['location']}: {one['detail']}" for one in wrong[:MOST_SAID])
        return problem(422 if OLDER in request.path else 400, title, said, wrong)

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
        return problem(error.status, error.title, error.detail, error.errors)

    @api.exception_handler(AuthenticationError)
    def unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        answer = problem(401, "This token opens nothing.", "Give a token that runs: `Authorization: Bearer hv_...`.")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(Http404)
    def absent(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "There is nothing here.", "It does not exist, or this token does not open it.")

    @api.exception_handler(PermissionDenied)
    def not_yours(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
        return problem(404, "There is nothing here.", "It does not exist, or this token does not open it.")

    @api.exception_handler(CannotBeDone)
    def not_now(_request: HttpRequest, error: CannotBeDone) -> HttpResponse:
        return problem(409, "This cannot be done now.", str(error))

    @api.exception_handler(ChangedMeanwhile)
    def overtaken(_request: HttpRequest, error: ChangedMeanwhile) -> HttpResponse:
        return problem(409, "Somebody was first.", str(error))

    @api.exception_handler(HttpError)
    def other(_request: HttpRequest, error: HttpError) -> HttpResponse:
        said = error.__cause__ if isinstance(error.__cause__, NulInTextError) else error
        return problem(error.status_code, "The request was refused.", str(said))
