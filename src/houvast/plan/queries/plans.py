"""The plan as a viewer sees it: the sections that are for them, tasks, moments to look back, what changed."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import DateField, Q, QuerySet, UUIDField
from django.http import Http404

from houvast.core.access.policy import decide
from houvast.core.access.words import Action, Data, Purpose, Relation
from houvast.guidance.partners import persons_elsewhere
from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.prepared import MakesHole, Question
from houvast.people.viewer import Viewer, running_on
from houvast.plan.models import Plan, PlanChange, PlanReview, PlanSection, PlanTask
from houvast.plan.queries.outside import owns_from_outside, reach_of
from houvast.plan.queries.rows import MOST_CHANGES, change_rows, plan_row, review_rows, section_rows, task_rows
from houvast.plan.queries.sharing import Audience, relations_of, visible
from houvast.plan.queries.versions import Text, text_from
from houvast.privacy import door
from houvast.privacy.lists import AboutStudents
from houvast.privacy.relations import guardian_still_sees

MOST_TASKS = 200
SIDES = tuple(PlanTask.Side.values)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A plan as one viewer reads it. `tasks` are the student's first, then by day; `review` is the next moment.

    `text` is the whole plan as it would be signed: shown to nobody, its hash pins what is. `areas` are the life areas
    that are in the plan, for anybody.
    """

    plan: Plan
    text: Text
    areas: frozenset[str]
    sections: tuple[PlanSection, ...]
    tasks: tuple[PlanTask, ...]
    review: PlanReview | None
    held: tuple[PlanReview, ...]

    @cached_property
    def tasks_by_section(self) -> dict[uuid.UUID, list[PlanTask]]:
        """The tasks of each section that has any, in the same order."""
        found: dict[uuid.UUID, list[PlanTask]] = {}
        for one in self.tasks:
            found.setdefault(one.section_id, []).append(one)
        return found

    def tasks_of(self, section: PlanSection) -> Sequence[PlanTask]:
        """The tasks of one section, in the same order."""
        return self.tasks_by_section.get(section.pk, ())


def reading_of(student: Person, viewer: Viewer) -> Reading | None:
    """What this viewer sees of the plan; None when there is no plan, or no part of it is for them.

    Who writes in plans reads a plan of which no part is shared as an empty one. Four queries.
    """
    plan = plan_row(student)
    if plan is None:
        return None
    every = section_rows(plan)
    sections = _for_viewer(every, student, viewer)
    if sections is None:
        return None
    tasks, shown = task_rows(student), {one.pk: one for one in sections}
    knows = PlanTask.section.field.set_cached_value
    for task in tasks:
        if task.section_id in shown:
            knows(task, shown[task.section_id])
    reviews = review_rows(student)
    return Reading(
        plan=plan,
        text=text_from(every, tasks),
        areas=frozenset(one.area for one in every),
        sections=tuple(sections),
        tasks=in_order(one for one in tasks if one.section_id in shown)[:MOST_TASKS],
        review=next((one for one in reviews if one.held_on is None), None),
        held=tuple(one for one in reversed(reviews) if one.held_on),
    )


def _for_viewer(every: list[PlanSection], student: Person, viewer: Viewer) -> list[PlanSection] | None:
    """The sections of a plan that this viewer reads; None when no part of it is for them."""
    sections = visible(every, relations_of(viewer, student))
    return sections if sections or door.may(viewer, student, Data.PLAN, Action.RECORD) else None


def in_order(tasks: Iterable[PlanTask]) -> tuple[PlanTask, ...]:
    """The student's own tasks first, then open ones, then first due first (S-529)."""
    return tuple(
        sorted(
            tasks,
            key=lambda one: (one.side != PlanTask.Side.STUDENT, one.status != PlanTask.Status.OPEN, one.due_on, one.pk),
        )
    )


