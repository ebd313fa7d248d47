"""What the privacy officer finds waiting, and what a student sees of their own rights."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from houvast.core.access.words import Action, Data
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.models import (
    Emergency,
    ErasurePlan,
    LegalHold,
    PlannedErasure,
    RightsRequest,
    UnusualReading,
)

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What asks for the privacy officer, oldest first; fifty of each at most."""

    requests: tuple[RightsRequest, ...]
    readings: tuple[UnusualReading, ...]
    emergencies: tuple[Emergency, ...]
    plans: tuple[ErasurePlan, ...]
    holds: tuple[LegalHold, ...]

    @property
    def nothing(self) -> bool:
        return not (self.requests or self.readings or self.emergencies or self.plans)


def waiting(viewer: Viewer) -> Waiting:
    """Everything that waits in this organisation; a constant number of queries."""
    ours = {"organisation_id": viewer.organisation_id}
    asked = RightsRequest.objects.filter(state=RightsRequest.State.OPEN, student__in=_students(viewer), **ours)
    open_plans = (ErasurePlan.State.ANNOUNCED, ErasurePlan.State.APPROVED)
    return Waiting(
        requests=tuple(asked.select_related("student").order_by("answer_by", "id")[:MOST]),
        readings=tuple(
            UnusualReading.objects.filter(outcome="", **ours).select_related("reader").order_by("day", "id")[:MOST]
        ),
        emergencies=tuple(
            Emergency.objects.filter(review="", **ours)
            .select_related("holder", "student")
            .order_by("opened_at", "id")[:MOST]
        ),
        plans=tuple(ErasurePlan.objects.filter(state__in=open_plans, **ours).order_by("proposed_at", "id")[:MOST]),
        holds=tuple(
            LegalHold.objects.filter(lifted_at__isnull=True, **ours)
            .select_related("person")
            .order_by("placed_at", "id")[:MOST]
        ),
    )


def _students(viewer: Viewer) -> QuerySet[Person]:
    return door.students(viewer, Data.RIGHTS, Action.DECIDE)


def request_for(viewer: Viewer, request_id: uuid.UUID) -> RightsRequest | None:
    """A request this viewer may answer; the door is asked with it."""
    found = RightsRequest.objects.select_related("student", "answered_by").filter(pk=request_id).first()
    if found is None or not door.decision(viewer, found.student, Data.RIGHTS, Action.DECIDE).allowed:
        return None
    return found


def reading_for(viewer: Viewer, reading_id: uuid.UUID) -> UnusualReading | None:
    """A report about reading at this organisation; None for one of another."""
    found = UnusualReading.objects.select_related("reader")
    return found.filter(pk=reading_id, organisation_id=viewer.organisation_id).first()


def emergency_for(viewer: Viewer, emergency_id: uuid.UUID) -> Emergency | None:
    """A time that data were opened in an emergency at this organisation; None for one of another."""
    found = Emergency.objects.select_related("holder", "student")
    return found.filter(pk=emergency_id, organisation_id=viewer.organisation_id).first()


def hold_for(viewer: Viewer, hold_id: uuid.UUID) -> LegalHold | None:
    """A hold of this organisation; None for one of another."""
    return LegalHold.objects.filter(pk=hold_id, organisation_id=viewer.organisation_id).first()


def own_requests(student: Person) -> tuple[RightsRequest, ...]:
    """What a student asked, newest first."""
    return tuple(student.rights_requests.select_related("answered_by", "student").order_by("-asked_at", "-id")[:MOST])


def own_emergencies(student: Person) -> tuple[Emergency, ...]:
    """Who opened this student's data in an emergency, newest first."""
    return tuple(student.emergencies.select_related("holder").order_by("-opened_at", "-id")[:MOST])


def own_erasures(student: Person) -> tuple[PlannedErasure, ...]:
    """What is announced to be erased of this student."""
    states = (ErasurePlan.State.ANNOUNCED, ErasurePlan.State.APPROVED)
    rows = PlannedErasure.objects.filter(person=student, left_out="", plan__state__in=states)
    return tuple(rows.select_related("plan").order_by("kept"))


def plan_of(viewer: Viewer, plan_id: uuid.UUID) -> ErasurePlan | None:
    found = ErasurePlan.objects.select_related("proposed_by", "decided_by")
    return found.filter(pk=plan_id, organisation_id=viewer.organisation_id).first()


def row_for(viewer: Viewer, row_id: uuid.UUID) -> PlannedErasure | None:
    """One person in a plan of this organisation; None for one of another."""
    found = PlannedErasure.objects.select_related("person", "plan")
    return found.filter(pk=row_id, organisation_id=viewer.organisation_id).first()


def rows_of_plan(plan: ErasurePlan, after: int = 0) -> tuple[PlannedErasure, ...]:
    """Fifty rows of a plan, and one more when there are more."""
    rows = plan.rows.select_related("person").order_by("ended_on", "person_id", "kept")
    return tuple(rows[after : after + MOST + 1])


def people_of_plan(plan: ErasurePlan) -> tuple[int, int]:
    """How many people a plan is about, and of how many of them something is kept after all. One query."""
    found = plan.rows.aggregate(
        people=Count("person", distinct=True), spared=Count("person", distinct=True, filter=~Q(left_out=""))
    )
    return found["people"], found["spared"]


def own_running_emergencies(viewer: Viewer, at: datetime) -> tuple[Emergency, ...]:
    """What this staff member has open now."""
    runs = Emergency.objects.filter(holder=viewer.person, until__gt=at, closed_at__isnull=True)
    return tuple(runs.select_related("student").order_by("opened_at"))


def student_named(viewer: Viewer, number: str, family_name: str) -> Person | None:
    """The one student of this school with this number and family name; None for none or several."""
    found = Person.objects.filter(
        organisation_id=viewer.organisation_id,
        is_student=True,
        erased_at__isnull=True,
        number=number.strip(),
        family_name__iexact=family_name.strip(),
    ).exclude(number="")[:2]
    return found[0] if len(found) == 1 else None


def approves(viewer: Viewer) -> bool:
    """Whether this person may be the second who agrees to an erasure."""
    return bool(viewer.role_names & {RoleAssignment.Role.PRIVACY_OFFICER, RoleAssignment.Role.ADMINISTRATOR})
