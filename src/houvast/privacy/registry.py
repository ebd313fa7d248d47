"""What each folder says of a person: found, told in words, and erased through one protocol.

A folder has a module `personal.py` that calls `register` once for every model that refers to a person, directly or
through another model of persons. The module is found when Houvast starts; nothing else is needed. A test discovers the
models from the schema and fails when one is missing, or when a field that names a person is not said.

    register(
        Personal(
            model=Talk,
            title=gettext_noop("Talks with you"),
            data=Data.TALKS,          # the kind of the policy: decides whether the student may take it along
            whose=("student",),       # where the person stands whose data it is; paths such as "talk__student" too
            actors=("led_by",),       # who did something in it; emptied (null) when that person is erased
            kept=Kept.DOSSIER,        # which term of the `retention` rule it follows
        )
    )

At erasure the rows of a person are deleted. What no field names (an id inside JSON or in a key) is removed by `forget`.
What is left out of the student's own copy stands in `hidden` (fields) or in `withheld` (the whole model, with the
reason that the student reads). `register_ending` says from when terms run, `register_hold` what keeps a person.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.module_loading import autodiscover_modules

from houvast.core.access.words import Data
from houvast.people.models import Person


class Kept(StrEnum):
    """The term that rows follow: a kind of the `retention` rule, or that of the person as a whole."""

    DOSSIER = "dossier"
    ABSENCE = "absence"
    APPLICATION = "application"
    EXAM = "exam"
    HEALTH_AT_DESK = "doorstroompunt_health"
    LAST = "last"
    """Goes with the person, when the last of the other terms is over."""


Forget = Callable[[Collection[Any]], int]
"""Takes ids of persons who are erased, removes them from what no field names; gives how many rows it touched."""
Ending = Callable[[Collection[Any]], Mapping[Any, date | None]]
"""For ids of persons: the last day of what ties each to the organisation (None: it still runs); others left out."""
Hold = Callable[[Collection[Any]], Mapping[Any, str]]
"""For ids of persons: why nothing of them may be erased now (a running case), in words; others left out."""


Attached = Callable[[Any], tuple[str, bytes]]
"""For a row: the name and content of a file that comes along in the student's own copy."""
Saying = Callable[[Any], str]
"""For a row: what one of its fields says in words, where the value itself is a code; empty leaves it off the page."""
Teller = Callable[[Person, str, str, datetime], object]
"""Tells a person that something is there, without saying what: recipient, key, path of the page, moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """What one model says of persons; see the head of this module."""

    model: type[models.Model]
    title: str
    whose: tuple[str, ...] = ()
    data: Data | None = None
    actors: tuple[str, ...] = ()
    kept: Kept = Kept.DOSSIER
    hidden: tuple[str, ...] = ()
    withheld: str = ""
    forget: Forget | None = None
    attached: Attached | None = None
    said: Mapping[str, Saying] = field(default_factory=dict)
    """Fields whose value is no word by itself, with what says it."""
    beside: tuple[str, ...] = ()
    """Rows that `said` reads along with each of these, asked in the same trip."""
    proven: bool = False
    """Whether the proof of erasure tells that this row was erased and not lost (the log of a case)."""

    @property
    def label(self) -> str:
        """`app.Model`, the name under which the schema knows it."""
        return self.model._meta.label

    def rows_of(self, persons: Collection[Any]) -> models.QuerySet[models.Model]:
        """The rows that are data of these persons (ids), unordered."""
        found = Q(pk__in=())
        for path in self.whose:
            found |= Q(**{f"{path}__in": list(persons)})
        return self.model._default_manager.filter(found)  # noqa: SLF001 - the documented way to any model


_registered: dict[str, Personal] = {}
_endings: list[Ending] = []
_holds: list[Hold] = []
_tellers: list[Teller] = []


class RegisteredTwice(ValueError):
    def __init__(self, label: str) -> None:
        super().__init__(f"{label} is registered twice: once per model, in the personal.py of its own folder.")


def register(personal: Personal) -> None:
    """Say what a model says of persons. Raises RegisteredTwice."""
    if personal.label in _registered:
        raise RegisteredTwice(personal.label)
    _registered[personal.label] = personal


def register_ending(ending: Ending) -> None:
    """Say from when the terms of a person run (an enrolment that ended, a file that was closed)."""
    _endings.append(ending)


def register_hold(hold: Hold) -> None:
    """Say what keeps a person from being erased while it runs."""
    _holds.append(hold)


def register_teller(teller: Teller) -> None:
    """Say how a person is told: the folder that sends mail lies above this one."""
    _tellers.append(teller)


def tell(person: Person, *, key: str, link: str, at: datetime) -> None:
    """Tell a person that something is there for them, once for each key."""
    for teller in _tellers:
        teller(person, key, link, at)


def registered() -> tuple[Personal, ...]:
    """Everything that is registered, in the order of the folders."""
    return tuple(_registered.values())


def endings() -> tuple[Ending, ...]:
    return tuple(_endings)


def holds() -> tuple[Hold, ...]:
    return tuple(_holds)


def discover() -> None:
    """Find the `personal.py` of every folder; called once, when all models are known."""
    autodiscover_modules("personal")


def fields_naming_persons(model: type[models.Model]) -> frozenset[str]:
    """The fields of a model that hold a person."""
    return frozenset(name for name, related in related_models(model) if related is Person)


def related_models(model: type[models.Model]) -> tuple[tuple[str, type[models.Model]], ...]:
    """The fields of a model that hold a row of another model, each with that model."""
    return tuple(
        (one.name, one.related_model)
        for one in model._meta.local_concrete_fields
        if isinstance(one, models.ForeignKey) and isinstance(one.related_model, type)
    )
