"""What holds for every rule, whatever the facts and the day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from houvast import lawbook
from houvast.core.calendar import DAY
from houvast.core.law.answers import Answer
from houvast.core.law.errors import MissingFact, QuestionError
from houvast.core.law.parameters import Law, Standing
from houvast.core.law.rules.education_duty import Duty, Status, duties_of, duty_on
from houvast.core.law.rules.person import QUALIFICATION_NAMES
from houvast.core.law.rules.terms import working_days
from houvast.lawbook.tests.strategies import ASKED, DAYS, facts_of

pytestmark = pytest.mark.no_database
RULES = {rule.id: rule for rule in lawbook.rules()}
EVERY_RULE = pytest.mark.parametrize("rule_id", RULES)
SLOW = [HealthCheck.filter_too_much, HealthCheck.too_slow]
FEW = settings(max_examples=25, deadline=None, suppress_health_check=SLOW)


def answer(rule_id: str, facts: dict[str, Any], on: date) -> Answer:
    try:
        return lawbook.ask(rule_id, facts, on=on)
    except QuestionError as error:
        # Facts drawn at random may contradict each other: that is refused with a sentence, never with a crash.
        assume(not (error.text.nl and error.text.en))
        raise


@EVERY_RULE
@FEW
@given(data=st.data(), on=ASKED)
def test_every_answer_is_whole(rule_id: str, data: st.DataObject, on: date) -> None:
    rule = RULES[rule_id]
    facts = data.draw(facts_of(rule))
    given_answer = answer(rule_id, facts, on)
    assert tuple(given_answer.outcome) == tuple(rule.outcome)
    assert given_answer.because
    assert {one.standing for one in given_answer.because} <= {Standing.LAW, Standing.POLICY}
    for name, (_, required) in rule.specs.items():
        if not required and name not in facts:
            assert any(f"({name})" in text.nl for text in given_answer.asks_human)
    for text in (*(one.text for one in given_answer.because), *given_answer.asks_human):
        assert text.nl
        assert text.en
        assert "{" not in text.nl + text.en
    played = lawbook.replay(given_answer.receipt.as_json())
    assert played.whole
    assert played.same


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | DAYS.map(date.isoformat),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@EVERY_RULE
@FEW
@given(data=st.data(), on=st.dates())
def test_whatever_is_asked_is_answered_or_refused_with_a_sentence(rule_id: str, data: st.DataObject, on: date) -> None:
    facts = data.draw(facts_of(RULES[rule_id]))
    name = data.draw(st.sampled_from([*facts, "surprise"]))
    facts[name] = data.draw(ANYTHING)
    try:
        assert lawbook.ask(rule_id, facts, on=on).because
    except QuestionError as error:
        refused = error.text
    else:
        return
    assert refused.nl
    assert refused.en


@EVERY_RULE
@FEW
@given(data=st.data(), on=ASKED)
def test_the_order_of_the_facts_does_not_matter(rule_id: str, data: st.DataObject, on: date) -> None:
    facts = data.draw(facts_of(RULES[rule_id]))
    other = {
        name: data.draw(st.permutations(facts[name])) if isinstance(facts[name], list) else facts[name]
        for name in data.draw(st.permutations(list(facts)))
    }
    assert answer(rule_id, facts, on).receipt.hash == answer(rule_id, other, on).receipt.hash


@EVERY_RULE
@FEW
@given(data=st.data(), on=ASKED)
def test_an_absent_required_fact_is_named(rule_id: str, data: st.DataObject, on: date) -> None:
    rule = RULES[rule_id]
    facts = data.draw(facts_of(rule))
    gone = data.draw(st.sampled_from([name for name, (_, required) in rule.specs.items() if required]))
    del facts[gone]
    with pytest.raises(MissingFact, match=gone):
        lawbook.ask(rule_id, facts, on=on)


@EVERY_RULE
def test_every_day_from_the_first_has_exactly_one_version(rule_id: str) -> None:
    rule, book = RULES[rule_id], lawbook.book()
    days = book.change_days(rule)
    assert days == tuple(sorted(set(days)))
    assert days[0] == book.known_from(rule)
    for key in rule.uses:
        parameter = book.parameters[key.name]
        for day in days:
            begun = [one for one in parameter.versions if one.valid_from <= day]
            assert parameter.version_on(day) == begun[-1]


def law_on(day: date) -> Law:
    rule = RULES["education-duty"]
    return lawbook.book_for(rule).view(rule, day, None, None).law


def set_wise(birth_date: date, qualifications: tuple[str, ...], law: Law) -> Duty:
    """The education duty by cut-off days of birth, as the benchmark does for a million persons."""
    [(status, ends_on)] = duties_of([birth_date], [qualifications], law)
    return Duty(status=Status(status), ends_on=ends_on)


@settings(max_examples=400, deadline=None)
@given(
    born=DAYS,
    on=st.dates(min_value=date(2018, 8, 1), max_value=date(2040, 12, 31)),
    qualifications=st.lists(st.sampled_from(QUALIFICATION_NAMES[1:]), unique=True, max_size=2).map(tuple),
)
def test_cut_off_days_say_the_same_as_the_rule(born: date, on: date, qualifications: tuple[str, ...]) -> None:
    law = law_on(on)
    assert set_wise(born, qualifications, law) == duty_on(born, qualifications, law)


@pytest.mark.parametrize("on", [date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29), date(2027, 7, 31)])
def test_cut_off_days_say_the_same_around_every_boundary(on: date) -> None:
    law = law_on(on)
    for years in (5, 16, 17, 18, 23, 27):
        for shift in range(-3, 4):
            born = date(on.year - years, on.month, min(on.day, 28)) + shift * DAY
            for qualifications in ((), ("mbo2",), ("pro",), ("entree",)):
                assert set_wise(born, qualifications, law) == duty_on(born, qualifications, law)


ORDER = [Status.COMPULSORY_EDUCATION, Status.QUALIFICATION_DUTY, Status.FOLLOWED, Status.NONE]


@settings(max_examples=200, deadline=None)
@given(born=DAYS, on=st.dates(min_value=date(2026, 1, 1), max_value=date(2039, 1, 1)), later=st.integers(1, 4000))
def test_a_later_day_never_brings_a_duty_back(born: date, on: date, later: int) -> None:
    assume(born + timedelta(days=6 * 365) < on)
    law = law_on(on)
    first, second = duty_on(born, (), law), duty_on(born, (), law, day=on + timedelta(days=later))
    assert ORDER.index(first.status) <= ORDER.index(second.status)
    if first.ends_on is not None:
        assert on <= first.ends_on
        assert duty_on(born, (), law, day=first.ends_on).status is first.status
        assert duty_on(born, (), law, day=first.ends_on + DAY).status is not first.status


def test_a_population_is_answered_in_its_order() -> None:
    births = [date(2009, 3, 15), date(1980, 1, 1), date(2009, 3, 15)]
    found = duties_of(births, [("vmbo_tl",), (), ("mbo2",)], law_on(date(2026, 11, 21)))
    assert found == [("qualification_duty", date(2027, 3, 14)), ("none", None), ("none", None)]


@settings(max_examples=200, deadline=None)
@given(
    decision=st.sampled_from(["study_advice", "removal", "suspension", "exam"]),
    notified=st.dates(min_value=date(2023, 8, 1), max_value=date(2035, 1, 1)),
    later=st.integers(0, 3000),
)
def test_a_term_ends_on_a_working_day_and_stays_over(decision: str, notified: date, later: int) -> None:
    facts = {"decision": decision, "notified_on": notified}
    first = lawbook.ask("appeal-deadline", facts, on=notified)
    again = lawbook.ask("appeal-deadline", facts, on=notified + timedelta(days=later))
    end = first.outcome["last_day"]
    assert isinstance(end, date)
    rule = RULES["appeal-deadline"]
    law = lawbook.book_for(rule).view(rule, notified, None, None).law
    assert working_days(law).is_working_day(end)
    assert again.outcome == first.outcome


@settings(max_examples=200, deadline=None)
@given(
    hours=st.lists(st.integers(0, 8), min_size=1, max_size=12),
    extra=st.integers(0, 8),
)
def test_more_absence_never_withdraws_a_report(hours: list[int], extra: int) -> None:
    def must_report(each: list[int]) -> bool:
        absences = [
            {"date": date(2026, 11, 2) + n * 2 * DAY, "hours": one, "kind": "unauthorised"}
            for n, one in enumerate(each)
        ]
        facts = {"birth_date": "2010-03-15", "qualifications": [], "region": "midden", "absences": absences}
        return bool(lawbook.ask("absence-report", facts, on=date(2026, 12, 24)).outcome["must_report"])

    assert must_report([*hours, extra]) or not must_report(hours)


@settings(max_examples=100, deadline=None)
@given(
    start=st.dates(min_value=date(2018, 8, 1), max_value=date(2035, 1, 1)),
    years=st.sampled_from([0.5, 1, 1.5, 2, 3, 4]),
)
def test_the_window_of_the_advice_never_closes_before_it_opens(start: date, years: float) -> None:
    facts = {"programme_start": start, "programme_years": years}
    outcome = lawbook.ask("study-advice-window", facts, on=date(2026, 11, 21)).outcome
    earliest, latest = outcome["earliest"], outcome["latest"]
    assert isinstance(earliest, date)
    assert isinstance(latest, date)
    assert start < earliest <= latest


@pytest.mark.parametrize("green", range(15))
def test_a_complete_form_is_never_amber(green: int) -> None:
    for amber in range(15 - green):
        facts = {"green": green, "amber": amber, "red": 14 - green - amber, "level": 3}
        assert lawbook.ask("progress-rating", facts, on=date(2026, 3, 15)).outcome["rating"] != "amber"
