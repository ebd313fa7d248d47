"""Laws of shares and of small numbers."""

from hypothesis import given
from hypothesis import strategies as st

from houvast.core.monitor.shares import Share, Verdict, change
from houvast.core.monitor.small import Shows, SmallRule, derivable, protect

counts = st.integers(0, 60)
tables = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), max_size=6))


@st.composite
def shares(draw: st.DrawFn) -> Share:
    of = draw(st.integers(0, 3000))
    return Share(hits=draw(st.integers(0, of)), of=of)


@given(shares())
def test_the_interval_holds_the_share(share: Share) -> None:
    low, high = share.interval
    assert 0 <= low <= high <= 1
    assert share.value is None or low - 1e-9 <= share.value <= high + 1e-9


@given(shares(), shares())
def test_a_change_the_other_way_round_is_the_same_change_back(before: Share, after: Share) -> None:
    there, back = change(before, after), change(after, before)
    assert abs(there.difference + back.difference) < 1e-9
    opposite = {Verdict.MORE: Verdict.LESS, Verdict.LESS: Verdict.MORE}
    assert back.verdict is opposite.get(there.verdict, there.verdict)


@given(shares())
def test_nothing_changed_is_never_called_a_change(share: Share) -> None:
    assert change(share, share).verdict in {Verdict.CANNOT_TELL, Verdict.TOO_FEW}


def test_few_students_are_too_few_to_say() -> None:
    assert change(Share(hits=0, of=9), Share(hits=200, of=200)).verdict is Verdict.TOO_FEW
    assert change(Share(hits=20, of=200), Share(hits=60, of=200)).verdict is Verdict.MORE


@given(tables, st.integers(2, 12))
def test_no_small_number_is_shown_and_none_can_be_worked_out(cells: list[list[int]], least: int) -> None:
    rule = SmallRule(least=least, shows=Shows.HIDDEN)
    answer = protect(cells, rule)
    for r, row in enumerate(cells):
        assert all((r, c) in answer.hidden for c, number in enumerate(row) if rule.is_small(number))
        assert r in answer.hidden_rows or not rule.is_small(sum(row))
    assert not derivable(answer)


@given(st.lists(st.lists(st.integers(10, 60), min_size=2, max_size=2), max_size=6))
def test_a_table_without_small_numbers_is_shown_whole(cells: list[list[int]]) -> None:
    answer = protect(cells, SmallRule())
    assert not answer.hidden
    assert not answer.hides_all


def test_a_single_small_part_takes_another_along_so_that_the_total_does_not_tell_it() -> None:
    """Totals 40 and parts 25, 12 and 3: the 3 is hidden, and the 12 with it, or 40 - 25 - 12 would tell."""
    answer = protect([[25, 12, 3]], SmallRule())
    assert answer.hidden == {(0, 2), (0, 1)}


@given(tables, st.integers(2, 12))
def test_the_grand_total_does_not_tell_a_hidden_total(cells: list[list[int]], least: int) -> None:
    answer = protect(cells, SmallRule(least=least))
    rows = [sum(row) for row in cells]
    if not answer.hides_all and answer.hidden_rows:
        assert len(answer.hidden_rows) > 1
        assert sum(rows[one] for one in answer.hidden_rows) >= least


def test_one_small_row_takes_the_next_along_and_the_grand_total_stays() -> None:
    answer = protect([[100, 50], [60, 40], [3, 1]], SmallRule())
    assert answer.hidden_rows == {1, 2}
    assert not answer.hides_all
