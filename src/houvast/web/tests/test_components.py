"""Each part says in words what it draws."""

from collections.abc import Callable
from datetime import date

import pytest

from houvast.web.components import (
    Around,
    Bar,
    Column,
    Confirmation,
    Drawing,
    Entry,
    EntryKind,
    Fact,
    Link,
    Need,
    Row,
    Signature,
    SignatureState,
    Step,
    StepState,
    Term,
    Week,
)
from houvast.web.marks import UnknownMarkError

TODAY = date(2027, 3, 3)
Draw = Callable[..., str]


def test_a_rating_is_a_shape_a_word_and_a_colour(drawn: Draw) -> None:
    html = drawn('{% status "amber" %}')
    assert "aandacht" in html
    assert "hv-status--amber" in html
    assert "<svg" in html
    assert "attention" in drawn('{% status "amber" %}', language="en")


def test_the_three_ratings_have_three_shapes(drawn: Draw) -> None:
    shapes = {
        drawn(f'{{% status "{rating}" "x" %}}').split("<svg")[1].split("</svg>")[0]
        for rating in ("green", "amber", "red")
    }
    assert len(shapes) == 3


def test_a_rating_that_does_not_exist_is_an_error(drawn: Draw) -> None:
    with pytest.raises(UnknownMarkError, match="no rating 'orange'"):
        drawn('{% status "orange" %}')


def test_text_of_people_is_escaped(drawn: Draw) -> None:
    row = Row(name="<b>Li</b>", url="/", why="<i>why</i>", rating="red", action_label="<u>do</u>", action_url="/y")
    html = drawn("{% task_list rows today %}", rows=[row], today=TODAY)
    assert "<b>" not in html
    assert "<i>" not in html
    assert "<u>" not in html
    notice = drawn('{% notice "info" title=title %}{{ text }}{% endnotice %}', title="<b>", text="<script>")
    assert "<script>" not in notice
    assert "<b>" not in notice


def test_a_row_says_name_reason_day_and_the_one_thing_to_do(drawn: Draw) -> None:
    row = Row(
        name="Li Wei",
        url="/li",
        why="3 weken niet gesproken",
        rating="amber",
        due=date(2027, 3, 15),
        action_label="Gesprek vastleggen",
        action_url="/li/talk",
    )
    html = drawn("{% task_list rows today %}", rows=[row], today=TODAY)
    assert (
        html.index("Li Wei")
        < html.index("3 weken niet gesproken")
        < html.index("nog 12 dagen")
        < html.index("vastleggen")
    )
    assert '<time datetime="2027-03-15">ma 15 mrt</time>' in html
    assert '<span class="hv-hidden">: Li Wei</span>' in html


def test_a_row_whose_day_has_passed_says_so(drawn: Draw) -> None:
    html = drawn("{% task_list rows today %}", rows=[Row(name="Li", url="/", due=date(2027, 2, 28))], today=TODAY)
    assert "3 dagen geleden" in html
    assert "hv-row__due--over" in html


def test_a_table_names_its_columns_in_every_cell_for_the_phone(drawn: Draw) -> None:
    html = drawn(
        "{% data_table columns rows %}",
        columns=["Opleiding", Column(label="Studenten", numeric=True)],
        rows=[("ICT", 12)],
    )
    assert 'data-label="Studenten"' in html
    assert 'scope="row">ICT' in html


def test_a_table_whose_row_has_too_few_cells_is_an_error(drawn: Draw) -> None:
    with pytest.raises(ValueError, match="shorter"):
        drawn("{% data_table columns rows %}", columns=["A", "B"], rows=[("only one",)])


def drawing(**changes: object) -> Drawing:
    here = {
        "title": "Tussentijdse evaluatie",
        "state": StepState.HERE,
        "who": "je begeleider",
        "by": date(2027, 3, 15),
        "needs": (Need(text="Een datum"), Need(text="De afspraken", met=True)),
        **changes,
    }
    return Drawing(
        name="Verbetertraject",
        today=TODAY,
        steps=(
            Step(title="Startgesprek", state=StepState.DONE, on=date(2027, 2, 8)),
            Step(**here),  # type: ignore[arg-type]
            Step(title="Extra hulp", state=StepState.AHEAD, optional=True),
            Step(title="Eindevaluatie", state=StepState.AHEAD, by=date(2027, 4, 19)),
        ),
        ending="Daarna krijg je een brief.",
    )


