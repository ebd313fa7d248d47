"""What can be worked out of a protected table: by rings of pipes, and by plain elimination as an independent check."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from houvast.core.monitor.small import Place, Protected, Shows, SmallRule, derivable, protect

tables = st.tuples(st.integers(1, 5), st.integers(1, 4))


@st.composite
def hidings(draw: st.DrawFn) -> tuple[list[list[int]], Protected]:
    """A table of any size with anything hidden, sensible or not."""
    height, width = draw(tables)
    places = [(r, c) for r in range(height) for c in range(width)]
    return [[1] * width for _ in range(height)], Protected(
        hidden=frozenset(draw(st.sets(st.sampled_from(places)))),
        hidden_rows=frozenset(draw(st.sets(st.integers(0, height - 1)))),
        hidden_columns=frozenset(draw(st.sets(st.integers(0, width - 1)))),
        hides_all=draw(st.booleans()),
    )


@given(hidings())
def test_both_ways_of_working_out_find_the_same(given: tuple[list[list[int]], Protected]) -> None:
    cells, protected = given
    assert derivable(protected) == worked_out(cells, protected)


def test_a_table_of_many_teams_is_protected_at_once() -> None:
    cells = [[number % 23, 90 + number % 31] for number in range(400)]
    answer = protect(cells, SmallRule(shows=Shows.HIDDEN))
    assert not worked_out(cells[:40], protect(cells[:40], SmallRule(shows=Shows.HIDDEN)))
    assert answer.hidden


def worked_out(cells: Sequence[Sequence[int]], protected: Protected) -> frozenset[Place]:
    """Hidden cells whose number follows from everything that is shown, by adding and taking away."""
    height, width = len(cells), len(cells[0]) if cells else 0
    unknown = {place: number for number, place in enumerate(sorted(protected.hidden))}
    lines: list[list[Place]] = [[(r, c) for c in range(width)] for r in range(height) if r not in protected.hidden_rows]
    lines += [[(r, c) for r in range(height)] for c in range(width) if c not in protected.hidden_columns]
    if not protected.hides_all:
        lines.append([(r, c) for r in range(height) for c in range(width)])
    equations = [
        {unknown[place]: Fraction(1) for place in line if place in unknown}
        for line in lines
        if any(place in unknown for place in line)
    ]
    solved = _solved(equations)
    return frozenset(place for place, number in unknown.items() if number in solved)


def _solved(equations: Sequence[Mapping[int, Fraction]]) -> frozenset[int]:
    """The unknowns that equations fix, by elimination: a row that is left with one unknown says what it is."""
    rows = [dict(one) for one in equations]
    done: list[tuple[int, dict[int, Fraction]]] = []
    while rows:
        row = rows.pop()
        if not row:
            continue
        pivot = min(row)
        by = row[pivot]
        row = {name: value / by for name, value in row.items()}
        rows = [_less(other, row, pivot) if pivot in other else other for other in rows]
        done = [(name, _less(other, row, pivot) if pivot in other else other) for name, other in done]
        done.append((pivot, row))
    return frozenset(pivot for pivot, row in done if len(row) == 1)


def _less(row: Mapping[int, Fraction], by: Mapping[int, Fraction], pivot: int) -> dict[int, Fraction]:
    """The row without its pivot, taken away as often as it stands there."""
    times = row[pivot]
    left = {name: row.get(name, Fraction(0)) - times * by.get(name, Fraction(0)) for name in {*row, *by}}
    return {name: value for name, value in left.items() if value}
