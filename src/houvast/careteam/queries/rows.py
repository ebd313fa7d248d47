"""Rows of meetings and agendas by queries that are written once, for viewers of one shape. Asks no policy itself."""

import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, DateField, Q, QuerySet, UUIDField

from houvast.careteam.models import Decision, Item, Meeting, Member, Seat
from houvast.core.access.words import Action, Data
from houvast.people.models import Person, PersonalRelation, full_name
from houvast.people.prepared import MakesHole, Prepared, PreparedRecord, column
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.relations import Shape

PAGE = 60
NAMES = ("given_name", "name_prefix", "family_name", "number")
SAID = frozenset({"said", "for_student"})
"""Read for minutes only: each is opened with a key."""
UNSHOWN = frozenset({"question"})
"""Shown on the page of the one student."""


def meeting_row(organisation: uuid.UUID, meeting: uuid.UUID) -> Meeting | None:
    """One meeting of this organisation with its unit and the organisation."""
    return _MEETING.get(meeting=meeting, organisation=organisation)


def item_row(item: uuid.UUID) -> Item | None:
    """One item, without its meeting and student: the doors of those give them."""
    return _ITEM.get(item=item)


def member_rows(meeting: Meeting) -> list[Member]:
    """Who sits at the table. No join: the file of a partner lies behind another wall."""
    return _MEMBERS.all(meeting=meeting.pk)


def agenda_counts(viewer: Viewer, meeting: Meeting) -> tuple[int, int, int]:
    """Students on the agenda: all, those the viewer may see, and who of those was talked about. Two queries."""
    [(every,)] = _EVERY.rows(meeting=meeting.pk) or [(0,)]
    [(total, done)] = _seen(viewer, meeting.pk, _counts) or [(0, 0)]
    return every, total, done


def agenda_page(viewer: Viewer, meeting: Meeting, *, begin: int, with_said: bool) -> list[Item]:
    """PAGE items of students the viewer may see, heaviest first; each knows the names of its student. One query."""
    columns = _of_item(UNSHOWN if with_said else UNSHOWN | SAID)
    found = _seen(viewer, meeting.pk, lambda shape: _page(shape, begin, columns))
    return [_item(columns, row) for row in found]


def off_rows(viewer: Viewer, meeting: Meeting) -> list[Item]:
    """The same of who was taken off, the latest first."""
    return [_item(_of_item(UNSHOWN | SAID), row) for row in _seen(viewer, meeting.pk, _off)]


def order_of(viewer: Viewer, meeting: uuid.UUID) -> list[uuid.UUID]:
    """The items of the agenda that the viewer may see, heaviest first. One query."""
    return [one for (one,) in _seen(viewer, meeting, _order)]


