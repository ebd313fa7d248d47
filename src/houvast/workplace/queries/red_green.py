"""The red-green list of a training school: the viewer's own students there, by an SQL written once per shape of viewer.

Before an inventory is shared, only who may see it early sees rows of it (S-198).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, DateField, Q, UUIDField, Window

from houvast.core.access.words import Data, Purpose
from houvast.people.gathered import Sifted
from houvast.people.models import Person, full_name
from houvast.people.prepared import Prepared, PreparedRecord
from houvast.privacy import door
from houvast.privacy.relations import any_tied, ties_of
from houvast.web.more import begin_in
from houvast.workplace.models import Eligibility, Inventory, TrainingSchool
from houvast.workplace.queries import pages
from houvast.workplace.queries.places import PAGE
from houvast.workplace.queries.rights import EARLY

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from houvast.people.prepared import MakesHole, Question
    from houvast.people.viewer import Viewer
    from houvast.privacy.relations import Given, Shape


class Line(NamedTuple):
    """A row of an inventory with the student it is about; `missing` are names with spaces between."""

    id: uuid.UUID
    student: uuid.UUID
    name: str
    number: str
    level: int
    mode: str
    colour: str
    max_fte: Decimal | None
    max_hours: int | None
    missing: str
    has_letter: bool


COLUMNS = (
    "pk", "student_id", "level", "mode", "colour", "max_fte", "max_hours", "missing", "letter_id",
    *pages.STUDENT_NAME,
)  # fmt: skip
OF_STUDENT = (
    "eligibilities__pk", "pk", *(f"eligibilities__{one}" for one in COLUMNS[2:9]), *pages.NAME,
)  # fmt: skip
"""The same, asked from the student."""
BY_NAME = ("student__sort_name", "student_id")


def lines(rows: QuerySet[Eligibility], *, most: int = PAGE) -> tuple[Line, ...]:
    """The first of these rows as lines by name, noted in the log of reads."""
    return _shown(rows.order_by(*BY_NAME).values_list(*COLUMNS)[:most])


def _shown(rows: Iterable[Sequence[Any]]) -> tuple[Line, ...]:
    made = tuple(
        Line(
            id=key,
            student=student,
            name=full_name(*name),
            number=name[-1],
            level=level,
            mode=mode,
            colour=colour,
            max_fte=fte,
            max_hours=hours,
            missing=missing,
            has_letter=letter is not None,
        )
        for key, student, level, mode, colour, fte, hours, missing, letter, *name in rows
    )
    door.note_shown([one.student for one in made], Purpose.GUIDANCE)
    return made


class _Asked(NamedTuple):
    """The shapes by which a viewer sees rows: of the own students, and of whom before it is shared."""

    seen: Shape
    early: Shape


def _ties(viewer: Viewer) -> tuple[_Asked, dict[str, Any]] | None:
    """The shapes and the values of their holes; None for who sees nobody's."""
    seen, early = door.whose(viewer, Data.APPOINTMENT), ties_of(viewer, EARLY)
    if seen.shape.ties_nobody:
        return None
    values = {f"early_{name}": one for name, one in early.values.items()}
    return _Asked(seen.shape, early.shape), {**seen.values, **values}


def newest_inventory(viewer: Viewer, school: TrainingSchool) -> Inventory | None:
    """The newest inventory with students of this school that the viewer may see."""
    if (ties := _ties(viewer)) is None:
        return None
    asked, values = ties
    return _newest(asked).get(**values, school=school.pk)


def asked_for_newest(viewer: Viewer, school_id: uuid.UUID) -> tuple[Question, ...]:
    """What `newest_inventory` asks, for `asked_ahead`."""
    if (ties := _ties(viewer)) is None:
        return ()
    asked, values = ties
    return (_newest(asked).question(**values, school=school_id),)


def tally(viewer: Viewer, inventory: Inventory, school: TrainingSchool) -> dict[str, int]:
    """How many of the viewer's students at this school have each colour in this inventory."""
    if (ties := _ties(viewer)) is None:
        return {}
    asked, values = ties
    return dict(_tally(asked).rows(**values, school=school.pk, inventory=inventory.pk))


class Page(NamedTuple):
    """Rows of a list by name, how many of the whole list are green, and how many there are."""

    lines: tuple[Line, ...]
    green: int
    total: int


