"""Members of staff and their roles: one row per person and role.

A file lets nobody in to what was told in confidence: such a role waits for the privacy officer, who is told.
"""

import uuid
from collections.abc import Sequence

from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.records import StaffRecord
from houvast.exchange.writing import persons
from houvast.exchange.writing.persons import Key
from houvast.exchange.writing.result import Became, Result, Run, is_over, newest_by
from houvast.people.ids import new_id
from houvast.people.models import Person, PersonIdentifier, RoleAssignment
from houvast.people.waiting import ASKS_AGAIN, given_anew, waits_now
from houvast.privacy.actions.rights import tell_officers

RoleKey = tuple[uuid.UUID, str, uuid.UUID | None]


class Staff:
    """Loads staff. A person may stand in several rows, one per role; whoever was made in this run is kept in mind."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._made: dict[Key, Person] = {}
        self._lines: dict[uuid.UUID, int] = {}
        self._changed: dict[uuid.UUID, Person] = {}
        self._new_persons: list[Person] = []
        self._new_identifiers: list[PersonIdentifier] = []
        self._new_roles: list[RoleAssignment] = []
        self._changed_roles: list[RoleAssignment] = []

    def take(self, batch: Sequence[StaffRecord], *, write: bool) -> list[Result]:
        keys = {
            record.line: [persons.key_of(self.run.organisation(record.institution), one) for one in record.identifiers]
            for record in batch
        }
        known = persons.known_persons(key for found in keys.values() for key in found)
        there = persons.persons_to_compare(known.values(), lock=write)
        held = RoleAssignment.every.filter(person__in=there)
        if write:  # what is confirmed or asked anew meanwhile waits, so that nothing read before is written over it
            held = held.select_for_update()
        roles = newest_by(held, lambda one: (one.person_id, one.role, one.unit_id))
        results = [self._one(record, keys[record.line], known, there, roles) for record in batch]
        if write:
            Person.objects.bulk_create(self._new_persons)
            PersonIdentifier.objects.bulk_create(self._new_identifiers)
            persons.write_changed(list(self._changed.values()))
            RoleAssignment.every.bulk_create(self._new_roles)
            for role in self._changed_roles:
                role.revision += 1
            RoleAssignment.every.bulk_update(self._changed_roles, ASKS_AGAIN)
            self._tell_officers()
        self._new_persons, self._new_identifiers, self._changed = [], [], {}
        self._new_roles, self._changed_roles = [], []
        return results

    def _tell_officers(self) -> None:
        """That somebody waits, once for each organisation and batch."""
        waiting = {one.organisation_id for one in (*self._new_roles, *self._changed_roles) if waits_now(one)}
        for organisation in sorted(waiting):
            tell_officers(organisation, key=f"let-in/{new_id()}", link="/privacy-officer/", at=self.run.at)

    def _one(
        self,
        record: StaffRecord,
        keys: Sequence[Key],
        known: dict[Key, uuid.UUID],
        there: dict[uuid.UUID, Person],
        roles: dict[RoleKey, RoleAssignment],
    ) -> Result:
        organisation = self.run.organisation(record.institution)
        unit = self.run.places.unit_named(organisation, record.unit) if record.unit else None
        if record.unit and unit is None:
            return self.run.wrong(record.line, "unit", record.unit, Reason.UNKNOWN_UNIT)
        person = next((there[known[key]] for key in keys if key in known), None)
        person = person or next((self._made[key] for key in keys if key in self._made), None)
        became = Became.UNCHANGED
        is_made = any(key in self._made for key in keys)
        if person is None:
            person = persons.new_person(organisation, record.person, at=self.run.at, is_student=False)
            self._new_persons.append(person)
            self._new_identifiers += persons.identifier_rows(person.pk, keys)
            self._made |= dict.fromkeys(keys, person)
            self._lines[person.pk] = record.line
            became = Became.ADDED
        elif problem := self._contradiction(record, person):
            return problem
        elif not is_made and persons.change_person(person, record.person):
            self._changed[person.pk] = person
            became = Became.CHANGED
        if record.role and self._role(record, organisation, person, unit, roles) and became is Became.UNCHANGED:
            became = Became.ADDED if is_made else Became.CHANGED
        return became

    def _contradiction(self, record: StaffRecord, person: Person) -> RowError | None:
        """Two rows of one person in this file that give another name."""
        earlier = self._lines.get(person.pk)
        if earlier is None or not record.person.family_name:
            return None
        if (record.person.given_name, record.person.family_name) == (person.given_name, person.family_name):
            return None
        return self.run.wrong(record.line, "family_name", record.person.family_name, Reason.CONTRADICTION, str(earlier))

    def _role(
        self,
        record: StaffRecord,
        organisation: uuid.UUID,
        person: Person,
        unit: uuid.UUID | None,
        roles: dict[RoleKey, RoleAssignment],
    ) -> bool:
        """Give the role, or its last day; whether anything changed."""
        key = (person.pk, record.role, unit)
        held = roles.get(key)
        if held is None or is_over(held, self.run.on, record.starts_on):
            starts_on = record.starts_on or min(self.run.on, record.ends_on or self.run.on)
            roles[key] = RoleAssignment(
                id=new_id(),
                organisation_id=organisation,
                person_id=person.pk,
                role=record.role,
                unit_id=unit,
                starts_on=starts_on,
                ends_on=record.ends_on,
                given_by_id=self.run.by,
                given_at=self.run.at,
            )
            self._new_roles.append(roles[key])
            return True
        if record.ends_on is None or held.ends_on == record.ends_on or record.ends_on < held.starts_on:
            return False
        for name, value in given_anew(held, record.ends_on, by=self.run.by, at=self.run.at).items():
            setattr(held, name, value)
        held.ends_on = record.ends_on
        if held not in self._new_roles:
            self._changed_roles.append(held)
        return True
