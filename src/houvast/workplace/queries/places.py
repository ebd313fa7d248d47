"""Training schools and triads as a viewer may see them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, assert_never

from django.db import connection
from django.db.models import CharField, Count, DateField, Min, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from houvast.core.access.words import Data
from houvast.education.models import Enrolment
from houvast.people.gathered import Among
from houvast.people.models import Person, PersonalRelation
from houvast.people.names import called
from houvast.people.prepared import Hole, MakesHole, Prepared, PreparedRecord, Question
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.relations import Shape, any_tied
from houvast.workplace.asking import guided_by_programme
from houvast.workplace.models import Location, TrainingSchool, Triad
from houvast.workplace.queries.rights import sees_all_schools

PAGE = 50
UNFOUND = Q(supervisor__isnull=True) | Q(school_educator__isnull=True) | Q(institute_educator__isnull=True)
"""A guide may be to be found; where the educator of the institute is not there, the programme may be in charge."""


class InCharge(StrEnum):
    """Who is first in charge of a student at work (S-109, S-110, S-121)."""

    INSTITUTE_EDUCATOR = "institute_educator"
    PROGRAMME = "programme"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriadRow:
    """A running triad with who is in charge, the person where one is known, and which guides are to be found."""

    triad: Triad
    in_charge: InCharge
    person: Person | None
    open_places: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of who is in charge; empty when nobody is named."""
        return self.person.name if self.person else ""


def running(on: date) -> QuerySet[Triad]:
    """Every triad on this day, with the persons in it."""
    people = ("student", "supervisor", "school_educator", "institute_educator", "training_school", "location")
    return Triad.objects.filter(running_on(on)).select_related(*people)


def triad_of(student: Person, on: date) -> Triad | None:
    """The student's triad on this day."""
    return running(on).filter(student=student).order_by("-starts_on", "-pk").first()


def is_placed(student: Person, on: date) -> bool:
    """Whether there is such a triad: asked for the menu of every page of a student."""
    return bool(_PLACED.rows(student=student.pk, day=on))


def asked_for_placed(student: Person, on: date) -> Question:
    """What `is_placed` asks."""
    return _PLACED.question(student=student.pk, day=on)


def triads_of(student: Person) -> Sequence[Triad]:
    """Every triad of a student, the latest first."""
    people = ("supervisor", "school_educator", "institute_educator", "training_school", "location")
    return list(Triad.objects.filter(student=student).select_related(*people).order_by("-starts_on", "-pk"))


