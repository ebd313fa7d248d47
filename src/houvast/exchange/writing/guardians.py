"""Guardians of students, each with or without parental authority."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from houvast.exchange.reading.errors import Reason
from houvast.exchange.records import GuardianRecord, Identifier, Source
from houvast.exchange.writing import persons
from houvast.exchange.writing.result import Became, Result, Run, is_over, newest_by
from houvast.people.ids import new_id
from houvast.people.models import Person, PersonalRelation, PersonIdentifier

if TYPE_CHECKING:
    from houvast.exchange.writing.persons import Key

KIND = PersonalRelation.Kind.GUARDIAN


def guardian_identifier(record: GuardianRecord) -> Identifier:
    """Who this guardian is: their number; else name and address (parents may share one); else name and student."""
    person = record.person
    name = " ".join(filter(None, (person.given_name, person.name_prefix, person.family_name))).casefold()
    if record.guardian_number:
        value = record.guardian_number
    elif person.email:
        value = f"{person.email.casefold()}|{name}"[:120]
    else:
        value = f"{record.student_number}|{name}"[:120]
    return Identifier(source=Source.GUARDIAN, value=value)


class Guardians:
    """Loads guardians; one with several children stands in several rows."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._made: dict[Key, Person] = {}

    def take(self, batch: Sequence[GuardianRecord], *, write: bool) -> list[Result]:
        keys = [
            persons.key_of(self.run.organisation(record.institution), guardian_identifier(record)) for record in batch
        ]
        students = [
            (self.run.organisation(record.institution), str(Source.STUDENT_NUMBER), record.student_number)
            for record in batch
        ]
        known = persons.known_persons([*keys, *students])
        there = persons.persons_to_compare((known[key] for key in keys if key in known), lock=write)
        held = PersonalRelation.objects.filter(kind=KIND, holder__in=there)
        running = newest_by(held, lambda one: (one.holder_id, one.student_id))
        new_persons: list[Person] = []
        identifiers: list[PersonIdentifier] = []
        changed_persons: dict[uuid.UUID, Person] = {}
        new_relations: list[PersonalRelation] = []
        changed_relations: list[PersonalRelation] = []
        results: list[Result] = []
        for record, key, student_key in zip(batch, keys, students, strict=True):
            student = known.get(student_key)
            if student is None:
                results.append(self.run.wrong(record.line, "number", record.student_number, Reason.UNKNOWN_STUDENT))
                continue
            became = Became.UNCHANGED
            person = self._made.get(key) or (there[known[key]] if key in known else None)
            if person is None:
                person = persons.new_person(key[0], record.person, at=self.run.at, is_student=False)
                self._made[key] = person
                new_persons.append(person)
                identifiers += persons.identifier_rows(person.pk, [key])
                became = Became.ADDED
            elif person.pk == student:
                results.append(self.run.wrong(record.line, "number", record.student_number, Reason.SAME_PERSON))
                continue
            elif key not in self._made and persons.change_person(person, record.person):
                changed_persons[person.pk] = person
                became = Became.CHANGED
            relation = running.get((person.pk, student))
            if relation is None or is_over(relation, self.run.on, record.starts_on):
                relation = self._relation(record, key[0], person.pk, student)
                running[person.pk, student] = relation
                new_relations.append(relation)
                became = Became.CHANGED if became is Became.UNCHANGED else became
            elif _change(relation, record):
                if relation not in new_relations:
                    changed_relations.append(relation)
                became = Became.CHANGED
            results.append(became)
        if write:
            Person.objects.bulk_create(new_persons)
            PersonIdentifier.objects.bulk_create(identifiers)
            persons.write_changed(list(changed_persons.values()))
            PersonalRelation.objects.bulk_create(new_relations)
            PersonalRelation.objects.bulk_update(changed_relations, ["has_authority", "ends_on", "revision"])
        return results

    def _relation(
        self, record: GuardianRecord, organisation: uuid.UUID, guardian: uuid.UUID, student: uuid.UUID
    ) -> PersonalRelation:
        return PersonalRelation(
            id=new_id(),
            organisation_id=organisation,
            kind=KIND,
            holder_id=guardian,
            student_id=student,
            starts_on=record.starts_on or min(self.run.on, record.ends_on or self.run.on),
            ends_on=record.ends_on,
            has_authority=record.has_authority,
        )


def _change(relation: PersonalRelation, record: GuardianRecord) -> bool:
    """Authority and last day as the file says; whether anything changed."""
    wanted: dict[str, object] = {"has_authority": record.has_authority}
    if record.ends_on and record.ends_on >= relation.starts_on:
        wanted["ends_on"] = record.ends_on
    different = {name: value for name, value in wanted.items() if getattr(relation, name) != value}
    for name, value in different.items():
        setattr(relation, name, value)
    if different:
        relation.revision += 1
    return bool(different)
