"""Concerns and student review meetings as a viewer may see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from houvast.core.access.words import Action, Data, Purpose
from houvast.core.calendar import school_year_of
from houvast.people.gathered import Sifted, walked
from houvast.people.models import Person, full_name
from houvast.people.prepared import MakesHole, Prepared, PreparedRecord, Question, asked_ahead, column
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.relations import Given, Shape, any_tied
from houvast.workplace.models import Concern, Discussed, MeetingAgreement, ReviewMeeting, TrainingSchool, Triad
from houvast.workplace.queries import pages
from houvast.workplace.queries.at_work import holes_of_page, of_page
from houvast.workplace.queries.places import PAGE

HEAVY = 1_000_000
"""What a heavy concern adds to the number of open ones, so that one number sorts by both."""
A_YEAR = 2
"""How many student review meetings a school year has (S-114)."""


class Listed(NamedTuple):
    """A student in the list of a meeting. `weight` is of the heaviest open concern: 0 none, 1 attention, 2 concern;
    `seen` what the newest says; `agreements` is None while the student was not discussed.
    """

    student: uuid.UUID
    name: str
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
    return _MEETINGS.all(school=school.pk)


def asked_for_meetings(school_id: uuid.UUID) -> Question:
    """What `meetings_of` asks, for `asked_ahead`."""
    return _MEETINGS.question(school=school_id)


def next_number(school: TrainingSchool, day: date) -> int:
    """Which meeting of this school year is still to be planned: the first, else the second."""
    planned = {one.number for one in meetings_of(school) if one.school_year == school_year_of(day).label}
    return 2 if 1 in planned else 1


_MEETINGS = PreparedRecord(
    ReviewMeeting,
    lambda meetings, hole: meetings.filter(training_school_id=hole("school", UUIDField())).order_by("-planned_on"),
)


def meeting_for(viewer: Viewer, meeting_id: uuid.UUID) -> ReviewMeeting:
    """The meeting behind an id from outside; Http404 for who does not guide anybody at that school."""
    ties = door.whose(viewer, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    found = None if ties.shape.ties_nobody else _one_meeting(ties.shape).get(**ties.values, meeting=meeting_id)
    if found is None:
        raise Http404
    return found


def asked_for_list(viewer: Viewer, meeting_id: uuid.UUID, *, everybody: bool, begin: int) -> tuple[Question, ...]:
    """What `meeting_for` and `list_of` ask, for `asked_ahead`."""
    ties = door.whose(viewer, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    if ties.shape.ties_nobody:
        return ()
    given = {**ties.values, "meeting": meeting_id}
    page = _page(ties.shape, begin, everybody=everybody)
    return _one_meeting(ties.shape).question(**given), page.question(**given)


@lru_cache(maxsize=256)
def _one_meeting(shape: Shape) -> PreparedRecord[ReviewMeeting]:
    def narrowed(meetings: QuerySet[ReviewMeeting], hole: MakesHole) -> QuerySet[ReviewMeeting]:
        return meetings.filter(any_tied(shape, hole, _at_school_of(hole)), pk=hole("meeting", UUIDField()))

    return PreparedRecord(ReviewMeeting, narrowed, related=("training_school",))


def _at_school_of(hole: MakesHole) -> QuerySet[Triad]:
    """Who learns now at the school of the meeting."""
    school = ReviewMeeting.objects.filter(pk=hole("meeting", UUIDField())).values("training_school_id")
    return Triad.objects.filter(running_on(hole("day", DateField())), training_school_id=Subquery(school))


def waits_for(given: Given, at: str = "student_id") -> Q:
    """Whether there is an open concern about the student whose key stands at `at`.

    Held against all that are open at the institute: they are few, where the students of a school would be asked one by
    one.
    """
    waiting = Concern.objects.filter(organisation_id=given("organisation", UUIDField()), closed_on__isnull=True)
    return Q(Sifted(Q((f"{at}__in", waiting.values("student_id")))))


def heaviest(given: Given, at: str = "student_id") -> Case:
    """How heavy the heaviest open concern about this student is: 0 none, 1 attention, HEAVY a concern.

    Whether it weighs heavily is asked of those few alone who have one.
    """
    theirs = Concern.objects.filter(student_id=OuterRef(at), closed_on__isnull=True, weight=Concern.Weight.CONCERN)
    nothing = When(~waits_for(given, at), then=Value(0))
    return Case(nothing, When(Q(walked(theirs)), then=Value(HEAVY)), default=Value(1))


def list_of(
    viewer: Viewer, meeting: ReviewMeeting, *, everybody: bool = False, begin: int = 0
) -> tuple[tuple[Listed, ...], int, bool]:
    """A page of the students to discuss, the heaviest concern first, how many there are, and whether there are more.

    With `everybody` all at the school, who are not counted.

    Who was discussed already stays in the list when the concern is closed meanwhile.
    """
    ties = door.whose(viewer, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    if ties.shape.ties_nobody:
        return (), 0, False
    found = _page(ties.shape, begin, everybody=everybody).rows(**ties.values, meeting=meeting.pk)
    page = found[:PAGE]
    door.note_shown([row[0] for row in page], Purpose.GUIDANCE)
    return _listed(page, meeting), page[0][2] if page else 0, len(found) > PAGE


@lru_cache(maxsize=256)
def _page(shape: Shape, begin: int, *, everybody: bool) -> Prepared:
    """Those at the school whom the viewer guides: they may be discussed with the viewer.

    The rows of who is to be discussed also say how many there are: they are few, so one question finds both. Of
    everybody it is only asked whether something is open, and whether that weighs heavily.
    """

    def written(hole: MakesHole) -> QuerySet[Person, tuple[Any, ...]]:
        here = _at_school_of(hole)
        if everybody:
            weighed = door.students_among(shape, hole, here).annotate(weighs=heaviest(hole, "pk"), all=Value(0))
        else:
            written = Discussed.objects.filter(meeting_id=hole("meeting", UUIDField()))
            asked = waits_for(hole) | Q(Sifted(Q(student_id__in=written.values("student_id"))))
            theirs = Concern.objects.filter(student_id=OuterRef("pk"), closed_on__isnull=True).order_by()
            most = Max(Case(When(weight=Concern.Weight.CONCERN, then=Value(HEAVY)), default=Value(0)))
            counted = theirs.values("student").annotate(n=Count("pk") + most).values("n")
            students = door.students_among(shape, hole, here.filter(asked))
            weighed = students.annotate(weighs=Coalesce(Subquery(counted), 0), all=Window(Count("pk")))
        ordered = weighed.order_by("-weighs", "sort_name", "pk")
        return ordered.values_list("pk", "weighs", "all", *pages.NAME)[begin : begin + PAGE + 1]

    return Prepared(written)


def _listed(page: Sequence[tuple[Any, ...]], meeting: ReviewMeeting) -> tuple[Listed, ...]:
    students = [row[0] for row in page]
    if not students:
        return ()
    said, done = _SEEN.question(**of_page(students)), _AGREED.question(**of_page(students), meeting=meeting.pk)
    with asked_ahead((said, done)):
        newest, agreed = dict(said.rows()), dict(done.rows())
    return tuple(
        Listed(
            student=student,
            name=full_name(*name),
            weight=2 if weighs >= HEAVY else min(weighs, 1),
            seen=newest.get(student, ""),
            agreements=agreed.get(student),
        )
        for student, weighs, _, *name in page
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An agreement of a review meeting that is still to be done."""

    student: uuid.UUID
    name: str
    what: str
    who: str
    due_on: date


