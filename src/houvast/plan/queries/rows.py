"""The rows of one student's plan by queries that are written once: what a page about a plan reads. Asks no policy."""

import uuid
from collections.abc import Collection

from django.db.models import CharField, QuerySet, Subquery, UUIDField

from houvast.people.models import Person
from houvast.people.prepared import MakesHole, PreparedRecord, Question
from houvast.plan.models import Plan, PlanChange, PlanReview, PlanSection, PlanSignature, PlanTask, PlanVersion

MOST_CHANGES = 50
LAST_ID = uuid.UUID(int=(1 << 128) - 1)


def questions(student: Person) -> tuple[Question, ...]:
    """What a page about the plan of one student asks."""
    every = (_PLAN, _SECTIONS, _TASKS, _REVIEWS, _VERSIONS, _NEWEST_SIGNATURES)
    return tuple(one.question(student=student.pk) for one in every)


def section_questions(student: Person) -> tuple[Question, ...]:
    """What `plan_row` and `section_rows` ask."""
    return tuple(one.question(student=student.pk) for one in (_PLAN, _SECTIONS))


def plan_row(student: Person) -> Plan | None:
    """The one plan of this student, if there is one; it knows the student."""
    found = _PLAN.get(student=student.pk)
    if found is not None:
        found.student = student
    return found


def section_rows(plan: Plan) -> list[PlanSection]:
    """Every section of the plan, for whomever it is."""
    return _SECTIONS.all(student=plan.student_id)


def task_rows(student: Person) -> list[PlanTask]:
    """Every task of the student's plan, first due first; each knows the student."""
    found = _TASKS.all(student=student.pk)
    knows = PlanTask.student.field.set_cached_value
    for task in found:
        knows(task, student)
    return found


def review_rows(student: Person) -> list[PlanReview]:
    """The moments to look back, first one first."""
    return _REVIEWS.all(student=student.pk)


def version_rows(plan: Plan) -> list[PlanVersion]:
    """The signed versions, newest first, without what they say: that is read when somebody asks for it."""
    found = _VERSIONS.all(student=plan.student_id)
    for version in found:
        version.plan = plan
    return found


def signature_rows(version: PlanVersion, *, is_newest: bool) -> list[PlanSignature]:
    """The signatures under a version of a plan that knows the student, first one first."""
    if is_newest:
        found = _NEWEST_SIGNATURES.all(student=version.plan.student_id)
        return [one for one in found if one.version_id == version.pk]
    return _SIGNATURES.all(version=version.pk)


def change_rows(plan: Plan, areas: Collection[str], *, before: uuid.UUID | None) -> list[PlanChange]:
    """The latest MOST_CHANGES changes in these areas and of the plan as a whole, newest first. One query."""
    places = dict.fromkeys(_PLACES, "") | dict(zip(_PLACES, areas, strict=False))
    return _CHANGES.all(plan=plan.pk, before=before or LAST_ID, **places)


def _plan(plans: QuerySet[Plan], hole: MakesHole) -> QuerySet[Plan]:
    return plans.filter(student=hole("student", UUIDField()))


def _sections(sections: QuerySet[PlanSection], hole: MakesHole) -> QuerySet[PlanSection]:
    return sections.filter(plan__student=hole("student", UUIDField()))


def _tasks(tasks: QuerySet[PlanTask], hole: MakesHole) -> QuerySet[PlanTask]:
    return tasks.filter(student=hole("student", UUIDField())).order_by("due_on", "id")


def _reviews(reviews: QuerySet[PlanReview], hole: MakesHole) -> QuerySet[PlanReview]:
    return reviews.filter(student=hole("student", UUIDField())).order_by("planned_on", "id")


def _versions(versions: QuerySet[PlanVersion], hole: MakesHole) -> QuerySet[PlanVersion]:
    return versions.filter(plan__student=hole("student", UUIDField())).order_by("-number")


def _signatures(signatures: QuerySet[PlanSignature], hole: MakesHole) -> QuerySet[PlanSignature]:
    return signatures.filter(version=hole("version", UUIDField())).order_by("at", "id")


def _newest_signatures(signatures: QuerySet[PlanSignature], hole: MakesHole) -> QuerySet[PlanSignature]:
    newest = _versions(QuerySet(PlanVersion), hole).values("pk")[:1]
    return signatures.filter(version=Subquery(newest)).order_by("at", "id")


def _changes(changes: QuerySet[PlanChange], hole: MakesHole) -> QuerySet[PlanChange]:
    found = changes.filter(
        plan=hole("plan", UUIDField()),
        pk__lt=hole("before", UUIDField()),
        area__in=["", *(hole(place, CharField()) for place in _PLACES)],
    )
    return found.order_by("-id")[:MOST_CHANGES]


_PLACES = tuple(f"area{number}" for number in range(len(PlanSection.Area)))
_PLAN = PreparedRecord(Plan, _plan)
_CHANGES = PreparedRecord(PlanChange, _changes)
_SECTIONS = PreparedRecord(PlanSection, _sections)
_TASKS = PreparedRecord(PlanTask, _tasks)
_REVIEWS = PreparedRecord(PlanReview, _reviews)
_VERSIONS = PreparedRecord(PlanVersion, _versions, without=frozenset({"content"}))
_SIGNATURES = PreparedRecord(PlanSignature, _signatures)
_NEWEST_SIGNATURES = PreparedRecord(PlanSignature, _newest_signatures)
