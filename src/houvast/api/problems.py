"""What went wrong, as RFC 9457 says it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja import Schema

CONTENT_TYPE = "application/problem+json"


class Located(Schema):
    """Where in a request something is wrong."""

    name: str | None = None
    pointer: str | None = None


class WrongInput(Schema):
    """One thing that is wrong with a request: `in` says which part of it, `location` where in that part."""

    in_: str
    location: Located
    code: str
    detail: str


class ProblemDetails(Schema):
    """What went wrong. `errors` stands only with a request that has not the form that is asked."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] | None = None


def problem(status: int, title: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> HttpResponse:
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
    if errors:
        body["errors"] = list(errors)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


class Refused(Exception):
    """The request is not carried out; `status`, `title` and `detail` say why."""

    def __init__(self, status: int, title: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.errors = status, title, detail, tuple(errors)
        self.headers: dict[str, str] = {}


def wrong_inputs(errors: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the check of a request found, in the form of the API Design Rules: in, location, code, detail."""
    found = []
    for one in errors:
        place, *path = [str(part) for part in one["loc"]]
        where = {"pointer": "#/" + "/".join(path[1:])} if place == "body" else {"name": ".".join(path)}
        found.append({"in": place, "location": where, "code": one["type"], "detail": one["msg"]})
    return found
