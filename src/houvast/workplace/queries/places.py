"""Training schools and triads as a viewer may see them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from houvast.core.access.words import Data, Purpose
from houvast.education.models import Enrolment
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.workplace.asking import guided_by_programme
from houvast.workplace.models import Location, TrainingSchool, Triad
from houvast.workplace.queries.rights import sees_all_schools

PAGE = 50


class InCharge(StrEnum):
    """Who is first in charge of a student at work (S-109, S-110, S-121)."""

    INSTITUTE_EDUCATOR = "institute_educator"
    PROGRAMME = "programme"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Who is in charge, and the person where one is known."""

    who: InCharge
    person: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriadRow:
    """A running triad with who is in charge and which guides are still to be found (names of Triad fields)."""

    triad: Triad
    charge: Charge
    open_places: tuple[str, ...]


def running(on: date) -> QuerySet[Triad]:
    """Every triad on this day, with the persons in it."""
    people = ("student", "supervisor", "school_educator", "institute_educator", "training_school", "location")
    return Triad.objects.filter(running_on(on)).select_related(*people)


def _in_a_list(on: date) -> QuerySet[Triad]:
    """The same with only the persons that a line of a list names."""
    people = ("student", "institute_educator", "training_school")
    return Triad.objects.filter(running_on(on)).select_related(*people).defer(*UNREAD)


UNREAD = tuple(
    f"{who}__{name}" for who in ("student", "institute_educator") for name in ("bsn", "bsn_digest", "phone", "email")
)
"""Columns that no list shows."""


def triad_of(student: Person, on: date) -> Triad | None:
    """The student's triad on this day."""
    return running(on).filter(student=student).order_by("-starts_on", "-pk").first()


def triads_of(student: Person) -> Sequence[Triad]:
    """Every triad of a student, the latest first."""
    people = ("supervisor", "school_educator", "institute_educator", "training_school", "location")
    return list(Triad.objects.filter(student=student).select_related(*people).order_by("-starts_on", "-pk"))


