"""The viewer's students: who waits longest on top, in a fixed number of queries however large the school is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, Exists, OuterRef, Q, UUIDField

from houvast.core.access.policy import relations_allowing
from houvast.core.access.words import Action, Because, Data, Relation
from houvast.guidance.queries import later, not_seen_after
from houvast.people.models import PersonalRelation, Unit, UnitMembership, full_name
from houvast.people.names import called
from houvast.people.prepared import Prepared, column
from houvast.people.viewer import ROLE_RELATION, Viewer, running_on
from houvast.privacy import door
from houvast.privacy.relations import PERSONAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from houvast.people.models import Person
    from houvast.people.prepared import MakesHole, Question
    from houvast.privacy.relations import Shape

PAGE = 50


class Show(StrEnum):
    """Which students of the list are shown."""

    ALL = ""
    UNSEEN = "unseen"
    WAITING = "waiting"
    BIRTH_DATE = "birth_date"
    NO_COACH = "no_coach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the filters ask. `everyone` is the list by name of all whom the viewer may look up, `coached` only those
    whom the viewer coaches; `after` a keyset place.
    """

    text: str = ""
    group: str = ""
    team: uuid.UUID | None = None
    show: Show = Show.ALL
    everyone: bool = False
    coached: bool = False
    after: str = ""

    @property
    def by_name(self) -> bool:
        return self.everyone or bool(self.text) or self.show is Show.BIRTH_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentRow:
    """One student of the list. `seen_on` and `due_on` are empty for a viewer who may not see talks."""

    id: uuid.UUID
    name: str
    number: str
    group: str
    birth_date_unknown: bool
    shows_talks: bool
    records: bool
    seen_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A page of rows and the keyset place after it (empty when these were the last)."""

    rows: tuple[StudentRow, ...]
    after: str


def has_caseload(viewer: Viewer) -> bool:
    """Whether the viewer's roles or relations let them see talks of others: then a list by waiting makes sense."""
    return bool(_grounds(viewer, Data.TALKS))


def may_look_up(viewer: Viewer) -> bool:
    """Whether the viewer's roles or relations let them find students by name."""
    return bool(_grounds(viewer, Data.IDENTITY))


def _grounds(viewer: Viewer, data: Data, action: Action = Action.SEE) -> tuple[Because, ...]:
    """The lines of the policy by which this viewer may do this with data of others, whoever they are."""
    held = {ROLE_RELATION.get(one.role) for one in viewer.roles}  # type: ignore[call-overload]
    held |= {relation for relation, kind in PERSONAL.items() if kind in viewer.relation_kinds}
    return tuple(yes for yes in relations_allowing(data, action) if yes.relation in held)


def caseload(viewer: Viewer, asked: Asked, unseen_after_weeks: int, *, most: int = PAGE) -> Rows:
    """One page of the viewer's students, noted in the log of reads.

    Those of whom the viewer may see talks come by how long they wait; everyone the viewer may look up comes by name.
    Three queries, and those of the policy.
    """
    shows_talks = not asked.everyone
    data = Data.TALKS if shows_talks else Data.IDENTITY
    if asked == Asked() and most == PAGE:
        read = _first_page(viewer)
    elif asked == Asked(coached=True) and most <= PAGE:
        read = _coached_first(viewer)
    else:
        read = list(_found(viewer, asked, unseen_after_weeks)[: most + 1])
    shown, rest = read[:most], read[most:]
    ids = [row[0] for row in shown]
    groups = _groups_of(ids, viewer.day)
    records = shows_talks and bool(_grounds(viewer, Data.TALKS, Action.RECORD))
    if shown:
        door.note_shown(ids, _grounds(viewer, data)[0].purpose)
    return Rows(
        rows=tuple(_row(row, groups.get(row[0], ""), shows_talks=shows_talks, records=records) for row in shown),
        after=_place(shown[-1], by_name=asked.by_name) if rest else "",
    )


