"""Work placement: of one student, and of all whom somebody helps to find and keep a place."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from houvast.core.access.words import Action, Data, Purpose
from houvast.education.models import Enrolment, Placement
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer, running_on
from houvast.placement.models import PlacementForm, PlacementGuidance, PlacementRefusal, PlacementVisit, PlacementWorry
from houvast.privacy import door

MOST = 50
SEEN_WITHIN = timedelta(weeks=6)
"""A running placement without a visit, call or talk for longer than this lacks guidance."""
STATE = Placement.State
HELPS = frozenset(
    {RoleAssignment.Role.LEARNING_WORK_COACH, RoleAssignment.Role.STUDY_COACH, RoleAssignment.Role.TEAM_LEADER}
)
"""Roles that help to find and keep a place; a teacher may guide too."""
MOST_SUPERVISORS = 500
HAS_ONE = (STATE.PLANNED, STATE.RUNNING, STATE.FINISHED)


def placements_of(student: Person) -> list[Placement]:
    """The placements of a student with their guidance, visits and forms, latest first. Three queries."""
    return list(
        Placement.objects.filter(student=student, withdrawn_on__isnull=True)
        .select_related("guidance__supervisor")
        .prefetch_related("visits__by", "forms")
        .order_by("-starts_on", "-pk")[:MOST]
    )


def placement_for(viewer: Viewer, placement_id: uuid.UUID) -> Placement:
    """The placement behind an id, for who keeps it; Http404 otherwise."""
    found = (
        Placement.objects.filter(pk=placement_id, withdrawn_on__isnull=True)
        .select_related("student", "guidance")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.PLACEMENT, Action.RECORD)
    return found


def form_for(viewer: Viewer, form_id: uuid.UUID) -> PlacementForm:
    """The form behind an id, for the student and who keeps the placement; Http404 otherwise."""
    found = PlacementForm.objects.filter(pk=form_id).select_related("placement__student").first()
    if found is None:
        raise Http404
    door.student(viewer, found.placement.student_id, Data.PLACEMENT, Action.RECORD)
    return found


def worry_for(viewer: Viewer, worry_id: uuid.UUID) -> PlacementWorry:
    """What a student said, for who answers it; Http404 for the student and everybody else."""
    found = PlacementWorry.objects.filter(pk=worry_id).select_related("student").first()
    if found is None or found.student_id == viewer.person.pk:
        raise Http404
    door.student(viewer, found.student_id, Data.PLACEMENT, Action.RECORD)
    return found


def refusals_of(student: Person) -> QuerySet[PlacementRefusal]:
    """Companies that said no, latest first."""
    return PlacementRefusal.objects.filter(student=student).order_by("-on", "-pk")[:MOST]


def worries_of(student: Person) -> QuerySet[PlacementWorry]:
    """What the student said about placements, latest first."""
    return PlacementWorry.objects.filter(student=student).select_related("answered_by").order_by("-at", "-pk")[:MOST]


def _seen_since(day: date) -> Exists:
    return Exists(PlacementVisit.objects.filter(placement=OuterRef("pk"), on__gte=day))


def visits_read(placement: Placement) -> list[PlacementVisit]:
    """The visits that `placements_of` read along, unordered."""
    known: Any = placement  # a relation that another folder adds
    return list(known.visits.all())


def forms_read(placement: Placement) -> list[PlacementForm]:
    """The forms that `placements_of` read along, unordered."""
    known: Any = placement  # a relation that another folder adds
    return list(known.forms.all())


def lacks_guidance(placement: Placement, on: date) -> bool:
    """Whether a running placement has nobody of school, or was not seen for too long; the visits are read already."""
    if placement.state != STATE.RUNNING:
        return False
    guidance = getattr(placement, "guidance", None)
    if guidance is None or guidance.supervisor_id is None:
        return True
    seen = max((one.on for one in visits_read(placement)), default=placement.starts_on)
    return seen is None or seen < on - SEEN_WITHIN


R = TypeVar("R", bound=Model)


@dataclass(frozen=True, slots=True)
class Part(Generic[R]):
    """At most MOST rows of a part of the board; `begin` stand before them, and `more` says whether others follow."""

    rows: tuple[R, ...]
    begin: int
    more: bool

    @property
    def end(self) -> int:
        """How many stand before what follows."""
        return self.begin + len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What waits around placements: who has none by name, the rest longest waiting first."""

    without: Part[Person]
    unguided: Part[Placement]
    late: Part[PlacementForm]
    worries: Part[PlacementWorry]


