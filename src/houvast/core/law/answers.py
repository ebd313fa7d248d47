"""What a rule answers: an outcome, because of what, what only a human can judge, and a receipt to ask it again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from houvast.core.law.parameters import Key, Law, Standing, Version
from houvast.core.law.text import Text, filled

OutcomeValue = None | bool | int | float | str | date | tuple[str, ...]
Outcome = Mapping[str, OutcomeValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One reason: what a provision says, applied to these facts; law and policy are told apart by `standing`."""

    text: Text
    source: str
    url: str
    valid_from: date
    verified: bool
    standing: Standing
    parameter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule function gives back; `because` is never empty; `trace` is what was worked out on the way."""

    outcome: Outcome
    because: tuple[Because, ...]
    asks_human: tuple[Text, ...]
    trace: tuple[tuple[str, OutcomeValue], ...]


class Reasons:
    """Collects the reasons of one answer while a rule works it out."""

    __slots__ = ("_asks", "_because", "_law", "_trace")

    def __init__(self, law: Law) -> None:
        self._law = law
        self._because: list[Because] = []
        self._asks: list[Text] = []
        self._trace: list[tuple[str, OutcomeValue]] = []

    def because(self, key: Key[Any], *words: str, **values: object) -> None:
        """Cite the parameter: what it says, then the sentences named by `words`, with `values` filled in."""
        version = self._law.versions[key.name]
        if not words and not values:
            self._because.append(self._plainly(version))
            return
        values = {"value": version.value, **values}
        text = filled(version.says, values)
        for name in words:
            finding = filled(self._law.words[name], values)
            text = Text(f"{text.nl} {finding.nl}", f"{text.en} {finding.en}")
        self._because.append(_cited(version, text))

    def _plainly(self, version: Version) -> Because:
        known = self._law.cited.get(version.parameter)
        if not isinstance(known, Because):
            known = _cited(version, filled(version.says, {"value": version.value}))
            self._law.cited[version.parameter] = known
        return known

    def ask(self, words: str, **values: object) -> None:
        """Say what only a human can judge."""
        self._asks.append(filled(self._law.words[words], values))

    def note(self, name: str, value: OutcomeValue) -> None:
        """Put a value that was worked out on the way in the trace."""
        self._trace.append((name, value))

    def conclude(self, **outcome: OutcomeValue) -> Finding:
        """The finding; raises ValueError when no reason was given, since an answer without a reason is none."""
        if not self._because:
            message = "a rule must say because of what"
            raise ValueError(message)
        return Finding(
            outcome=outcome,
            because=tuple(self._because),
            asks_human=tuple(self._asks),
            trace=tuple(self._trace),
        )


def _cited(version: Version, text: Text) -> Because:
    return Because(
        text=text,
        source=version.source,
        url=version.url,
        valid_from=version.valid_from,
        verified=version.verified,
        standing=version.standing,
        parameter=version.parameter,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """All that is needed to give the same answer again: stored with every decision.

    `facts` are plain JSON values; `parameters` is the canonical JSON of every version used, in the order of its names;
    `hash` is the SHA-256 of the whole as canonical JSON without the hash itself.
    """

    rule: str
    version: str
    on: date
    cohort: str | None
    institution: str | None
    facts: Mapping[str, object]
    parameters: str
    outcome: Mapping[str, object]
    trace: tuple[tuple[str, object], ...]
    hash: str = field(default="")

    def canonical(self) -> str:
        """The receipt without its hash: keys in order, no spaces. The parameters are spliced in as they were loaded."""
        before, after = self.around_parameters()
        return f"{before}{self.parameters}{after}"

    def around_parameters(self) -> tuple[str, str]:
        """What stands before and after the parameters in `canonical`."""
        head = canonical_json(
            {
                "cohort": self.cohort,
                "facts": self.facts,
                "institution": self.institution,
                "on": self.on.isoformat(),
                "outcome": self.outcome,
            }
        )
        tail = canonical_json({"rule": self.rule, "trace": self.trace, "version": self.version})
        return f'{head[:-1]},"parameters":', f",{tail[1:]}"

    def as_json(self) -> dict[str, object]:
        values: dict[str, object] = json.loads(self.canonical())
        values["hash"] = self.hash
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A rule's answer. `outcome` has the keys the rule declares; days in it are days."""

    rule: str
    version: str
    outcome: Outcome
    because: tuple[Because, ...]
    asks_human: tuple[Text, ...]
    receipt: Receipt

    def as_json(self, language: str = "nl") -> dict[str, object]:
        """The answer as plain JSON values, its sentences in one language."""
        return {
            "rule": self.rule,
            "version": self.version,
            "outcome": plain_mapping(self.outcome),
            "because": [
                {
                    "text": one.text.in_(language),
                    "source": one.source,
                    "url": one.url,
                    "valid_from": one.valid_from.isoformat(),
                    "verified": one.verified,
                    "class": one.standing.value,
                    "parameter": one.parameter,
                }
                for one in self.because
            ],
            "asks_human": [text.in_(language) for text in self.asks_human],
            "receipt": self.receipt.as_json(),
        }


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical_json(value: object) -> str:
    """JSON with its keys in order and no spaces: the same value always gives the same text."""
    return _canonical(value)


def digest(*parts: bytes) -> str:
    """The SHA-256 of a text in parts, as `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(b''.join(parts)).hexdigest()}"


_PLAIN: Final = frozenset({bool, int, float, str, type(None)})


def plain(value: object) -> object:
    """A value as JSON has it: days as ISO text, tuples as lists, rows as objects."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, str | int | float):
        return value
    slots: tuple[str, ...] = type(value).__slots__  # type: ignore[attr-defined]
    return {name: plain(getattr(value, name)) for name in slots}


def plain_mapping(values: Mapping[str, object]) -> dict[str, object]:
    return {name: plain(value) for name, value in values.items()}
