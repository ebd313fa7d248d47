"""The rows of one batch of students, by table: what is there, what is new, what is changed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from houvast.attendance.models import AbsenceTotal
from houvast.education.actions import touch
from houvast.education.models import Enrolment, Touched
from houvast.exchange.models import SourceRow
from houvast.exchange.writing.persons import Key, write_changed
from houvast.guidance.models import Contact
from houvast.people.models import Person, PersonalRelation, PersonIdentifier, UnitMembership

DAY = timedelta(days=1)
Dated = TypeVar("Dated", UnitMembership, PersonalRelation)
ENROLMENT_FIELDS = (
    "programme_id",
    "pathway",
    "cohort",
    "starts_on",
    "expected_end_on",
    "ends_on",
    "end_reason",
)


def _end(model: type[Dated], rows: Sequence[Dated], on: date) -> None:
    """What began before this day ends the day before; what began on this day never held, and goes."""
    ended = [row for row in rows if row.starts_on < on]
    for row in ended:
        row.ends_on = on - DAY
    model.objects.bulk_update(ended, ["ends_on"], batch_size=200)
    model.objects.filter(pk__in=[row.pk for row in rows if row.starts_on >= on]).delete()


@dataclass(slots=True)
class New:
    """Rows to be stored with a batch, by table; in the order in which they can be stored."""

    persons: list[Person] = field(default_factory=list)
    identifiers: list[PersonIdentifier] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    memberships: list[UnitMembership] = field(default_factory=list)
    relations: list[PersonalRelation] = field(default_factory=list)
    absences: list[AbsenceTotal] = field(default_factory=list)
    said: list[SourceRow] = field(default_factory=list)

    def write(self) -> None:
        Person.objects.bulk_create(self.persons)
        PersonIdentifier.objects.bulk_create(self.identifiers)
        Contact.objects.bulk_create(self.contacts, ignore_conflicts=True)
        Enrolment.objects.bulk_create(self.enrolments)
        UnitMembership.objects.bulk_create(self.memberships)
        PersonalRelation.objects.bulk_create(self.relations)
        AbsenceTotal.objects.bulk_create(self.absences)
        SourceRow.objects.bulk_create(self.said)


@dataclass(slots=True)
class Changed:
    """Rows that were there and say something else now; what is `over` ends the day before the import. Who `moved` is in
    another programme or class than before, by institution: other rules and norms may hold, so the alerts are looked at.
    """

    persons: list[Person] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    memberships_over: list[UnitMembership] = field(default_factory=list)
    relations_over: list[PersonalRelation] = field(default_factory=list)
    absences: list[AbsenceTotal] = field(default_factory=list)
    said: list[SourceRow] = field(default_factory=list)
    moved: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=dict)

    def write(self, on: date, at: datetime) -> None:
        write_changed(self.persons)
        for enrolment in self.enrolments:
            enrolment.revision += 1
        Enrolment.objects.bulk_update(self.enrolments, [*ENROLMENT_FIELDS, "unit_id", "revision"], batch_size=100)
        _end(UnitMembership, self.memberships_over, on)
        _end(PersonalRelation, self.relations_over, on)
        AbsenceTotal.objects.bulk_update(self.absences, ["hours"], batch_size=200)
        SourceRow.objects.bulk_update(self.said, ["said"], batch_size=200)
        for organisation, students in self.moved.items():
            touch(students, Touched.Kind.ENROLMENT, at, organisation_id=organisation)


@dataclass(slots=True)
class There:
    """What the database holds about the known students of a batch that have news."""

    said: dict[uuid.UUID, SourceRow] = field(default_factory=dict)
    persons: dict[uuid.UUID, Person] = field(default_factory=dict)
    keys: dict[uuid.UUID, set[Key]] = field(default_factory=dict)
    enrolments: dict[tuple[uuid.UUID, str], Enrolment] = field(default_factory=dict)
    memberships: dict[uuid.UUID, list[UnitMembership]] = field(default_factory=dict)
    coaches: dict[uuid.UUID, list[PersonalRelation]] = field(default_factory=dict)
    absences: dict[tuple[uuid.UUID, str], AbsenceTotal] = field(default_factory=dict)