def section_for(student: Person, viewer: Viewer, area: str) -> PlanSection | None:
    """The section of this area; None when there is none. Http404 when it is not for this viewer."""
    section = PlanSection.objects.filter(plan__student=student, area=area).first()
    if section is not None and not Audience.of(section).includes(relations_of(viewer, student)):
        raise Http404
    return section


def areas_to_add(reading: Reading | None) -> tuple[str, ...]:
    """The life areas that are not in the plan yet, for anybody."""
    known = reading.areas if reading else frozenset()
    return tuple(area for area in PlanSection.Area.values if area not in known)


def task_for(viewer: Viewer, task_id: uuid.UUID) -> PlanTask:
    """The task behind an id from outside: for its owner, and for whoever sees its section; else Http404."""
    task = PlanTask.objects.filter(pk=task_id).select_related("student", "section__plan").first()
    if task is None:
        raise Http404
    if task.owner_id == viewer.person.pk:
        if owns_from_outside(viewer, task):
            door.note_shown([task.student], Purpose.SUPPORT)
        else:
            door.student(viewer, task.student_id, Data.IDENTITY)
        return task
    student = door.student(viewer, task.student_id, Data.PLAN)
    if not Audience.of(task.section).includes(relations_of(viewer, student)):
        raise Http404
    return task


def answers(viewer: Viewer, task: PlanTask) -> bool:
    """Whether this person says whether a task was done: its owner; else who guides, and for a helper from outside the
    student too.
    """
    if task.owner_id == viewer.person.pk:
        return owns_from_outside(viewer, task, Action.RECORD) or door.may(viewer, task.student, Data.IDENTITY)
    if task.owner_id and viewer.person.pk == task.student_id:
        return False
    if not door.may(viewer, task.student, Data.PLAN, Action.RECORD):
        return False
    return Audience.of(task.section).includes(relations_of(viewer, task.student))


def review_for(viewer: Viewer, review_id: uuid.UUID, action: Action = Action.RECORD) -> PlanReview:
    """The review behind an id from outside; Http404 when the viewer may not."""
    review = PlanReview.objects.filter(pk=review_id).select_related("student").first()
    if review is None:
        raise Http404
    door.student(viewer, review.student_id, Data.PLAN, action)
    return review


def changes_of(student: Person, viewer: Viewer, *, before: uuid.UUID | None = None) -> tuple[PlanChange, ...] | None:
    """Who changed what when, newest first, at most MOST_CHANGES: what the viewer may see now and could see then.

    None when there is no plan, or no part of it is for them. Three queries, and one for each fifty that are left out.
    """
    plan = plan_row(student)
    sections = _for_viewer(section_rows(plan), student, viewer) if plan else None
    if plan is None or sections is None:
        return None
    areas, relations = [one.area for one in sections], relations_of(viewer, student)
    kept: list[PlanChange] = []
    while len(kept) < MOST_CHANGES:
        found = change_rows(plan, areas, before=before)
        kept += [one for one in found if not one.area or Audience.read(one.seen_by).includes(relations)]
        if len(found) < MOST_CHANGES:
            break
        before = found[-1].pk
    return tuple(kept[:MOST_CHANGES])


MOST_WAITING = 10


def open_tasks_of_owner(viewer: Viewer) -> tuple[PlanTask, ...]:
    """Open tasks in plans of others that are this person's, first due first; at most ten. One query, two for a
    partner.
    """
    elsewhere = reach_of(viewer)
    if not viewer.roles and not viewer.relation_kinds and not elsewhere:
        return ()
    if elsewhere and decide({Relation.TASK_OWNER}, Data.PLAN, Action.SEE).allowed:
        seen = Q(student__in=door.students(viewer, Data.IDENTITY))
        seen |= Q(organisation_id__in=elsewhere, student__erased_at__isnull=True)
        found = PlanTask.objects.filter(seen, open_tasks_by(viewer.person))
        return tuple(found.select_related("student").order_by("due_on", "id")[:MOST_WAITING])
    return tuple(_OPEN_TASKS.all(viewer))


