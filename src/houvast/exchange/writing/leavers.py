"""Possible leavers with their applications, and counts of entrants of earlier years.

A pupil is known by a number; without any number by name and birth date within one school. What looks like the same
pupil otherwise, or like the same application twice, is never joined here: it becomes a suggestion for a person.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b

from houvast.core.calendar import school_year_named, school_year_of
from houvast.core.transfer.matching import folded
from houvast.exchange.leaver_records import ApplicationFields, FigureRecord, LeaverRecord
from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.records import Identifier, Source
from houvast.exchange.writing import persons
from houvast.exchange.writing.leaver_rows import LeaverRow, New, PupilState, states_of
from houvast.exchange.writing.persons import Key, StaffByName
from houvast.exchange.writing.result import Became, Result, Run
from houvast.guidance.models import Contact
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, PersonalRelation, UnitMembership
from houvast.transfer.matching import DoubleApplication, keys_of_pupil, suggest
from houvast.transfer.models import Application, ConsentItem, InflowFigure, Need, Pupil, TransferEvent
from houvast.transfer.renewing import renew
from houvast.vault.keyring import digest

NAME_KEY = "leaver_name"
FILE = "file"
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
APPLICATION_FIELDS = (
    "number", "institution_code", "programme", "crebo", "level", "pathway", "applied_on", "status", "status_on",
    "starts_on",
)  # fmt: skip


def said_by(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


class Leavers:
    """Loads leavers, or rehearses it: `take` gives per record what became (or would become) of it."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.staff = StaffByName(run.at)
        self.year = school_year_of(run.on).label
        self._states: dict[tuple[uuid.UUID, str], PupilState] = {}
        """Pupils of this run, by student and leaving year."""
        self._made: dict[Key, Person] = {}
        self._figures: dict[tuple[object, ...], InflowFigure] | None = None
        kinds = Organisation.Kind
        places = list(Organisation.objects.filter(kind__in=(kinds.INSTITUTION, kinds.MUNICIPALITY)).order_by("id"))
        self._institutions = _by_name(one for one in places if one.kind == kinds.INSTITUTION)
        self._municipalities = _by_name(one for one in places if one.kind == kinds.MUNICIPALITY)

    def take(self, batch: Sequence[LeaverRecord | FigureRecord], *, write: bool) -> list[Result]:
        """One batch; some twenty queries whatever its size. With `write` everything is stored before it returns."""
        leavers = [record for record in batch if isinstance(record, LeaverRecord)]
        if len(leavers) < len(batch):
            return self._figures_of([one for one in batch if isinstance(one, FigureRecord)], write=write)
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
        if state and state.line and (contradicted := self._contradicts(row, state)):
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

    def _contradicts(self, row: LeaverRow, state: PupilState) -> RowError | None:
        """A later row of the same pupil may leave out what the first one said, and may not say otherwise."""
        assert state.first is not None
        for part in ("person", "pupil"):
            first, now = getattr(state.first, part), getattr(row.record, part)
            for name in type(now).__dataclass_fields__:
                said, before = getattr(now, name), getattr(first, name)
                if said and before and said != before:
                    return self.run.wrong(row.record.line, name, str(said), Reason.CONTRADICTION, str(state.line))
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
        said = self._needs(row, state, new)
        agreed = self._consents(row, state, new)
        self._events(row, state, None, [one for one in record.events if one[0] == "orientation"], new)
        if said or agreed:
            new.renewed[pupil.pk] = pupil
        return said or agreed or len(new.memberships) + len(new.relations) > before

    def _needs(self, row: LeaverRow, state: PupilState, new: New) -> bool:
        """What the file writes about areas; an area that a dossier no longer tells of is taken away here too."""
        source, told = self.run.format, dict(row.record.needs)
        changed = False
        for area, text in told.items():
            known = state.needs.get((area, source))
            if known is None:
                need = Need(
                    id=new_id(), organisation_id=row.organisation, pupil=state.pupil, area=area, text=text,
                    on=self.run.on, source=source,
                )  # fmt: skip
                state.needs[area, source] = need
                new.needs.append(need)
            elif known.text != text:
                known.text, known.revision = text, known.revision + 1
                new.changed_needs.append(known)
            changed = changed or known is None or known in new.changed_needs
        if row.record.consents:
            gone = [need for (area, its), need in state.needs.items() if its == source and area not in told]
            new.gone_needs += gone
            changed = changed or bool(gone)
        return changed

    def _consents(self, row: LeaverRow, state: PupilState, new: New) -> bool:
        """What the file says may be told; what the pupil said here goes before it."""
        changed = False
        for item, given in row.record.consents:
            known = state.consents.get(item)
            if known is None:
                consent = ConsentItem(
                    id=new_id(), organisation_id=row.organisation, pupil=state.pupil, item=item,
                    party=ConsentItem.Party.INSTITUTION, given=given, on=self.run.on, said_by=FILE,
                )  # fmt: skip
                state.consents[item] = consent
                new.consents.append(consent)
                changed = True
            elif known.said_by == FILE and known.given != given:
                known.given, known.on = given, self.run.on
                new.changed_consents.append(known)
                changed = True
        return changed

    def _application(self, row: LeaverRow, state: PupilState, new: New) -> Became:
        fields = row.record.application
        if fields is None:
            return Became.UNCHANGED
        found, others = _same(fields, state.applications)
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
            if self._change_application(found, fields):
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

    def _change_application(self, found: Application, fields: ApplicationFields) -> bool:
        wanted = {name: value for name in APPLICATION_FIELDS if (value := getattr(fields, name)) not in {"", None}}
        different = {name: value for name, value in wanted.items() if getattr(found, name) != value}
        for name, value in different.items():
            setattr(found, name, value)
        return bool(different)

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

    def _figures_of(self, batch: Sequence[FigureRecord], *, write: bool) -> list[Result]:
        """Counts of earlier years: kept once, renewed where the file says another number."""
        organisation = self.run.organisation("")
        if self._figures is None:
            stored = InflowFigure.objects.filter(organisation=organisation)
            self._figures = {_figure_key(one): one for one in stored}
        new: list[InflowFigure] = []
        changed: list[InflowFigure] = []
        results: list[Result] = []
        for record in batch:
            figure = InflowFigure(
                id=new_id(), organisation_id=organisation, begins_in=record.begins_in, pathway=record.pathway,
                institution_code=record.institution_code, programme_code=record.programme_code, status=record.status,
                entered=record.entered,
            )  # fmt: skip
            known = self._figures.get(_figure_key(figure))
            if known is None:
                self._figures[_figure_key(figure)] = figure
                new.append(figure)
                results.append(Became.ADDED)
            elif known.entered != record.entered:
                known.entered = record.entered
                changed.append(known)
                results.append(Became.CHANGED)
            else:
                results.append(Became.UNCHANGED)
        if write:
            InflowFigure.objects.bulk_create(new)
            InflowFigure.objects.bulk_update(changed, ["entered"])
        return results


