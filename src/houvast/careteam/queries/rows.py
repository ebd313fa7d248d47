"""Rows of meetings and agendas by queries that are written once, for viewers of one shape. Asks no policy itself."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from houvast.careteam.models import (
    Decision,
    Item,
    Meeting,
    Member,
    Referral,
    Round,
    Seat,
    SeenByHelper,
    Wish,
)
from houvast.core.access.words import Action, Data
from houvast.people.models import PersonalRelation, full_name
from houvast.people.prepared import MakesHole, Prepared, PreparedRecord, Question
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.relations import Shape

PAGE = 60
ENDED = 10
NAMES = ("given_name", "name_prefix", "family_name", "number")
LISTED = ("pk", "student_id", "reasons", "comes", "own_question", "invited_at", "discussed_at")
SAID = ("said", "for_student")
"""Read for minutes only: each is opened with a key."""


class ItemRow(NamedTuple):
    """A student on an agenda as a list shows it. Lists have sixty: a record costs ten times as much.

    `said` and `for_student` are there for minutes, `off_why` for who was taken off.
    """

    pk: uuid.UUID
    student_id: uuid.UUID
    name: str
    reasons: list[list[Any]]
    comes: bool | None
    own_question: str
    invited_at: datetime | None
    discussed_at: datetime | None
    said: str = ""
    for_student: str = ""
    off_why: str = ""


def asked_on_page(viewer: Viewer, meeting: Meeting, *, begin: int) -> Iterator[Question]:
    """What a page of the agenda asks at once, or one of the minutes."""
    over = meeting.ended_at is not None
    ties = door.whose(viewer, Data.CARE_TEAM, Action.RECORD)
    if not ties.shape.ties_nobody:
        yield _page(ties.shape, begin, with_said=over).question(meeting=meeting.pk, **ties.values)
    for one in (_ON_AND_OFF, _MEMBERS, *((_MADE,) if over else (_DECISIONS, _SEATS))):
        yield one.question(meeting=meeting.pk)
    if not over:
        yield _COACHES.question(meeting=meeting.pk, day=viewer.day)


def asked_to_open(viewer: Viewer, meeting: uuid.UUID) -> tuple[Question, ...]:
    """What a page of a meeting asks first: the meeting, and whose students the viewer may see there."""
    return asked_for(viewer, meeting), *door.asked_whose(viewer, Data.CARE_TEAM, Action.RECORD)


def asked_for(viewer: Viewer, meeting: uuid.UUID) -> Question:
    """What `meeting_row` asks."""
    return _MEETING.question(meeting=meeting, organisation=viewer.organisation_id)


def asked_to_open_item(viewer: Viewer, item: uuid.UUID) -> tuple[Question, ...]:
    """What the page of one student asks first: the item, and whose students the viewer may see beside this one."""
    return _ITEM.question(item=item), *door.asked_whose(viewer, Data.CARE_TEAM, Action.RECORD)


def asked_of_item(viewer: Viewer, item: Item) -> Iterator[Question]:
    """What the page of one student asks of the meeting: who sits there, seats, decisions, its neighbours."""
    ties = door.whose(viewer, Data.CARE_TEAM, Action.RECORD)
    if not ties.shape.ties_nobody:
        yield _order(ties.shape).question(meeting=item.meeting_id, **ties.values)
    yield _MEMBERS.question(meeting=item.meeting_id)
    parts = (("seats", _SEATS_OF), ("decisions", _MADE_OF))
    yield from (one.question(item=item.pk) for what, one in parts if is_there(item, what))


def meeting_row(organisation: uuid.UUID, meeting: uuid.UUID) -> Meeting | None:
    """One meeting of this organisation with its unit and the organisation."""
    return _MEETING.get(meeting=meeting, organisation=organisation)


def coming_rows(viewer: Viewer) -> list[Meeting]:
    """The meetings at which this person of the organisation sits, to come or running, the first first."""
    return _COMING.all(person=viewer.person.pk, organisation=viewer.organisation_id)


def ended_rows(viewer: Viewer) -> list[Meeting]:
    """The ten latest that are over. `students` of both are those on the agenda."""
    return _ENDED.all(person=viewer.person.pk, organisation=viewer.organisation_id)


def has_seat(viewer: Viewer, since: date) -> bool:
    """Whether there may be a seat of `seats_open` at a meeting since this day: most people have none."""
    return bool(_ANY_SEAT.rows(person=viewer.person.pk, since=since))


def item_row(item: uuid.UUID) -> Item | None:
    """One item, without its meeting and student: the doors of those give them. It knows what `is_there`."""
    return _ITEM.get(item=item)


def is_there(item: Item, what: str) -> bool:
    """Whether there was any of this about the item or its student when the item was read: most students have no seat,
    no referral and no round, and who has none is not asked about it. Yes for an item that was read otherwise.
    """
    return bool(getattr(item, f"has_{what}", True))


def member_rows(meeting: Meeting) -> list[Member]:
    """Who sits at the table. No join: the file of a partner lies behind another wall."""
    return _MEMBERS.all(meeting=meeting.pk)


def on_and_off(meeting: Meeting) -> tuple[int, int]:
    """How many students stand on the agenda, for anybody, and how many were taken off. One query."""
    [(on, off)] = _ON_AND_OFF.rows(meeting=meeting.pk) or [(0, 0)]
    return on, off


def seen_counts(viewer: Viewer, meeting: Meeting) -> tuple[int, int]:
    """Students on the agenda whom the viewer may see, and who of those was talked about. One query."""
    [(total, done)] = _seen(viewer, meeting.pk, _counts) or [(0, 0)]
    return total, done


def agenda_page(viewer: Viewer, meeting: Meeting, *, begin: int, with_said: bool) -> list[ItemRow]:
    """PAGE items and one more of students the viewer may see, heaviest first. One query."""
    found = _seen(viewer, meeting.pk, lambda shape: _page(shape, begin, with_said=with_said))
    return [_row(*one) for one in found]


def off_rows(viewer: Viewer, meeting: Meeting) -> list[ItemRow]:
    """The same of who was taken off, the latest first."""
    return [_row(*one[:-1])._replace(off_why=one[-1]) for one in _seen(viewer, meeting.pk, _off)]


def order_of(viewer: Viewer, meeting: uuid.UUID) -> list[uuid.UUID]:
    """The items of the agenda that the viewer may see, heaviest first. One query."""
    return [one for (one,) in _seen(viewer, meeting, _order)]


def coach_names(meeting: Meeting, viewer: Viewer) -> dict[uuid.UUID, str]:
    """The coach of each student on this agenda, the first one where there are several. One query."""
    found = _COACHES.rows(meeting=meeting.pk, day=viewer.day)
    return {student: full_name(*names) for student, *names in found}


def decision_rows(meeting: Meeting) -> list[Decision]:
    """Every decision of the meeting, each with the task it became, first due first. One query."""
    return _MADE.all(meeting=meeting.pk)


def decisions_on(item: Item) -> list[Decision]:
    """The decisions about one student, first due first. One query."""
    return _MADE_OF.all(item=item.pk)


def decision_counts(meeting: Meeting) -> dict[uuid.UUID, int]:
    """How many decisions each item of the meeting has; only those that have any."""
    return dict(_DECISIONS.rows(meeting=meeting.pk))


def seat_rows(item: Item) -> list[Seat]:
    """The seats of an item with who sits there, first asked first. One query."""
    return _SEATS_OF.all(item=item.pk)


def seat_counts(meeting: Meeting) -> dict[uuid.UUID, tuple[int, int]]:
    """How many partners have a seat for each item of the meeting, and how many of those wait for a yes."""
    return {item: (seats, asked) for item, seats, asked in _SEATS.rows(meeting=meeting.pk)}


def _seen(viewer: Viewer, meeting: uuid.UUID, written: Callable[[Shape], Prepared]) -> list[tuple[Any, ...]]:
    """The rows of a query about the students whom the viewer may see; none for who is tied to nobody."""
    ties = door.whose(viewer, Data.CARE_TEAM, Action.RECORD)
    return [] if ties.shape.ties_nobody else written(ties.shape).rows(meeting=meeting, **ties.values)


def _row(
    pk: uuid.UUID, student: uuid.UUID, reasons: list[list[Any]], comes: Any, own_question: str | None, invited_at: Any,
    discussed_at: Any, given: str, prefix: str, family: str, number: str, *said: str | None,
) -> ItemRow:  # fmt: skip
    name = full_name(given, prefix, family, number)
    texts = (one or "" for one in said)
    return ItemRow(pk, student, name, reasons, comes, own_question or "", invited_at, discussed_at, *texts)


def _of(shape: Shape, hole: MakesHole) -> QuerySet[Item]:
    """The items of a meeting about students whom the viewer may see: each of the few is asked about."""
    seen = door.about_students_of(replace(shape, walks=True), hole)
    return Item.objects.filter(seen, meeting=hole("meeting", UUIDField()))


def _on(shape: Shape, hole: MakesHole) -> QuerySet[Item]:
    return _of(shape, hole).filter(off_on__isnull=True)


def _columns(*more: str) -> tuple[str, ...]:
    return (*LISTED, *(f"student__{name}" for name in NAMES), *more)


@lru_cache(maxsize=256)
def _page(shape: Shape, begin: int, *, with_said: bool) -> Prepared:
    columns = _columns(*(SAID if with_said else ()))
    return Prepared(
        lambda hole: _on(shape, hole).order_by("-weight", "id").values_list(*columns)[begin : begin + PAGE + 1]
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
        found = _of(shape, hole).filter(off_on__isnull=False)
        return found.order_by("-off_on", "id").values_list(*_columns("off_why"))[:PAGE]

    return Prepared(written)


@lru_cache(maxsize=64)
def _order(shape: Shape) -> Prepared:
    return Prepared(lambda hole: _on(shape, hole).order_by("-weight", "id").values_list("pk"))


def _on_and_off(hole: MakesHole) -> QuerySet[Item, Any]:
    items = Item.objects.filter(meeting=hole("meeting", UUIDField())).order_by().values("meeting")
    off = Count("pk", filter=Q(off_on__isnull=False))
    return items.annotate(off=off, on=Count("pk") - off).values_list("on", "off")


def _sits_at(meetings: QuerySet[Meeting], hole: MakesHole) -> QuerySet[Meeting]:
    """The meetings of the organisation at which a person of it sits, with how many students are on their agenda."""
    mine = Member.objects.filter(meeting=OuterRef("pk"), person=hole("person", UUIDField()), of_organisation="")
    on = Item.objects.filter(meeting=OuterRef("pk"), off_on__isnull=True).order_by().values("meeting")
    students = Coalesce(Subquery(on.annotate(n=Count("pk")).values("n")), 0)
    return meetings.filter(Exists(mine), organisation=hole("organisation", UUIDField())).annotate(students=students)


def _coming(meetings: QuerySet[Meeting], hole: MakesHole) -> QuerySet[Meeting]:
    return _sits_at(meetings, hole).filter(ended_at__isnull=True).order_by("planned_on", "starts_at", "pk")[:PAGE]


def _ended(meetings: QuerySet[Meeting], hole: MakesHole) -> QuerySet[Meeting]:
    return _sits_at(meetings, hole).filter(ended_at__isnull=False).order_by("-planned_on", "-pk")[:ENDED]


def _any_seat(hole: MakesHole) -> QuerySet[Seat, Any]:
    found = Seat.objects.filter(
        member__person=hole("person", UUIDField()), item__meeting__planned_on__gte=hole("since", DateField())
    )
    return found.order_by().values_list("pk")[:1]


def _made(decisions: QuerySet[Decision], hole: MakesHole) -> QuerySet[Decision]:
    return decisions.filter(item__meeting=hole("meeting", UUIDField())).order_by("due_on", "id")


def _coaches(hole: MakesHole) -> QuerySet[PersonalRelation, Any]:
    on = Item.objects.filter(meeting=hole("meeting", UUIDField()), off_on__isnull=True)
    held = PersonalRelation.objects.filter(
        running_on(hole("day", DateField())), student__in=on.values("student"), kind=PersonalRelation.Kind.COACH
    )
    return held.order_by("-starts_on", "pk").values_list("student_id", *(f"holder__{name}" for name in NAMES))


def _decisions(hole: MakesHole) -> QuerySet[Decision, Any]:
    found = Decision.objects.filter(item__meeting=hole("meeting", UUIDField())).order_by().values("item")
    return found.annotate(n=Count("pk")).values_list("item", "n")


def _seats(hole: MakesHole) -> QuerySet[Seat, Any]:
    found = Seat.objects.filter(item__meeting=hole("meeting", UUIDField())).order_by().values("item")
    asked = Count("pk", filter=Q(state=Seat.State.ASKED))
    return found.annotate(n=Count("pk"), asked=asked).values_list("item", "n", "asked")


def _item(items: QuerySet[Item], hole: MakesHole) -> QuerySet[Item]:
    """An item, with what there is about it and about its student: see `is_there`."""
    of_item, of_student = {"item": OuterRef("pk")}, {"student": OuterRef("student")}
    there: dict[str, QuerySet[Any]] = {
        "wishes": Wish.objects.filter(**of_item),
        "seats": Seat.objects.filter(**of_item),
        "decisions": Decision.objects.filter(**of_item),
        "referrals": Referral.objects.filter(**of_student),
        "rounds": Round.objects.filter(**of_student),
        "seen_by": SeenByHelper.objects.filter(**of_student),
    }
    found = {f"has_{what}": Exists(rows) for what, rows in there.items()}
    return items.filter(pk=hole("item", UUIDField())).annotate(**found)


def _meeting(meetings: QuerySet[Meeting], hole: MakesHole) -> QuerySet[Meeting]:
    return meetings.filter(pk=hole("meeting", UUIDField()), organisation=hole("organisation", UUIDField()))


_ON_AND_OFF = Prepared(_on_and_off)
_ANY_SEAT = Prepared(_any_seat)
_COMING = PreparedRecord(Meeting, _coming, related=("unit",), also=("students",))
_ENDED = PreparedRecord(Meeting, _ended, related=("unit",), also=("students",))
_COACHES = Prepared(_coaches)
_DECISIONS = Prepared(_decisions)
_SEATS = Prepared(_seats)
_SEATS_OF = PreparedRecord(
    Seat,
    lambda seats, hole: seats.filter(item=hole("item", UUIDField())).order_by("asked_at", "id"),
    related=("member",),
)
_MADE = PreparedRecord(Decision, _made)
_MADE_OF = PreparedRecord(
    Decision, lambda made, hole: made.filter(item=hole("item", UUIDField())).order_by("due_on", "id")
)
_MEETING = PreparedRecord(Meeting, _meeting, related=("unit", "organisation"))
_ITEM = PreparedRecord(
    Item,
    _item,
    also=("has_wishes", "has_seats", "has_decisions", "has_referrals", "has_rounds", "has_seen_by"),
)
_MEMBERS = PreparedRecord(Member, lambda members, hole: members.filter(meeting=hole("meeting", UUIDField())))