def page_of(viewer: Viewer, inventory: Inventory, school: TrainingSchool, *, begin: int) -> Page:
    """A page of the viewer's students at this school, by name; its rows say how many there are in all."""
    if (ties := _ties(viewer)) is None:
        return Page((), 0, 0)
    asked, values = ties
    found = _page(asked, begin).rows(**values, school=school.pk, inventory=inventory.pk)
    if found:
        return Page(_shown(row[2:] for row in found), found[0][0], found[0][1])
    counted = tally(viewer, inventory, school)
    return Page((), counted.get(Eligibility.Colour.GREEN.value, 0), sum(counted.values()))


def whole(viewer: Viewer, inventory: Inventory, school: TrainingSchool, *, most: int) -> tuple[Line, ...]:
    """All of the viewer's students at this school, at most so many, by name."""
    if (ties := _ties(viewer)) is None:
        return ()
    asked, values = ties
    given = {**values, "school": school.pk, "inventory": inventory.pk}
    rows = _rows(asked, lambda name, _: given[name])
    return lines(rows, most=most)


def _rows(asked: _Asked, given: Given) -> QuerySet[Eligibility]:
    """Rows of this school in this inventory that the viewer may see."""
    here = _here(given)
    seen = door.students_among(asked.seen, given, here)
    rows = here.filter(Sifted(Q(student_id__in=seen.values("pk"))))
    shared = Q(inventory__shared_on__lte=given("day", DateField()))
    if asked.early.ties_nobody:
        return rows.filter(shared)
    before = door.students_among(asked.early, _of_early(given), here)
    return rows.filter(shared | Q(Sifted(Q(student_id__in=before.values("pk")))))


def _here(given: Given) -> QuerySet[Eligibility]:
    return Eligibility.objects.filter(
        inventory_id=given("inventory", UUIDField()), training_school_id=given("school", UUIDField())
    )


def _of_early(given: Given) -> Given:
    """The places of the condition on who sees rows early: they have values of their own."""
    return lambda name, field: given(f"early_{name}", field)


@lru_cache(maxsize=256)
def _newest(asked: _Asked) -> PreparedRecord[Inventory]:
    """The first row that the viewer may see says yes, where gathering all would take a list of them."""

    def narrowed(inventories: QuerySet[Inventory], hole: MakesHole) -> QuerySet[Inventory]:
        rows = Eligibility.objects.filter(training_school_id=hole("school", UUIDField()))
        known = any_tied(asked.seen, hole, rows, inventory_id="pk") & Q(shared_on__lte=hole("day", DateField()))
        if not asked.early.ties_nobody:
            early = door.about_students_of(replace(asked.early, walks=True), _of_early(hole))
            known |= any_tied(asked.seen, hole, rows.filter(early), inventory_id="pk")
        found = inventories.filter(known, organisation_id=hole("organisation", UUIDField()))
        return found.order_by("-counted_on")[:1]

    return PreparedRecord(Inventory, narrowed)


@lru_cache(maxsize=256)
def _tally(asked: _Asked) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Eligibility, tuple[Any, ...]]:
        rows = _rows(asked, hole)
        return rows.order_by().values("colour").annotate(n=Count("pk")).values_list("colour", "n")

    return Prepared(written)


@lru_cache(maxsize=256)
def _page(asked: _Asked, begin: int) -> Prepared:
    """Asked from the students, so that they are sorted by name before anything else of them is read."""

    def written(hole: MakesHole) -> QuerySet[Person, tuple[Any, ...]]:
        here = _here(hole)
        row = Q(eligibilities__inventory_id=hole("inventory", UUIDField()))
        seen = Q(eligibilities__inventory__shared_on__lte=hole("day", DateField()))
        if not asked.early.ties_nobody:
            before = door.students_among(asked.early, _of_early(hole), here)
            seen |= Q(Sifted(Q(pk__in=before.values("pk"))))
        found = door.students_among(asked.seen, hole, here).filter(row & seen)
        green = Window(Count("pk", filter=Q(eligibilities__colour=Eligibility.Colour.GREEN)))
        counted = found.annotate(green=green, all=Window(Count("pk")))
        return counted.order_by("sort_name", "pk").values_list("green", "all", *OF_STUDENT)[begin : begin + PAGE]

    return Prepared(written)


def page_at(asked: Mapping[str, str]) -> int:
    """The first row of the page that an address asks for: a whole number of pages, zero for what is no number."""
    return begin_in(asked, "from") // PAGE * PAGE