def _found(viewer: Viewer, asked: Asked, unseen_after_weeks: int) -> QuerySet[Person, tuple[Any, ...]]:
    """The columns of whom the filters ask, in order."""
    data = Data.IDENTITY if asked.everyone else Data.TALKS
    found = door.students(viewer, data, in_order=not asked.by_name).filter(_matching(asked, viewer, unseen_after_weeks))
    if asked.by_name:
        found = _after_name(found, asked.after).order_by("sort_name", "pk")
        if asked.show is not Show.BIRTH_DATE:  # which has an index of its own
            # SQLite uses an index on a boolean only when it is compared, which `is_student=True` does not do
            found = found.filter(is_student__in=(True,))
    else:
        found = _after_waiting(found, asked.after, viewer).order_by(*BY_WAITING)
    return found.values_list(*COLUMNS, *(() if asked.everyone else TALK_COLUMNS))


def _first_page(viewer: Viewer) -> list[tuple[Any, ...]]:
    """The same without filters: the page that everybody opens every morning, by an SQL that is written once."""
    ties = door.whose(viewer, Data.TALKS, in_order=True)
    return [] if ties.shape.ties_nobody else _waiting(ties.shape).rows(**ties.values)


@lru_cache(maxsize=256)
def _waiting(shape: Shape) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Person, tuple[Any, ...]]:
        found = door.students_of(shape, hole).filter(contact__organisation_id=hole("organisation", UUIDField()))
        return found.order_by(*BY_WAITING).values_list(*COLUMNS, *TALK_COLUMNS)[: PAGE + 1]

    return Prepared(written)


def _coached_first(viewer: Viewer) -> list[tuple[Any, ...]]:
    """The same of those whom the viewer coaches: where everybody who guides begins the day."""
    ties = door.whose(viewer, Data.TALKS)
    return [] if ties.shape.ties_nobody else _waiting_coached(ties.shape).rows(**ties.values)


def asked_for_coached(viewer: Viewer) -> tuple[Question, ...]:
    """What `caseload` asks first for those whom the viewer coaches, for `asked_ahead`."""
    ties = door.whose(viewer, Data.TALKS)
    return () if ties.shape.ties_nobody else (_waiting_coached(ties.shape).question(**ties.values),)


@lru_cache(maxsize=256)
def _waiting_coached(shape: Shape) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Person, tuple[Any, ...]]:
        coached = _coached_by(hole("viewer", UUIDField()), hole("day", DateField())).values("student_id")
        found = door.students_of(shape, hole).filter(contact__organisation_id=hole("organisation", UUIDField()))
        found = found.filter(pk__in=coached).order_by(*BY_WAITING)
        return found.values_list(*COLUMNS, *TALK_COLUMNS)[: PAGE + 1]

    return Prepared(written)


BY_WAITING = ("contact__waits_since", "contact__student_id")
COLUMNS = ("pk", "sort_name", "given_name", "name_prefix", "family_name", "number", "birth_date")
TALK_COLUMNS = ("contact__latest_talk_on", "contact__latest_meeting_on", "contact__next_due_on", "contact__waits_since")


def _row(row: tuple[Any, ...], group: str, *, shows_talks: bool, records: bool) -> StudentRow:
    student_id, _, given_name, name_prefix, family_name, number, birth_date = row[: len(COLUMNS)]
    talk_on, meeting_on, due_on, _ = row[len(COLUMNS) :] or (None, None, None, None)
    return StudentRow(
        id=student_id,
        name=full_name(given_name, name_prefix, family_name, number),
        number=number,
        group=group,
        birth_date_unknown=birth_date is None,
        shows_talks=shows_talks,
        records=records,
        seen_on=later(talk_on, meeting_on),
        due_on=due_on,
    )


def _matching(asked: Asked, viewer: Viewer, unseen_after_weeks: int) -> Q:
    condition = called(asked.text)
    units = Unit.objects.filter(organisation_id=viewer.organisation_id)
    members = UnitMembership.objects.filter(running_on(viewer.day))
    if asked.group:
        named = units.filter(kind=Unit.Kind.GROUP, name__iexact=asked.group)
        condition &= Q(pk__in=members.filter(unit__in=named).values("student_id"))
    if asked.team:
        team = units.filter(pk=asked.team).first()
        below = units.filter(path__startswith=team.path) if team else units.none()
        condition &= Q(pk__in=members.filter(unit__in=below).values("student_id"))
    match asked.show:
        case Show.UNSEEN:
            long_ago = viewer.day - timedelta(weeks=unseen_after_weeks)
            condition &= not_seen_after(long_ago)
        case Show.WAITING:
            condition &= Q(contact__next_due_on__lt=viewer.day)
        case Show.BIRTH_DATE:
            condition &= Q(birth_date__isnull=True)
        case Show.NO_COACH:
            coached = PersonalRelation.objects.filter(
                running_on(viewer.day), kind=PersonalRelation.Kind.COACH, student_id=OuterRef("pk")
            )
            condition &= ~Q(Exists(coached))
        case Show.ALL:
            pass
    if asked.coached:
        condition &= Q(pk__in=_coached_by(viewer.person.pk, viewer.day).values("student_id"))
    return condition


