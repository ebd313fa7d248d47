"""Who a record is about: found by what sources call them, made when nobody is, changed where the file says more."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from houvast.exchange.reading.values import Secret, split_name
from houvast.exchange.records import Identifier, PersonFields, Source
from houvast.people.ids import new_id
from houvast.people.models import Person, PersonIdentifier
from houvast.people.names import sort_name_of
from houvast.vault.keyring import digest

Key = tuple[uuid.UUID, str, str]
"""Organisation, source, value as stored."""
CHANGEABLE = (
    "given_name",
    "name_prefix",
    "family_name",
    "birth_date",
    "email",
    "phone",
    "language",
    "number",
    "sort_name",
    "is_student",
    "bsn_digest",
    "bsn",
    "revision",
)


def key_of(organisation: uuid.UUID, identifier: Identifier) -> Key:
    """An identifier as it is stored: a secret one as its keyed digest."""
    value = identifier.value
    stored = digest("identity", value.reveal()) if isinstance(value, Secret) else value
    return organisation, str(identifier.source), stored


def known_persons(keys: Iterable[Key]) -> dict[Key, uuid.UUID]:
    """The persons behind these keys; one query."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = PersonIdentifier.objects.filter(
        organisation__in={key[0] for key in wanted},
        source__in={key[1] for key in wanted},
        value__in={key[2] for key in wanted},
    ).values_list("organisation_id", "source", "value", "person_id")
    return {row[:3]: row[3] for row in rows if row[:3] in wanted}


def persons_to_compare(ids: Iterable[uuid.UUID], *, lock: bool) -> dict[uuid.UUID, Person]:
    """The persons with these ids; locked when they are about to be changed. Sealed numbers stay sealed."""
    found = Person.objects.filter(pk__in=set(ids)).defer("bsn").order_by("pk")
    return {person.pk: person for person in (found.select_for_update() if lock else found)}


def new_person(
    organisation: uuid.UUID, fields: PersonFields, *, at: datetime, is_student: bool, bsn: Secret | None = None
) -> Person:
    """A person as the file describes them; what it does not say stays unknown."""
    person = Person(
        id=new_id(),
        organisation_id=organisation,
        given_name=fields.given_name,
        name_prefix=fields.name_prefix,
        family_name=fields.family_name,
        birth_date=fields.birth_date,
        email=fields.email,
        phone=fields.phone,
        language=fields.language or "nl",
        number=fields.number,
        is_student=is_student,
        created_at=at,
    )
    person.sort_name = sort_name_of(person)
    if bsn is not None:
        person.bsn_digest = digest("identity", bsn.reveal())
        person.bsn = bsn.reveal()
    return person


def identifier_rows(person: uuid.UUID, keys: Sequence[Key]) -> list[PersonIdentifier]:
    return [
        PersonIdentifier(id=new_id(), organisation_id=organisation, person_id=person, source=source, value=value)
        for organisation, source, value in keys
    ]


def change_person(person: Person, fields: PersonFields, *, is_student: bool | None = None) -> bool:
    """Set what the file says and differs; whether anything did. A name is one thing: its parts change together."""
    wanted: dict[str, object] = {
        name: value
        for name in ("birth_date", "email", "phone", "language", "number")
        if (value := getattr(fields, name))
    }
    if fields.given_name or fields.family_name:
        wanted |= {
            "given_name": fields.given_name,
            "name_prefix": fields.name_prefix,
            "family_name": fields.family_name,
        }
    if is_student:
        wanted["is_student"] = True
    different = {name: value for name, value in wanted.items() if getattr(person, name) != value}
    for name, value in different.items():
        setattr(person, name, value)
    if different:
        person.sort_name = sort_name_of(person)
    return bool(different)


def write_changed(persons: Sequence[Person]) -> None:
    """Store changed persons, each with its next revision. They were locked when they were read."""
    with_bsn = [person for person in persons if "bsn" not in person.get_deferred_fields()]
    without = [person for person in persons if "bsn" in person.get_deferred_fields()]
    for person in persons:
        person.revision += 1
    Person.objects.bulk_update(with_bsn, CHANGEABLE, batch_size=100)
    Person.objects.bulk_update(without, [name for name in CHANGEABLE if name != "bsn"], batch_size=100)


class StaffByName:
    """Staff whom files know by name only: found once, or made."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._known: dict[tuple[uuid.UUID, str], uuid.UUID] = {}
        self.new_persons: list[Person] = []
        self.new_identifiers: list[PersonIdentifier] = []

    def find(self, wanted: Iterable[tuple[uuid.UUID, str]]) -> None:
        """Make sure that each name has a person: known by this name, the one member of staff so called, or new."""
        asked = {one for one in wanted if one not in self._known}
        if not asked:
            return
        keys = {(organisation, str(Source.STAFF_NAME), name) for organisation, name in asked}
        for (organisation, _, name), person in known_persons(keys).items():
            self._known[organisation, name] = person
        for organisation, name in sorted(asked - self._known.keys(), key=str):
            self._known[organisation, name] = self._so_called(organisation, name) or self._made(organisation, name)

    def of(self, organisation: uuid.UUID, name: str) -> uuid.UUID:
        return self._known[organisation, name]

    def _so_called(self, organisation: uuid.UUID, name: str) -> uuid.UUID | None:
        given, prefix, family = split_name(name)
        so_called = (
            Person.objects.filter(
                organisation=organisation,
                is_student=False,
                given_name=given,
                name_prefix=prefix,
                family_name=family,
                erased_at__isnull=True,
                roles__isnull=False,
            )
            .order_by("pk")
            .values_list("pk", flat=True)
            .distinct()[:2]
        )
        found = list(so_called)
        return found[0] if len(found) == 1 else None

    def _made(self, organisation: uuid.UUID, name: str) -> uuid.UUID:
        given, prefix, family = split_name(name)
        fields = PersonFields(given_name=given, name_prefix=prefix, family_name=family)
        person = new_person(organisation, fields, at=self._at, is_student=False)
        self.new_persons.append(person)
        key = (organisation, str(Source.STAFF_NAME), name)
        self.new_identifiers += identifier_rows(person.pk, [key])
        return person.pk

    def write(self) -> None:
        Person.objects.bulk_create(self.new_persons)
        PersonIdentifier.objects.bulk_create(self.new_identifiers)
        self.forget()

    def forget(self) -> None:
        """A rehearsal keeps in mind whom it would have made."""
        self.new_persons, self.new_identifiers = [], []
