"""Facts: what a rule must be told. Each fact is declared once; command line, API and page are built from that.

An absent required fact is an error that names it. `None` (null) means "has not happened" or "not known" and always
gives an outcome. An absent optional fact is `ABSENT`: it changes no outcome.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, Literal, TypeVar

from houvast.core.calendar import school_year_named
from houvast.core.law.errors import MissingFact, UnknownFact, WrongFact
from houvast.core.law.text import Text


class Absent(Enum):
    """The one value of a fact that was not given."""

    ABSENT = "absent"


ABSENT: Final[Literal[Absent.ABSENT]] = Absent.ABSENT
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


NO_HELP: Final = Text("", "")
ISO_LENGTH: Final = len("2026-11-21")
# Days that lie in a life or a dossier; also keeps reckoning with them clear of the ends of the calendar.
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2199, 12, 31)
MOST_ROWS: Final = 5000
A_DAY: Final = Text(
    f"een dag als 2026-11-21, van {EARLIEST} tot en met {LATEST}",
    f"a day such as 2026-11-21, from {EARLIEST} to {LATEST}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of value: how it is read, what is allowed, and its shape for forms and schemas."""

    name: str
    allowed: Text
    read: Callable[[object], object]
    options: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    columns: tuple["Spec", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One fact: its name in code is the field's; here its kind, title and help in both languages."""

    kind: Kind
    title: Text
    help: Text = NO_HELP
    name: str = ""


class NotThisKind(ValueError):
    """A value is not of the kind asked for."""


def fact(spec: Spec) -> Any:
    """A required fact."""
    return field(metadata={"fact": spec, "required": True})


def optional(spec: Spec) -> Any:
    """A fact that may be absent; then it is `ABSENT` and changes no outcome."""
    return field(default=ABSENT, metadata={"fact": spec, "required": False})


def _read_day(value: object) -> date:
    if isinstance(value, str) and len(value) == ISO_LENGTH:
        value = date.fromisoformat(value)
    if type(value) is date and EARLIEST <= value <= LATEST:
        return value
    raise NotThisKind


def _read_yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise NotThisKind


def day() -> Kind:
    """A calendar day, written 2026-11-21."""
    return Kind(name="date", allowed=A_DAY, read=_read_day)


def yes_no() -> Kind:
    return Kind(name="boolean", allowed=Text("true of false", "true or false"), read=_read_yes_no)


def whole(least: int, most: int) -> Kind:
    """A whole number from `least` to `most`, both included."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise NotThisKind
        return value

    allowed = Text(f"een heel getal van {least} tot en met {most}", f"a whole number from {least} to {most}")
    return Kind(name="integer", allowed=allowed, read=read, least=least, most=most)


def number(least: float, most: float) -> Kind:
    """A number from `least` to `most`, both included."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise NotThisKind
        return value

    allowed = Text(f"een getal van {least:g} tot en met {most:g}", f"a number from {least:g} to {most:g}")
    return Kind(name="number", allowed=allowed, read=read, least=least, most=most)


def one_of(*options: str) -> Kind:
    def read(value: object) -> str:
        if isinstance(value, str) and value in options:
            return str(value)
        raise NotThisKind

    options = tuple(str(option) for option in options)
    names = ", ".join(options)
    return Kind(name="choice", allowed=Text(f"een van {names}", f"one of {names}"), read=read, options=options)


def some_of(*options: str, alone: str = "") -> Kind:
    """Some of the options, in any order, doubles counted once; `alone` excludes all others."""
    order = {option: position for position, option in enumerate(options)}

    def read(value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise NotThisKind
        try:
            chosen = tuple(sorted(set(value), key=order.__getitem__))
        except (KeyError, TypeError) as error:
            raise NotThisKind from error
        if alone in chosen and len(chosen) > 1:
            raise NotThisKind
        return chosen

    names = ", ".join(options)
    allowed = Text(f"een lijst met nul of meer van {names}", f"a list of zero or more of {names}")
    if alone:
        allowed = Text(f"{allowed.nl} ('{alone}' alleen zonder de andere)", f"{allowed.en} ('{alone}' only by itself)")
    return Kind(name="list", allowed=allowed, read=read, options=options)


def school_year() -> Kind:
    """A cohort or school year, written 2026-2027."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise NotThisKind
        return school_year_named(value).label

    allowed = Text("een schooljaar als 2026-2027", "a school year such as 2026-2027")
    return Kind(name="school_year", allowed=allowed, read=read)


def rows(row: type, *columns: Spec) -> Kind:
    """A list of rows, each with exactly these columns; the order in which they come does not matter."""
    column_names = tuple(column.name for column in columns)

    # The same day, hours and kind come back for many persons; `typed` keeps 4 and 4.0 apart, as receipts do.
    @lru_cache(maxsize=8192, typed=True)
    def row_of(*values: object) -> tuple[tuple[str, ...], object]:
        one = row(**{spec.name: spec.kind.read(value) for spec, value in zip(columns, values, strict=True)})
        return _in_words(one, column_names), one

    def read_row(item: object) -> tuple[tuple[str, ...], object]:
        if type(item) is row:
            return _in_words(item, column_names), item
        if not isinstance(item, dict) or len(item) != len(columns):
            raise NotThisKind
        try:
            return row_of(*[item[name] for name in column_names])
        except (KeyError, TypeError) as error:
            raise NotThisKind from error

    def read(value: object) -> tuple[object, ...]:
        if not isinstance(value, list | tuple) or len(value) > MOST_ROWS:
            raise NotThisKind
        return tuple(one for _, one in sorted((read_row(item) for item in value), key=itemgetter(0)))

    names = ", ".join(f"{column.name}: {column.kind.allowed.en}" for column in columns)
    nl = ", ".join(f"{column.name}: {column.kind.allowed.nl}" for column in columns)
    allowed = Text(f"een lijst van regels met {nl}", f"a list of rows with {names}")
    return Kind(name="rows", allowed=allowed, read=read, columns=columns)


def _in_words(one: object, names: tuple[str, ...]) -> tuple[str, ...]:
    """By what rows are put in order: each column as it is written. Receipts hold rows so, hence it may not change."""
    return tuple([repr(getattr(one, name)) for name in names])


F = TypeVar("F")


_DECLARED: dict[type, Mapping[str, tuple[Spec, bool]]] = {}


def declared(facts_type: type[Any]) -> Mapping[str, tuple[Spec, bool]]:
    """The facts of a rule in the order of declaration: name to (spec, required)."""
    known = _DECLARED.get(facts_type)
    if known is None:
        known = {one.name: (one.metadata["fact"], one.metadata["required"]) for one in fields(facts_type)}
        _DECLARED[facts_type] = known
    return known


def read_facts(rule: str, facts_type: type[F], given: Mapping[str, object]) -> F:
    """The facts of a rule out of what came in (JSON values, or days as days).

    Raises MissingFact, UnknownFact or WrongFact, each naming the fact, its value and what is allowed.
    """
    specs = declared(facts_type)
    values: dict[str, object] = {}
    for name, (spec, required) in specs.items():
        if name not in given:
            if required:
                raise MissingFact(rule, name, spec.kind.allowed)
            continue
        value = given[name]
        if value is None:
            values[name] = None
            continue
        try:
            values[name] = spec.kind.read(value)
        except ValueError as error:
            raise WrongFact(name, value, spec.kind.allowed) from error
    for name, value in given.items():
        if name not in specs:
            raise UnknownFact(rule, name, value, tuple(specs))
    return facts_type(**values)
