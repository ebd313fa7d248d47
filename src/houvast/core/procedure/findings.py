"""What the prover finds: errors that keep a pack from being loaded, and warnings that do not."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Class(StrEnum):
    SHAPE = "shape"  # the pack does not hang together
    FLOW = "flow"  # somebody can be stranded, or something can never happen
    LAW = "law"  # a path breaks the law; nobody overrides it
    POLICY = "policy"  # a path breaks what the layer itself declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`code` is stable; `where` is the path in the pack's file; `path` the shortest way that shows it."""

    code: str
    text: str
    mend: str
    where: tuple[str | int, ...] = ()
    path: tuple[str, ...] = ()
    kind: Class = Class.SHAPE
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`states` and `paths` count what was explored: different situations, and different ways into an ending."""

    id: str
    version: str
    states: int
    paths: int
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without repeats of the same code at the same place; the first (shortest path) stays."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, finding.where, finding.text), finding)
    return tuple(seen.values())
