"""Every request has an id that stands in the log, in the log of reads and in the answer."""

import re
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from houvast.people.ids import new_id

ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,40}")


class RequestIdentity:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if ACCEPTABLE.fullmatch(given) else new_id().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        return response
