"""The rule of small numbers: which figures would be about persons, and how they are shown (S-509, S-515).

The study prints numbers below ten in brackets for who works with the students anyway; for everybody else they are
hidden, and so is as much besides that no hidden number follows from the totals that stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LEAST = 10
"""Below this a number is small, unless the school says otherwise (table 2 of the study of deregistrations)."""


class Shows(StrEnum):
    """How a small number is shown to who may see the students behind it."""

    BRACKETS = "brackets"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallRule:
    """From `least` on, a number is not small; nought never is."""

    least: int = LEAST
    shows: Shows = Shows.BRACKETS

    def is_small(self, number: int) -> bool:
        """Whether this number is about a few persons only."""
        return 0 < number < self.least

    def hiding(self) -> "SmallRule":
        """The same rule for who may not see the students: nothing in brackets."""
        return replace(self, shows=Shows.HIDDEN)


Place = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A table of counts of which nothing hidden can be worked out.

    `hidden` are places (row, column) of cells; `hidden_rows` and `hidden_columns` are totals that stay away too. The
    grand total is hidden when `hides_all` is true.
    """

    hidden: frozenset[Place]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    hides_all: bool


def protect(cells: Sequence[Sequence[int]], rule: SmallRule) -> Protected:
    """What to hide of a table with row totals, column totals and a grand total, all of them published.

    Rows may be empty; every row has as many columns. Small cells and small totals are hidden; then, while a line that
    is shown with its total has one hidden cell or hides fewer persons than `least`, the smallest shown cell of that
    line goes too, or the total when no cell is left; and likewise for the totals against the grand total. What still
    follows from all lines together is looked for last.
    """
    height, width = len(cells), len(cells[0]) if cells else 0
    rows = [sum(row) for row in cells]
    columns = [sum(row[place] for row in cells) for place in range(width)]
    hidden = {(r, c) for r in range(height) for c in range(width) if rule.is_small(cells[r][c])}
    hidden_rows = {r for r in range(height) if rule.is_small(rows[r])}
    hidden_columns = {c for c in range(width) if rule.is_small(columns[c])}
    hides_all = rule.is_small(sum(rows))
    while True:
        _hide_lines(cells, hidden, hidden_rows, hidden_columns, rule)
        if (row := _next_total(rows, hidden_rows, rule)) is not None:
            hidden_rows.add(row)
            hidden |= {(row, c) for c in range(width)}
        elif (column := _next_total(columns, hidden_columns, rule)) is not None:
            hidden_columns.add(column)
            hidden |= {(r, column) for r in range(height)}
        else:
            break
    hides_all |= _tells(rows, hidden_rows, rule) or _tells(columns, hidden_columns, rule)
    answer = Protected(
        hidden=frozenset(hidden),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        hides_all=hides_all,
    )
    told = derivable(answer)
    return answer if not told else _hide_everything(height, width, rule, sum(rows))


def _hide_lines(
    cells: Sequence[Sequence[int]],
    hidden: set[Place],
    hidden_rows: set[int],
    hidden_columns: set[int],
    rule: SmallRule,
) -> None:
    """Hide besides, line by line, until no line that is shown with its total tells; rows and columns in turn, since
    what goes in one line opens another.
    """
    height, width = len(cells), len(cells[0]) if cells else 0
    changed = True
    while changed:
        changed = False
        for r in range(height):
            places = [(r, c) for c in range(width)]
            while r not in hidden_rows and (extra := _missing(cells, places, hidden, rule)):
                changed = True
                _away(extra, r, hidden, hidden_rows)
        for c in range(width):
            places = [(r, c) for r in range(height)]
            while c not in hidden_columns and (extra := _missing(cells, places, hidden, rule)):
                changed = True
                _away(extra, c, hidden, hidden_columns)


def _away(extra: Place | str, line: int, hidden: set[Place], hidden_totals: set[int]) -> None:
    """Hide this cell, or the total of the line when no cell is left."""
    if isinstance(extra, str):
        hidden_totals.add(line)
    else:
        hidden.add(extra)