def _after_name(found: QuerySet[Person], after: str) -> QuerySet[Person]:
    """Keyset: rows after (sort_name, id), written as a range so that an index serves it."""
    name, _, last = after.rpartition("~")
    if not (place := _uuid(last)):
        return found
    return found.filter(Q(sort_name__gte=name) & (Q(sort_name__gt=name) | Q(pk__gt=place)))


def _after_waiting(found: QuerySet[Person], after: str, viewer: Viewer) -> QuerySet[Person]:
    # naming the organisation lets a planner walk the index by waiting, when that is cheaper than sorting who is reached
    found = found.filter(contact__organisation_id=viewer.organisation_id)
    day, _, last = after.rpartition("~")
    if not (place := _uuid(last)):
        return found
    try:
        since = date.fromisoformat(day)
    except ValueError:
        return found
    return found.filter(
        Q(contact__waits_since__gte=since) & (Q(contact__waits_since__gt=since) | Q(contact__student_id__gt=place))
    )


def _place(row: tuple[Any, ...], *, by_name: bool) -> str:
    return f"{row[1] if by_name else row[-1]}~{row[0].hex}"


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _groups_of(students: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, str]:
    """The class of each of these students (at most PAGE) on this day; the first by name where there are several."""
    if not students:
        return {}
    places = FEW if len(students) <= FEW else PAGE
    filled = [*students, *[students[0]] * (places - len(students))]
    return dict(_groups(places).rows(day=day, **{f"student{index}": one for index, one in enumerate(filled)}))


FEW = 10


@lru_cache(maxsize=2)
def _groups(places: int) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[UnitMembership, Any]:
        students = [hole(f"student{index}", UUIDField()) for index in range(places)]
        memberships = UnitMembership.objects.alias(of=column("student_id")).filter(
            running_on(hole("day", DateField())), of__in=students, unit__kind=Unit.Kind.GROUP
        )
        return memberships.order_by("-unit__name", "pk").values_list("student_id", "unit__name")

    return Prepared(written)


def _coached_by(person: Any, day: Any) -> QuerySet[PersonalRelation]:
    """The running relations of this person as a coach, or as who covers for one; also with places to be filled."""
    kinds = (PersonalRelation.Kind.COACH, PersonalRelation.Kind.COACH_COVER)
    return PersonalRelation.objects.filter(running_on(day), holder_id=person, kind__in=kinds)


MOST_TEAMS = 30


def teams_of(viewer: Viewer) -> tuple[tuple[uuid.UUID, str], ...]:
    """Id and name of the teams among which this viewer can filter, by name; none when there are too many."""
    if any(one.path is None and one.role in ROLE_RELATION for one in viewer.roles):
        found = tuple(_ALL_TEAMS.rows(organisation=viewer.organisation_id))
    else:
        found = viewer.teams
    return found if len(found) <= MOST_TEAMS else ()


def _all_teams(hole: MakesHole) -> QuerySet[Unit, Any]:
    teams = Unit.objects.filter(organisation=hole("organisation", UUIDField()), kind=Unit.Kind.TEAM)
    return teams.order_by("name", "pk").values_list("pk", "name")[: MOST_TEAMS + 1]


_ALL_TEAMS = Prepared(_all_teams)


def coaches_and_more(viewer: Viewer) -> bool:
    """Whether the viewer coaches students and sees talks of others too: then "whom I coach" is a list of its own."""
    grounds = {yes.relation for yes in _grounds(viewer, Data.TALKS)}
    return Relation.COACH in grounds and len(grounds) > 1


def looks_up_more(viewer: Viewer) -> bool:
    """Whether the viewer may find students by name whose talks they may not see."""
    return {yes.relation for yes in _grounds(viewer, Data.IDENTITY)} > {
        yes.relation for yes in _grounds(viewer, Data.TALKS)
    }