def test_the_procedure_drawing_tells_where_you_are_by_when_and_what_is_needed(drawn: Draw) -> None:
    html = drawn("{% procedure_drawing drawing %}", drawing=drawing())
    assert html.count("<li class=") == 4
    assert html.count('aria-current="step"') == 1
    assert "nog 12 dagen" in html
    assert "uiterlijk maandag 15 maart 2027" in html
    assert "Een datum" in html
    assert "nog open" in html
    assert "Als het nodig is" in html


def test_the_procedure_drawing_has_the_same_story_in_one_sentence(drawn: Draw) -> None:
    html = drawn("{% procedure_drawing drawing %}", drawing=drawing())
    assert "1 van 4 stappen gedaan. Nu: Tussentijdse evaluatie. Daarna: Eindevaluatie." in html


def test_a_deviation_and_its_reason_are_visible(drawn: Draw) -> None:
    html = drawn("{% procedure_drawing drawing %}", drawing=drawing(deviation="zonder adviseur"))
    assert "hv-step--deviation" in html
    assert "Anders gedaan: zonder adviseur" in html


def test_a_step_whose_last_day_has_passed_says_how_long_ago(drawn: Draw) -> None:
    html = drawn("{% procedure_drawing drawing %}", drawing=drawing(by=date(2027, 2, 26)))
    assert "5 dagen geleden" in html
    assert "hv-step__days--over" in html


def test_a_long_role_may_break_between_its_parts(drawn: Draw) -> None:
    html = drawn("{% procedure_drawing drawing %}", drawing=drawing(who="studieloopbaanbegeleider, student"))
    assert "studie\u00adloopbaan\u00adbegeleider, student" in html


def test_a_procedure_of_many_steps_stays_upright(drawn: Draw) -> None:
    many = Drawing(name="Lang", today=TODAY, steps=[Step(title=f"Stap {n}", state=StepState.AHEAD) for n in range(11)])
    assert "hv-steps--" not in drawn("{% procedure_drawing drawing %}", drawing=many)
    nine = Drawing(name="Negen", today=TODAY, steps=many.steps[:9])
    assert "hv-steps--far hv-steps--9" in drawn("{% procedure_drawing drawing %}", drawing=nine)
    assert "hv-steps--along" in drawn("{% procedure_drawing drawing %}", drawing=drawing())
    assert "hv-steps--along" not in drawn("{% procedure_drawing drawing along=False %}", drawing=drawing())


@pytest.mark.parametrize(
    ("ends", "kind", "left"),
    [
        (date(2027, 4, 19), "calm", "nog 47 dagen"),
        (date(2027, 3, 10), "soon", "nog 7 dagen"),
        (TODAY, "soon", "vandaag"),
        (date(2027, 3, 1), "over", "2 dagen geleden"),
    ],
)
def test_a_term_runs_out(drawn: Draw, ends: date, kind: str, left: str) -> None:
    term = Term(text="Bezwaar maken", begins=date(2027, 2, 1), ends=ends, today=TODAY)
    html = drawn("{% term_bar term %}", term=term)
    assert f"hv-term--{kind}" in html
    assert left in html


def test_a_term_on_its_last_day_is_not_full_and_a_past_one_is(drawn: Draw) -> None:
    begins = date(2027, 3, 1)
    on_last_day = Term(text="x", begins=begins, ends=TODAY, today=TODAY)
    assert 'width="67"' in drawn("{% term_bar term %}", term=on_last_day)
    assert 'width="100"' in drawn("{% term_bar term %}", term=Term(text="x", begins=begins, ends=begins, today=TODAY))


def test_the_timeline_is_grouped_by_year(drawn: Draw) -> None:
    entries = [
        Entry(on=date(2027, 2, 24), kind=EntryKind.TALK, title="Gesprek"),
        Entry(on=date(2026, 12, 11), kind=EntryKind.LETTER, title="Brief", url="/brief"),
        Entry(on=date(2026, 8, 31), kind=EntryKind.MOVE, title="Begonnen"),
    ]
    html = drawn("{% timeline entries %}", entries=entries)
    assert html.count("hv-timeline__year") == 2
    assert html.index(">2027<") < html.index("Gesprek") < html.index(">2026<") < html.index("Brief")


