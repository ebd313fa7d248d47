"""The closed set of conditions that a pack may use. They are data: nothing in a pack is ever executed.

A condition is true, false or unknown (None). Unknown never counts as true: a guard that meets it asks for what is not
known, and an applicability (`when`) that meets it keeps the act open until it is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag

from houvast.core.forms.form import Frozen, Id

Plain = bool | int | str


def _as_list(value: Any) -> Any:
    return (value,) if isinstance(value, bool | int | str) else value


OneOrMore = BeforeValidator(_as_list)
"""A list of which a single member may be written without brackets."""
FieldPath = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}\.[a-z][a-z0-9_]{0,59}$")]


class AllOf(Frozen):
    """Every part is true."""

    all: tuple[Condition, ...] = Field(min_length=1, max_length=20)


class AnyOf(Frozen):
    """At least one part is true."""

    any: tuple[Condition, ...] = Field(min_length=1, max_length=20)


class Not(Frozen):
    not_: Condition = Field(alias="not")


class Done(Frozen):
    """The act is complete, signatures included, at least `times` times since its step was last entered."""

    done: Id
    times: int = Field(default=1, ge=1, le=20)


class Held(Frozen):
    """The act took place; its signatures may still be open. Counts since its step was last entered."""

    held: Id
    times: int = Field(default=1, ge=1, le=20)


class Chose(Frozen):
    """The last time this decision was taken, one of these options was chosen."""

    chose: Id
    option: Annotated[tuple[Id, ...], OneOrMore] = Field(min_length=1, max_length=20)


class FieldIs(Frozen):
    """The last record of this act has one of these values in the field, or a number within the bounds."""

    field: FieldPath
    is_: Annotated[tuple[Plain, ...], OneOrMore] = Field(default=(), alias="is", max_length=20)
    at_least: float | None = None
    at_most: float | None = None
    filled: bool | None = None


class FactIs(Frozen):
    """The fact has one of these values, or a number within the bounds, or is known at all."""

    fact: Id
    is_: Annotated[tuple[Plain, ...], OneOrMore] = Field(default=(), alias="is", max_length=20)
    at_least: float | None = None
    at_most: float | None = None
    known: bool | None = None


class Passed(Frozen):
    """The last day of this term lies behind us and what the term waited for has not happened, or it was a wait."""

    passed: Id


class Reached(Frozen):
    """The last day of this term has come: it is today or lies behind us."""

    reached: Id


class Answered(Frozen):
    """Someone in this role answered the last request for signatures of this act in one of these ways."""

    signed: Id
    role: str
    answer: Annotated[tuple[str, ...], OneOrMore] = Field(min_length=1, max_length=4)


class Deviated(Frozen):
    """A deviation from this policy stands in the log of this case."""

    deviated: Id


_KEYS = {
    "all": "all",
    "any": "any",
    "not": "not",
    "not_": "not",
    "done": "done",
    "held": "held",
    "chose": "chose",
    "field": "field",
    "fact": "fact",
    "passed": "passed",
    "reached": "reached",
    "signed": "signed",
    "deviated": "deviated",
}


def _kind(value: Any) -> str | None:
    names = value if isinstance(value, dict) else type(value).model_fields if isinstance(value, Frozen) else ()
    return next((_KEYS[name] for name in names if name in _KEYS), None)


Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Done, Tag("done")]
    | Annotated[Held, Tag("held")]
    | Annotated[Chose, Tag("chose")]
    | Annotated[FieldIs, Tag("field")]
    | Annotated[FactIs, Tag("fact")]
    | Annotated[Passed, Tag("passed")]
    | Annotated[Reached, Tag("reached")]
    | Annotated[Answered, Tag("signed")]
    | Annotated[Deviated, Tag("deviated")],
    Discriminator(
        _kind,
        custom_error_type="unknown_condition",
        custom_error_message="a condition begins with one of: all, any, not, done, held, chose, field, fact, passed, "
        "reached, signed, deviated",
    ),
]

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()

Atom = Done | Held | Chose | FieldIs | FactIs | Passed | Reached | Answered | Deviated


def atoms(condition: Condition | None) -> Iterator[Atom]:
    """Every atom of a condition, from left to right."""
    match condition:
        case None:
            return
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from atoms(part)
        case Not(not_=part):
            yield from atoms(part)
        case _:
            yield condition


def within(value: Plain, is_: tuple[Plain, ...], at_least: float | None, at_most: float | None) -> bool:
    """True when the value is one of `is_` (any when empty) and inside both bounds. A yes/no never equals a number."""
    if is_ and not any(value == wanted and isinstance(value, bool) == isinstance(wanted, bool) for wanted in is_):
        return False
    if at_least is not None or at_most is not None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
    return True
