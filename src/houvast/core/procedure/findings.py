"""What the prover finds: errors that keep a pack from being loaded, and warnings that do not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from houvast.core.forms.text import Text
from houvast.core.procedure.wording import said


class Class(StrEnum):
    SHAPE = "shape"  # the pack does not hang together
    FLOW = "flow"  # somebody can be stranded, or something can never happen
    LAW = "law"  # a path breaks the law; nobody overrides it
    POLICY = "policy"  # a path breaks what the layer itself declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`code` is stable; `where` is the path in the pack's file; `path` the shortest way that shows it."""

    code: str
    text: Text
    mend: Text
    where: tuple[str | int, ...] = ()
    path: tuple[str, ...] = ()
    kind: Class = Class.SHAPE
    source: str = ""


def found(
    key: str,
    *,
    where: tuple[str | int, ...] = (),
    path: tuple[str, ...] = (),
    kind: Class = Class.SHAPE,
    source: str = "",
    **names: object,
) -> Finding:
    """The finding that `key` of the wording names (its code is what stands before a colon), with these names in it."""
    text, mend = said(key, **names)
    return Finding(code=key.partition(":")[0], text=text, mend=mend, where=where, path=path, kind=kind, source=source)


Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """`entry`: the roles of the school that open it. `ends`: the outcomes its proof reaches. `last`: those of them that
    need not offer anything further. `offers`: the procedures it leads to, with the shortest way to the offer.
    """

    entry: tuple[str, ...]
    ends: tuple[str, ...]
    last: tuple[str, ...]
    offers: Mapping[str, Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`states` and `paths` count what was explored: different situations, and different ways into an ending.

    `contract` is absent when nothing was explored.
    """

    id: str
    version: str
    states: int
    paths: int
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    contract: Contract | None = None


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without repeats of the same code at the same place; the first (shortest path) stays."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, finding.where, finding.text), finding)
    return tuple(seen.values())
