"""Students with what hangs on them: enrolments, class, coach and absence totals.

A batch is looked up with one query per table, compared, and written with one statement per table and block. Each part
of a record (person, enrolments, unit, coach, absence) is looked at only when the file says something else about it than
it did the last time, so that what was changed by hand stays until the file has news.
"""

import uuid
from collections.abc import Sequence
from datetime import date

from houvast.attendance.models import AbsenceTotal
from houvast.education.models import Enrolment
from houvast.exchange.models import SourceRow
from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.records import Identifier, Source, StudentRecord
from houvast.exchange.sources import oeapi
from houvast.exchange.writing import persons
from houvast.exchange.writing.persons import Key, StaffByName
from houvast.exchange.writing.result import Became, Result, Run
from houvast.exchange.writing.student_builder import (
    ABSENCE,
    COACH,
    ENROLMENTS,
    PERSON,
    UNIT,
    Builder,
    Row,
    external_id,
    news_in,
    numbering,
    said_by,
)
from houvast.exchange.writing.student_rows import ENROLMENT_FIELDS, Changed, New, There
from houvast.guidance.models import Contact
from houvast.people.models import Person, PersonalRelation, PersonIdentifier, Unit, UnitMembership
from houvast.people.viewer import running_on


class Students:
    """Loads students, or rehearses it: `take` gives per record what became (or would become) of it."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.staff = StaffByName(run.at)
        self.build = Builder(run)
        self._touched: set[uuid.UUID] = set()
        # The first key of a row stands in a table once; a payload may give the same number first or second.
        self._other_keys: dict[Key, uuid.UUID] = {}

    def take(self, batch: Sequence[StudentRecord], *, write: bool) -> list[Result]:
        """One batch; several queries whatever its size. With `write` everything is stored before it returns."""
        rows = [self._row(record) for record in batch]
        known = persons.known_persons(key for row in rows for key in row.keys)
        there = self._there(rows, known, lock=write)
        coaches = self._coaches(rows)
        new, changed = New(), Changed()
        results = [self._one(row, known, there, coaches, new, changed) for row in rows]
        if write:
            self.run.places.write()
            self.staff.write()
            new.write()
            changed.write(self.run.on, self.run.at)
        else:
            self.run.places.forget()
            self.staff.forget()
        return results

    def _row(self, record: StudentRecord) -> Row:
        organisation = self.run.organisation(record.institution)
        identifiers = list(record.identifiers)
        if record.bsn is not None and all(one.source != Source.BSN for one in identifiers):
            identifiers.append(Identifier(source=Source.BSN, value=record.bsn))
        keys = tuple(persons.key_of(organisation, one) for one in identifiers)
        return Row(record, organisation, keys, said_by(record, keys))

    def _there(self, rows: Sequence[Row], known: dict[Key, uuid.UUID], *, lock: bool) -> There:
        there = There()
        ids = {known[key] for row in rows for key in row.keys if key in known}
        if not ids:
            return there
        for source_row in SourceRow.objects.filter(person__in=ids, format=self.run.format).order_by("pk"):
            there.said[source_row.person_id] = source_row
        news = {
            person
            for row in rows
            for key in row.keys
            if (person := known.get(key)) and (person not in there.said or there.said[person].said != row.said)
        }
        if not news:
            return there
        there.persons = persons.persons_to_compare(news, lock=lock)
        for identifier in PersonIdentifier.objects.filter(person__in=news).order_by("pk"):
            key = (identifier.organisation_id, identifier.source, identifier.value)
            there.keys.setdefault(identifier.person_id, set()).add(key)
        for enrolment in Enrolment.objects.filter(student__in=news).exclude(external_id="").order_by("pk"):
            there.enrolments[enrolment.organisation_id, f"{enrolment.source}/{enrolment.external_id}"] = enrolment
        open_ = running_on(self.run.on) | running_on(date.max)
        for membership in UnitMembership.objects.filter(open_, student__in=news).select_related("unit").order_by("pk"):
            there.memberships.setdefault(membership.student_id, []).append(membership)
        coach = PersonalRelation.Kind.COACH
        for relation in PersonalRelation.objects.filter(open_, student__in=news, kind=coach).order_by("pk"):
            there.coaches.setdefault(relation.student_id, []).append(relation)
        totals = AbsenceTotal.objects.filter(student__in=news, school_year=self.build.year, source=self.run.format)
        for total in totals.order_by("pk"):
            there.absences[total.student_id, total.kind] = total
        return there

    def _coaches(self, rows: Sequence[Row]) -> dict[Key, uuid.UUID]:
        """Who the coaches are whom a batch names: by name found or made, by number known or wrong."""
        self.staff.find((row.organisation, row.record.coach_name) for row in rows if _names_coach(row.record))
        return persons.known_persons(
            (row.organisation, str(Source.STAFF_NUMBER), row.record.coach_number)
            for row in rows
            if row.record.coach_number
        )

    def _one(
        self,
        row: Row,
        known: dict[Key, uuid.UUID],
        there: There,
        coaches: dict[Key, uuid.UUID],
        new: New,
        changed: Changed,
    ) -> Result:
        found = {known[key] for key in row.keys if key in known}
        found |= {self._other_keys[key] for key in row.keys if key in self._other_keys}
        coach = self._coach(row, coaches)
        if isinstance(coach, RowError):
            return coach
        if problem := self._problem(row, found, coach, there):
            return problem
        if not found:
            person_id = self._add(row, coach, new)
            self._remember(person_id, row.keys)
            return Became.ADDED
        person_id = next(iter(found))
        self._remember(person_id, row.keys)
        earlier = there.said.get(person_id)
        if earlier is not None and earlier.said == row.said:
            return Became.UNCHANGED
        return self._compare(row, there.persons[person_id], coach, there, new, changed)

    def _problem(self, row: Row, found: set[uuid.UUID], coach: uuid.UUID | None, there: There) -> RowError | None:
        """Why this record cannot be this person's."""
        record = row.record
        if len(found) > 1 or found & self._touched:
            return self.run.wrong(record.line, "number", record.person.number, Reason.TWO_PERSONS)
        if coach is not None and coach in found:
            return self.run.wrong(record.line, "coach_number", record.coach_number, Reason.SAME_PERSON)
        for person in found:
            digests = {value for _, source, value in row.keys if source == Source.BSN}
            bsn = there.persons[person].bsn_digest if person in there.persons else ""
            if digests and bsn and bsn not in digests:
                return self.run.wrong(record.line, "number", record.person.number, Reason.TWO_PERSONS)
        return self.run.wrong_birth_date(record.line, record.person.birth_date)

    def _remember(self, person: uuid.UUID, keys: Sequence[Key]) -> None:
        self._touched.add(person)
        for key in keys if self.run.format == oeapi.NAME else keys[1:]:
            self._other_keys[key] = person

    def _coach(self, row: Row, by_number: dict[Key, uuid.UUID]) -> uuid.UUID | RowError | None:
        record = row.record
        if record.coach_number:
            found = by_number.get((row.organisation, str(Source.STAFF_NUMBER), record.coach_number))
            return found or self.run.wrong(record.line, "coach_number", record.coach_number, Reason.UNKNOWN_PERSON)
        return self.staff.of(row.organisation, record.coach_name) if _names_coach(record) else None

    def _add(self, row: Row, coach: uuid.UUID | None, new: New) -> uuid.UUID:
        record, organisation = row.record, row.organisation
        person = persons.new_person(organisation, record.person, at=self.run.at, is_student=True, bsn=record.bsn)
        new.persons.append(person)
        new.identifiers += persons.identifier_rows(person.pk, row.keys)
        new.contacts.append(Contact(student_id=person.pk, organisation_id=organisation))
        unit = self.build.unit(row)
        for enrolment in record.enrolments:
            new.enrolments.append(self.build.enrolment(row, person.pk, enrolment, unit))
        if unit:
            new.memberships.append(self.build.membership(row, person.pk, unit, is_new=True))
        if coach:
            new.relations.append(self.build.coaching(organisation, coach, person.pk))
        for kind, hours in record.absence:
            new.absences.append(self.build.absence(organisation, person.pk, kind, hours))
        new.said.append(self.build.source_row(row, person.pk))
        return person.pk

    def _compare(
        self, row: Row, person: Person, coach: uuid.UUID | None, there: There, new: New, changed: Changed
    ) -> Result:
        """Set what the file newly says and differs; the answer is whether anything did."""
        earlier = there.said.get(person.pk)
        news = news_in(row.said, earlier.said if earlier else "")
        different = False
        if ENROLMENTS in news or UNIT in news:
            different |= self._compare_enrolments(row, person, there, new, changed)
        if UNIT in news:
            different |= self._compare_unit(row, person, there, new, changed)
        if different:
            changed.moved.setdefault(row.organisation, set()).add(person.pk)
        if PERSON in news:
            different |= self._compare_person(row, person, there, new, changed)
        if COACH in news and coach:
            running = there.coaches.get(person.pk, [])
            if all(one.holder_id != coach for one in running):
                changed.relations_over += running
                new.relations.append(self.build.coaching(row.organisation, coach, person.pk))
                different = True
        if ABSENCE in news:
            different |= self._compare_absence(row, person, there, new, changed)
        if earlier is None:
            new.said.append(self.build.source_row(row, person.pk))
        else:
            earlier.said = row.said
            changed.said.append(earlier)
        return Became.CHANGED if different else Became.UNCHANGED

    def _compare_person(self, row: Row, person: Person, there: There, new: New, changed: Changed) -> bool:
        if not person.is_student:
            new.contacts.append(Contact(student_id=person.pk, organisation_id=row.organisation))
        different = persons.change_person(person, row.record.person, is_student=True)
        if row.record.bsn is not None and not person.bsn_digest:
            digest = next(value for _, source, value in row.keys if source == Source.BSN)
            person.bsn_digest, person.bsn = digest, row.record.bsn.reveal()
            different = True
        if different:
            changed.persons.append(person)
        missing = [key for key in row.keys if key not in there.keys.get(person.pk, ())]
        new.identifiers += persons.identifier_rows(person.pk, missing)
        return different or bool(missing)

    def _compare_enrolments(self, row: Row, person: Person, there: There, new: New, changed: Changed) -> bool:
        different = False
        unit = self.build.unit(row)
        for fields in row.record.enrolments:
            key = row.organisation, f"{numbering(row.record)}/{external_id(row, fields)}"
            enrolment = there.enrolments.get(key)
            if enrolment is None:
                new.enrolments.append(self.build.enrolment(row, person.pk, fields, unit))
                different = True
                continue
            wanted: dict[str, object] = {"programme_id": self.build.programme(row, fields), "unit_id": unit}
            wanted |= {name: getattr(fields, name) for name in ENROLMENT_FIELDS if name != "programme_id"}
            wanted = {name: value for name, value in wanted.items() if value and getattr(enrolment, name) != value}
            for name, value in wanted.items():
                setattr(enrolment, name, value)
            if wanted:
                changed.enrolments.append(enrolment)
                different = True
        return different

    def _compare_unit(self, row: Row, person: Person, there: There, new: New, changed: Changed) -> bool:
        """Into the unit that the file names; out of other units of the same kind (a student is in one class)."""
        unit = self.build.unit(row)
        running = there.memberships.get(person.pk, [])
        if unit is None or any(one.unit_id == unit for one in running):
            return False
        kind = Unit.Kind.GROUP if row.record.group else Unit.Kind.TEAM if row.record.team else Unit.Kind.COLLEGE
        changed.memberships_over += [one for one in running if one.unit.kind == kind]
        new.memberships.append(self.build.membership(row, person.pk, unit, is_new=not running))
        return True

    def _compare_absence(self, row: Row, person: Person, there: There, new: New, changed: Changed) -> bool:
        different = False
        for kind, hours in row.record.absence:
            total = there.absences.get((person.pk, kind))
            if total is None:
                new.absences.append(self.build.absence(row.organisation, person.pk, kind, hours))
                different = True
            elif total.hours != hours:
                total.hours = hours
                changed.absences.append(total)
                different = True
        return different


def _names_coach(record: StudentRecord) -> bool:
    return bool(record.coach_name and not record.coach_number)
