"""Which data are past their term: from the days on which ties ended, and the `retention` rule of the law."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext

from houvast import lawbook
from houvast.people.models import Person
from houvast.privacy.registry import Kept, endings, holds, registered

MOST = 500
"""Persons in one plan: what a person can look through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Until when data that follow one term are kept, and the digest of the answer of the law."""

    kept: Kept
    ended_on: date
    keep_until: date
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A person of whom something is past its term; `terms` has one with `Kept.LAST` when everything is."""

    person: Person
    terms: tuple[Term, ...]
    held: str


def due(organisation: uuid.UUID, on: date, *, most: int = MOST) -> tuple[Due, ...]:
    """Persons of whom data may be erased on this day, the longest gone first; those on hold among them, with why.

    A person whose tie to the organisation still runs, or of whom nobody knows when it ended, is not among them.
    """
    found: list[Due] = []
    students = Person.objects.filter(organisation_id=organisation, is_student=True, merged_into__isnull=True)
    after: uuid.UUID | None = None
    while len(found) < most:
        batch = students.filter(pk__gt=after) if after else students
        people = {person.pk: person for person in batch.defer("bsn").order_by("pk")[:MOST]}
        if not people:
            break
        after = max(people)
        found += _due_of(people, on)
    return tuple(sorted(found, key=lambda one: (one.terms[0].ended_on, one.person.pk)))[:most]


def ended_on(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The day on which the last tie of each person ended; who has a running tie, or none known, is left out."""
    known: dict[uuid.UUID, date | None] = {}
    for ending in endings():
        for person, day in ending(persons).items():
            before = known.get(person, day)
            known[person] = None if day is None or before is None else max(before, day)
    return {person: day for person, day in known.items() if day is not None}


def held_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Why nothing of these persons may be erased now, in words; the others are left out."""
    return {person: gettext(why) for hold in holds() for person, why in hold(persons).items()}


def _due_of(people: dict[uuid.UUID, Person], on: date) -> Iterator[Due]:
    ended = {person: day for person, day in ended_on(list(people)).items() if day < on}
    if not ended:
        return
    kinds, held = _kinds_of(list(ended)), held_of(list(ended))
    for person, day in ended.items():
        terms = [_term(kept, day, on) for kept in sorted(kinds.get(person, {Kept.DOSSIER}) - {Kept.LAST})]
        over = [term for term in terms if term and term.keep_until < on]
        if terms and len(over) == len(terms):
            last = max(over, key=lambda term: term.keep_until)
            over = [Term(kept=Kept.LAST, ended_on=day, keep_until=last.keep_until, receipt=last.receipt)]
        if over:
            yield Due(person=people[person], terms=tuple(over), held=held.get(person, ""))


def _kinds_of(persons: Collection[uuid.UUID]) -> dict[uuid.UUID, set[Kept]]:
    """By which terms data of these persons are kept."""
    found: dict[uuid.UUID, set[Kept]] = {person: {Kept.DOSSIER} for person in persons}
    for one in registered():
        if one.kept in {Kept.DOSSIER, Kept.LAST}:
            continue
        for path in one.whose:
            for (person,) in one.rows_of(persons).values_list(path).distinct():
                if person in found:
                    found[person].add(one.kept)
    return found


@lru_cache(maxsize=4096)
def _term(kept: Kept, ended_on: date, on: date) -> Term | None:
    """What the law and the school's norm say; None when they do not know a day."""
    answer = lawbook.ask("retention", {"kind": kept.value, "ended_on": ended_on.isoformat()}, on=on)
    keep_until = answer.outcome["keep_until"]
    if keep_until is None:
        return None
    until = keep_until if isinstance(keep_until, date) else date.fromisoformat(str(keep_until))
    return Term(kept=kept, ended_on=ended_on, keep_until=until, receipt=answer.receipt.hash)