def open_tasks_by(person: Any) -> Q:
    """Open tasks of this person in plans of others; also with a place of a prepared query."""
    return Q(owner=person, status=PlanTask.Status.OPEN) & ~Q(student=person)


_OPEN_TASKS = AboutStudents(
    PlanTask,
    lambda tasks, hole: tasks.filter(open_tasks_by(hole("viewer", UUIDField()))).order_by("due_on", "id")[
        :MOST_WAITING
    ],
    data=Data.IDENTITY,
)


def reviews_due(viewer: Viewer, until: date) -> list[PlanReview]:
    """Moments to look back that are due until and including this day, in plans this viewer writes in; at most ten."""
    return _REVIEWS_DUE.all(viewer, until=until)


def asked_for_reviews(viewer: Viewer, until: date) -> tuple[Question, ...]:
    """What `reviews_due` asks, for `asked_ahead`."""
    return _REVIEWS_DUE.question(viewer, until=until)


def _reviews_due(reviews: QuerySet[PlanReview], hole: MakesHole) -> QuerySet[PlanReview]:
    due = reviews.filter(
        organisation_id=hole("organisation", UUIDField()),
        held_on__isnull=True,
        planned_on__lte=hole("until", DateField()),
    )
    return due.order_by("planned_on", "id")[:MOST_WAITING]


_REVIEWS_DUE = AboutStudents(PlanReview, _reviews_due, data=Data.PLAN, action=Action.RECORD)


OWNING_KINDS = {
    PersonalRelation.Kind.COACH: PlanTask.Side.SCHOOL,
    PersonalRelation.Kind.INSTITUTE_EDUCATOR: PlanTask.Side.SCHOOL,
    PersonalRelation.Kind.GUARDIAN: PlanTask.Side.NETWORK,
    PersonalRelation.Kind.TRUSTED_PERSON: PlanTask.Side.NETWORK,
    PersonalRelation.Kind.PARTNER: PlanTask.Side.HELPER,
}
"""Whose side somebody with this relation is on."""
OWNING_ROLES = (RoleAssignment.Role.SUPPORT_ADVISOR, RoleAssignment.Role.TEAM_LEADER)
MOST_OWNERS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody around the student who can own a task; `side` is a PlanTask.Side value."""

    person: Person
    side: str


def owners_around(student: Person, on: date) -> tuple[Owner, ...]:
    """Persons around the student who can own a task; the student is not among them. Four queries, six with partners.

    Those of the school by name, then partners of other organisations: their file lies behind another wall.
    """
    held = PersonalRelation.objects.filter(running_on(on), student=student)
    ties = held.filter(
        Q(kind__in=[one for one in OWNING_KINDS if one != PersonalRelation.Kind.GUARDIAN])
        | (Q(kind=PersonalRelation.Kind.GUARDIAN) & guardian_still_sees(on))
    )
    sides = {
        holder: OWNING_KINDS[PersonalRelation.Kind(kind)] for holder, kind in ties.values_list("holder_id", "kind")
    }
    paths = UnitMembership.objects.filter(running_on(on), student=student).values_list("unit__path", flat=True)
    units = {uuid.UUID(part) for path in paths for part in path.split("/") if part}
    roles = RoleAssignment.objects.filter(
        Q(unit__in=units) | Q(unit__isnull=True),
        running_on(on),
        organisation_id=student.organisation_id,
        role__in=OWNING_ROLES,
    )
    ids = {*sides, *roles.values_list("person_id", flat=True)} - {student.pk}
    known = Person.objects.filter(pk__in=ids, erased_at__isnull=True).order_by("sort_name", "pk")
    own = known.filter(organisation_id=student.organisation_id)[:MOST_OWNERS]
    helpers = {holder for holder, side in sides.items() if side == PlanTask.Side.HELPER} - {one.pk for one in own}
    found = (*own, *persons_elsewhere(helpers, student.organisation_id))
    return tuple(Owner(person=one, side=sides.get(one.pk, PlanTask.Side.SCHOOL)) for one in found)
