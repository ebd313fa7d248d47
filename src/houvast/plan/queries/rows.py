"""The rows of one student's plan by queries that are written once: what a page about a plan reads. Asks no policy."""

import uuid

from django.db.models import QuerySet, UUIDField

from houvast.people.models import Person
from houvast.people.prepared import MakesHole, PreparedRecord, Question
from houvast.plan.models import Plan, PlanReview, PlanSection, PlanSignature, PlanTask, PlanVersion


def questions(student: Person) -> tuple[Question, ...]:
    """What the functions below ask about one student, but for the signatures."""
    return tuple(one.question(student=student.pk) for one in (_PLAN, _SECTIONS, _TASKS, _REVIEWS, _VERSIONS))


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
    for task in found:
        task.student = student
    return found


def review_rows(student: Person) -> list[PlanReview]:
    """The moments to look back, first one first."""
    return _REVIEWS.all(student=student.pk)


def version_rows(plan: Plan) -> list[PlanVersion]:
    """The signed versions, newest first, without what they say: that is read when somebody asks for it."""
    return _VERSIONS.all(student=plan.student_id)


def signature_rows(version: uuid.UUID) -> list[PlanSignature]:
    """The signatures under a version, first one first."""
    return _SIGNATURES.all(version=version)


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


_PLAN = PreparedRecord(Plan, _plan)
_SECTIONS = PreparedRecord(PlanSection, _sections)
_TASKS = PreparedRecord(PlanTask, _tasks)
_REVIEWS = PreparedRecord(PlanReview, _reviews)
_VERSIONS = PreparedRecord(PlanVersion, _versions, without=frozenset({"content"}))
_SIGNATURES = PreparedRecord(PlanSignature, _signatures)
