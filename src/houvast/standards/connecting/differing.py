"""What was changed here since the system last said something else: it stays, and is told as a conflict."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from houvast.education.models import Enrolment
from houvast.exchange.reading.errors import RowError, shown
from houvast.exchange.records import EnrolmentFields, PersonFields, StaffRecord, StudentRecord
from houvast.exchange.writing.persons import key_of, known_persons
from houvast.people.models import Person
from houvast.standards.connecting.contract import Found
from houvast.standards.models import Mark, Source

CHANGED_HERE = "changed_here"
NAME = ("given_name", "name_prefix", "family_name")
PARTS = (NAME, ("birth_date",), ("email",), ("phone",), ("number",))
DAYS = ("starts_on", "expected_end_on", "ends_on")
Digests = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something that stays as it is here, although the system says otherwise."""

    found: Found
    column: str
    value: str
    person: uuid.UUID


@dataclass(slots=True, kw_only=True)
class Compared:
    """Objects with what stays as it is here filled in, and what is to be remembered of each."""

    found: list[Found] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    marks: dict[str, Digests] = field(default_factory=dict)
    """By `about`."""


def digest_of(*values: object) -> str:
    return hashlib.blake2b(repr(values).encode(), digest_size=6).hexdigest()


def persons_behind(found: Iterable[Found], organisation: uuid.UUID) -> dict[str, uuid.UUID]:
    """By `about`, the person whom a record of a student or member of staff stands for; unknown ones left out."""
    keys = {
        one.about: [key_of(organisation, identifier) for identifier in one.said.identifiers]
        for one in found
        if isinstance(one.said, StudentRecord | StaffRecord)
    }
    known = known_persons(key for some in keys.values() for key in some)
    return {about: known[key] for about, some in keys.items() for key in some if key in known}


def compare(found: Sequence[Found], source: Source) -> Compared:
    """Compare what the system says now with what it said last and with what is here."""
    behind = persons_behind(found, source.organisation_id)
    persons = {one.pk: one for one in Person.objects.filter(pk__in=set(behind.values())).defer("bsn")}
    enrolments = {
        (one.student_id, one.external_id): one
        for one in Enrolment.objects.filter(student__in=persons).exclude(external_id="")
    }
    keys = [f"person:{one.about}" for one in found]
    earlier = dict(Mark.objects.filter(source=source, key__in=keys).values_list("key", "said"))
    compared = Compared()
    for one in found:
        record = one.said
        if not isinstance(record, StudentRecord | StaffRecord):
            compared.found.append(one)
            continue
        said: Digests = dict(earlier.get(f"person:{one.about}", {}))
        person = persons.get(behind[one.about]) if one.about in behind else None
        fields = _person(one, record.person, person, said, compared)
        mended: StudentRecord | StaffRecord = replace(record, person=fields)
        if isinstance(mended, StudentRecord):
            rows = tuple(
                _days(one, row, enrolments.get((person.pk, row.key)) if person else None, said, compared)
                for row in mended.enrolments
            )
            mended = replace(mended, enrolments=rows)
        compared.found.append(replace(one, said=mended))
        compared.marks[one.about] = said
    return compared


def _person(one: Found, fields: PersonFields, person: Person | None, said: Digests, into: Compared) -> PersonFields:
    for names in PARTS:
        theirs = tuple(getattr(fields, name) for name in names)
        if not any(theirs):
            continue
        ours = tuple(getattr(person, name) for name in names) if person else theirs
        if _was_changed_here(names[0], theirs, ours, said) and person:
            value = " ".join(str(part) for part in theirs if part)
            column = "name" if names is NAME else names[0]
            into.kept.append(Kept(found=one, column=column, value=shown(value), person=person.pk))
            fields = replace(fields, **dict(zip(names, ours, strict=True)))
    return fields


def _days(one: Found, row: EnrolmentFields, known: Enrolment | None, said: Digests, into: Compared) -> EnrolmentFields:
    keep: dict[str, Any] = {}
    for name in DAYS:
        theirs = getattr(row, name)
        if theirs is None:
            continue
        ours = getattr(known, name) if known else theirs
        if _was_changed_here(f"{row.key}/{name}", (theirs,), (ours,), said) and known:
            kept = Kept(found=one, column=f"{name} ({row.key})"[:80], value=str(theirs), person=known.student_id)
            into.kept.append(kept)
            keep[name] = ours
    return replace(row, **keep)


def _was_changed_here(key: str, theirs: tuple[object, ...], ours: tuple[object, ...], said: Digests) -> bool:
    """Whether it differs from both what the system said last and what it says now; else what it says is remembered."""
    now, here, last = digest_of(*theirs), digest_of(*ours), said.get(key)
    if last is not None and now != last and here not in {last, now}:
        return True
    said[key] = now
    return False


def unchanged(found: Sequence[Found], earlier: Mapping[str, Digests]) -> tuple[list[Found], dict[str, Digests]]:
    """Facts that the system changed since it was last asked, and what is to be remembered by person.

    A fact that it left as it was is not looked at: what was judged here since then stays.
    """
    news: list[Found] = []
    marks = {person: dict(said) for person, said in earlier.items()}
    for one in found:
        if one.said is None or isinstance(one.said, tuple):
            news.append(one)
            continue
        said = marks.setdefault(one.person, {})
        now = digest_of(replace(one.said, line=0))
        if said.get(one.about) != now:
            said[one.about] = now
            news.append(one)
    return news, marks


def placed(found: Sequence[Found]) -> list[tuple[int, Any]]:
    """Each object at its place, as the loaders read them; errors and records carry that place as their line."""
    return [(place, _at(place, one.said)) for place, one in enumerate(found, 1)]


def _at(place: int, said: Any) -> Any:
    if isinstance(said, tuple):
        return tuple(replace(error, line=place) for error in said if isinstance(error, RowError))
    return None if said is None else replace(said, line=place)
