"""Relations between persons who are known already: coach of, team leader of a unit, guardian of, trusted person of."""

import uuid
from collections.abc import Iterable, Sequence

from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.records import RelationRecord, Source
from houvast.exchange.writing import persons
from houvast.exchange.writing.persons import Key
from houvast.exchange.writing.result import Became, Result, Run, is_over, newest_by
from houvast.people.ids import new_id
from houvast.people.models import Person, PersonalRelation, RoleAssignment

KINDS = {
    "coach_of": PersonalRelation.Kind.COACH,
    "guardian_of": PersonalRelation.Kind.GUARDIAN,
    "trusted_person_of": PersonalRelation.Kind.TRUSTED_PERSON,
}
BY_NUMBER = (Source.STAFF_NUMBER, Source.GUARDIAN)
Ends = tuple[uuid.UUID, uuid.UUID, str]


class Relations:
    """Loads relations; nobody is made here."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._rehearsed: dict[Ends, PersonalRelation | RoleAssignment] = {}

    def take(self, batch: Sequence[RelationRecord], *, write: bool) -> list[Result]:
        numbers = [(self.run.organisation(one.institution), one) for one in batch]
        known = persons.known_persons(
            [(organisation, str(source), one.person) for organisation, one in numbers for source in BY_NUMBER]
            + [(organisation, str(Source.STUDENT_NUMBER), one.student_number) for organisation, one in numbers]
        )
        by_mail = self._by_mail(numbers)
        holders = set(known.values()) | set(by_mail.values())
        running: dict[Ends, PersonalRelation | RoleAssignment] = dict(self._rehearsed)
        running |= newest_by(
            PersonalRelation.objects.filter(holder__in=holders),
            lambda one: (one.holder_id, one.student_id, one.kind),
        )
        running |= newest_by(
            RoleAssignment.objects.filter(person__in=holders, unit__isnull=False),
            lambda one: (one.person_id, one.unit_id or one.person_id, one.role),
        )
        new: list[PersonalRelation | RoleAssignment] = []
        changed: list[PersonalRelation | RoleAssignment] = []
        results = [
            self._one(organisation, record, known, by_mail, running, new, changed) for organisation, record in numbers
        ]
        if write:
            _write(new, changed)
        self._rehearsed.update({ends: one for ends, one in running.items() if one in new})
        return results

    def _by_mail(self, numbers: Iterable[tuple[uuid.UUID, RelationRecord]]) -> dict[tuple[uuid.UUID, str], uuid.UUID]:
        """Persons by e-mail address, where exactly one has it."""
        asked = {(organisation, one.person) for organisation, one in numbers if "@" in one.person}
        found: dict[tuple[uuid.UUID, str], list[uuid.UUID]] = {}
        rows = Person.objects.filter(
            organisation__in={one[0] for one in asked}, email__in={one[1] for one in asked}, erased_at__isnull=True
        )
        for organisation, email, id_ in rows.order_by("pk").values_list("organisation_id", "email", "pk"):
            found.setdefault((organisation, email), []).append(id_)
        return {key: ids[0] for key, ids in found.items() if len(ids) == 1}

    def _one(
        self,
        organisation: uuid.UUID,
        record: RelationRecord,
        known: dict[Key, uuid.UUID],
        by_mail: dict[tuple[uuid.UUID, str], uuid.UUID],
        running: dict[Ends, PersonalRelation | RoleAssignment],
        new: list[PersonalRelation | RoleAssignment],
        changed: list[PersonalRelation | RoleAssignment],
    ) -> Result:
        holder = self._holder(organisation, record, known, by_mail)
        if holder is None:
            return self.run.wrong(record.line, "person", record.person, Reason.UNKNOWN_PERSON)
        other = self._other(organisation, record, known)
        if isinstance(other, RowError):
            return other
        if other == holder:
            return self.run.wrong(record.line, "person", record.person, Reason.SAME_PERSON)
        kind = str(KINDS.get(record.relation, RoleAssignment.Role.TEAM_LEADER))
        there = running.get((holder, other, kind))
        if there is None or is_over(there, self.run.on, record.starts_on):
            made = self._made(organisation, record, holder, other)
            running[holder, other, kind] = made
            new.append(made)
            return Became.ADDED
        if not _change(there, record):
            return Became.UNCHANGED
        if there not in new:
            changed.append(there)
        return Became.CHANGED

    def _holder(
        self,
        organisation: uuid.UUID,
        record: RelationRecord,
        known: dict[Key, uuid.UUID],
        by_mail: dict[tuple[uuid.UUID, str], uuid.UUID],
    ) -> uuid.UUID | None:
        """Who holds the relation: by address, staff number or guardian number."""
        numbered = (known.get((organisation, str(source), record.person)) for source in BY_NUMBER)
        return by_mail.get((organisation, record.person)) or next(filter(None, numbered), None)

    def _other(
        self, organisation: uuid.UUID, record: RelationRecord, known: dict[Key, uuid.UUID]
    ) -> uuid.UUID | RowError:
        """The student or the unit at the other end."""
        if record.relation == "team_leader_of":
            unit = self.run.places.unit_named(organisation, record.unit)
            return unit or self.run.wrong(record.line, "unit", record.unit, Reason.UNKNOWN_UNIT)
        student = known.get((organisation, str(Source.STUDENT_NUMBER), record.student_number))
        return student or self.run.wrong(record.line, "number", record.student_number, Reason.UNKNOWN_STUDENT)

    def _made(
        self, organisation: uuid.UUID, record: RelationRecord, holder: uuid.UUID, other: uuid.UUID
    ) -> PersonalRelation | RoleAssignment:
        starts_on = record.starts_on or min(self.run.on, record.ends_on or self.run.on)
        if record.relation == "team_leader_of":
            return RoleAssignment(
                id=new_id(),
                organisation_id=organisation,
                person_id=holder,
                role=RoleAssignment.Role.TEAM_LEADER,
                unit_id=other,
                starts_on=starts_on,
                ends_on=record.ends_on,
            )
        return PersonalRelation(
            id=new_id(),
            organisation_id=organisation,
            kind=KINDS[record.relation],
            holder_id=holder,
            student_id=other,
            starts_on=starts_on,
            ends_on=record.ends_on,
            has_authority=record.has_authority is not False,
        )


def _change(there: PersonalRelation | RoleAssignment, record: RelationRecord) -> bool:
    """Last day and authority as the file says; whether anything changed."""
    different = False
    if record.ends_on and there.ends_on != record.ends_on and record.ends_on >= there.starts_on:
        there.ends_on = record.ends_on
        different = True
    is_guardian = isinstance(there, PersonalRelation) and there.kind == PersonalRelation.Kind.GUARDIAN
    if is_guardian and record.has_authority is not None and there.has_authority != record.has_authority:  # type: ignore[union-attr]
        there.has_authority = record.has_authority  # type: ignore[union-attr]
        different = True
    if different:
        there.revision += 1
    return different


def _write(
    new: Sequence[PersonalRelation | RoleAssignment], changed: Sequence[PersonalRelation | RoleAssignment]
) -> None:
    PersonalRelation.objects.bulk_create([one for one in new if isinstance(one, PersonalRelation)])
    RoleAssignment.objects.bulk_create([one for one in new if isinstance(one, RoleAssignment)])
    relations = [one for one in changed if isinstance(one, PersonalRelation)]
    PersonalRelation.objects.bulk_update(relations, ["ends_on", "has_authority", "revision"])
    roles = [one for one in changed if isinstance(one, RoleAssignment)]
    RoleAssignment.objects.bulk_update(roles, ["ends_on", "revision"])
