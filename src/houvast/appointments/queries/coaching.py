"""Changes of coach that wait, and how many students each coach has against the norm."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet, UUIDField
from django.http import Http404

from houvast.appointments.models import CoachChange, Cover
from houvast.appointments.queries.norms import norm_of
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Person, PersonalRelation, RoleAssignment
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.lists import AboutStudents

MOST = 50
COACHES = 500


def change_for(viewer: Viewer, change_id: uuid.UUID) -> CoachChange:
    """The change behind an id: for the student, both coaches and the team leader; Http404 for everybody else."""
    found = CoachChange.objects.filter(pk=change_id).select_related("student", "old_coach", "new_coach").first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.COACH_CHANGE)
    mine = {found.student_id, found.old_coach_id, found.new_coach_id}
    if viewer.person.pk not in mine and not viewer.has_role(RoleAssignment.Role.TEAM_LEADER):
        raise Http404
    return found


def changes_of(student: Person) -> QuerySet[CoachChange]:
    """The changes of coach of a student, latest first."""
    return (
        CoachChange.objects.filter(student=student)
        .select_related("student", "old_coach", "new_coach")
        .order_by("-starts_on", "-pk")[:MOST]
    )


def waiting_for(viewer: Viewer) -> list[CoachChange]:
    """What this person writes as the coach until now, or confirms as the new one; noted as shown. One query."""
    found = _WAITING.all(viewer)
    if found:
        door.note_shown({one.student_id for one in found}, Purpose.GUIDANCE)
    return found


def asks_of(person: Any, day: Any) -> Q:
    """Changes that this person still writes or confirms on this day; also with places of a prepared query."""
    writes = Q(old_coach=person, written_at__isnull=True)
    return writes | Q(new_coach=person, confirmed_at__isnull=True, starts_on__lte=day)


_WAITING = AboutStudents(
    CoachChange,
    lambda changes, hole: changes.filter(asks_of(hole("viewer", UUIDField()), hole("day", DateField()))).order_by(
        "starts_on", "pk"
    )[:MOST],
    data=Data.COACH_CHANGE,
    action=Action.RECORD,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseload:
    """A coach with the number of students against the norm; `cover` is who covers now or soon, with the days."""

    coach: Person
    students: int
    norm: int
    cover: Cover | None

    @property
    def is_over(self) -> bool:
        return self.students > self.norm


def caseloads(viewer: Viewer) -> tuple[Caseload, ...]:
    """The coaches of the students whose people this viewer arranges, the fullest first. Three queries."""
    norm = norm_of(viewer.organisation_id).most_students
    held = (
        PersonalRelation.objects.filter(
            running_on(viewer.day),
            kind=PersonalRelation.Kind.COACH,
            student__in=door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE),
        )
        .values("holder_id")
        .annotate(students=Count("student_id", distinct=True))
        .order_by("-students", "holder_id")[:COACHES]
    )
    counts = {row["holder_id"]: row["students"] for row in held}
    people = Person.objects.in_bulk(list(counts))
    covers: dict[uuid.UUID, Cover] = {}
    running = Cover.objects.filter(coach__in=list(counts), ends_on__gte=viewer.day).select_related("cover")
    for one in running.order_by("starts_on", "pk"):
        covers.setdefault(one.coach_id, one)
    return tuple(
        Caseload(coach=people[pk], students=students, norm=norm, cover=covers.get(pk))
        for pk, students in counts.items()
        if pk in people
    )


def without_contact(viewer: Viewer) -> int:
    """How many students whose people this viewer arranges have no coach: nobody should (S-291, S-539)."""
    coached = PersonalRelation.objects.filter(running_on(viewer.day), kind=PersonalRelation.Kind.COACH)
    mine = door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE)
    return mine.exclude(pk__in=coached.values("student_id")).count()


def coach_for(viewer: Viewer, coach_id: uuid.UUID) -> Person:
    """A coach of students whose people this viewer arranges; Http404 otherwise."""
    mine = door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE)
    held = PersonalRelation.objects.filter(
        running_on(viewer.day), kind=PersonalRelation.Kind.COACH, holder_id=coach_id, student__in=mine
    )
    found = Person.objects.filter(pk=coach_id).first()
    if found is None or not held.exists():
        raise Http404
    return found


def may_cover(viewer: Viewer, coach: Person) -> list[Person]:
    """Colleagues who coach in the same institution, by name."""
    roles = RoleAssignment.objects.filter(
        running_on(viewer.day),
        organisation_id=viewer.organisation_id,
        role__in=(RoleAssignment.Role.STUDY_COACH, RoleAssignment.Role.TEAM_LEADER),
    )
    found = Person.objects.filter(pk__in=roles.values("person_id")).exclude(pk=coach.pk)
    return list(found.order_by("sort_name", "pk")[:COACHES])
