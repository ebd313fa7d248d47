"""A rule: its name, what it must be told, what it answers, what it rests on, and the function that works it out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from houvast.core.law.answers import Finding
from houvast.core.law.facts import Spec, declared
from houvast.core.law.parameters import Key, Law
from houvast.core.law.text import Text

F = TypeVar("F")
Formula = Callable[[F, Law], Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """Where an outcome can change: so much (`key`, in its own unit) after the day in `fact`."""

    fact: str
    key: Key[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[F]):
    """One rule of law or policy.

    `formulas` are the function's revisions, the oldest first: a new question is put to the newest, a receipt to the
    revision that it names, so a formula that ever answered is never changed but followed by the next. `law_of` names
    the fact whose day decides which law applies (else the day of the question); `cohort` the fact with the student's
    cohort.
    """

    id: str
    title: Text
    question: Text
    facts: type[F]
    outcome: Mapping[str, Text]
    uses: tuple[Key[Any], ...]
    formulas: tuple[Formula[F], ...]
    boundaries: tuple[Boundary, ...] = ()
    law_of: str | None = None
    cohort: str | None = None
    files: tuple[str, ...] = field(init=False, compare=False)
    """The files this rule needs: what stands before the dot in its parameters' names, and the shared sentences."""

    def __post_init__(self) -> None:
        files = tuple(sorted({"person", *(key.name.partition(".")[0] for key in self.uses)}))
        object.__setattr__(self, "files", files)

    @property
    def specs(self) -> Mapping[str, tuple[Spec, bool]]:
        return declared(self.facts)
