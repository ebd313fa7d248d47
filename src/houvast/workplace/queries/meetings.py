"""Concerns and student review meetings as a viewer may see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from houvast.core.access.words import Action, Data, Purpose
from houvast.core.calendar import school_year_of
from houvast.people.models import Person, full_name
from houvast.people.prepared import MakesHole, Prepared, PreparedRecord, column
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.relations import Given, Shape
from houvast.workplace.models import Concern, Discussed, MeetingAgreement, ReviewMeeting, TrainingSchool, Triad
from houvast.workplace.queries.at_work import holes_of_page, of_page
from houvast.workplace.queries.places import PAGE, training_schools

A_YEAR = 2
"""How many student review meetings a school year has (S-114)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A student in the list of a meeting. `weight` is of the heaviest open concern: 0 none, 1 attention, 2 concern;
    `seen` what the newest says; `agreements` is None while the student was not discussed.
    """

    student: uuid.UUID
    name: str
    open_concerns: int
    weight: int
    seen: str
    agreements: int | None


def concerns_of(student: Person) -> Sequence[Concern]:
    """Every concern about a student: open first, then the latest."""
    found = Concern.objects.filter(student=student).select_related("raised_by", "closed_by")
    return sorted(found, key=lambda one: (one.closed_on is not None, -one.raised_on.toordinal(), str(one.pk)))


def concern_for(viewer: Viewer, concern_id: uuid.UUID) -> Concern:
    """The concern behind an id from outside; Http404 when the viewer may not answer it."""
    found = Concern.objects.filter(pk=concern_id).select_related("student", "raised_by").first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    return found


def meetings_of(school: TrainingSchool) -> Sequence[ReviewMeeting]:
    """The meetings of a school, the latest first."""
    return list(ReviewMeeting.objects.filter(training_school=school).select_related("led_by").order_by("-planned_on"))


def meeting_for(viewer: Viewer, meeting_id: uuid.UUID) -> ReviewMeeting:
    """The meeting behind an id from outside; Http404 for who does not guide anybody at that school."""
    ties = door.whose(viewer, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    found = None if ties.shape.ties_nobody else _one_meeting(ties.shape).get(**ties.values, meeting=meeting_id)
    if found is None:
        raise Http404
    return found


@lru_cache(maxsize=256)
def _one_meeting(shape: Shape) -> PreparedRecord[ReviewMeeting]:
    def narrowed(meetings: QuerySet[ReviewMeeting], hole: MakesHole) -> QuerySet[ReviewMeeting]:
        mine = door.students_of(replace(shape, walks=True), hole).filter(pk=OuterRef("student_id"))
        here = Triad.objects.filter(
            running_on(hole("day", DateField())), training_school_id=OuterRef("training_school_id")
        )
        return meetings.filter(Exists(here.filter(Exists(mine))), pk=hole("meeting", UUIDField()))

    return PreparedRecord(ReviewMeeting, narrowed, related=("training_school",))


def _guided(shape: Shape, given: Given) -> QuerySet[Person]:
    """Whom the viewer guides at this school now: those may be discussed with the viewer."""
    here = Triad.objects.filter(running_on(given("day", DateField())), training_school_id=given("school", UUIDField()))
    return door.students_of(shape, given).filter(pk__in=here.values("student_id"))


def list_of(
    viewer: Viewer, meeting: ReviewMeeting, *, everybody: bool = False, begin: int = 0
) -> tuple[tuple[Listed, ...], int]:
    """A page of the students to discuss, the heaviest concern first, and how many there are; with `everybody` all at
    the school.

    Who was discussed already stays in the list when the concern is closed meanwhile.
    """
    ties = door.whose(viewer, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    if ties.shape.ties_nobody:
        return (), 0
    values = {**ties.values, "school": meeting.training_school_id, "meeting": meeting.pk}
    [(total,)] = _total(ties.shape, everybody=everybody).rows(**values)
    page = _page(ties.shape, begin, everybody=everybody).rows(**values)
    door.note_shown([row[0] for row in page], Purpose.GUIDANCE)
    return _listed(page, meeting), total


def _to_discuss(shape: Shape, given: Given, *, everybody: bool) -> QuerySet[Person]:
    found = _guided(shape, given)
    if everybody:
        return found
    waiting = Concern.objects.filter(student_id=OuterRef("pk"), closed_on__isnull=True)
    written = Discussed.objects.filter(student_id=OuterRef("pk"), meeting_id=given("meeting", UUIDField()))
    return found.filter(Exists(waiting) | Exists(written))


@lru_cache(maxsize=256)
def _total(shape: Shape, *, everybody: bool) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Person, tuple[Any, ...]]:
        found = _to_discuss(shape, hole, everybody=everybody).order_by()
        return found.annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values_list("n")

    return Prepared(written)


@lru_cache(maxsize=256)
def _page(shape: Shape, begin: int, *, everybody: bool) -> Prepared:
    """Asked per student along an index: joined and grouped, the whole school would be sorted by all its columns."""

    def written(hole: MakesHole) -> QuerySet[Person, tuple[Any, ...]]:
        theirs = Concern.objects.filter(student=OuterRef("pk"), closed_on__isnull=True).order_by()
        heavy = Max(Case(When(weight=Concern.Weight.CONCERN, then=Value(HEAVY)), default=Value(0)))
        counted = theirs.values("student").annotate(n=Count("pk") + heavy).values("n")
        found = _to_discuss(shape, hole, everybody=everybody).annotate(weighs=Coalesce(Subquery(counted), 0))
        return found.order_by("-weighs", "sort_name", "pk").values_list("pk", "weighs", *NAME)[begin : begin + PAGE]

    return Prepared(written)


HEAVY = 1_000_000
"""What a heavy concern adds to the number of open ones, so that one number sorts by both."""
NAME = ("given_name", "name_prefix", "family_name", "number")


def _listed(page: Sequence[tuple[Any, ...]], meeting: ReviewMeeting) -> tuple[Listed, ...]:
    students = [row[0] for row in page]
    newest = dict(_SEEN.rows(**of_page(students))) if students else {}
    agreed = dict(_AGREED.rows(**of_page(students), meeting=meeting.pk)) if students else {}
    return tuple(
        Listed(
            student=student,
            name=full_name(*name),
            open_concerns=weighs % HEAVY,
            weight=2 if weighs >= HEAVY else min(weighs, 1),
            seen=newest.get(student, ""),
            agreements=agreed.get(student),
        )
        for student, weighs, *name in page
    )


def _seen(hole: MakesHole) -> QuerySet[Concern, tuple[Any, ...]]:
    found = Concern.objects.alias(of=column("student_id")).filter(of__in=holes_of_page(hole), closed_on__isnull=True)
    return found.order_by("raised_on", "pk").values_list("student_id", "seen")


def _agreed(hole: MakesHole) -> QuerySet[Discussed, tuple[Any, ...]]:
    found = Discussed.objects.alias(of=column("student_id")).filter(
        of__in=holes_of_page(hole), meeting_id=hole("meeting", UUIDField())
    )
    return found.annotate(n=Count("agreements")).values_list("student_id", "n")


_SEEN = Prepared(_seen)
_AGREED = Prepared(_agreed)


def student_in(viewer: Viewer, meeting: ReviewMeeting, student_id: uuid.UUID) -> Person:
    """A student who may be discussed in this meeting by this viewer; else Http404."""
    student = door.student(viewer, student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    here = Triad.objects.filter(running_on(viewer.day), training_school_id=meeting.training_school_id)
    if not here.filter(student=student).exists():
        raise Http404
    return student


def discussed_of(student: Person) -> Sequence[Discussed]:
    """What was agreed about a student in review meetings, the latest first."""
    found = Discussed.objects.filter(student=student).select_related("meeting", "meeting__training_school")
    return list(found.prefetch_related("agreements").order_by("-meeting__planned_on", "-pk"))


def agreements_due(viewer: Viewer, *, most: int = PAGE) -> Sequence[MeetingAgreement]:
    """Agreements of review meetings about the viewer's students that are still to be done, first due first."""
    guided = door.students(viewer, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    found = MeetingAgreement.objects.filter(done_on__isnull=True, discussed__student__in=guided)
    return list(found.select_related("discussed__student").order_by("due_on", "pk")[:most])


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfMeetings:
    """How many of the two meetings of this school year were held and planned at a school."""

    school: TrainingSchool
    held: int
    planned: int


def years_of_meetings(viewer: Viewer) -> tuple[YearOfMeetings, ...]:
    """Per training school of the viewer: is somebody seeing to the two meetings of this school year?"""
    year = school_year_of(viewer.day).label
    schools = list(training_schools(viewer)[:PAGE])
    rows = (
        ReviewMeeting.objects.filter(training_school__in=schools, school_year=year)
        .values("training_school")
        .annotate(held=Count("pk", filter=Q(held_on__isnull=False)), planned=Count("pk"))
        .order_by()
    )
    by_school = {row["training_school"]: (row["held"], row["planned"]) for row in rows}
    return tuple(
        YearOfMeetings(school=one, held=by_school.get(one.pk, (0, 0))[0], planned=by_school.get(one.pk, (0, 0))[1])
        for one in schools
    )


def agreement_for(viewer: Viewer, agreement_id: uuid.UUID) -> MeetingAgreement:
    """The agreement of a meeting behind an id from outside; Http404 when the viewer may not answer it."""
    found = MeetingAgreement.objects.filter(pk=agreement_id).select_related("discussed__student").first()
    if found is None:
        raise Http404
    door.student(viewer, found.discussed.student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    return found