def _missing(
    cells: Sequence[Sequence[int]], places: Sequence[Place], hidden: set[Place], rule: SmallRule
) -> Place | str | None:
    """The cell to hide besides in this line, "total" when there is none left, or None when the line is safe."""
    inside = [place for place in places if place in hidden]
    if not inside:
        return None
    persons = sum(cells[r][c] for r, c in inside)
    if len(inside) > 1 and persons >= rule.least:
        return None
    left = [(cells[r][c], r, c) for r, c in places if (r, c) not in hidden]
    if not left:
        return "total"
    filled = [one for one in left if one[0]] or left
    _, r, c = min(filled)
    return r, c


def _tells(totals: Sequence[int], hidden: set[int], rule: SmallRule) -> bool:
    """Whether the grand total gives away a hidden total."""
    return bool(hidden) and (len(hidden) == 1 or sum(totals[one] for one in hidden) < rule.least)


def _next_total(totals: Sequence[int], hidden: set[int], rule: SmallRule) -> int | None:
    """The smallest shown total that goes along with hidden ones, so that the grand total may stay; None: all well."""
    if not _tells(totals, hidden, rule):
        return None
    left = [(number, place) for place, number in enumerate(totals) if place not in hidden and number]
    return min(left)[1] if left else None


def _hide_everything(height: int, width: int, rule: SmallRule, total: int) -> Protected:
    """Only the grand total stays, when that is not small."""
    return Protected(
        hidden=frozenset((r, c) for r in range(height) for c in range(width)),
        hidden_rows=frozenset(range(height)),
        hidden_columns=frozenset(range(width)),
        hides_all=rule.is_small(total),
    )


def derivable(protected: Protected) -> frozenset[Place]:
    """Hidden cells whose number follows from everything that is shown, by adding and taking away.

    Every hidden number is a pipe between its row and its column, a hidden total one between its line and the totals;
    what flows into a line flows out of it. A pipe has one possible flow only when it lies on no ring (D. Gusfield, A
    graph theoretic approach to statistical data security, SIAM J. Computing 17 (1988) 552-571).
    """
    pipes: list[tuple[Node, Node, Place | None]] = [(("row", r), ("column", c), (r, c)) for r, c in protected.hidden]
    pipes += [(("row", r), ("rows", 0), None) for r in protected.hidden_rows]
    pipes += [(("column", c), ("columns", 0), None) for c in protected.hidden_columns]
    if protected.hides_all:
        pipes.append((("rows", 0), ("columns", 0), None))
    return frozenset(place for number in _on_no_ring(pipes) if (place := pipes[number][2]) is not None)


def _on_no_ring(pipes: Sequence[tuple[Node, Node, Place | None]]) -> frozenset[int]:
    """Which pipes lie on no ring: walking depth first, those under which nothing reaches back above them."""
    beside: dict[Node, list[tuple[int, Node]]] = {}
    for number, (one, other, _) in enumerate(pipes):
        beside.setdefault(one, []).append((number, other))
        beside.setdefault(other, []).append((number, one))
    met: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    alone: set[int] = set()
    for start, neighbours in beside.items():
        if start in met:
            continue
        met[start] = lowest[start] = len(met)
        path = [(start, -1, iter(neighbours))]
        while path:
            node, came_by, ways = path[-1]
            for number, other in ways:
                if number == came_by:
                    continue
                if other in met:
                    lowest[node] = min(lowest[node], met[other])
                    continue
                met[other] = lowest[other] = len(met)
                path.append((other, number, iter(beside[other])))
                break
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                    if lowest[node] > met[above]:
                        alone.add(came_by)
    return frozenset(alone)


STEP = 5
"""To what numbers are rounded for who may not see the students: tables that cut the same students differently then
differ by chance, and taking one away from the other gives no number of persons.
"""


def rounded(number: int, step: int = STEP) -> int:
    """The nearest multiple of `step`, halves up: a larger number never becomes the smaller one."""
    return (number + step // 2) // step * step
