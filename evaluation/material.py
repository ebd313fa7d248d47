"""What an evaluation works with: students as rows of numbers, what became of them, and rules in words."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(os.environ.get("HOUVAST_DATA", Path(__file__).parents[2] / "shared" / "data"))

Values = Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One student on the day of the evaluation. `ours` are the inputs we allow, `left_out` those we leave out (only to
    say what that costs), `groups` the words of the latter, for the report per group.
    """

    ours: Values
    left_out: Values
    ended: bool
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> Values:
        return {**self.ours, **self.left_out}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule in words: True when it speaks, None when nothing is known."""

    says: str
    speaks: Callable[[Values], bool | None]


def at_least(name: str, threshold: float) -> Callable[[Values], bool | None]:
    return lambda values: None if values.get(name) is None else (values[name] or 0) >= threshold


def below(name: str, threshold: float) -> Callable[[Values], bool | None]:
    return lambda values: None if values.get(name) is None else (values[name] or 0) < threshold


def read(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows of a table, with the names of its columns tidied."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in DictReader(file, delimiter=delimiter):
            yield {name.strip(): value for name, value in row.items()}


def number(text: str) -> float | None:
    """The number; None where the table has nothing."""
    return float(text) if text.strip() else None


def one_hot(name: str, value: str, known: Sequence[str]) -> dict[str, float]:
    """A column per known value: 1 for the value, else 0."""
    return {f"{name} {one}": float(value == one) for one in known}
