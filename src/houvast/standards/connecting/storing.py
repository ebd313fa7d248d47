"""Storing one batch of a connector, in one transaction: objects, what is remembered, what does not agree."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from houvast.education.models import Programme
from houvast.exchange.actions import load_opened
from houvast.exchange.opened import Read, Survey
from houvast.exchange.outcome import Counts
from houvast.exchange.reading.errors import Reason, RowError, shown
from houvast.exchange.records import Kind
from houvast.exchange.records import Source as Numbering
from houvast.exchange.writing.persons import known_persons
from houvast.standards.connecting.contract import Batch, Found, Load, ProgrammeSaid
from houvast.standards.connecting.differing import (
    CHANGED_HERE,
    Digests,
    compare,
    persons_behind,
    placed,
    unchanged,
)
from houvast.standards.models import Conflict, Mark, Source

PERSONS = frozenset({Kind.STUDENTS, Kind.STAFF})
FACTS = frozenset({Kind.ABSENCES, Kind.RESULTS, Kind.PLACEMENTS})
PROGRAMME = "programme:"
OWN = "own:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Objects in memory, as the loaders of files read them."""

    format: str
    found: Sequence[Read]
    not_taken: tuple[str, ...] = ()

    def header_of(self, field: str) -> str:
        return field

    def survey(self) -> Survey:
        return Survey(rows=len(self.found))

    def records(self, survey: Survey) -> Iterator[Read]:  # noqa: ARG002 - what stands twice is found by the loaders
        return iter(self.found)


