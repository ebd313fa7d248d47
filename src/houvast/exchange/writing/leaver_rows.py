"""The rows of one batch of leavers, by table, and what is there already of the pupils it names."""

import uuid
from collections.abc import Collection, MutableMapping
from dataclasses import dataclass, field

from houvast.exchange.leaver_records import LeaverRecord
from houvast.exchange.writing.persons import Key, write_changed
from houvast.guidance.models import Contact
from houvast.people import bulk
from houvast.people.models import Person, PersonalRelation, PersonIdentifier, UnitMembership
from houvast.transfer.matching import DoubleApplication
from houvast.transfer.models import Application, ConsentItem, Need, Pupil, TransferEvent

PUPIL_FIELDS = (
    "school_type", "grade", "exit_profile", "diploma", "wish", "second_language", "expects_support", "lives_in",
    "municipality", "dossier_complete_on", "said", "revision",
)  # fmt: skip
APPLICATION_FIELDS = (
    "number", "institution_code", "programme", "crebo", "level", "pathway", "applied_on", "status", "status_on",
    "starts_on", "said", "revision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeaverRow:
    """A record with what was found out about it."""

    record: LeaverRecord
    organisation: uuid.UUID
    keys: tuple[Key, ...]
    leaving_year: str


@dataclass(slots=True)
class PupilState:
    """A pupil as the database and this run know it; `line` is 0 until this file has said something."""

    pupil: Pupil
    line: int = 0
    first: LeaverRecord | None = None
    applications: list[Application] = field(default_factory=list)
    events: set[tuple[uuid.UUID | None, str, object]] = field(default_factory=set)
    needs: dict[tuple[str, str], Need] = field(default_factory=dict)
    consents: dict[str, ConsentItem] = field(default_factory=dict)
    units: set[uuid.UUID] = field(default_factory=set)
    coaches: set[uuid.UUID] = field(default_factory=set)


@dataclass(slots=True)
class New:
    """What a batch stores; in the order in which it can be stored."""

    persons: list[Person] = field(default_factory=list)
    changed_persons: dict[uuid.UUID, Person] = field(default_factory=dict)
    identifiers: list[PersonIdentifier] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    pupils: list[Pupil] = field(default_factory=list)
    changed_pupils: dict[uuid.UUID, Pupil] = field(default_factory=dict)
    applications: list[Application] = field(default_factory=list)
    changed_applications: dict[uuid.UUID, Application] = field(default_factory=dict)
    events: list[TransferEvent] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    changed_needs: list[Need] = field(default_factory=list)
    gone_needs: list[Need] = field(default_factory=list)
    consents: list[ConsentItem] = field(default_factory=list)
    changed_consents: list[ConsentItem] = field(default_factory=list)
    memberships: list[UnitMembership] = field(default_factory=list)
    relations: list[PersonalRelation] = field(default_factory=list)
    doubles: list[DoubleApplication] = field(default_factory=list)
    renewed: dict[uuid.UUID, Pupil] = field(default_factory=dict)

    def touched(self) -> list[Pupil]:
        """The pupils whose board rows are to be folded anew."""
        found = {pupil.pk: pupil for pupil in self.pupils} | self.changed_pupils | self.renewed
        return list(found.values())

    def write(self) -> None:
        bulk.add(self.persons)
        write_changed(list(self.changed_persons.values()))
        bulk.add(self.identifiers)
        bulk.add(self.contacts, skip_known=True)
        bulk.add(self.memberships)
        bulk.add(self.relations)
        bulk.add(self.pupils)
        bulk.change(list(self.changed_pupils.values()), PUPIL_FIELDS)
        bulk.add(self.applications)
        bulk.change(list(self.changed_applications.values()), APPLICATION_FIELDS)
        bulk.add(self.events)
        Need.objects.filter(pk__in=[need.pk for need in self.gone_needs]).delete()
        bulk.add(self.needs)
        bulk.change(self.changed_needs, ["text", "revision"])
        bulk.add(self.consents)
        bulk.change(self.changed_consents, ["given", "on"])


def states_of(persons: Collection[uuid.UUID], states: MutableMapping[tuple[uuid.UUID, str], PupilState]) -> None:
    """Add to `states` what the database knows of these persons' transfers; seven queries at most."""
    wanted = set(persons) - {student for student, _ in states}
    if not wanted:
        return
    by_pupil: dict[uuid.UUID, PupilState] = {}
    for pupil in Pupil.objects.filter(student__in=wanted):
        by_pupil[pupil.pk] = states[pupil.student_id, pupil.leaving_year] = PupilState(pupil=pupil)
    if not by_pupil:
        return
    for application in Application.objects.filter(pupil__in=by_pupil).order_by("id"):
        by_pupil[application.pupil_id].applications.append(application)
    for pupil_id, application_id, kind, on in TransferEvent.objects.filter(pupil__in=by_pupil).values_list(
        "pupil_id", "application_id", "kind", "on"
    ):
        by_pupil[pupil_id].events.add((application_id, kind, on))
    for need in Need.objects.filter(pupil__in=by_pupil):
        by_pupil[need.pupil_id].needs[need.area, need.source] = need
    for consent in ConsentItem.objects.filter(pupil__in=by_pupil, party=ConsentItem.Party.INSTITUTION):
        by_pupil[consent.pupil_id].consents[consent.item] = consent
    students = {one.pupil.student_id: one for one in by_pupil.values()}
    for student, unit in UnitMembership.objects.filter(student__in=students, ends_on__isnull=True).values_list(
        "student_id", "unit_id"
    ):
        students[student].units.add(unit)
    coach = PersonalRelation.Kind.COACH
    for student, holder in PersonalRelation.objects.filter(
        student__in=students, kind=coach, ends_on__isnull=True
    ).values_list("student_id", "holder_id"):
        students[student].coaches.add(holder)
