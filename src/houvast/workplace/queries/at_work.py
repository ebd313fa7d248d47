"""Students at work as lines of a list, by an SQL that is written once for every viewer of one shape."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, DateField, Min, Q, UUIDField, Value, When

from houvast.core.access.words import Data, Purpose
from houvast.education.models import Enrolment
from houvast.people.models import full_name
from houvast.people.prepared import Prepared, column
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.workplace.asking import guided_by_programme
from houvast.workplace.models import TrainingSchool, Triad
from houvast.workplace.queries import pages
from houvast.workplace.queries.places import PAGE, UNFOUND, InCharge, coaches_of, in_charge, open_places
from houvast.workplace.queries.rights import GUIDES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from houvast.people.prepared import MakesHole
    from houvast.privacy.relations import Shape


class Which(StrEnum):
    """Which students a list is about."""

    AT_SCHOOL = "at_school"
    MINE = "mine"
    UNGUIDED = "unguided"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtWork:
    """A student at work: where, who is in charge (`name` empty when nobody is named), which guides are to be found."""

    student: uuid.UUID
    student_name: str
    school: str
    level: int
    mode: str
    in_charge: InCharge
    name: str
    open_places: tuple[str, ...]


def students_at(
    viewer: Viewer, school: TrainingSchool, *, after: str = "", most: int = PAGE
) -> tuple[tuple[AtWork, ...], str]:
    """The viewer's students at this school by name, from after this mark on, and the mark for the next page."""
    place = {"school": school.pk, **pages.beyond(after)}
    found = _read(viewer, Which.AT_SCHOOL, place)
    shown = found[:most]
    mark = pages.mark_of(shown[-1][1], shown[-1][0]) if len(found) > most else ""
    return _lines(shown, viewer, Purpose.GUIDANCE), mark


def my_students(viewer: Viewer, *, most: int = PAGE) -> tuple[AtWork, ...]:
    """Whom the viewer guides at work, by name."""
    return _lines(_read(viewer, Which.MINE, {})[:most], viewer, Purpose.GUIDANCE)


def without_guide(viewer: Viewer, *, most: int = PAGE) -> tuple[AtWork, ...]:
    """Placed students for whom a guide is still to be found, by name."""
    found = _lines(_read(viewer, Which.UNGUIDED, {})[:most], viewer, Purpose.ADMINISTRATION)
    return tuple(one for one in found if one.open_places)


def _read(viewer: Viewer, which: Which, place: dict[str, Any]) -> list[tuple[Any, ...]]:
    ties = door.whose(viewer, Data.WORKPLACE)
    shape = _as_guide(ties.shape) if which is Which.MINE else ties.shape
    if shape.ties_nobody:
        return []
    return _written(which, shape, beyond="after" in place).rows(**ties.values, **place)


def _as_guide(shape: Shape) -> Shape:
    """What is left of a shape when only guiding at work counts."""
    kinds = tuple(kind for kind in shape.kinds if kind in GUIDES)
    return replace(shape, own=False, whole=False, kinds=kinds, guardian=False, places=0, paths=())


@lru_cache(maxsize=256)
def _written(which: Which, shape: Shape, *, beyond: bool) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Triad, tuple[Any, ...]]:
        here = running_on(hole("day", DateField()))
        seen = Triad.objects.filter(here, door.about_students_of(shape, hole))
        match which:
            case Which.AT_SCHOOL:
                seen = seen.filter(training_school_id=hole("school", UUIDField()))
            case Which.MINE:
                pass  # asked in the shape of who guides
            case Which.UNGUIDED:
                seen = seen.filter(UNFOUND)
        if beyond:
            name, key = hole("after_name", CharField()), hole("after", UUIDField())
            seen = seen.filter(Q(student__sort_name=name, student_id__gt=key) | Q(student__sort_name__gt=name))
        page = seen.order_by("student__sort_name", "student_id").values("pk")[: PAGE + 1]
        found = Triad.objects.filter(pk__in=page).annotate(**THERE)
        return found.order_by("student__sort_name", "student_id").values_list(*COLUMNS)

    return Prepared(written)


THERE = {
    f"{one}_there": Case(When(**{f"{one}__isnull": False}, then=Value(1)), default=Value(0))
    for one in ("supervisor", "school_educator", "institute_educator")
}
"""Which guides are named, as a number: fifty keys of persons would be read to know only that."""
COLUMNS = (
    "student_id", "student__sort_name", *pages.STUDENT_NAME, "training_school__name", "level", "mode",
    "supervisor_there", "school_educator_there", "institute_educator_there",
    *(f"institute_educator__{one}" for one in pages.NAME),
)  # fmt: skip


def _lines(rows: Sequence[tuple[Any, ...]], viewer: Viewer, purpose: Purpose) -> tuple[AtWork, ...]:
    """These rows with who is in charge, noted in the log of reads."""
    students = [row[0] for row in rows]
    door.note_shown(students, purpose)
    enrolled = _first_of_page(students)
    by_programme = {day: guided_by_programme(day, viewer.day) for day in {enrolled.get(one) for one in students}}
    long_term = [one for one in students if by_programme[enrolled.get(one)]]
    coaches = coaches_of(long_term, viewer.day) if long_term else {}
    made = []
    for student, _, *name, school, level, mode, supervisor, school_educator, educator, g, p, f, n in rows:
        charge = in_charge(long_term=by_programme[enrolled.get(student)], has_educator=bool(educator))
        who = full_name(g, p, f, n) if charge is InCharge.INSTITUTE_EDUCATOR else ""
        made.append(
            AtWork(
                student=student,
                student_name=full_name(*name),
                school=school,
                level=level,
                mode=mode,
                in_charge=charge,
                name=coaches[student].name if charge is InCharge.PROGRAMME and student in coaches else who,
                open_places=open_places(
                    supervisor=bool(supervisor), school_educator=bool(school_educator), charge=charge
                ),
            )
        )
    return tuple(made)


def _first_of_page(students: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The day on which each of these students (at most a page) was first enrolled; who is not in it, is not known."""
    return dict(_FIRST.rows(**of_page(students))) if students else {}


def of_page(students: Sequence[uuid.UUID]) -> dict[str, uuid.UUID]:
    """These students (at least one, at most a page) as the values of `PAGE` holes: the first fills what is left."""
    filled = [*students, *[students[0]] * (PAGE - len(students))]
    return {f"student{at}": one for at, one in enumerate(filled)}


def holes_of_page(hole: MakesHole) -> list[Any]:
    """The holes that `of_page` fills."""
    return [hole(f"student{at}", UUIDField()) for at in range(PAGE)]


def _first_enrolled(hole: MakesHole) -> QuerySet[Enrolment, tuple[Any, ...]]:
    known = Enrolment.objects.alias(of=column("student_id")).filter(of__in=holes_of_page(hole), starts_on__isnull=False)
    return known.order_by().values("student_id").annotate(first=Min("starts_on")).values_list("student_id", "first")


_FIRST = Prepared(_first_enrolled)