@dataclass(slots=True, kw_only=True)
class Stored:
    """What came of a batch."""

    counts: Counts = field(default_factory=Counts)
    conflicts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Storing:
    """Stores batches of one source at one moment."""

    source: Source
    on: date
    at: datetime

    def store(self, batch: Batch) -> Stored:
        """Inside the caller's transaction and wall."""
        stored = Stored()
        for said in batch.programmes:
            self._programme(said, stored)
        for load in batch.loads:
            self._load(load, stored)
        self._remember({f"{OWN}{key}": text for key, text in batch.remembered})
        return stored

    # -- programmes

    def _programme(self, said: ProgrammeSaid, stored: Stored) -> None:
        key = f"{PROGRAMME}{said.about}"[:200]
        theirs: dict[str, str | int | None] = {"name": said.name, "crebo": said.crebo, "level": said.level}
        mark = Mark.objects.filter(source=self.source, key=key).first()
        rows = Programme.objects.filter(organisation=self.source.organisation_id)
        programme = rows.filter(pk=mark.said["id"]).first() if mark else None
        if programme is None:
            programme, made = rows.get_or_create(
                organisation_id=self.source.organisation_id,
                crebo=said.crebo,
                name=said.name,
                defaults={"level": said.level},
            )
            stored.counts = _plus(stored.counts, Counts(added=int(made), unchanged=int(not made)))
            self._remember({key: {**theirs, "id": str(programme.pk)}})
            return
        last = mark.said if mark else {}
        wanted = {name: value for name, value in theirs.items() if value not in ("", None, last.get(name))}
        news = {name: value for name, value in wanted.items() if getattr(programme, name) != value}
        here = {name for name in news if getattr(programme, name) not in (last.get(name), "", None)}
        for name in sorted(here):
            about = Found(about=said.about, said=None)
            self._conflict("programmes", about, name, shown(str(news[name])), CHANGED_HERE, "", None, stored)
        changed = {name: value for name, value in news.items() if name not in here}
        taken = rows.filter(crebo=changed.get("crebo", programme.crebo), name=changed.get("name", programme.name))
        if taken.exclude(pk=programme.pk).exists():
            about = Found(about=said.about, said=None)
            self._conflict("programmes", about, "name", shown(said.name), str(Reason.DUPLICATE), "", None, stored)
            return
        for name, value in changed.items():
            setattr(programme, name, value)
        if changed:
            programme.save(update_fields=list(changed))
        stored.counts = _plus(stored.counts, Counts(changed=int(bool(changed)), unchanged=int(not changed)))
        kept = {name: last.get(name) for name in here}
        self._remember({key: {**theirs, **kept, "id": str(programme.pk)}})

    # -- persons and facts

    def _load(self, load: Load, stored: Stored) -> None:
        found: Sequence[Found] = load.found
        marks: dict[str, Digests] = {}
        if load.kind in PERSONS:
            compared = compare(found, self.source)
            found, marks = compared.found, compared.marks
            for kept in compared.kept:
                self._conflict(
                    load.kind, kept.found, kept.column, kept.value, CHANGED_HERE, "", kept.person, stored
                )  # fmt: skip
        elif load.kind in FACTS:
            earlier = self._earlier(load.kind, {one.person for one in found})
            found, marks = unchanged(found, earlier)
        if not found:
            return
        outcome = load_opened(
            Placed(format=self.source.connector, found=placed(found)),
            load.kind,
            by=None,
            on=self.on,
            at=self.at,
            write=True,
            skip_wrong=True,
            institution=str(self.source.organisation_id),
            noted=False,
        )
        stored.counts = _plus(stored.counts, outcome.counts)
        wrong = set()
        for error in outcome.errors:
            about = found[error.line - 1]
            wrong.add((about.person, about.about))
            self._row_error(load.kind, about, error, stored)
        self._remember_persons(load.kind, found, marks, wrong)

    def _earlier(self, kind: Kind, persons: set[str]) -> dict[str, Digests]:
        keys = {f"{kind}:{person}"[:200]: person for person in persons}
        rows = Mark.objects.filter(source=self.source, key__in=keys).values_list("key", "said")
        return {keys[key]: said for key, said in rows}

    def _remember_persons(
        self, kind: Kind, found: Sequence[Found], marks: dict[str, Digests], wrong: set[tuple[str, str]]
    ) -> None:
        """What was said of whom; what was wrong is looked at again the next time."""
        if kind in PERSONS:
            behind = persons_behind(found, self.source.organisation_id)
            marks = {about: said for about, said in marks.items() if ("", about) not in wrong}
            self._remember({f"person:{about}": said for about, said in marks.items()}, behind, "person:")
            return
        numbers = {
            (self.source.organisation_id, getattr(one.said, "numbering", str(Numbering.OEAPI)), one.person): one.person
            for one in found
            if one.said is not None and not isinstance(one.said, tuple)
        }
        behind = {numbers[key]: person for key, person in known_persons(numbers).items()}
        for person, about in wrong:
            marks.get(person, {}).pop(about, None)
        self._remember({f"{kind}:{person}": said for person, said in marks.items()}, behind, f"{kind}:")

    def _remember(
        self, said: dict[str, object], persons: dict[str, uuid.UUID] | None = None, beginning: str = ""
    ) -> None:
        """Keep these; of a person who is not known nothing is kept."""
        rows = []
        for key, value in said.items():
            person = persons.get(key.removeprefix(beginning)) if persons is not None else None
            if persons is not None and person is None:
                continue
            rows.append(
                Mark(
                    organisation_id=self.source.organisation_id,
                    source=self.source,
                    person_id=person,
                    key=key[:200],
                    said=value,
                )
            )
        Mark.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["source", "key"], update_fields=["person", "said"]
        )

    # -- what does not agree

    def _row_error(self, kind: Kind, found: Found, error: RowError, stored: Stored) -> None:
        self._conflict(kind, found, error.column, error.value, str(error.reason), error.detail, None, stored)

    def _conflict(
        self,
        kind: str,
        found: Found,
        column: str,
        value: str,
        reason: str,
        detail: str,
        person: uuid.UUID | None,
        stored: Stored,
    ) -> None:
        stored.conflicts += 1
        Conflict.objects.update_or_create(
            source=self.source,
            kind=str(kind),
            about=found.about[:120],
            column=column[:80],
            defaults={
                "person_id": person,
                "value": value[:100],
                "reason": reason[:30],
                "detail": detail[:200],
                "seen_at": self.at,
            },
            create_defaults={
                "organisation_id": self.source.organisation_id,
                "person_id": person,
                "value": value[:100],
                "reason": reason[:30],
                "detail": detail[:200],
                "found_at": self.at,
                "seen_at": self.at,
            },
        )


def _plus(one: Counts, other: Counts) -> Counts:
    return Counts(
        added=one.added + other.added,
        changed=one.changed + other.changed,
        unchanged=one.unchanged + other.unchanged,
        left=one.left + other.left,
    )
