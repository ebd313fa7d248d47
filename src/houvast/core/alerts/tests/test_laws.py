"""What must hold for every rule, whatever the facts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.core.alerts.facts import AbsenceFact, AbsenceKind, AgreementFact, Facts, ResultFact, TalkFact
from houvast.core.alerts.findings import Finding
from houvast.core.alerts.measuring import measured
from houvast.core.alerts.raising import Earlier, Standing, Step, step
from houvast.core.alerts.rules import Rule, Who
from houvast.core.alerts.words import MEASURES, FindingState, Measure, Tone
from houvast.packbook.alerts import rules
from houvast.people.ids import new_id

pytestmark = pytest.mark.no_database

FIRST = date(2026, 9, 1)
TODAY = date(2027, 2, 1)
STUDENT = new_id()
days = st.integers(0, 170).map(lambda n: FIRST + timedelta(days=n))
absences = st.builds(
    AbsenceFact, day=days, minutes=st.integers(1, 480), kind=st.sampled_from(sorted(AbsenceKind, key=str))
)
results = st.builds(ResultFact, on=days, unit=st.sampled_from("abc"), passed=st.booleans(), attempt=st.integers(1, 3))
talks = st.builds(TalkFact, on=days, attitude=st.sampled_from([None, 0, 1, 2]), life=st.sampled_from([None, 0, 1, 2]))
agreements = st.builds(AgreementFact, due_on=days, said_done=st.booleans())
every_rule = st.sampled_from(rules())
COUNTED = frozenset({Measure.UNAUTHORISED_MINUTES, Measure.ABSENT_MINUTES, Measure.LATE_TIMES})


def _facts(*found: AbsenceFact) -> Facts:
    return Facts(enrolled_on=FIRST, absences=found)


@given(rule=every_rule, known=st.lists(absences, max_size=12), more=absences)
def test_more_absence_never_withdraws_an_alert(rule: Rule, known: list[AbsenceFact], more: AbsenceFact) -> None:
    """A value that counts absence only grows; and no finding at all takes an alert away once it stands."""
    before, after = measured(rule, _facts(*known), TODAY), measured(rule, _facts(*known, more), TODAY)
    if rule.measure in COUNTED:
        assert after[1] >= before[1]
    if before[0] is FindingState.MET:
        standing = Standing(value=before[1], on=TODAY)
        finding = Finding(student=STUDENT, rule=rule.id, state=after[0], value=after[1], on=TODAY)
        assert step(rule, finding, standing=standing, earlier=None) in (Step.RENEW, Step.NOTHING, Step.FADE)
        if rule.tone is Tone.CONCERN and more.day > TODAY - timedelta(days=rule.window_days or 0):
            assert after[0] is FindingState.MET or rule.measure is Measure.SICK_PERIODS


@given(known=st.lists(absences, max_size=14), day=days)
def test_more_sickness_only_joins_periods_that_touch(known: list[AbsenceFact], day: date) -> None:
    rule = next(one for one in rules() if one.measure is Measure.SICK_PERIODS)
    more = AbsenceFact(day=day, minutes=60, kind=AbsenceKind.SICK)
    before, after = measured(rule, _facts(*known), TODAY)[1], measured(rule, _facts(*known, more), TODAY)[1]
    assert after >= before - 1
    assert after > 0 or before == 0


@given(rule=every_rule, found=st.lists(absences, max_size=8), marks=st.lists(results, max_size=8), data=st.data())
def test_the_order_in_which_facts_come_in_does_not_matter(
    rule: Rule, found: list[AbsenceFact], marks: list[ResultFact], data: st.DataObject
) -> None:
    unique = {(one.unit, one.on, one.attempt): one for one in marks}
    said = data.draw(st.lists(talks, max_size=5))
    open_ = data.draw(st.lists(agreements, max_size=5))
    one = Facts(enrolled_on=FIRST, absences=found, results=tuple(unique.values()), talks=said, agreements=open_)
    other = Facts(
        enrolled_on=FIRST,
        absences=data.draw(st.permutations(found)),
        results=data.draw(st.permutations(list(unique.values()))),
        talks=data.draw(st.permutations(said)),
        agreements=data.draw(st.permutations(open_)),
    )
    assert measured(rule, one, TODAY) == measured(rule, other, TODAY)


@given(rule=every_rule, found=st.lists(absences, max_size=12))
def test_what_lies_after_the_day_is_not_looked_at(rule: Rule, found: list[AbsenceFact]) -> None:
    day = FIRST + timedelta(days=100)
    assert measured(rule, _facts(*found), day) == measured(rule, _facts(*(one for one in found if one.day <= day)), day)


values = st.integers(0, 5000)


@given(rule=every_rule, state=st.sampled_from(FindingState), value=values, standing=values, faded=st.booleans())
def test_the_same_finding_twice_changes_nothing(
    rule: Rule, state: FindingState, value: int, standing: int, faded: bool
) -> None:
    finding = Finding(student=STUDENT, rule=rule.id, state=state, value=value, on=TODAY)
    stands = Standing(value=standing, on=TODAY - timedelta(days=1), faded=faded)
    match step(rule, finding, standing=stands, earlier=None):
        case Step.RENEW:
            stands = Standing(value=value, on=TODAY)
        case Step.FADE:
            stands = Standing(value=standing, on=TODAY, faded=True)
    assert step(rule, finding, standing=stands, earlier=None) is Step.NOTHING


@given(rule=every_rule, value=values, more=values, closed=st.integers(0, 400), earlier=values)
def test_after_closing_a_higher_value_is_never_less_reason(
    rule: Rule, value: int, more: int, closed: int, earlier: int
) -> None:
    def raised(amount: int) -> bool:
        finding = Finding(student=STUDENT, rule=rule.id, state=FindingState.MET, value=amount, on=TODAY)
        before = Earlier(closed_on=TODAY - timedelta(days=closed), value=earlier)
        return step(rule, finding, standing=None, earlier=before) is Step.RAISE

    assert raised(value + more) or not raised(value)


def test_no_rule_can_look_at_who_a_student_is() -> None:
    """The inputs of every rule, named: what it counts, for which programmes, and nothing of a person (no protected
    attribute, and not the student's number).
    """
    assert set(Who.model_fields) == {"levels", "pathways"}
    assert set(Facts.model_fields) == {
        "enrolled_on", "absence_known", "absences", "results", "talks", "agreements", "norms", "hours_done",
        "latest_meeting_on",
    }  # fmt: skip
    fields = {name for fact in (AbsenceFact, ResultFact, TalkFact, AgreementFact) for name in fact.model_fields}
    assert fields == {
        "day", "minutes", "kind", "on", "unit", "passed", "attempt", "credits", "attitude", "life",
        "due_on", "answered_on", "kept", "said_done",
    }  # fmt: skip
    assert {name for counted in MEASURES.values() for name in counted.parameters} == {"gap_days", "past_days", "floor"}
    assert set(Rule.model_fields) == {
        "id", "name", "tone", "measure", "threshold", "lowest_threshold", "highest_threshold", "window_days",
        "parameters", "for_whom", "pace", "reason", "to_student", "try_first", "answer_within", "behind",
        "quiet_days", "source", "items",
    }  # fmt: skip
