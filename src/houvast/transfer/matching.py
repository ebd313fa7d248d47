"""Finding rows that may be about one pupil or one application. What is found is said, with the reason; never joined."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from houvast.core.transfer.matching import Compared, Likeness, MatchReason, compared, folded, reasons_between
from houvast.people.ids import new_id
from houvast.people.models import Person
from houvast.transfer.chain import every_school
from houvast.transfer.models import Application, MatchSuggestion, Pupil
from houvast.vault.keyring import digest

Kind = MatchSuggestion.Kind
COMPARTMENT = "identity"


class _Number(Protocol):
    def reveal(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleApplication:
    """An application for what the pupil applied for before; recycled when the earlier one was over."""

    application: Application
    other: Application
    is_recycled: bool


def keys_of_pupil(person: Person, number: _Number | None) -> tuple[str, str]:
    """Keyed hashes by which pupils are compared: of birth date with initial, and of a national number."""
    initial = folded(person.given_name)[:1]
    known = bool(person.birth_date and person.family_name)
    person_key = digest(COMPARTMENT, f"pupil|{person.birth_date}|{initial}") if known else ""
    return person_key, digest(COMPARTMENT, number.reveal()) if number is not None else ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    pupil: uuid.UUID
    organisation: uuid.UUID
    year: str
    likeness: Compared


def suggest(pupils: Sequence[Pupil], doubles: Sequence[DoubleApplication], *, at: datetime) -> int:
    """Say which of these new pupils may be known already, here or at another school, and which applications are double.

    Four queries whatever the number. Gives how many suggestions were made.
    """
    made = [_double(one, at) for one in doubles]
    if pupils:
        with every_school(writes=True):
            made += _same_pupils(pupils, at)
            MatchSuggestion.objects.bulk_create(made, ignore_conflicts=True)
    else:
        MatchSuggestion.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _same_pupils(pupils: Sequence[Pupil], at: datetime) -> list[MatchSuggestion]:
    ids = {pupil.pk for pupil in pupils}
    years = {pupil.leaving_year for pupil in pupils}
    person_keys = {pupil.person_key for pupil in pupils if pupil.person_key}
    number_keys = {pupil.number_key for pupil in pupils if pupil.number_key}
    shared = _rows("person_key", person_keys, years) | _rows("number_key", number_keys, years)
    by_person: dict[str, list[_Candidate]] = {}
    by_number: dict[str, list[_Candidate]] = {}
    for candidate, person_key, number_key in shared.values():
        by_person.setdefault(person_key, []).append(candidate)
        if number_key:
            by_number.setdefault(number_key, []).append(candidate)
    made: list[MatchSuggestion] = []
    seen: set[frozenset[uuid.UUID]] = set()
    for pupil in pupils:
        mine = shared.get(pupil.pk)
        if mine is None:
            continue
        for other in [*by_person.get(mine[1], ()), *by_number.get(mine[2], ())]:
            pair = frozenset({pupil.pk, other.pupil})
            if len(pair) == 1 or pair in seen or other.year != pupil.leaving_year:
                continue
            reasons = reasons_between(mine[0].likeness, other.likeness)
            if reasons:
                seen.add(pair)
                made += _pair(mine[0], other, reasons, at, newest=other.pupil not in ids)
    return made


def _rows(field: str, keys: set[str], years: set[str]) -> dict[uuid.UUID, tuple[_Candidate, str, str]]:
    if not keys:
        return {}
    found = Pupil.objects.filter(
        **{f"{field}__in": keys}, leaving_year__in=years, merged_into__isnull=True, closed_on__isnull=True
    ).values_list(
        "id", "organisation_id", "leaving_year", "person_key", "number_key", "student__given_name",
        "student__family_name", "student__birth_date",
    )  # fmt: skip
    return {
        row[0]: (_Candidate(row[0], row[1], row[2], _likeness(row[5], row[6], row[7], row[4])), row[3], row[4])
        for row in found
    }


def _likeness(given: str, family: str, birth_date: date | None, number: str) -> Compared:
    return compared(Likeness(given_name=given, family_name=family, birth_date=birth_date, number=number))


def _pair(
    mine: _Candidate, other: _Candidate, reasons: tuple[MatchReason, ...], at: datetime, *, newest: bool
) -> list[MatchSuggestion]:
    """Within a school one suggestion to join; between schools one for each, which names the other school only."""
    told = " ".join(reasons)
    if mine.organisation == other.organisation:
        first, second = (other, mine) if newest else (mine, other)
        return [_suggestion(first, Kind.SAME_PUPIL, told, at, other_id=second.pupil)]
    return [
        _suggestion(mine, Kind.OTHER_SCHOOL, told, at, other_school_id=other.organisation),
        _suggestion(other, Kind.OTHER_SCHOOL, told, at, other_school_id=mine.organisation),
    ]


def _suggestion(of: _Candidate, kind: Kind, reasons: str, at: datetime, **more: uuid.UUID) -> MatchSuggestion:
    return MatchSuggestion(
        id=new_id(), organisation_id=of.organisation, kind=kind, pupil_id=of.pupil, reasons=reasons, found_at=at, **more
    )


def _double(one: DoubleApplication, at: datetime) -> MatchSuggestion:
    reasons = [MatchReason.SAME_PROGRAMME, *([MatchReason.WITHDRAWN_BEFORE] if one.is_recycled else [])]
    return MatchSuggestion(
        id=new_id(),
        organisation_id=one.application.organisation_id,
        kind=Kind.RECYCLED_APPLICATION if one.is_recycled else Kind.DOUBLE_APPLICATION,
        pupil_id=one.application.pupil_id,
        application=one.application,
        other_application=one.other,
        reasons=" ".join(reasons),
        found_at=at,
    )