def coach_names(students: Sequence[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, str]:
    """The coach of each of these students (at most PAGE), the first one where there are several. One query."""
    if not students:
        return {}
    filled = [*students, *[students[0]] * (PAGE - len(students))]
    places = {f"student{index}": one for index, one in enumerate(filled)}
    return {row[0]: full_name(*row[1:]) for row in _COACHES.rows(day=viewer.day, **places)}


def decision_counts(meeting: Meeting) -> dict[uuid.UUID, int]:
    """How many decisions each item of the meeting has; only those that have any."""
    return dict(_DECISIONS.rows(meeting=meeting.pk))


def seat_counts(meeting: Meeting) -> dict[uuid.UUID, tuple[int, int]]:
    """How many partners have a seat for each item of the meeting, and how many of those wait for a yes."""
    return {item: (seats, asked) for item, seats, asked in _SEATS.rows(meeting=meeting.pk)}


def _seen(viewer: Viewer, meeting: uuid.UUID, written: Callable[[Shape], Prepared]) -> list[tuple[Any, ...]]:
    """The rows of a query about the students whom the viewer may see; none for who is tied to nobody."""
    ties = door.whose(viewer, Data.CARE_TEAM, Action.RECORD, in_order=True)
    return [] if ties.shape.ties_nobody else written(ties.shape).rows(meeting=meeting, **ties.values)


@lru_cache(maxsize=4)
def _of_item(without: frozenset[str]) -> tuple[str, ...]:
    """The columns of an item but for these, in the order of the model: as `from_db` takes them."""
    return tuple(field.attname for field in Item._meta.concrete_fields if field.attname not in without)


def _item(columns: tuple[str, ...], row: tuple[Any, ...]) -> Item:
    item = Item.from_db(connection.alias, columns, row[: len(columns)])
    names = ("id", *NAMES)
    item.student = Person.from_db(connection.alias, names, (item.student_id, *row[len(columns) :]))
    return item


def _on(shape: Shape, hole: MakesHole) -> QuerySet[Item]:
    return Item.objects.filter(
        meeting=hole("meeting", UUIDField()), off_on__isnull=True, student__in=door.students_of(shape, hole)
    )


def _columns(columns: tuple[str, ...]) -> tuple[str, ...]:
    return (*columns, *(f"student__{name}" for name in NAMES))


@lru_cache(maxsize=256)
def _page(shape: Shape, begin: int, columns: tuple[str, ...]) -> Prepared:
    return Prepared(
        lambda hole: _on(shape, hole).order_by("-weight", "id").values_list(*_columns(columns))[begin : begin + PAGE]
    )


@lru_cache(maxsize=64)
def _counts(shape: Shape) -> Prepared:
    return Prepared(
        lambda hole: (
            _on(shape, hole)
            .order_by()
            .values("meeting")
            .annotate(total=Count("pk"), done=Count("discussed_at"))
            .values_list("total", "done")
        )
    )


@lru_cache(maxsize=64)
def _off(shape: Shape) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Item, Any]:
        found = Item.objects.filter(
            meeting=hole("meeting", UUIDField()), off_on__isnull=False, student__in=door.students_of(shape, hole)
        )
        return found.order_by("-off_on", "id").values_list(*_columns(_of_item(UNSHOWN | SAID)))[:PAGE]

    return Prepared(written)


@lru_cache(maxsize=64)
def _order(shape: Shape) -> Prepared:
    return Prepared(lambda hole: _on(shape, hole).order_by("-weight", "id").values_list("pk"))


def _every(hole: MakesHole) -> QuerySet[Item, Any]:
    on = Item.objects.filter(meeting=hole("meeting", UUIDField()), off_on__isnull=True)
    return on.order_by().values("meeting").annotate(every=Count("pk")).values_list("every")


def _coaches(hole: MakesHole) -> QuerySet[PersonalRelation, Any]:
    students = [hole(f"student{index}", UUIDField()) for index in range(PAGE)]
    held = PersonalRelation.objects.alias(of=column("student_id")).filter(
        running_on(hole("day", DateField())), of__in=students, kind=PersonalRelation.Kind.COACH
    )
    return held.order_by("-starts_on", "pk").values_list("student_id", *(f"holder__{name}" for name in NAMES))


def _decisions(hole: MakesHole) -> QuerySet[Decision, Any]:
    found = Decision.objects.filter(item__meeting=hole("meeting", UUIDField())).order_by().values("item")
    return found.annotate(n=Count("pk")).values_list("item", "n")


def _seats(hole: MakesHole) -> QuerySet[Seat, Any]:
    found = Seat.objects.filter(item__meeting=hole("meeting", UUIDField())).order_by().values("item")
    asked = Count("pk", filter=Q(state=Seat.State.ASKED))
    return found.annotate(n=Count("pk"), asked=asked).values_list("item", "n", "asked")


def _meeting(meetings: QuerySet[Meeting], hole: MakesHole) -> QuerySet[Meeting]:
    return meetings.filter(pk=hole("meeting", UUIDField()), organisation=hole("organisation", UUIDField()))


_EVERY = Prepared(_every)
_COACHES = Prepared(_coaches)
_DECISIONS = Prepared(_decisions)
_SEATS = Prepared(_seats)
_MEETING = PreparedRecord(Meeting, _meeting, related=("unit", "organisation"))
_ITEM = PreparedRecord(Item, lambda items, hole: items.filter(pk=hole("item", UUIDField())))
_MEMBERS = PreparedRecord(Member, lambda members, hole: members.filter(meeting=hole("meeting", UUIDField())))
