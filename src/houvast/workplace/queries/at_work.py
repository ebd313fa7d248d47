"""Students at work as lines of a list, by an SQL that is written once for every viewer of one shape."""

from __future__ import annotations

import uuid
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, CharField, DateField, F, Min, OuterRef, Q, Subquery, UUIDField, Value, When

from houvast.core.access.words import Data, Purpose
from houvast.education.models import Enrolment
from houvast.people.gathered import Among
from houvast.people.models import full_name
from houvast.people.prepared import Prepared
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.workplace.asking import guided_by_programme
from houvast.workplace.models import TrainingSchool, Triad
from houvast.workplace.queries import pages
from houvast.workplace.queries.places import PAGE, UNFOUND, InCharge, coaches_of, in_charge, open_places
from houvast.workplace.queries.rights import GUIDES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from houvast.people.prepared import MakesHole, Question
    from houvast.privacy.relations import Shape


class Which(StrEnum):
    """Which students a list is about."""

    AT_SCHOOL = "at_school"
    MINE = "mine"
    UNGUIDED = "unguided"


class AtWork(NamedTuple):
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
    found = [row for one in asked_for_students_at(viewer, school.pk, after=after) for row in one.rows()]
    shown = found[:most]
    mark = pages.mark_of(shown[-1][1], shown[-1][0]) if len(found) > most else ""
    return _lines(shown, viewer, Purpose.GUIDANCE, at=school.name), mark


def asked_for_students_at(viewer: Viewer, school_id: uuid.UUID, *, after: str = "") -> tuple[Question, ...]:
    """What `students_at` asks, for `asked_ahead`; Http404 for what is no mark."""
    return _asked(viewer, Which.AT_SCHOOL, {"school": school_id, **pages.beyond(after)})


def my_students(viewer: Viewer, *, most: int = PAGE) -> tuple[AtWork, ...]:
    """Whom the viewer guides at work, by name."""
    return _lines(_read(viewer, Which.MINE)[:most], viewer, Purpose.GUIDANCE)


def without_guide(viewer: Viewer, *, most: int = PAGE) -> tuple[AtWork, ...]:
    """Placed students for whom a guide is still to be found, by name."""
    found = _lines(_read(viewer, Which.UNGUIDED)[:most], viewer, Purpose.ADMINISTRATION)
    return tuple(one for one in found if one.open_places)


def _read(viewer: Viewer, which: Which) -> list[tuple[Any, ...]]:
    return [row for one in _asked(viewer, which, {}) for row in one.rows()]


def _asked(viewer: Viewer, which: Which, place: dict[str, Any]) -> tuple[Question, ...]:
    ties = door.whose(viewer, Data.WORKPLACE)
    shape = _as_guide(ties.shape) if which is Which.MINE else ties.shape
    if shape.ties_nobody:
        return ()
    return (_written(which, shape, beyond="after" in place).question(**ties.values, **place),)


def _as_guide(shape: Shape) -> Shape:
    """What is left of a shape when only guiding at work counts."""
    kinds = tuple(kind for kind in shape.kinds if kind in GUIDES)
    return replace(shape, own=False, whole=False, kinds=kinds, guardian=False, places=0, paths=())


@lru_cache(maxsize=256)
def _written(which: Which, shape: Shape, *, beyond: bool) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Triad, tuple[Any, ...]]:
        school: Any  # its name: of one school, the page knows it
        seen = Triad.objects.filter(running_on(hole("day", DateField())))
        if which is Which.AT_SCHOOL:
            here = seen.filter(training_school_id=hole("school", UUIDField()))
            students = door.students_among(shape, hole, here)
            if beyond:
                students = students.filter(_after(hole))
            first = students.order_by("sort_name", "pk").values("pk")[: PAGE + 1]
            found, school = here.filter(Among("student_id", first)), Value("")
        else:
            mine = seen.filter(door.about_students_of(shape, hole))
            page = (mine.filter(UNFOUND) if which is Which.UNGUIDED else mine).order_by(*BY_NAME)
            found, school = Triad.objects.filter(pk__in=page.values("pk")[: PAGE + 1]), F("training_school__name")
        rows = found.annotate(**THERE, **_first_enrolled(), place=school)
        return rows.order_by(*BY_NAME).values_list(*COLUMNS)

    return Prepared(written)


def _after(hole: MakesHole) -> Q:
    """Students that stand after the mark where the page before ended."""
    name, key = hole("after_name", CharField()), hole("after", UUIDField())
    return Q(sort_name=name, pk__gt=key) | Q(sort_name__gt=name)


BY_NAME = ("student__sort_name", "student_id")
THERE = {
    f"{one}_there": Case(When(**{f"{one}__isnull": False}, then=Value(1)), default=Value(0))
    for one in ("supervisor", "school_educator", "institute_educator")
}
"""Which guides are named, as a number: fifty keys of persons would be read to know only that."""
COLUMNS = (
    "student_id", "student__sort_name", *pages.STUDENT_NAME, "place", "level", "mode",
    "supervisor_there", "school_educator_there", "institute_educator_there", "first_enrolled",
    *(f"institute_educator__{one}" for one in pages.NAME),
)  # fmt: skip
FIRST = COLUMNS.index("first_enrolled")


def _lines(rows: Sequence[tuple[Any, ...]], viewer: Viewer, purpose: Purpose, *, at: str = "") -> tuple[AtWork, ...]:
    """These rows, all of the school `at` where that is given, with who is in charge, noted in the log of reads."""
    students = [row[0] for row in rows]
    door.note_shown(students, purpose)
    by_programme = {day: guided_by_programme(day, viewer.day) for day in {row[FIRST] for row in rows}}
    long_term = [row[0] for row in rows if by_programme[row[FIRST]]]
    coaches = coaches_of(long_term, viewer.day) if long_term else {}
    made = []
    for student, _, *name, school, level, mode, supervisor, school_educator, educator, first, g, p, f, n in rows:
        charge = in_charge(long_term=by_programme[first], has_educator=bool(educator))
        who = full_name(g, p, f, n) if charge is InCharge.INSTITUTE_EDUCATOR else ""
        made.append(
            AtWork(
                student=student,
                student_name=full_name(*name),
                school=at or school,
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


def _first_enrolled() -> dict[str, Subquery]:
    """The day on which a student was first enrolled; empty when that is not known."""
    known = Enrolment.objects.filter(student_id=OuterRef("student_id"), starts_on__isnull=False).order_by()
    return {"first_enrolled": Subquery(known.values("student").annotate(first=Min("starts_on")).values("first"))}


def of_page(students: Sequence[uuid.UUID]) -> dict[str, uuid.UUID]:
    """These students (at least one, at most a page) as the values of `PAGE` holes: the first fills what is left."""
    filled = [*students, *[students[0]] * (PAGE - len(students))]
    return {f"student{at}": one for at, one in enumerate(filled)}


def holes_of_page(hole: MakesHole) -> list[Any]:
    """The holes that `of_page` fills."""
    return [hole(f"student{at}", UUIDField()) for at in range(PAGE)]