def first_enrolled(students: Iterable[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The day on which each of these students was first enrolled; who is not in it, is not known."""
    rows = Enrolment.objects.filter(student__in=list(students), starts_on__isnull=False).order_by()
    return dict(rows.values("student").annotate(first=Min("starts_on")).values_list("student", "first"))


def coaches_of(students: Sequence[uuid.UUID], on: date) -> dict[uuid.UUID, Person]:
    """The coach of each of these students on this day; the earliest where there are several."""
    coaches = PersonalRelation.objects.filter(
        running_on(on), kind=PersonalRelation.Kind.COACH, student__in=students
    ).select_related("holder")
    return {one.student_id: one.holder for one in coaches.order_by("-starts_on", "-pk")}


def in_charge(*, long_term: bool, has_educator: bool) -> InCharge:
    """Who is first in charge; `long_term` is what the rule for long-term students says (S-108 to S-110)."""
    if long_term:
        return InCharge.PROGRAMME
    return InCharge.INSTITUTE_EDUCATOR if has_educator else InCharge.NOBODY


def open_places(*, supervisor: bool, school_educator: bool, charge: InCharge) -> tuple[str, ...]:
    """The guides that are still to be found, by their names in Triad, from who is there."""
    found: tuple[str, ...] = () if supervisor else ("supervisor",)
    found += () if school_educator else ("school_educator",)
    return found + (("institute_educator",) if charge is InCharge.NOBODY else ())


def row_of(triad: Triad, on: date) -> TriadRow:
    """This triad, with who is in charge and who is missing."""
    student = triad.student_id
    long_term = guided_by_programme(first_enrolled([student]).get(student), on)
    charge = in_charge(long_term=long_term, has_educator=triad.institute_educator is not None)
    match charge:
        case InCharge.PROGRAMME:
            person = coaches_of([student], on).get(student)
        case InCharge.INSTITUTE_EDUCATOR:
            person = triad.institute_educator
        case InCharge.NOBODY:
            person = None
        case _:
            assert_never(charge)
    missing = open_places(
        supervisor=triad.supervisor_id is not None, school_educator=triad.school_educator_id is not None, charge=charge
    )
    return TriadRow(triad=triad, in_charge=charge, person=person, open_places=missing)


def training_schools(viewer: Viewer) -> QuerySet[TrainingSchool]:
    """The training schools this viewer works with: all of them, or those of the viewer's own students. By name."""
    schools = TrainingSchool.objects.filter(organisation_id=viewer.organisation_id)
    if not sees_all_schools(viewer):
        mine = Triad.objects.filter(running_on(viewer.day), student__in=door.students(viewer, Data.WORKPLACE))
        schools = schools.filter(pk__in=mine.values("training_school"))
    return schools.annotate(placed=_placed(viewer.day)).order_by("name", "pk")


_PLACED = Prepared(
    lambda hole: (
        Triad.objects.filter(running_on(hole("day", DateField())), student=hole("student", UUIDField()))
        .order_by()
        .values_list("pk")[:1]
    )
)


def schools_of(viewer: Viewer, *, region: str = "", most: int = PAGE, counted: bool = True) -> Sequence[TrainingSchool]:
    """The first of `training_schools`, of one region where that is given, by an SQL that is written once.

    `placed` is how many learn there of those whom the viewer sees; zero for who sees all and did not ask to count.
    """
    asked = asked_for_schools(viewer, region=region, most=most, counted=counted)
    return [_with_placed(row) for one in asked for row in one.rows()]


def asked_for_schools(
    viewer: Viewer, *, region: str = "", most: int = PAGE, counted: bool = True
) -> tuple[Question, ...]:
    """What `schools_of` asks, for `asked_ahead`."""
    ties = door.whose(viewer, Data.WORKPLACE)
    shape = None if sees_all_schools(viewer) else ties.shape
    if shape and shape.ties_nobody:
        return ()
    given = {**ties.values, "region": region} if region else ties.values
    return (_schools(shape, most, in_region=bool(region), counted=counted).question(**given),)


@lru_cache(maxsize=256)
def _schools(shape: Shape | None, most: int, *, in_region: bool, counted: bool) -> Prepared:
    """With a shape only where the viewer's students learn: counted from those, who are few among all at work."""

    def written(hole: MakesHole) -> QuerySet[Any, tuple[Any, ...]]:
        day, region = hole("day", DateField()), hole("region", CharField())
        if shape is None:
            schools = TrainingSchool.objects.filter(organisation_id=hole("organisation", UUIDField()))
            chosen = schools.filter(region=region) if in_region else schools
            counts = chosen.annotate(placed=_placed(day) if counted else Value(0))
            return counts.order_by("name", "pk").values_list(*SCHOOL, "placed")[:most]
        mine = door.students_gathered(shape, hole).values("pk")
        schools = TrainingSchool.objects.filter(
            running_on(day, "triads__"), Q(Among("triads__student_id", mine)),
            organisation_id=hole("organisation", UUIDField()),
        )  # fmt: skip
        chosen = schools.filter(region=region) if in_region else schools
        per_school = chosen.annotate(placed=Count("triads")).order_by("name", "pk")
        return per_school.values_list(*SCHOOL, "placed")[:most]

    return Prepared(written)


def _with_placed(row: Sequence[Any]) -> TrainingSchool:
    *columns, placed = row
    found = TrainingSchool.from_db(connection.alias, SCHOOL, columns)
    found.placed = placed  # type: ignore[attr-defined]
    return found


def _placed(day: date | Hole) -> Coalesce:
    here = Triad.objects.filter(running_on(day), training_school=OuterRef("pk")).order_by()
    return Coalesce(Subquery(here.values("training_school").annotate(n=Count("pk")).values("n")), 0)


def training_school_for(viewer: Viewer, school_id: uuid.UUID, *, counted: bool = False) -> TrainingSchool:
    """The training school behind an id from outside; Http404 when the viewer does not work with it.

    One of `training_schools`, by an SQL that is written once; where it is `counted`, `placed` is how many learn there.
    """
    rows = [row for one in asked_for_school(viewer, school_id, counted=counted) for row in one.rows()]
    if not rows:
        raise Http404
    return _with_placed(rows[0])


def asked_for_school(viewer: Viewer, school_id: uuid.UUID, *, counted: bool = False) -> tuple[Question, ...]:
    """What `training_school_for` asks, for `asked_ahead`."""
    ties = door.whose(viewer, Data.WORKPLACE)
    shape = None if sees_all_schools(viewer) else ties.shape
    if shape and shape.ties_nobody:
        return ()
    return (_one_school(shape, counted=counted).question(**ties.values, school=school_id),)


SCHOOL = tuple(field.attname for field in TrainingSchool._meta.concrete_fields)


@lru_cache(maxsize=256)
def _one_school(shape: Shape | None, *, counted: bool) -> Prepared:
    """With a shape only where one of the viewer's students learns."""

    def written(hole: MakesHole) -> QuerySet[TrainingSchool, tuple[Any, ...]]:
        day = hole("day", DateField())
        schools = TrainingSchool.objects.filter(
            pk=hole("school", UUIDField()), organisation_id=hole("organisation", UUIDField())
        )
        if shape is not None:
            here = Triad.objects.filter(running_on(day), training_school_id=hole("school", UUIDField()))
            schools = schools.filter(any_tied(shape, hole, here))
        return schools.annotate(placed=_placed(day) if counted else Value(0)).values_list(*SCHOOL, "placed")

    return Prepared(written)


def locations_of(school: TrainingSchool) -> Sequence[Location]:
    """The buildings of a school, by name."""
    return _LOCATIONS.all(school=school.pk)


def asked_for_locations(school_id: uuid.UUID) -> Question:
    """What `locations_of` asks, for `asked_ahead`."""
    return _LOCATIONS.question(school=school_id)


_LOCATIONS = PreparedRecord(
    Location,
    lambda locations, hole: locations.filter(training_school_id=hole("school", UUIDField())).order_by("name", "pk"),
)


def persons_called(viewer: Viewer, typed: str) -> tuple[Person, ...]:
    """Who may be meant as a guide: no student; the number is, or the name contains, what was typed. At most six.

    Whose name is just what was typed is meant, also where others are called so and more.
    """
    here = Person.objects.filter(organisation_id=viewer.organisation_id, is_student=False, erased_at__isnull=True)
    exact = tuple(here.filter(number=typed).order_by("pk")[:6]) if typed else ()
    found = exact or tuple(here.filter(called(typed)).order_by("sort_name", "pk")[:6])
    return tuple(one for one in found if one.name.lower() == typed.lower()) or found
