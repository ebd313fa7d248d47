"""Which function does which job, and which jobs recur. Folders register theirs at start-up, in `AppConfig.ready`.

A job that recurs is asked once a period, since its key is the period. After a worker was away, only the present period
is asked for: what a job does must follow from what is due by now, not from how often it ran.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from houvast.people.clock import AMSTERDAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Every so many minutes of the clock (a number that divides an hour)."""

    minutes: int

    def period(self, at: datetime) -> str:
        """The period that a moment lies in, as part of a key."""
        begin = at.replace(minute=at.minute - at.minute % self.minutes, second=0, microsecond=0)
        return begin.strftime("%Y-%m-%dT%H:%MZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Every day, from this hour in Amsterdam."""

    hour: int

    def period(self, at: datetime) -> str:
        """The latest day on which this hour has come, as part of a key."""
        return (at.astimezone(AMSTERDAM) - timedelta(hours=self.hour)).date().isoformat()


Recurrence = Every | Daily


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a job is asked to do: for which organisation, with what, and the moment that counts as now.

    `fetched` is what the job's `before` brought, for a job that has one.
    """

    organisation_id: uuid.UUID
    arguments: Mapping[str, object]
    at: datetime
    fetched: object = None


Handler = Callable[[Asked], bool]
"""Runs in one transaction inside the wall of its organisation. True: there is more to do, in a next transaction."""
Before = Callable[[Asked], object]
"""Runs before that transaction, outside any: what waits for a network holds no lock. What it gives is `fetched`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    name: str
    handler: Handler
    recurs: Recurrence | None
    before: Before | None = None


@dataclass(slots=True)
class Registry:
    """The jobs this version knows, by name."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def add(
        self, name: str, handler: Handler, recurs: Recurrence | None = None, *, before: Before | None = None
    ) -> None:
        """Register a job; raises JobRegisteredTwice."""
        if name in self.entries and self.entries[name].handler is not handler:
            raise JobRegisteredTwice(name)
        self.entries[name] = Entry(name=name, handler=handler, recurs=recurs, before=before)

    def handler(self, name: str) -> Handler:
        """What does the job of this name; for a name this version does not know, a function that raises UnknownJob."""

        def unknown(_: Asked) -> bool:
            raise UnknownJob(name)

        return self.entries[name].handler if name in self.entries else unknown

    def fetch(self, name: str, asked: Asked) -> Asked:
        """The same with what the job of this name needs from a network; as it was for a job that needs nothing."""
        entry = self.entries.get(name)
        return replace(asked, fetched=entry.before(asked)) if entry and entry.before else asked

    def schedule(self) -> tuple[Entry, ...]:
        """The jobs that recur, by name."""
        return tuple(entry for _, entry in sorted(self.entries.items()) if entry.recurs)


class JobRegisteredTwice(ValueError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Two functions are registered for the job {name!r}. Give one of them another name.")


class UnknownJob(LookupError):
    def __init__(self, name: str) -> None:
        super().__init__(f"This version of Houvast has no function for the job {name!r}.")


REGISTRY = Registry()


def job(name: str, *, recurs: Recurrence | None = None, before: Before | None = None) -> Callable[[Handler], Handler]:
    """Register the function as what does the job of this name (`folder.verb`)."""

    def register(handler: Handler) -> Handler:
        REGISTRY.add(name, handler, recurs, before=before)
        return handler

    return register
