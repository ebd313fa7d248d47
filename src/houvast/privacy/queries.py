"""Who looked at a student: an index look-up in what was listed, and the few reads that are not listed yet."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import TextField
from django.db.models.functions import Cast

from houvast.people.clock import day_of
from houvast.people.models import Account, Organisation, Person, PersonalRelation, RoleAssignment
from houvast.privacy.models import ReadLog, ReadLogStudent


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Somebody looked at a student's data. `relation` or `role` is what tied them then; either may be unknown."""

    id: uuid.UUID
    at: datetime
    reader: str
    organisation: str
    relation: str
    role: str
    purposes: tuple[str, ...]
    page: str

    @property
    def day(self) -> date:
        return day_of(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsOfDay:
    """Everybody who looked on one day; each person and page once, with how many times."""

    day: date
    reads: tuple[tuple[Read, int], ...]


def reads_of(student: Person, *, before: uuid.UUID | None = None, most: int = 50) -> tuple[Read, ...]:
    """The newest reads of this student's data by others, newest first; `before` continues after the last one given.

    A constant number of queries, whatever the length of the log.
    """
    rows = _newest(student, before, most)
    tied = _ties(student, {row.reader_id for row in rows})
    return tuple(
        Read(
            id=row.pk,
            at=row.at,
            reader=tied.names.get(row.reader_id, ""),
            organisation=tied.organisations.get(row.reader_id, ""),
            relation=tied.relation(row.reader_id, day_of(row.at)),
            role=tied.role(row.reader_id, day_of(row.at)),
            purposes=tuple(row.purpose.split(",")),
            page=row.page,
        )
        for row in rows
    )


def by_day(reads: Iterable[Read]) -> tuple[ReadsOfDay, ...]:
    """The reads (newest first) under their days; the same person on the same page once."""
    days = []
    for day, of_day in groupby(reads, key=lambda read: read.day):
        counts: dict[tuple[str, str, str], tuple[Read, int]] = {}
        for read in of_day:
            key = (read.reader, read.organisation, read.page)
            first, times = counts.get(key, (read, 0))
            counts[key] = (first, times + 1)
        days.append(ReadsOfDay(day=day, reads=tuple(counts.values())))
    return tuple(days)


def _newest(student: Person, before: uuid.UUID | None, most: int) -> list[ReadLog]:
    """Ids are made in the order of time, so that they sort and page. What is not listed yet is looked through: no more
    than the reads of some minutes, unless the worker was away; then this is slow, and still complete.
    """
    listed = ReadLogStudent.objects.filter(student=student).exclude(read__reader=student)
    tail = ReadLog.objects.filter(organisation_id=student.organisation_id, listed=False).exclude(reader=student)
    if before:
        listed = listed.filter(read_id__lt=before)
        tail = tail.filter(pk__lt=before)
    found = {one.read_id: one.read for one in listed.select_related("read").order_by("-read_id")[:most]}
    named = tail.annotate(names=Cast("students", TextField())).filter(names__contains=student.pk.hex)
    found |= {read.pk: read for read in named.order_by("-id")[:most]}
    return sorted(found.values(), key=lambda read: read.pk, reverse=True)[:most]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ties:
    """Who the readers are and what tied them to the student, by day."""

    names: dict[uuid.UUID, str]
    organisations: dict[uuid.UUID, str]
    relations: tuple[PersonalRelation, ...]
    roles: tuple[RoleAssignment, ...]

    def relation(self, reader: uuid.UUID, day: date) -> str:
        return next((one.kind for one in self.relations if one.holder_id == reader and _held(one, day)), "")

    def role(self, reader: uuid.UUID, day: date) -> str:
        return next((one.role for one in self.roles if one.person_id == reader and _held(one, day)), "")


def _held(dated: PersonalRelation | RoleAssignment, day: date) -> bool:
    return dated.starts_on <= day and (dated.ends_on is None or day <= dated.ends_on)


def _ties(student: Person, readers: Collection[uuid.UUID]) -> _Ties:
    """A reader of another organisation cannot be named from here: the organisation is, through the account."""
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=readers)}
    accounts = Account.objects.filter(person_id__in=readers).exclude(organisation_id=student.organisation_id)
    elsewhere = dict(accounts.values_list("person_id", "organisation_id"))
    called = dict(Organisation.objects.filter(pk__in=set(elsewhere.values())).values_list("id", "name"))
    return _Ties(
        names=names,
        organisations={person: called[organisation] for person, organisation in elsewhere.items()},
        relations=tuple(
            PersonalRelation.objects.filter(holder__in=readers, student=student).order_by("-starts_on", "id")
        ),
        roles=tuple(RoleAssignment.objects.filter(person__in=readers).order_by("-starts_on", "id")),
    )
