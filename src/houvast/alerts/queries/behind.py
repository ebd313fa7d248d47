"""What stands behind the coaches: unanswered past the term, without a coach, waiting long, visits asked for."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from houvast.alerts.models import Alert, AlertStep
from houvast.alerts.queries.board import Place, place_of
from houvast.core.access.words import Data, Purpose
from houvast.core.alerts.life import LONGEST_WAIT, Act
from houvast.core.alerts.words import Behind, State, Tone
from houvast.core.calendar import WorkingDays
from houvast.packbook.alerts import rules
from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.more import begin_within

MOST = 50
ROLES = frozenset({RoleAssignment.Role.TEAM_LEADER, RoleAssignment.Role.SUPPORT_ADVISOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """A place that waits for the coordinator, and who held it (empty: nobody)."""

    place: Place
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """At most MOST students, the longest waiting first, of `total`; `begin` stand before them."""

    rows: tuple[Climbed, ...] = ()
    begin: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindCoaches:
    """Per reason, the students; `count` is how many students wait for the coordinator, each counted once."""

    late: Part
    alone: Part
    waiting: Part
    visits: Part
    count: int


def may_look_behind(viewer: Viewer) -> bool:
    """Whether this person stands behind coaches."""
    return bool(viewer.role_names & ROLES)


def _reach(viewer: Viewer) -> QuerySet[Alert, Alert]:
    """Open concerns in this person's reach; a support advisor sees those of rules that name him, or asked visits."""
    allowed = door.students(viewer, Data.ALERTS).values("pk")
    found = Alert.objects.filter(student__in=allowed, tone=Tone.CONCERN).exclude(state=State.CLOSED)
    if viewer.has_role(RoleAssignment.Role.TEAM_LEADER):
        return found
    named = [one.id for one in rules() if one.behind is Behind.SUPPORT_ADVISOR]
    return found.filter(Q(rule__in=named) | Exists(_asked()))


def _asked() -> QuerySet[AlertStep, AlertStep]:
    """A visit that was asked for this alert, and none made since."""
    later = AlertStep.objects.filter(alert=OuterRef("alert"), act=Act.VISITED, at__gte=OuterRef("at"))
    return AlertStep.objects.filter(alert=OuterRef("pk"), act=Act.VISIT_ASKED).exclude(Exists(later))


def late_of(viewer: Viewer) -> tuple[Climbed, ...]:
    """The first of those unanswered past the term, or with nobody to answer; at most MOST. One query."""
    return _climbed(_reach(viewer).filter(_late(viewer)).order_by(*_ORDER)[: MOST * 3], viewer)[:MOST]


_ORDER = ("answer_by", "raised_on", "id")


def _late(viewer: Viewer) -> Q:
    return Q(state=State.OWNED, answer_by__lt=viewer.day)


def behind(viewer: Viewer, begin: Mapping[str, int] | None = None) -> BehindCoaches:
    """Everything for the coordinator's page; at most three queries a part, one for the count, and those of the door.

    `begin` says per part (by its field in BehindCoaches) how many students to leave out.
    """
    begins = begin or {}
    waited = _working_days_ago(viewer.day, LONGEST_WAIT)
    reach = _reach(viewer)
    late, visits = reach.filter(_late(viewer)), reach.filter(Exists(_asked()))
    waiting = reach.filter(state=State.RAISED, raised_on__lt=waited)
    made = BehindCoaches(
        late=_part(late, viewer, begins.get("late", 0), Q(held__gt=0)),
        alone=_part(late, viewer, begins.get("alone", 0), Q(held=0)),
        waiting=_part(waiting, viewer, begins.get("waiting", 0)),
        visits=_part(visits, viewer, begins.get("visits", 0)),
        count=reach.filter(_late(viewer) | Q(Exists(_asked()))).aggregate(n=Count("student", distinct=True))["n"],
    )
    parts = (made.late, made.alone, made.waiting, made.visits)
    door.note_shown({one.place.student.pk for part in parts for one in part.rows}, Purpose.PROCEDURE)
    return made


def _part(found: QuerySet[Alert, Alert], viewer: Viewer, begin: int, which: Q | None = None) -> Part:
    """The students of these alerts from `begin`; `which` asks something of `held`, how many alerts somebody holds."""
    students = found.values("student_id").annotate(held=Count("owner"), due=Min("answer_by"), since=Min("raised_on"))
    students = students.filter(which or Q()).order_by(F("due").asc(nulls_last=True), "since", "student_id")
    total = students.count()
    if not total:
        return Part()
    begin = begin_within(begin, total)
    shown = [row["student_id"] for row in students[begin : begin + MOST]]
    place = {student: number for number, student in enumerate(shown)}
    rows = _climbed(found.filter(student__in=shown).order_by(*_ORDER), viewer)
    in_order = sorted(rows, key=lambda one: place[one.place.student.pk])
    return Part(rows=tuple(in_order), begin=begin, total=total)


def _working_days_ago(day: date, working_days: int) -> date:
    """The latest day after which this many working days have passed by `day`."""
    known = WorkingDays()
    while working_days > 0:
        working_days -= known.is_working_day(day)
        day -= timedelta(days=1)
    return day


def _climbed(found: QuerySet[Alert, Alert], viewer: Viewer) -> tuple[Climbed, ...]:
    alerts = found.select_related("student", "owner").defer("evidence", "student__bsn", "owner__bsn")
    places: dict[object, list[Alert]] = defaultdict(list)
    for one in alerts:
        places[one.student_id].append(one)
    return tuple(
        Climbed(place=place_of(its, viewer.day), owner=next((one.owner.name for one in its if one.owner), ""))
        for its in places.values()
    )
