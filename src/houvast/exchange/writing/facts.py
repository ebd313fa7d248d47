"""Facts about students that come in numbers: absences, results, placements.

A batch at a time: who they are about, which of them are known, what differs; then written together. A fact is known by
its source's number, else by what it is about (`natural`); a later word replaces an earlier one, an older word than the
one that is known changes nothing, and a fact that is taken back stays as one that no longer counts.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from django.db import models

from houvast.attendance.models import Absence
from houvast.education.actions import touch
from houvast.education.models import Placement, Result, Touched
from houvast.exchange.reading.errors import Reason
from houvast.exchange.records import AbsenceRecord, PlacementRecord, ResultRecord, Said
from houvast.exchange.writing.persons import known_persons
from houvast.exchange.writing.result import Became, Run
from houvast.exchange.writing.result import Result as Outcome
from houvast.people import bulk
from houvast.people.ids import new_id

MOST_NUMBERS = 600_000
"""Student numbers kept in mind at once: above the whole of the Dutch mbo, some 100 megabytes."""
MIDNIGHT = time(0, 0)
R = TypeVar("R", bound=Said)
Natural = tuple[object, ...]
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[R]):
    """How one kind of fact is stored.

    `says` gives its values in the order of `fields`; `natural` what tells it apart, from its student and those values;
    `days` narrows where the database looks, and may be empty; `keeps` mixes what was known into what is said now.
    """

    model: type[models.Model]
    touched: Touched.Kind
    fields: tuple[str, ...]
    says: Callable[[R], Values]
    natural: Callable[[uuid.UUID, Values], Natural]
    day: str = ""
    keeps: Callable[[Values, Values | None], Values] = field(default=lambda new, _known: new)


@dataclass(slots=True)
class _Known:
    """A fact as the database has it."""

    id: uuid.UUID
    student: uuid.UUID
    as_of: datetime | None
    withdrawn_on: date | None
    revision: int
    values: Values


class Facts(Generic[R]):
    """Loads facts of one shape."""

    def __init__(self, run: Run, shape: Shape[R]) -> None:
        self.run = run
        self.shape = shape
        self._students: dict[tuple[uuid.UUID, str, str], uuid.UUID] = {}
        self._touched: set[uuid.UUID] = set()

    def take(self, batch: Sequence[R], *, write: bool) -> list[Outcome]:
        organisations = [self.run.organisation(record.institution) for record in batch]
        students = self._find_students(batch, organisations)
        said = [self.shape.says(record) for record in batch]
        by_number, by_nature = self._find_known(batch, organisations, students, said)
        results: list[Outcome] = []
        new: list[Values] = []
        changed: list[Values] = []
        touched: dict[uuid.UUID, set[uuid.UUID]] = {}
        lines: dict[object, int] = {}
        for record, organisation, student, values in zip(batch, organisations, students, said, strict=True):
            if student is None:
                results.append(self.run.wrong(record.line, "number", record.number, Reason.UNKNOWN_STUDENT))
                continue
            key: object
            if record.external_id:
                key = (organisation, record.source, record.external_id)
                known = by_number.get(key)
            else:
                key = self.shape.natural(student, values)
                known = by_nature.get(key)
            result = self._judge(record, student, known, lines.setdefault(key, record.line))
            results.append(result)
            if result is Became.ADDED:
                new.append(self._new(record, organisation, student, self.shape.keeps(values, None)))
            elif known is not None and result is Became.CHANGED:
                changed.append(self._row(record, known, self.shape.keeps(values, known.values)))
            else:
                continue
            if student not in self._touched:
                touched.setdefault(organisation, set()).add(student)
        if write:
            bulk.insert(self.shape.model, (*HEAD, *self.shape.fields), new)
            bulk.update(self.shape.model, (*SHARED, *self.shape.fields), changed)
            for organisation, ids in touched.items():
                touch(ids, self.shape.touched, self.run.at, organisation_id=organisation)
                self._touched |= ids
        return results

    def _judge(self, record: R, student: uuid.UUID, known: _Known | None, first_line: int) -> Outcome:
        """What becomes of a row about a known student; `first_line` is where this fact stands first in the file."""
        if first_line != record.line:
            return self.run.wrong(record.line, "number", record.number, Reason.DUPLICATE, str(first_line))
        if known is None:
            # Taking back what nobody told leaves nothing, unless its moment has to keep an older word away.
            return Became.UNCHANGED if record.withdrawn and record.as_of is None else Became.ADDED
        if known.student != student:
            # The source's number stands for a fact about somebody else already.
            return self.run.wrong(record.line, "external_id", record.external_id, Reason.TWO_PERSONS)
        if known.as_of is not None and (record.as_of is None or record.as_of < known.as_of):
            # A word without a moment does not overrule one that has it.
            return Became.UNCHANGED
        same = self.shape.keeps(self.shape.says(record), known.values) == known.values
        same = same and record.withdrawn == (known.withdrawn_on is not None) and record.as_of == known.as_of
        return Became.UNCHANGED if same else Became.CHANGED

    def _find_students(self, batch: Sequence[R], organisations: Sequence[uuid.UUID]) -> list[uuid.UUID | None]:
        keys = [
            (organisation, record.numbering, record.number)
            for record, organisation in zip(batch, organisations, strict=True)
        ]
        missing = {key for key in keys if key not in self._students}
        if missing:
            if len(self._students) > MOST_NUMBERS:
                self._students.clear()
                missing = set(keys)
            self._students |= known_persons(missing)
        return [self._students.get(key) for key in keys]

    def _find_known(
        self,
        batch: Sequence[R],
        organisations: Sequence[uuid.UUID],
        students: Sequence[uuid.UUID | None],
        said: Sequence[Values],
    ) -> tuple[dict[object, _Known], dict[object, _Known]]:
        """What the database has of these facts: by the number of their source, and by what they are about."""
        numbered = [place for place, record in enumerate(batch) if record.external_id]
        natural = [place for place, record in enumerate(batch) if not record.external_id and students[place]]
        by_number: dict[object, _Known] = {}
        by_nature: dict[object, _Known] = {}
        manager = self.shape.model._default_manager  # noqa: SLF001 - the public name Django gives to any model's manager
        if numbered:
            rows = manager.filter(
                organisation__in={organisations[place] for place in numbered},
                source__in={batch[place].source for place in numbered},
                external_id__in={batch[place].external_id for place in numbered},
            ).values_list(*KNOWN, *self.shape.fields)
            for row in rows:
                by_number[row[0], row[1], row[2]] = self._known(row)
        if natural:
            found = manager.filter(student__in={students[place] for place in natural}, external_id="")
            if self.shape.day:
                at = self.shape.fields.index(self.shape.day)
                days = {said[place][at] for place in natural}
                found = found.filter(**{f"{self.shape.day}__range": (min(days), max(days))})
            for row in found.order_by("pk").values_list(*KNOWN, *self.shape.fields):
                known = self._known(row)
                by_nature.setdefault(self.shape.natural(known.student, known.values), known)
        return by_number, by_nature

    @staticmethod
    def _known(row: Values) -> _Known:
        return _Known(
            id=row[3], student=row[4], as_of=row[5], withdrawn_on=row[6], revision=row[7], values=row[len(KNOWN) :]
        )

    def _new(self, record: R, organisation: uuid.UUID, student: uuid.UUID, values: Values) -> Values:
        gone = self.run.on if record.withdrawn else None
        return (
            new_id(),
            organisation,
            student,
            record.source,
            record.external_id,
            record.as_of,
            gone,
            1,
            *values,
        )

    def _row(self, record: R, known: _Known, values: Values) -> Values:
        """A known fact as it is to be written."""
        gone = (known.withdrawn_on or self.run.on) if record.withdrawn else None
        return (known.id, record.as_of, gone, known.revision + 1, *values)


SHARED = ("as_of", "withdrawn_on", "revision")
HEAD = ("id", "organisation", "student", "source", "external_id", *SHARED)
KNOWN = ("organisation_id", "source", "external_id", "pk", "student_id", *SHARED)


def _absence_keeps(new: Values, known: Values | None) -> Values:
    """Where a file does not say whether an absence was confirmed, it stays as it was, and a new one is not."""
    if new[-1] is not None:
        return new
    return (*new[:-1], known[-1] if known else False)


ABSENCES: Shape[AbsenceRecord] = Shape(
    model=Absence,
    touched=Touched.Kind.ABSENCE,
    fields=("day", "starts_at", "minutes", "kind", "lesson", "confirmed"),
    says=lambda record: (
        record.day,
        record.starts_at,
        record.minutes,
        record.kind,
        record.lesson,
        record.confirmed,
    ),
    natural=lambda student, values: (student, values[0], values[1] or MIDNIGHT, values[4]),
    day="day",
    keeps=_absence_keeps,
)

RESULTS: Shape[ResultRecord] = Shape(
    model=Result,
    touched=Touched.Kind.RESULT,
    fields=("on", "title", "unit", "grade", "points", "passed", "credits_earned", "weight", "attempt"),
    says=lambda record: (
        record.on,
        record.title,
        record.unit,
        record.grade,
        record.points,
        record.passed,
        record.credits_earned,
        record.weight,
        record.attempt,
    ),
    natural=lambda student, values: (student, values[2] or values[1], values[8]),
)

PLACEMENTS: Shape[PlacementRecord] = Shape(
    model=Placement,
    touched=Touched.Kind.PLACEMENT,
    fields=("company", "state", "starts_on", "ends_on", "hours_agreed", "hours_done"),
    says=lambda record: (
        record.company,
        record.state,
        record.starts_on,
        record.ends_on,
        record.hours_agreed,
        record.hours_done,
    ),
    natural=lambda student, values: (student, values[0], values[2]),
)


def absences(run: Run) -> Facts[AbsenceRecord]:
    return Facts(run, ABSENCES)


def results(run: Run) -> Facts[ResultRecord]:
    return Facts(run, RESULTS)


def placements(run: Run) -> Facts[PlacementRecord]:
    return Facts(run, PLACEMENTS)