@pytest.mark.parametrize("kind", list(EntryKind))
def test_every_kind_of_entry_has_an_icon(drawn: Draw, kind: EntryKind) -> None:
    assert "<use" in drawn("{% timeline entries %}", entries=[Entry(on=TODAY, kind=kind, title="x")])


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SignatureState.SIGNED, "Getekend"),
        (SignatureState.DISSENT, "Getekend, met een kanttekening"),
        (SignatureState.WAITING, "Heeft nog niet getekend"),
        (SignatureState.REFUSED, "Tekent niet"),
        (SignatureState.UNREACHED, "Was niet te bereiken"),
    ],
)
def test_a_signature_says_what_became_of_it(drawn: Draw, state: SignatureState, words: str) -> None:
    html = drawn(
        "{% signatures signed %}", signed=[Signature(name="Fatima", role="moeder", state=state, remark="Nee.")]
    )
    assert words in html
    assert "<blockquote" in html


def test_people_show_their_initials_and_how_to_reach_them(drawn: Draw) -> None:
    person = Around(
        name="Jasmijn van den Oudenhoven", role="Begeleider", phone="06 12 34 56 78", mail="j@school.example"
    )
    html = drawn("{% people_around people %}", people=[person])
    assert ">JO<" in html
    assert 'href="tel:0612345678"' in html
    assert 'href="mailto:j@school.example"' in html


def test_a_summary_offers_a_change_where_there_is_one(drawn: Draw) -> None:
    html = drawn("{% summary_list facts %}", facts=[("Leerweg", "BOL"), Fact(label="Coach", value="Jasmijn", url="/c")])
    assert html.count("<dt") == 2
    assert 'Wijzigen<span class="hv-hidden">: Coach</span>' in html


def test_tabs_say_which_page_this_is(drawn: Draw) -> None:
    html = drawn(
        "{% tabs links %}", links=[Link(label="A", url="/a", current=True), Link(label="B", url="/b", count=3)]
    )
    assert html.count('aria-current="page"') == 1
    assert ">3<" in html


def test_more_rows_says_what_is_shown_and_leads_on(drawn: Draw) -> None:
    html = drawn('{% more_rows 1 50 1204 next_url="?from=50" %}')
    assert "1 tot en met 50 van 1204" in html
    assert "?from=50" in html
    assert "Vorige" not in html


def test_a_confirmation_has_a_way_back_and_posts_its_key(drawn: Draw) -> None:
    asked = Confirmation(
        title="Starten?", text="Dan begint het.", action_label="Ja, start", back_url="/terug", careful=True
    )
    html = drawn("{% confirmation asked key='k1' %}", asked=asked, csrf_token="t0ken")
    assert 'href="/terug"' in html
    assert 'name="submission" value="k1"' in html
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html
    assert "hv-button--careful" in html


def test_bars_are_a_table_of_which_the_longest_is_full(drawn: Draw) -> None:
    bars = [Bar(label="Werk", value=12.5), Bar(label="Anders", value=50)]
    html = drawn("{% bar_chart 'Waarom' bars unit='studenten' %}", bars=bars)
    assert 'width="25.0"' in html
    assert 'width="100.0"' in html
    assert "12,5" in html


def test_a_chart_without_bars_is_no_error(drawn: Draw) -> None:
    assert "<table" in drawn("{% bar_chart 'Niets' bars %}", bars=[])


def test_weeks_tell_free_some_and_much_apart_and_in_words(drawn: Draw) -> None:
    amounts = (None, 0, 2, 12)
    weeks = [Week(number=n, begins=TODAY, amount=amount) for n, amount in enumerate(amounts, 1)]
    html = drawn("{% week_calendar 'Verzuim' weeks 'lesuren' 10 %}", weeks=weeks)
    assert html.count("hv-weeks__free") == html.count("hv-weeks__some") == html.count("hv-weeks__much") == 1
    assert "In 2 van de 3 lesweken was er iets." in html


@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet", "careful"])
def test_buttons_come_in_four_kinds(drawn: Draw, kind: str) -> None:
    assert "nl-button" in drawn(f'{{% action "Doe" "/x" "{kind}" %}}')


def test_a_fifth_kind_of_button_or_notice_is_an_error(drawn: Draw) -> None:
    with pytest.raises(UnknownMarkError):
        drawn('{% action "Doe" "/x" "danger" %}')
    with pytest.raises(UnknownMarkError):
        drawn('{% notice "danger" %}x{% endnotice %}')
