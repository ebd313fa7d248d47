"""The queries give what the core's plain Python gives: on every scenario, and on drawn students and days."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from houvast.alerts.measuring.chosen import key_of, these
from houvast.alerts.measuring.population import school_on, students_of
from houvast.alerts.measuring.seeing import BY_A_PERSON, see
from houvast.alerts.measuring.tests.stored import school, store
from houvast.core.alerts.facts import (
    AbsenceFact,
    AbsenceKind,
    AgreementFact,
    Facts,
    NormFact,
    ResultFact,
    TalkFact,
)
from houvast.core.alerts.measuring import measured
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.scenario import Scenario
from houvast.core.alerts.words import FindingState, Measure
from houvast.education.models import Result
from houvast.packbook.alerts import rules, scenarios
from houvast.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NORMS = (("credits", 4, 10), ("credits", 10, 20), ("modules", 6, 3), ("placement_hours", 8, 80))
RULES = [one for one in rules() if one.measure not in BY_A_PERSON]


def measured_here(rule: Rule, student: Person, on: date) -> tuple[FindingState, int]:
    place = school_on(student.organisation_id, on)
    chosen = these([student.pk])
    people, _ = students_of(chosen, place)
    seen, _ = see([rule], chosen, people, place)
    key = key_of(student.pk)
    if key in seen[rule.id].unknown:
        return FindingState.NO_DATA, 0
    value = seen[rule.id].values.get(key, 0)
    return (FindingState.MET if value >= rule.threshold else FindingState.NOT_MET), value


@pytest.mark.parametrize(
    "scenario", [one for one in scenarios() if one.rule in {rule.id for rule in RULES}], ids=lambda one: one.says[:60]
)
def test_a_scenario_holds_in_the_database(scenario: Scenario) -> None:
    rule = next(one for one in RULES if one.id == scenario.rule)
    student = store(scenario.facts, school(), tuple(one.on for one in scenario.expect))
    for one in scenario.expect:
        assert measured_here(rule, student, one.on) == (one.state, one.value), one.on


def drawn(random: Random) -> Facts:
    begin = date(2026, 8, 24) + random.randrange(60) * DAY

    def day(most: int = 150) -> date:
        return date(2026, 8, 24) + random.randrange(most) * DAY

    judged = (None, 0, 1, 2)
    return Facts(
        enrolled_on=begin,
        absences=tuple(
            AbsenceFact(day=day(), minutes=random.choice((10, 60, 240, 480)), kind=random.choice(list(AbsenceKind)))
            for _ in range(random.randrange(30))
        ),
        results=tuple(
            ResultFact(
                on=day(), unit=random.choice("abcd"), passed=random.choice((True, False, None)), attempt=number,
                credits=random.choice((0, 5)),
            )
            for number in range(random.randrange(10))
        ),
        talks=tuple(
            TalkFact(on=day(), attitude=random.choice(judged), life=random.choice(judged))
            for _ in range(random.randrange(5))
        ),
        agreements=tuple(_agreement(random, day()) for _ in range(random.randrange(5))),
        norms=tuple(
            NormFact(measure=measure, weeks=weeks, amount=amount)
            for measure, weeks, amount in NORMS
            if random.random() < 0.7
        ),
        hours_done=random.choice((None, 20, 70, 90)),
        latest_meeting_on=random.choice((None, day())),
    )  # fmt: skip


def _agreement(random: Random, due: date) -> AgreementFact:
    answered = due + random.randrange(-5, 5) * DAY if random.random() < 0.5 else None
    return AgreementFact(
        due_on=due, answered_on=answered, kept=bool(answered) and random.random() < 0.7, said_done=random.random() < 0.2
    )


def _days() -> Iterator[date]:
    for number in (10, 40, 75, 110, 149):
        yield date(2026, 8, 24) + number * DAY


@pytest.fixture
def organisation() -> Organisation:
    return school()


@pytest.mark.parametrize("seed", range(20))
def test_any_student_is_measured_as_the_core_says(seed: int, organisation: Organisation) -> None:
    facts = drawn(Random(seed))
    student = store(facts, organisation, tuple(_days()))
    for on in _days():
        if on < facts.enrolled_on:
            continue
        for rule in RULES:
            assert measured_here(rule, student, on) == measured(rule, facts, on), (rule.id, on)


@pytest.mark.parametrize("passes", [True, False])
def test_of_two_judgements_of_one_attempt_on_one_day_the_later_key_decides(
    passes: bool, organisation: Organisation
) -> None:
    on = date(2026, 11, 2)
    student = store(Facts(enrolled_on=on - 60 * DAY), organisation)
    for number, passed in ((1, not passes), (2, passes)):
        Result.objects.create(
            id=UUID(int=number), organisation=organisation, student=student, on=on - DAY, title="Rekenen", passed=passed
        )
    by_measure = {rule.measure: rule for rule in RULES}
    _, failed = measured_here(by_measure[Measure.FAILED_RESULTS], student, on)
    _, improved = measured_here(by_measure[Measure.RESULTS_IMPROVED], student, on)
    assert (failed, improved) == ((0, 1) if passes else (1, 0))
