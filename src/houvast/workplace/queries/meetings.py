"""Concerns and student review meetings as a viewer may see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404

from houvast.core.access.words import Action, Data, Purpose
from houvast.core.calendar import school_year_of
from houvast.people.models import Person
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.workplace.models import Concern, Discussed, MeetingAgreement, ReviewMeeting, TrainingSchool, Triad
from houvast.workplace.queries.places import training_schools

PAGE = 50
A_YEAR = 2
"""How many student review meetings a school year has (S-114)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A student in the list of a meeting. `weight` is of the heaviest open concern: 0 none, 1 attention, 2 concern."""

    student: Person
    open_concerns: int
    weight: int
    latest: Concern | None
    discussed: Discussed | None
    agreements: int


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
    found = ReviewMeeting.objects.filter(pk=meeting_id).select_related("training_school", "led_by").first()
    if found is None or not _students(viewer, found.training_school).exists():
        raise Http404
    return found


def _students(viewer: Viewer, school: TrainingSchool) -> QuerySet[Person]:
    """Whom the viewer guides at this school now: those may be discussed with the viewer."""
    here = Triad.objects.filter(running_on(viewer.day), training_school=school)
    guided = door.students(viewer, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    return guided.filter(pk__in=here.values("student"))


def list_of(
    viewer: Viewer, meeting: ReviewMeeting, *, everybody: bool = False, begin: int = 0, most: int = PAGE
) -> tuple[tuple[Listed, ...], int]:
    """The students to discuss, the heaviest concern first, and how many there are; with `everybody` all at the school.

    Who was discussed already stays in the list when the concern is closed meanwhile.
    """
    found: QuerySet[Any] = _students(viewer, meeting.training_school)
    if not everybody:
        waiting = Concern.objects.filter(closed_on__isnull=True)
        written = Discussed.objects.filter(meeting=meeting)
        found = found.filter(Q(pk__in=waiting.values("student")) | Q(pk__in=written.values("student")))
    total = found.count()
    page = list(_heaviest_first(found)[begin : begin + most])
    door.note_shown(page, Purpose.GUIDANCE)
    return _listed(page, meeting), total


def _heaviest_first(found: QuerySet[Any]) -> QuerySet[Any]:
    """Asked per student along an index: joined and grouped, the whole school would be sorted by all its columns."""
    theirs = Concern.objects.filter(student=OuterRef("pk"), closed_on__isnull=True).order_by()
    heavy = theirs.filter(weight=Concern.Weight.CONCERN)
    counted = theirs.values("student").annotate(n=Count("pk")).values("n")
    heaviest: QuerySet[Any] = found.annotate(
        open_concerns=Coalesce(Subquery(counted), 0),
        weight=Case(
            When(Exists(heavy), then=Value(2)),
            When(Exists(theirs), then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        ),
    )
    return heaviest.order_by("-weight", "-open_concerns", "sort_name", "pk")


def _listed(students: Sequence[Any], meeting: ReviewMeeting) -> tuple[Listed, ...]:
    newest: dict[uuid.UUID, Concern] = {}
    concerns = Concern.objects.filter(student__in=students, closed_on__isnull=True).select_related("raised_by")
    for concern in concerns.order_by("raised_on", "pk"):
        newest[concern.student_id] = concern
    written = {
        one.student_id: one
        for one in Discussed.objects.filter(meeting=meeting, student__in=students).annotate(agreed=Count("agreements"))
    }
    return tuple(
        Listed(
            student=one,
            open_concerns=one.open_concerns,
            weight=one.weight,
            latest=newest.get(one.pk),
            discussed=written.get(one.pk),
            agreements=written[one.pk].agreed if one.pk in written else 0,
        )
        for one in students
    )


def student_in(viewer: Viewer, meeting: ReviewMeeting, student_id: uuid.UUID) -> Person:
    """A student who may be discussed in this meeting by this viewer; else Http404."""
    student = door.student(viewer, student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    if not _students(viewer, meeting.training_school).filter(pk=student.pk).exists():
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
