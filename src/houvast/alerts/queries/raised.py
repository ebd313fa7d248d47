"""What somebody raised, and the word back. No evidence and no file: who raises a concern need not see the dossier."""

from dataclasses import dataclass
from datetime import date

from houvast.alerts.models import Alert
from houvast.alerts.queries.shown import signals_of
from houvast.alerts.words import OUTCOMES, STATES
from houvast.core.access.words import Data, Purpose
from houvast.core.alerts.words import Outcome, State, Tone
from houvast.people.models import PersonalRelation, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.more import begin_within

MOST = 50


RAISING = frozenset(
    {
        RoleAssignment.Role.TEACHER,
        RoleAssignment.Role.STUDY_COACH,
        RoleAssignment.Role.TEAM_LEADER,
        RoleAssignment.Role.SUPPORT_ADVISOR,
    }
)


def may_raise(viewer: Viewer) -> bool:
    """Whether this person is somebody of the school who raises concerns about students, or answers them."""
    return bool(viewer.role_names & RAISING) or PersonalRelation.Kind.COACH in viewer.relation_kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedRow:
    """A concern or kudos that this person raised, where it stands and what came back."""

    student: str
    day: date
    signals: tuple[str, ...]
    is_kudos: bool
    where: str
    outcome: str
    word_back: str
    by_coach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """At most MOST of `total` that somebody raised, the newest first; `begin` stand before them."""

    rows: tuple[RaisedRow, ...]
    begin: int
    total: int


def raised_by(viewer: Viewer, *, begin: int = 0) -> Raised:
    """Of students this person still may raise something about; `begin` are left out. Two queries."""
    allowed = door.students(viewer, Data.IDENTITY).values("pk")
    found = Alert.objects.filter(raised_by=viewer.person, student__in=allowed)
    total = found.count()
    begin = begin_within(begin, total)
    rows = list(
        found.select_related("student", "owner")
        .defer("evidence", "student__bsn", "owner__bsn")
        .order_by("-raised_on", "-id")[begin : begin + MOST]
    )
    if rows:
        door.note_shown({one.student_id for one in rows}, Purpose.GUIDANCE)
    told = tuple(
        RaisedRow(
            student=one.student.name,
            day=one.raised_on,
            signals=signals_of(one),
            is_kudos=one.tone == Tone.POSITIVE,
            where=str(STATES[State(one.state)]),
            outcome=str(OUTCOMES[Outcome(one.outcome)]) if one.outcome and one.tone == Tone.CONCERN else "",
            word_back=one.word_back or "",
            by_coach=one.owner.name if one.owner else "",
        )
        for one in rows
    )
    return Raised(rows=told, begin=begin, total=total)
