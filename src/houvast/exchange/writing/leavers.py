"""Possible leavers with their applications, and counts of entrants of earlier years.

A pupil is known by a number; without any number by name and birth date within one school. What looks like the same
pupil otherwise, or like the same application twice, is never joined here: it becomes a suggestion for a person.
"""

import uuid
from collections.abc import Sequence
from datetime import date

from houvast.core.calendar import school_year_named, school_year_of
from houvast.core.transfer.matching import folded
from houvast.exchange.leaver_records import FigureRecord, LeaverRecord
from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.records import Identifier, Source
from houvast.exchange.writing import persons
from houvast.exchange.writing.figures import Figures
from houvast.exchange.writing.leaver_consents import add_consents, add_needs
from houvast.exchange.writing.leaver_known import (
    APPLICATION_FIELDS,
    by_name,
    change_application,
    contradiction,
    said_by,
    same_application,
)
from houvast.exchange.writing.leaver_rows import LeaverRow, New, PupilState, states_of
from houvast.exchange.writing.persons import Key, StaffByName
from houvast.exchange.writing.result import Became, Result, Run
from houvast.guidance.models import Contact
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, PersonalRelation, UnitMembership
from houvast.transfer.matching import DoubleApplication, keys_of_pupil, suggest
from houvast.transfer.models import Application, Pupil, TransferEvent
from houvast.transfer.renewing import renew
from houvast.vault.keyring import digest

NAME_KEY = "leaver_name"
EVENT_OF_STATUS = {
    Application.Status.AGREEMENT_OFFERED: TransferEvent.Kind.PLACED,
    Application.Status.ENROLLED: TransferEvent.Kind.PLACED,
    Application.Status.NO_ENROLMENT: TransferEvent.Kind.REFUSED,
    Application.Status.WITHDRAWN: TransferEvent.Kind.WITHDRAWN,
}
OVER = frozenset({Application.Status.WITHDRAWN, Application.Status.NO_ENROLMENT})
PUPIL_FIELDS = (
    "school_type", "grade", "exit_profile", "diploma", "wish", "second_language", "expects_support", "lives_in",
    "dossier_complete_on",
)  # fmt: skip