def agreements_due(viewer: Viewer, *, most: int = PAGE) -> tuple[Due, ...]:
    """Agreements of review meetings about the viewer's students that are still to be done, first due first."""
    asked = asked_for_agreements(viewer, most=most)
    return tuple(
        Due(student=student, name=full_name(*name), what=what, who=who, due_on=due_on)
        for one in asked
        for student, what, who, due_on, *name in one.rows()
    )


def asked_for_agreements(viewer: Viewer, *, most: int = PAGE) -> tuple[Question, ...]:
    """What `agreements_due` asks, for `asked_ahead`."""
    ties = door.whose(viewer, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    return () if ties.shape.ties_nobody else (_due(ties.shape, most).question(**ties.values),)


@lru_cache(maxsize=256)
def _due(shape: Shape, most: int) -> Prepared:
    """What is still to be done is little, so each is asked whose it is."""

    def written(hole: MakesHole) -> QuerySet[MeetingAgreement, tuple[Any, ...]]:
        mine = door.about_students_of(replace(shape, walks=True), hole, "discussed__student")
        found = MeetingAgreement.objects.filter(mine, done_on__isnull=True).order_by("due_on", "pk")
        name = (f"discussed__{one}" for one in pages.STUDENT_NAME)
        return found.values_list("discussed__student_id", "what", "who", "due_on", *name)[:most]

    return Prepared(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfMeetings:
    """How many of the two meetings of this school year were held and planned at a school."""

    school: TrainingSchool
    held: int
    planned: int


def years_of_meetings(schools: Sequence[TrainingSchool], day: date) -> tuple[YearOfMeetings, ...]:
    """Per training school: is somebody seeing to the two meetings of this school year?"""
    if not schools:
        return ()
    rows = asked_for_years(schools[0].organisation_id, day).rows()
    by_school = {school: (held, planned) for school, held, planned in rows}
    return tuple(
        YearOfMeetings(school=one, held=by_school.get(one.pk, (0, 0))[0], planned=by_school.get(one.pk, (0, 0))[1])
        for one in schools
    )


def asked_for_years(organisation: uuid.UUID, day: date) -> Question:
    """What `years_of_meetings` asks, for `asked_ahead`."""
    return _YEAR.question(organisation=organisation, year=school_year_of(day).label)


def _year(hole: MakesHole) -> QuerySet[ReviewMeeting, tuple[Any, ...]]:
    found = ReviewMeeting.objects.filter(
        organisation_id=hole("organisation", UUIDField()), school_year=hole("year", CharField())
    ).order_by()
    counted = found.values("training_school_id").annotate(
        held=Count("pk", filter=Q(held_on__isnull=False)), planned=Count("pk")
    )
    return counted.values_list("training_school_id", "held", "planned")


_YEAR = Prepared(_year)


def agreement_for(viewer: Viewer, agreement_id: uuid.UUID) -> MeetingAgreement:
    """The agreement of a meeting behind an id from outside; Http404 when the viewer may not answer it."""
    found = MeetingAgreement.objects.filter(pk=agreement_id).select_related("discussed__student").first()
    if found is None:
        raise Http404
    door.student(viewer, found.discussed.student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    return found