def board(viewer: Viewer, begin: Mapping[str, int] | None = None) -> Board:
    """For who helps with placements: who has none, who lacks guidance, which forms wait, what students said.

    `begin` says per part (by its field in Board) how many rows to leave out. Four queries; noted as shown.
    """
    begins = begin or {}
    mine = door.students(viewer, Data.PLACEMENT, Action.RECORD).exclude(pk=viewer.person.pk)
    placed = Placement.objects.filter(student=OuterRef("pk"), state__in=HAS_ONE, withdrawn_on__isnull=True)
    enrolled = Enrolment.objects.filter(student=OuterRef("pk")).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=viewer.day)
    )
    running = Placement.objects.filter(state=STATE.RUNNING, withdrawn_on__isnull=True, student__in=mine)
    early = viewer.day - SEEN_WITHIN
    unguided = running.filter(
        Q(guidance__isnull=True)
        | Q(guidance__supervisor__isnull=True)
        | (~_seen_since(early) & (Q(starts_on__lt=early) | Q(starts_on__isnull=True)))
    )
    late = PlacementForm.objects.filter(
        Q(handed_in_on__isnull=True, due_on__lt=viewer.day) | Q(handed_in_on__isnull=False, looked_at_on__isnull=True),
        placement__withdrawn_on__isnull=True,
        placement__student__in=mine,
    )
    worries = PlacementWorry.objects.filter(answered_at__isnull=True, student__in=mine)
    found = Board(
        without=_part(
            mine.filter(Exists(enrolled), ~Exists(placed)).order_by("sort_name", "pk"), begins.get("without", 0)
        ),
        unguided=_part(
            unguided.select_related("student", "guidance__supervisor").order_by("starts_on", "pk"),
            begins.get("unguided", 0),
        ),
        late=_part(late.select_related("placement__student").order_by("due_on", "pk"), begins.get("late", 0)),
        worries=_part(worries.select_related("student").order_by("at", "pk"), begins.get("worries", 0)),
    )
    shown = {
        *(one.pk for one in found.without.rows),
        *(one.student_id for one in found.unguided.rows),
        *(one.placement.student_id for one in found.late.rows),
        *(one.student_id for one in found.worries.rows),
    }
    if shown:
        door.note_shown(shown, Purpose.GUIDANCE)
    return found


def _part(found: QuerySet[R], begin: int) -> Part[R]:
    rows = tuple(found[begin : begin + MOST + 1])
    if begin and not rows:  # the list became shorter meanwhile: an empty part would say that nobody waits
        return _part(found, 0)
    return Part(rows[:MOST], begin, len(rows) > MOST)


def supervisors(viewer: Viewer) -> list[Person]:
    """Who may guide a placement from school, by name."""
    roles = RoleAssignment.objects.filter(
        running_on(viewer.day),
        organisation_id=viewer.organisation_id,
        role__in=(*HELPS, RoleAssignment.Role.TEACHER),
    )
    return list(Person.objects.filter(pk__in=roles.values("person_id")).order_by("sort_name", "pk")[:MOST_SUPERVISORS])


def guidance_of(placement: Placement) -> PlacementGuidance | None:
    """Who guides this placement, as kept."""
    return PlacementGuidance.objects.filter(placement=placement).first()