class Leavers:
    """Loads leavers, or rehearses it: `take` gives per record what became (or would become) of it."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.staff = StaffByName(run.at)
        self.year = school_year_of(run.on).label
        self._states: dict[tuple[uuid.UUID, str], PupilState] = {}
        """Pupils of this run, by student and leaving year."""
        self._made: dict[Key, Person] = {}
        self._figures = Figures(run)
        kinds = Organisation.Kind
        places = list(Organisation.objects.filter(kind__in=(kinds.INSTITUTION, kinds.MUNICIPALITY)).order_by("id"))
        self._institutions = by_name(one for one in places if one.kind == kinds.INSTITUTION)
        self._municipalities = by_name(one for one in places if one.kind == kinds.MUNICIPALITY)

    def take(self, batch: Sequence[LeaverRecord | FigureRecord], *, write: bool) -> list[Result]:
        """One batch; some twenty queries whatever its size. With `write` everything is stored before it returns."""
        leavers = [record for record in batch if isinstance(record, LeaverRecord)]
        if len(leavers) < len(batch):
            return self._figures.take([one for one in batch if isinstance(one, FigureRecord)], write=write)
        rows = [self._row(record) for record in leavers]
        known = persons.known_persons(key for row in rows for key in row.keys)
        there = persons.persons_to_compare(known.values(), lock=write)
        states_of(there, self._states)
        self.staff.find((row.organisation, row.record.coach_name) for row in rows if _names_coach(row.record))
        coaches = persons.known_persons(
            (row.organisation, str(Source.STAFF_NUMBER), row.record.coach_number)
            for row in rows
            if row.record.coach_number
        )
        new = New()
        results = [self._one(row, known, there, coaches, new) for row in rows]
        if write:
            self.run.places.write()
            self.staff.write()
            new.write()
            renew(new.touched(), on=self.run.on)
            suggest(new.pupils, new.doubles, at=self.run.at)
        else:
            self.run.places.forget()
            self.staff.forget()
        return results

    def _row(self, record: LeaverRecord) -> LeaverRow:
        organisation = self.run.organisation(record.institution)
        identifiers = []
        if record.number:
            identifiers.append(Identifier(source=Source.STUDENT_NUMBER, value=record.number))
        if record.bsn is not None:
            identifiers.append(Identifier(source=Source.BSN, value=record.bsn))
        keys = [persons.key_of(organisation, one) for one in identifiers]
        if not keys:
            person = record.person
            named = f"{person.birth_date}|{folded(person.given_name)}|{folded(person.family_name)}"
            keys = [(organisation, NAME_KEY, digest("identity", named))]
        return LeaverRow(record, organisation, tuple(keys), record.pupil.leaving_year or self.year)

    def _one(
        self,
        row: LeaverRow,
        known: dict[Key, uuid.UUID],
        there: dict[uuid.UUID, Person],
        coaches: dict[Key, uuid.UUID],
        new: New,
    ) -> Result:
        record = row.record
        found = {known[key] for key in row.keys if key in known}
        found |= {self._made[key].pk for key in row.keys if key in self._made}
        coach_key = (row.organisation, str(Source.STAFF_NUMBER), record.coach_number)
        if problem := self._problem(row, found, knows_coach=coach_key in coaches):
            return problem
        person_id = next(iter(found), None)
        made = next((self._made[key] for key in row.keys if key in self._made), None)
        person = made or (there[person_id] if person_id else None)
        state = self._states.get((person.pk, row.leaving_year)) if person else None
        if state and state.line and (contradicted := contradiction(self.run, row, state)):
            return contradicted
        became = Became.UNCHANGED
        if person is None:
            person = self._new_person(row, new)
            became = Became.ADDED
        elif made is None and (state is None or state.line == 0):
            if persons.change_person(person, record.person, is_student=True):
                new.changed_persons[person.pk] = person
                became = Became.CHANGED
            self._remember(person, row, known, new)
        if state is None:
            state = self._new_pupil(row, person, new)
            became = Became.ADDED
        elif state.line == 0 and self._change_pupil(row, state, new):
            became = Became.CHANGED if became is Became.UNCHANGED else became
        first = state.line == 0
        if first:
            state.line, state.first = record.line, record
            changed = self._around(row, state, coaches.get(coach_key), new)
            became = Became.CHANGED if changed and became is Became.UNCHANGED else became
        told = self._application(row, state, new)
        if told is not Became.UNCHANGED and became is Became.UNCHANGED:
            became = told
        return became

    def _problem(self, row: LeaverRow, found: set[uuid.UUID], *, knows_coach: bool) -> RowError | None:
        """What makes a row that was read well impossible among what is known."""
        record = row.record
        if len(found) > 1:
            return self.run.wrong(record.line, "number", record.number, Reason.TWO_PERSONS)
        if record.coach_number and not knows_coach:
            return self.run.wrong(record.line, "coach_number", record.coach_number, Reason.UNKNOWN_PERSON)
        return self.run.wrong_birth_date(record.line, record.person.birth_date) or self._wrong_year(row)

    def _wrong_year(self, row: LeaverRow) -> RowError | None:
        try:
            school_year_named(row.leaving_year)
        except ValueError:
            return self.run.wrong(
                row.record.line,
                "leaving_year",
                row.leaving_year,
                Reason.UNKNOWN_CODE,
                school_year_of(self.run.on).label,
            )
        return None

    def _new_person(self, row: LeaverRow, new: New) -> Person:
        record = row.record
        person = persons.new_person(row.organisation, record.person, at=self.run.at, is_student=True, bsn=record.bsn)
        new.persons.append(person)
        new.identifiers += persons.identifier_rows(person.pk, row.keys)
        new.contacts.append(Contact(student=person, organisation_id=row.organisation))
        for key in row.keys:
            self._made[key] = person
        return person

    def _remember(self, person: Person, row: LeaverRow, known: dict[Key, uuid.UUID], new: New) -> None:
        """A number that is new for a known pupil is kept with the others."""
        unknown = [
            key
            for key in row.keys
            if key not in known and key not in self._made and not (key[1] == Source.BSN and person.bsn_digest)
        ]
        new.identifiers += persons.identifier_rows(person.pk, unknown)
        for key in unknown:
            self._made[key] = person

    def _new_pupil(self, row: LeaverRow, person: Person, new: New) -> PupilState:
        fields = row.record.pupil
        pupil = Pupil(
            id=new_id(),
            organisation_id=row.organisation,
            student=person,
            leaving_year=row.leaving_year,
            school_type=fields.school_type or Pupil.SchoolType.UNKNOWN,
            grade=fields.grade,
            exit_profile=fields.exit_profile,
            diploma=fields.diploma,
            wish=fields.wish,
            second_language=bool(fields.second_language),
            expects_support=fields.expects_support,
            lives_in=fields.lives_in,
            municipality_id=self._municipality(fields.lives_in),
            dossier_complete_on=fields.dossier_complete_on,
            source=self.run.format,
            said=said_by(row.record.person, fields),
        )
        pupil.person_key, pupil.number_key = keys_of_pupil(person, row.record.bsn)
        new.pupils.append(pupil)
        state = PupilState(pupil=pupil)
        self._states[person.pk, row.leaving_year] = state
        return state

    def _change_pupil(self, row: LeaverRow, state: PupilState, new: New) -> bool:
        """What the file says and differs; nothing when it says what it said the last time."""
        fields, pupil = row.record.pupil, state.pupil
        said = said_by(row.record.person, fields)
        if pupil.said == said:
            return False
        wanted = {name: value for name in PUPIL_FIELDS if (value := getattr(fields, name)) not in {"", None}}
        if fields.lives_in and (municipality := self._municipality(fields.lives_in)):
            wanted["municipality_id"] = municipality
        different = {name: value for name, value in wanted.items() if getattr(pupil, name) != value}
        for name, value in different.items():
            setattr(pupil, name, value)
        pupil.said, pupil.revision = said, pupil.revision + 1
        new.changed_pupils[pupil.pk] = pupil
        return bool(different)

    def _municipality(self, name: str) -> uuid.UUID | None:
        return self._municipalities.get(folded(name)) or self._municipalities.get(folded(f"gemeente {name}"))

    def _around(self, row: LeaverRow, state: PupilState, coach: uuid.UUID | None, new: New) -> bool:
        """Class, mentor, needs and consent; whether anything is new."""
        record, pupil = row.record, state.pupil
        before = len(new.memberships) + len(new.relations)
        if record.group:
            unit = self.run.places.unit(row.organisation, college="", team="", group=record.group)
            if unit and unit not in state.units:
                state.units.add(unit)
                new.memberships.append(
                    UnitMembership(
                        id=new_id(), organisation_id=row.organisation, student_id=pupil.student_id, unit_id=unit,
                        starts_on=self.run.on,
                    )
                )  # fmt: skip
        holder = coach or (self.staff.of(row.organisation, record.coach_name) if _names_coach(record) else None)
        if holder and holder not in state.coaches and holder != pupil.student_id:
            state.coaches.add(holder)
            new.relations.append(
                PersonalRelation(
                    id=new_id(), organisation_id=row.organisation, kind=PersonalRelation.Kind.COACH, holder_id=holder,
                    student_id=pupil.student_id, starts_on=self.run.on,
                )
            )  # fmt: skip
        said = add_needs(self.run, row, state, new)
        agreed = add_consents(self.run, row, state, new)
        self._events(row, state, None, [one for one in record.events if one[0] == "orientation"], new)
        if said or agreed:
            new.renewed[pupil.pk] = pupil
        return said or agreed or len(new.memberships) + len(new.relations) > before

    def _application(self, row: LeaverRow, state: PupilState, new: New) -> Became:
        fields = row.record.application
        if fields is None:
            return Became.UNCHANGED
        found, others = same_application(fields, state.applications)
        said = said_by(fields)
        became = Became.UNCHANGED
        if found is None:
            found = self._new_application(row, state, said)
            new.applications.append(found)
            new.doubles += [
                DoubleApplication(application=found, other=other, is_recycled=other.status in OVER) for other in others
            ]
            state.applications.append(found)
            became = Became.ADDED
            self._status_event(row, state, found, new)
        elif found.said != said:
            before = found.status
            if change_application(found, fields):
                became = Became.CHANGED
            found.said, found.revision = said, found.revision + 1
            new.changed_applications[found.pk] = found
            if found.status != before:
                self._status_event(row, state, found, new)
        steps = [one for one in row.record.events if one[0] != "orientation"]
        if self._events(row, state, found, steps, new) and became is Became.UNCHANGED:
            became = Became.CHANGED
        if became is not Became.UNCHANGED:
            new.renewed[state.pupil.pk] = state.pupil
        return became

    def _new_application(self, row: LeaverRow, state: PupilState, said: str) -> Application:
        fields = row.record.application
        assert fields is not None
        institution = self._institutions.get(folded(fields.institution_code)) or self._institutions.get(
            folded(fields.institution)
        )
        return Application(
            id=new_id(),
            organisation_id=row.organisation,
            pupil=state.pupil,
            institution_id=institution,
            institution_name=fields.institution or fields.institution_code,
            status=fields.status or Application.Status.RECEIVED,
            source=self.run.format,
            said=said,
            **{name: getattr(fields, name) for name in APPLICATION_FIELDS if name != "status"},
        )

    def _status_event(self, row: LeaverRow, state: PupilState, application: Application, new: New) -> None:
        kind = EVENT_OF_STATUS.get(Application.Status(application.status))
        if kind is not None:
            self._events(row, state, application, [(str(kind), application.status_on or self.run.on)], new)

    def _events(
        self, row: LeaverRow, state: PupilState, application: Application | None, events: Sequence[tuple[str, date]],
        new: New,
    ) -> bool:  # fmt: skip
        added = False
        for kind, on in events:
            key = (application.pk if application else None, kind, on)
            if key in state.events:
                continue
            state.events.add(key)
            new.events.append(
                TransferEvent(
                    id=new_id(), organisation_id=row.organisation, pupil=state.pupil, application=application,
                    kind=kind, on=on, at=self.run.at, by_organisation_id=row.organisation,
                )
            )  # fmt: skip
            new.renewed[state.pupil.pk] = state.pupil
            added = True
        return added


def _names_coach(record: LeaverRecord) -> bool:
    return bool(record.coach_name and not record.coach_number)
