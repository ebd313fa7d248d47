"""Loads a whole bundle in one transaction, or rehearses it: all of it, or with `skip_wrong` what is right."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from houvast.exchange.actions import load_opened
from houvast.exchange.outcome import Counts
from houvast.exchange.records import Kind
from houvast.standards.connecting.contract import Found
from houvast.standards.connecting.differing import placed
from houvast.standards.connecting.storing import Placed
from houvast.standards.oneroster.reading import Bundle, Problem
from houvast.standards.oneroster.records import NAME, Roster, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was, or would be, stored of each kind; `written` says whether anything was."""

    counts: dict[Kind, Counts]
    problems: tuple[Problem, ...]
    not_taken: tuple[str, ...]
    written: bool


class _Undone(Exception):
    """Takes back what was tried."""


def load_bundle(path: Path, *, on: date, at: datetime, institution: str, write: bool, skip_wrong: bool) -> Loaded:
    """Load the ZIP. With a wrong row nothing is written unless `skip_wrong`. Raises NotOneRoster, UnclearInstitution.

    It is tried for real and taken back where it may not stay, so that a rehearsal says what would happen exactly.
    """
    bundle = Bundle(path)
    roster = Roster.of(bundle)
    counts: dict[Kind, Counts] = {}
    problems: list[Problem] = []
    stays = False
    try:
        with transaction.atomic():
            for kind, told in roster.loads():
                counts[kind] = _load(kind, told, problems, on=on, at=at, institution=institution)
            problems = [*bundle.problems, *roster.problems, *problems]
            stays = write and (skip_wrong or not problems) and any(one.usable for one in counts.values())
            if not stays:
                raise _Undone  # noqa: TRY301 - the way out of the transaction
    except _Undone:
        pass
    ordered = sorted(dict.fromkeys(problems), key=lambda one: (one[0], one[1].line, one[1].column))
    return Loaded(counts=counts, problems=tuple(ordered), not_taken=bundle.not_taken, written=stays)


def _load(kind: Kind, told: list[Told], problems: list[Problem], *, on: date, at: datetime, institution: str) -> Counts:
    if not told:
        return Counts()
    found = [Found(about=one.row["sourcedId"], said=one.said) for one in told]
    outcome = load_opened(
        Placed(format=NAME, found=placed(found)),
        kind,
        by=None,
        on=on,
        at=at,
        write=True,
        skip_wrong=True,
        institution=institution,
        noted=False,
    )
    for error in outcome.errors:
        row = told[error.line - 1].row
        problems.append((row.file, replace(error, line=row.line)))
    return outcome.counts
