"""Reading a pack's text: marks, gaps, and values that stay text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.documents.blocks import (
    GapNotFilled,
    Heading,
    Items,
    Paragraph,
    Run,
    Table,
    blocks_from_text,
    gaps_of,
    paragraphs,
    plain,
    table,
)
from houvast.documents.tests.samples import ATTACKS, TEXT, VALUES


def test_an_ordinary_text_gives_its_blocks_in_order() -> None:
    kinds = [type(block).__name__ for block in blocks_from_text(TEXT, VALUES)]
    assert kinds == ["Paragraph", "Paragraph", "Heading", "Items", "Items", "Table"]


def test_strong_and_emphasis_become_runs() -> None:
    (block,) = blocks_from_text("Op **{day}** is *alles* klaar.", {"day": "maandag"})
    assert block == Paragraph(
        line=(
            Run(text="Op "),
            Run(text="maandag", strong=True),
            Run(text=" is "),
            Run(text="alles", emphasis=True),
            Run(text=" klaar."),
        )
    )


def test_a_line_ends_where_it_ends() -> None:
    (block,) = blocks_from_text("Groet,\n{who}", {"who": "Carla"})
    assert block == Paragraph(line=(Run(text="Groet,"), Run(text="\n"), Run(text="Carla")))


def test_headings_never_skip_a_level_and_begin_under_the_subject() -> None:
    found = blocks_from_text("# A\n\n#### B\n\n## C", {})
    assert [block.level for block in found if isinstance(block, Heading)] == [2, 3, 2]


def test_a_gap_of_several_texts_alone_becomes_a_list_and_else_a_row_of_words() -> None:
    values = {"who": ("Sam", "Carla")}
    assert blocks_from_text("{who}", values) == (Items(lines=(plain("Sam"), plain("Carla"))),)
    (block,) = blocks_from_text("Met {who}.", values)
    assert block == Paragraph(line=(Run(text="Met Sam, Carla."),))


def test_a_long_text_alone_in_its_paragraph_keeps_its_paragraphs() -> None:
    assert blocks_from_text("{report}", {"report": "Een\n\nTwee"}) == paragraphs("Een\n\nTwee")


def test_a_gap_without_a_value_is_an_error_that_names_it() -> None:
    with pytest.raises(GapNotFilled, match="student_nam"):
        blocks_from_text("Beste {student_nam}", {"student_name": "Sam"})


def test_the_gaps_of_a_text_are_known_before_it_is_filled() -> None:
    assert gaps_of(TEXT) == ("agreements", "day", "student_name")


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_fills_a_gap_stays_the_text_it_was(attack: str) -> None:
    (block,) = blocks_from_text("Beste {name}, dag", {"name": attack})
    assert block == Paragraph(line=(Run(text=f"Beste {attack}, dag"),))


@pytest.mark.parametrize("mark", ["<b>x</b>", "[x](http://e.x)", "![x](y)", "`x`", "> x", "---", "    x", "&amp;"])
def test_other_marks_mean_nothing(mark: str) -> None:
    found = blocks_from_text(f"a {mark}", {})
    assert len(found) == 1
    assert mark.strip() in "".join(run.text for run in found[0].line)  # type: ignore[union-attr]


def test_a_row_that_does_not_fit_its_headers_is_refused() -> None:
    assert isinstance(table(["a", "b"], [["1", "2"]]), Table)
    with pytest.raises(ValueError, match="zip"):
        table(["a", "b"], [["1"]])


@given(st.text())
def test_any_text_can_be_read_or_says_which_gap_it_lacks(text: str) -> None:
    try:
        blocks_from_text(text, {})
    except GapNotFilled:
        assert "{" in text
