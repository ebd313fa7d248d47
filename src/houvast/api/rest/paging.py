"""Keyset pages: a list goes on after the last row that was given, whatever was added in between."""

import base64
import binascii
import uuid
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query

from houvast.api.problems import Refused
from houvast.api.rest.entering import asking, send_header
from houvast.core.access.words import Data
from houvast.privacy import door

MOST = 200
ID_BYTES = 16
PageSize = Annotated[int, Query(alias="pageSize", ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[str, Query(max_length=60, description="`next` of the page before; empty begins at the beginning.")]
OfStudent = Annotated[
    uuid.UUID | None, Query(alias="studentId", description="Only of this student; 404 when the token does not open it.")
]


def cursor_of(key: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(key.bytes).rstrip(b"=").decode()


def key_of(cursor: str) -> uuid.UUID | None:
    """None for the beginning. Raises Refused (400) for what was never a cursor."""
    if not cursor:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != ID_BYTES:
        raise wrong_cursor()
    return uuid.UUID(bytes=raw)


def wrong_cursor() -> Refused:
    return Refused(
        400,
        "The request does not have the form that is asked.",
        "The cursor is not one that a page gave.",
        [{"in": "query", "location": {"name": "cursor"}, "code": "cursor", "detail": "Give `next` of a page."}],
    )


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    of: tuple[Data, uuid.UUID | None],
    show: Callable[[Any], Any],
    cursor: str,
    page_size: int,
) -> dict[str, Any]:
    """One page of rows that each have a `student`, of those whom the token opens for this kind of data."""
    data, student_id = of
    here = asking(request)
    found = rows.filter(organisation_id=here.viewer.organisation_id)
    if student_id is not None:
        found = found.filter(student=door.student(here.viewer, student_id, data))
    else:
        found = found.filter(student__in=door.students(here.viewer, data).values("pk"))
    taken = keyset(found, cursor, page_size)
    here.note({row.student_id for row in taken[:page_size]})
    return as_page(request, taken, show, page_size)


def keyset(rows: QuerySet[Any], cursor: str, page_size: int) -> list[Any]:
    """One row more than a page holds, by id: ids are made in the order of time."""
    after = key_of(cursor)
    found = rows if after is None else rows.filter(pk__gt=after)
    return list(found.order_by("pk")[: page_size + 1])


def as_page(request: HttpRequest, taken: list[Any], show: Callable[[Any], Any], page_size: int) -> dict[str, Any]:
    shown = taken[:page_size]
    more = cursor_of(shown[-1].pk) if len(taken) > page_size else None
    return said(request, map(show, shown), more)


def said(request: HttpRequest, items: Iterable[Any], more: str | None) -> dict[str, Any]:
    """The page as it is answered; the way to the next one also as a Link."""
    if more is not None:
        query = request.GET.copy()
        query["cursor"] = more
        send_header(request, "Link", f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"')
    return {"items": list(items), "next": more}
