"""Dated parameters: what a provision says or how much it is, from which day, with unit, source and whether it was read.

A parameter has one version for every day from its first day on: the versions stand under each other and the next one
ends the one before. Law goes by the day of the decision; a school's own norm may go by the student's cohort, and then a
version begins with a school year.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar, cast

from houvast.core.law.text import Text

Value = bool | int | float | str | tuple[str, ...]
V = TypeVar("V", bool, int, float, str, tuple[str, ...])


class Standing(StrEnum):
    """Whether a provision binds (law) or guides (a school's or region's own policy)."""

    LAW = "law"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Key(Generic[V]):
    """The name of a parameter together with the type of its value; rules look up by key, never by bare name."""

    name: str
    type: type[V]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one parameter is from `valid_from` until the next version.

    `says` is the provision in plain words, with `{value}` and the names a rule fills in. `verified` is true only when
    the cited text itself was read. `record` is the version as canonical JSON, made once when the file is loaded.
    """

    parameter: str
    value: Value
    unit: str
    standing: Standing
    source: str
    url: str
    valid_from: date
    verified: bool
    says: Text
    note: str = ""
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter with its versions, the oldest first, and the versions that one institution set for itself."""

    name: str
    title: Text
    versions: tuple[Version, ...]
    own: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    by_cohort: bool = False

    def version_on(self, day: date, institution: str | None = None) -> Version | None:
        """The version valid on `day`, the institution's own where it has one; None before the first."""
        if institution is not None and institution in self.own:
            own = _latest(self.own[institution], day)
            if own is not None:
                return own
        return _latest(self.versions, day)

    def change_days(self, institution: str | None = None) -> tuple[date, ...]:
        """The days on which a version begins, the oldest first."""
        own = self.own.get(institution, ()) if institution is not None else ()
        return tuple(sorted({version.valid_from for version in (*self.versions, *own)}))


def _latest(versions: tuple[Version, ...], day: date) -> Version | None:
    position = bisect_right(versions, day, key=lambda version: version.valid_from)
    return versions[position - 1] if position else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The parameters of one rule as they stand on one day, and the sentences beside them: what a rule is handed."""

    on: date
    versions: Mapping[str, Version]
    words: Mapping[str, Text] = field(default_factory=dict)
    cited: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    """Reasons that say nothing but the provision itself, made once for all who ask about this day."""

    def __getitem__(self, key: Key[V]) -> V:
        """The value; raises KeyError for a parameter that the rule did not say it uses."""
        return cast("V", self.versions[key.name].value)
