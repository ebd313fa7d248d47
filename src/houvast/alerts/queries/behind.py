"""What stands behind the coaches: unanswered past the term, without a coach, waiting long, visits asked for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

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

MOST = 50
ROLES = frozenset({RoleAssignment.Role.TEAM_LEADER, RoleAssignment.Role.SUPPORT_ADVISOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """A place that waits for the coordinator, and who held it (empty: nobody)."""

    place: Place
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindCoaches:
    """Per reason, the students; each at most MOST, the longest waiting first."""

    late: tuple[Climbed, ...]
    alone: tuple[Climbed, ...]
    waiting: tuple[Climbed, ...]
    visits: tuple[Climbed, ...]

    @property
    def count(self) -> int:
        return len({one.place.student.pk for part in (self.late, self.alone, self.visits) for one in part})


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
    """Unanswered past the term, or with nobody to answer. One query."""
    return _climbed(_reach(viewer).filter(state=State.OWNED, answer_by__lt=viewer.day), viewer)


def behind(viewer: Viewer) -> BehindCoaches:
    """Everything for the coordinator's page; three queries and those of the door."""
    waited = _working_days_ago(viewer.day, LONGEST_WAIT)
    late = late_of(viewer)
    made = BehindCoaches(
        late=tuple(one for one in late if one.owner),
        alone=tuple(one for one in late if not one.owner),
        waiting=_climbed(_reach(viewer).filter(state=State.RAISED, raised_on__lt=waited), viewer),
        visits=_climbed(_reach(viewer).filter(Exists(_asked())), viewer),
    )
    shown = {one.place.student.pk for part in (made.late, made.alone, made.waiting, made.visits) for one in part}
    door.note_shown(shown, Purpose.PROCEDURE)
    return made


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
    for one in alerts.order_by("answer_by", "raised_on", "id")[: MOST * 3]:
        places[one.student_id].append(one)
    made = [
        Climbed(place=place_of(its, viewer.day), owner=next((one.owner.name for one in its if one.owner), ""))
        for its in places.values()
    ]
    return tuple(made[:MOST])
