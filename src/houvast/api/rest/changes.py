"""The feed of changes over HTTP: what was added, changed or removed since a cursor; ids only."""

import base64
import binascii
import re
import uuid
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from houvast.api.feed import NoFeed, changes_after, give_numbers
from houvast.api.feed_words import FOLLOWED
from houvast.api.models import Change, Feed
from houvast.api.problems import Refused
from houvast.api.rest.entering import Asking, asking, reads
from houvast.api.rest.paging import PageSize, wrong_cursor
from houvast.api.rest.shapes import Shape
from houvast.api.scopes import BY_NAME
from houvast.core.access.words import Data
from houvast.privacy import door

router = Router(tags=["changes"])
DIGITS = re.compile(r"n(\d{1,18})")
After = Annotated[
    str, Query(max_length=40, description="`next` of the answer before; empty begins now, `start` at the beginning.")
]


class ChangeItem(Shape):
    """`resource` is the path under which `id` is found; `kind`: added, changed or removed."""

    resource: str
    id: uuid.UUID
    student_id: uuid.UUID
    kind: str
    at: datetime


class Changes(Shape):
    """Keep `next`, also when nothing is new: from there on nothing is missed. `more` says whether to go on now."""

    items: list[ChangeItem]
    next: str
    more: bool


@reads(router, "/changes", scope="changes:read", answers=Changes, summary="What changed since a cursor")
def changes(request: HttpRequest, cursor: After = "", page_size: PageSize = 50) -> Any:
    """Of the resources whose scopes the token has, and of the students whom it opens."""
    here = asking(request)
    try:
        latest = give_numbers(here.viewer.organisation_id)
    except NoFeed as error:
        raise Refused(
            409, "Nothing is noted yet.", "The feed begins when a token with changes:read is made."
        ) from error
    if not cursor:
        return Changes(items=[], next=_cursor(latest), more=False)
    number = _number(cursor, here.viewer.organisation_id)
    resources = {one.resource: one.scope for one in FOLLOWED if here.may(one.scope)}
    found = changes_after(here.viewer.organisation_id, number, resources, most=page_size + 1)
    shown = found[:page_size]
    more = len(found) > page_size
    last = shown[-1].number if more else latest
    return Changes(items=[_item(one) for one in _opened(here, shown)], next=_cursor(last or 0), more=more)


def _opened(here: Asking, rows: list[Change]) -> list[Change]:
    """Those about students whom the token opens for that resource; a system of the whole school hears who is gone."""
    by_data: dict[Data, set[uuid.UUID]] = {}
    kinds = {one.resource: BY_NAME[one.scope].rights[0][0] for one in FOLLOWED}
    for row in rows:
        by_data.setdefault(kinds[row.resource], set()).add(row.student)
    allowed = {
        data: set(door.students(here.viewer, data).filter(pk__in=students).values_list("pk", flat=True))
        for data, students in by_data.items()
    }
    whole = all(role.path is None for role in here.viewer.roles)
    found = [
        row
        for row in rows
        if row.student in allowed[kinds[row.resource]] or (whole and row.kind == Change.Kind.REMOVED)
    ]
    here.note({row.student for row in found if row.student in allowed[kinds[row.resource]]})
    return found


def _item(one: Change) -> ChangeItem:
    return ChangeItem(resource=one.resource, id=one.thing, student_id=one.student, kind=one.kind, at=one.at)


def _cursor(number: int) -> str:
    return base64.urlsafe_b64encode(f"n{number}".encode()).rstrip(b"=").decode()


def _number(cursor: str, organisation: uuid.UUID) -> int:
    """Raises Refused: 400 for what was never a cursor, 410 when changes after it are not kept any more."""
    feed = Feed.objects.get(pk=organisation)
    if cursor == "start":
        return feed.dropped
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    said = DIGITS.fullmatch(text)
    if said is None or int(said[1]) > feed.latest:
        raise wrong_cursor()
    if int(said[1]) < feed.dropped:
        raise Refused(410, "This is too long ago.", "Read every resource again, and begin with a new cursor.")
    return int(said[1])