def first_enrolled(students: Iterable[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The day on which each of these students was first enrolled; who is not in it, is not known."""
    rows = Enrolment.objects.filter(student__in=list(students), starts_on__isnull=False).order_by()
    return dict(rows.values("student").annotate(first=Min("starts_on")).values_list("student", "first"))


def charges(triads: Sequence[Triad], on: date) -> dict[uuid.UUID, Charge]:
    """Who is in charge of each student, by student; two queries for all of them."""
    students = [one.student_id for one in triads]
    enrolled = first_enrolled(students)
    coaches = PersonalRelation.objects.filter(
        running_on(on), kind=PersonalRelation.Kind.COACH, student__in=students
    ).select_related("holder")
    coach_of = {one.student_id: one.holder for one in coaches.order_by("-starts_on", "-pk")}
    by_programme = {day: guided_by_programme(day, on) for day in {enrolled.get(one) for one in students}}
    found: dict[uuid.UUID, Charge] = {}
    for one in triads:
        if by_programme[enrolled.get(one.student_id)]:
            found[one.student_id] = Charge(who=InCharge.PROGRAMME, person=coach_of.get(one.student_id))
        elif one.institute_educator is not None:
            found[one.student_id] = Charge(who=InCharge.INSTITUTE_EDUCATOR, person=one.institute_educator)
        else:
            found[one.student_id] = Charge(who=InCharge.NOBODY, person=None)
    return found


def rows_of(triads: Sequence[Triad], on: date) -> tuple[TriadRow, ...]:
    """These triads, each with who is in charge and who is missing."""
    charge_of = charges(triads, on)
    return tuple(
        TriadRow(
            triad=one,
            charge=charge_of[one.student_id],
            open_places=tuple(name for name in ("supervisor", "school_educator") if getattr(one, f"{name}_id") is None)
            + (("institute_educator",) if charge_of[one.student_id].who is InCharge.NOBODY else ()),
        )
        for one in triads
    )


def training_schools(viewer: Viewer) -> QuerySet[TrainingSchool]:
    """The training schools this viewer works with: all of them, or those of the viewer's own students. By name."""
    schools = TrainingSchool.objects.filter(organisation_id=viewer.organisation_id)
    if not sees_all_schools(viewer):
        mine = Triad.objects.filter(running_on(viewer.day), student__in=door.students(viewer, Data.WORKPLACE))
        schools = schools.filter(pk__in=mine.values("training_school"))
    here = Triad.objects.filter(running_on(viewer.day), training_school=OuterRef("pk")).order_by()
    placed = here.values("training_school").annotate(n=Count("pk")).values("n")
    return schools.annotate(placed=Coalesce(Subquery(placed), 0)).order_by("name", "pk")


def training_school_for(viewer: Viewer, school_id: uuid.UUID) -> TrainingSchool:
    """The training school behind an id from outside; Http404 when the viewer does not work with it."""
    found = training_schools(viewer).filter(pk=school_id).first()
    if found is None:
        raise Http404
    return found


def locations_of(school: TrainingSchool) -> QuerySet[Location]:
    return Location.objects.filter(training_school=school).order_by("name", "pk")


def students_at(
    viewer: Viewer, school: TrainingSchool, *, after: str = "", most: int = PAGE
) -> tuple[tuple[TriadRow, ...], str]:
    """The viewer's students at this school by name, from after this mark on, and the mark for the next page."""
    seen = _in_a_list(viewer.day).filter(training_school=school, student__in=door.students(viewer, Data.WORKPLACE))
    if "/" in after:
        name, _, key = after.rpartition("/")
        try:
            beyond = Q(student__sort_name=name, student_id__gt=uuid.UUID(key)) | Q(student__sort_name__gt=name)
        except ValueError:
            raise Http404 from None
        seen = seen.filter(beyond)
    found = list(seen.order_by("student__sort_name", "student_id")[: most + 1])
    shown = found[:most]
    door.note_shown([one.student_id for one in shown], Purpose.GUIDANCE)
    mark = f"{shown[-1].student.sort_name}/{shown[-1].student_id}" if len(found) > most else ""
    return rows_of(shown, viewer.day), mark


def my_students(viewer: Viewer, *, most: int = PAGE) -> tuple[TriadRow, ...]:
    """Whom the viewer guides at work, by name."""
    kinds = [
        PersonalRelation.Kind.WORKPLACE_SUPERVISOR,
        PersonalRelation.Kind.SCHOOL_EDUCATOR,
        PersonalRelation.Kind.INSTITUTE_EDUCATOR,
    ]
    held = PersonalRelation.objects.filter(running_on(viewer.day), holder=viewer.person, kind__in=kinds)
    mine = _in_a_list(viewer.day).filter(
        student__in=door.students(viewer, Data.WORKPLACE).filter(pk__in=held.values("student"))
    )
    shown = list(mine.order_by("student__sort_name", "student_id")[:most])
    door.note_shown([one.student_id for one in shown], Purpose.GUIDANCE)
    return rows_of(shown, viewer.day)


def without_guide(viewer: Viewer, *, most: int = PAGE) -> tuple[TriadRow, ...]:
    """Placed students for whom a guide is still to be found, by name."""
    unfound = Q(supervisor__isnull=True) | Q(school_educator__isnull=True) | Q(institute_educator__isnull=True)
    shown = list(
        _in_a_list(viewer.day)
        .filter(unfound, student__in=door.students(viewer, Data.WORKPLACE))
        .order_by("student__sort_name", "student_id")[:most]
    )
    door.note_shown([one.student_id for one in shown], Purpose.ADMINISTRATION)
    return tuple(row for row in rows_of(shown, viewer.day) if row.open_places)


def persons_called(viewer: Viewer, typed: str) -> tuple[Person, ...]:
    """Who may be meant as a guide: no student; the number is, or the name contains, what was typed. At most six."""
    words = Q()
    for word in typed.lower().split():
        words &= Q(sort_name__contains=word)
    here = Person.objects.filter(organisation_id=viewer.organisation_id, is_student=False, erased_at__isnull=True)
    exact = tuple(here.filter(number=typed).order_by("pk")[:6]) if typed else ()
    return exact or tuple(here.filter(words).order_by("sort_name", "pk")[:6])
