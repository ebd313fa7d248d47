"""The rows that a record of a student makes, and what tells one record from another."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from operator import attrgetter

from houvast.attendance.models import AbsenceTotal
from houvast.core.calendar import school_year_of
from houvast.education.models import Enrolment
from houvast.exchange.models import SourceRow
from houvast.exchange.reading.values import Secret
from houvast.exchange.records import EnrolmentFields, StudentRecord
from houvast.exchange.writing.persons import Key
from houvast.exchange.writing.result import Run
from houvast.people.ids import new_id
from houvast.people.models import PersonalRelation, UnitMembership

DIGEST_BYTES = 6
DIGEST_LETTERS = 2 * DIGEST_BYTES
PARTS: tuple[Callable[[StudentRecord], object], ...] = (
    attrgetter("person"),
    attrgetter("enrolments"),
    attrgetter("college", "team", "group"),
    attrgetter("coach_number", "coach_name"),
    attrgetter("absence"),
)
PERSON, ENROLMENTS, UNIT, COACH, ABSENCE = range(5)
NUMBERS = "student_number"


def said_by(record: StudentRecord, keys: Sequence[Key]) -> str:
    """What the record says, as one digest per part; the keys are part of the person."""
    return "".join(
        blake2b(f"{part(record)!r}{keys if place == PERSON else ''}".encode(), digest_size=DIGEST_BYTES).hexdigest()
        for place, part in enumerate(PARTS)
    )


def news_in(said: str, earlier: str) -> frozenset[int]:
    """Which parts say something else than earlier; all when there is no earlier."""
    return frozenset(
        place
        for place in range(len(PARTS))
        if said[place * DIGEST_LETTERS : (place + 1) * DIGEST_LETTERS]
        != earlier[place * DIGEST_LETTERS : (place + 1) * DIGEST_LETTERS]
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A record with what was found out about it."""

    record: StudentRecord
    organisation: uuid.UUID
    keys: tuple[Key, ...]
    said: str


def numbering(record: StudentRecord) -> str:
    """Whose numbers the keys of the enrolments are: those of the register, or the school's own."""
    return "duo" if isinstance(record.identifiers[0].value, Secret) else NUMBERS


def external_id(row: Row, fields: EnrolmentFields) -> str:
    """A number of the register counts per person, and never shows the personal number."""
    return f"{row.keys[0][2]}/{fields.key}" if numbering(row.record) == "duo" else fields.key


class Builder:
    """Makes rows; nothing is stored here."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.year = school_year_of(run.on).label

    def unit(self, row: Row) -> uuid.UUID | None:
        record = row.record
        return self.run.places.unit(row.organisation, college=record.college, team=record.team, group=record.group)

    def enrolment(self, row: Row, student: uuid.UUID, fields: EnrolmentFields, unit: uuid.UUID | None) -> Enrolment:
        return Enrolment(
            id=new_id(),
            organisation_id=row.organisation,
            student_id=student,
            programme_id=self.programme(row, fields),
            unit_id=unit,
            pathway=fields.pathway,
            cohort=fields.cohort,
            starts_on=fields.starts_on,
            expected_end_on=fields.expected_end_on,
            ends_on=fields.ends_on,
            end_reason=fields.end_reason,
            source=numbering(row.record),
            external_id=external_id(row, fields),
        )

    def programme(self, row: Row, fields: EnrolmentFields) -> uuid.UUID:
        return self.run.places.programme(
            row.organisation, crebo=fields.crebo, name=fields.programme, level=fields.level
        )

    def membership(self, row: Row, student: uuid.UUID, unit: uuid.UUID, *, is_new: bool) -> UnitMembership:
        """In a unit from the first day of the enrolment, or from the day of the import when that is not known."""
        enrolment = row.record.enrolments[0] if row.record.enrolments else None
        starts_on = (enrolment.starts_on if enrolment and is_new else None) or self.run.on
        ends_on = enrolment.ends_on if enrolment else None
        if ends_on and ends_on < starts_on:
            starts_on = ends_on
        return UnitMembership(
            id=new_id(),
            organisation_id=row.organisation,
            student_id=student,
            unit_id=unit,
            starts_on=starts_on,
            ends_on=ends_on,
        )

    def coaching(self, organisation: uuid.UUID, coach: uuid.UUID, student: uuid.UUID) -> PersonalRelation:
        return PersonalRelation(
            id=new_id(),
            organisation_id=organisation,
            kind=PersonalRelation.Kind.COACH,
            holder_id=coach,
            student_id=student,
            starts_on=self.run.on,
        )

    def absence(self, organisation: uuid.UUID, student: uuid.UUID, kind: str, hours: Decimal) -> AbsenceTotal:
        """Files give a total without saying over which time: it counts for the school year in which it is loaded."""
        return AbsenceTotal(
            id=new_id(),
            organisation_id=organisation,
            student_id=student,
            kind=kind,
            school_year=self.year,
            hours=hours,
            source=self.run.format,
        )

    def source_row(self, row: Row, person: uuid.UUID) -> SourceRow:
        return SourceRow(
            id=new_id(), organisation_id=row.organisation, person_id=person, format=self.run.format, said=row.said
        )