def _figure_key(one: InflowFigure) -> tuple[object, ...]:
    return (one.begins_in, one.pathway, one.institution_code, one.programme_code, one.status)


def _names_coach(record: LeaverRecord) -> bool:
    return bool(record.coach_name and not record.coach_number)


def _by_name(places: Iterable[Organisation]) -> dict[str, uuid.UUID]:
    found: dict[str, uuid.UUID] = {}
    for place in places:
        for name in (place.name, place.code):
            if folded(name):
                found.setdefault(folded(name), place.pk)
    return found


def _same(fields: ApplicationFields, known: Sequence[Application]) -> tuple[Application | None, list[Application]]:
    """The application this is, and those for the same programme that it may be once more."""
    where = folded(fields.institution_code or fields.institution)
    what = fields.crebo or folded(fields.programme)
    alike = [
        one
        for one in known
        if where in {folded(one.institution_code), folded(one.institution_name)}
        and what in {one.crebo, folded(one.programme)}
    ]
    if fields.number:
        by_number = next((one for one in known if one.number == fields.number), None)
        if by_number is not None:
            return by_number, []
        numberless = next((one for one in alike if not one.number), None)
        return numberless, [] if numberless else alike
    same_day = [one for one in alike if fields.applied_on in {None, one.applied_on} or one.applied_on is None]
    return (same_day[0], []) if same_day else (None, alike)
