"""What an institution lets everybody have of its figures: shares of years that are over, rounded, and nothing from
which a few could be worked out. A region and the country are added up from this and from nothing else (S-507, S-638).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from houvast.core.monitor.figures import BY_ID, PARTS
from houvast.core.monitor.small import SmallRule, protect, rounded

SHARES = (
    "early-23", "early-27", "early-vulnerable", "vulnerable", "left", "one-sided", "held", "looked-back", "negative",
    "appealed", "missed-contact", "alerts", "partner-contact", "handovers", "plans",
)  # fmt: skip
"""Shares that are published, in the order of the choice; each per institution, level and pathway."""
DIVIDED = ("advice",)
"""Divisions of which every part is published, per institution only: study advice in the report of a city (S-638)."""
LEVELS = (1, 2, 3, 4)
WHOLE = (0, "")
Place = tuple[int, str]
"""A level (0: all) and a pathway (empty: all)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedShare:
    """One published share; `hits` and `of` are None where they would be about few."""

    figure: str
    part: str
    place: Place
    hits: int | None
    of: int | None


def marks_needed() -> tuple[frozenset[str], frozenset[str]]:
    """The marks and the prefixes of marks that publishing reads."""
    plain = {mark for one in (*SHARES, *DIVIDED) for mark in BY_ID[one].marks}
    return frozenset(plain), frozenset(BY_ID[one].prefix for one in DIVIDED)


def published(numbers: Mapping[tuple[str, int | None, str], int], rule: SmallRule) -> Iterator[PublishedShare]:
    """Every share of one institution in one year, from its sums per mark, level and pathway.

    Each table is protected as a whole, its totals with it; then everything is rounded.
    """
    places = sorted({(level, pathway) for _, level, pathway in numbers}, key=repr)
    for figure_id in SHARES:
        figure = BY_ID[figure_id]
        cells = []
        for level, pathway in places:
            of = numbers.get((figure.of, level, pathway), 0)
            hits = min(numbers.get((figure.hits, level, pathway), 0), of)
            cells.append((hits, of - hits))
        yield from _table(figure_id, places, cells, rule)
    for figure_id in DIVIDED:
        yield from _parts(figure_id, numbers, rule)


def _table(
    figure: str, places: Sequence[tuple[int | None, str]], cells: Sequence[tuple[int, int]], rule: SmallRule
) -> Iterator[PublishedShare]:
    if not any(hits + others for hits, others in cells):
        return
    safe = protect(cells, rule)
    hides_whole = safe.hides_all or bool(safe.hidden_columns)
    yield _share(figure, "", WHOLE, sum(one[0] for one in cells), sum(map(sum, cells)), hide=hides_whole)
    for row, ((level, pathway), (hits, others)) in enumerate(zip(places, cells, strict=True)):
        if level in LEVELS and hits + others:
            hide = row in safe.hidden_rows or bool({(row, 0), (row, 1)} & safe.hidden)
            yield _share(figure, "", (level, pathway), hits, hits + others, hide=hide)


def _parts(
    figure_id: str, numbers: Mapping[tuple[str, int | None, str], int], rule: SmallRule
) -> Iterator[PublishedShare]:
    figure = BY_ID[figure_id]
    of = sum(number for (mark, _, _), number in numbers.items() if mark == figure.of)
    for part in PARTS[figure.prefix]:
        hits = sum(number for (mark, _, _), number in numbers.items() if mark == f"{figure.prefix}:{part}")
        if of:
            hide = bool(protect([[hits, max(0, of - hits)]], rule).hidden)
            yield _share(figure_id, part, WHOLE, hits, of, hide=hide)


def _share(figure: str, part: str, place: Place, hits: int, of: int, *, hide: bool) -> PublishedShare:
    return PublishedShare(
        figure=figure,
        part=part,
        place=place,
        hits=None if hide else rounded(hits),
        of=None if hide else rounded(of),
    )
