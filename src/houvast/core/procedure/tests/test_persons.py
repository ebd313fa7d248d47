"""Students and days of a proof are cut where the rules of law say that something changes, and nowhere else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from houvast import lawbook, packbook
from houvast.core.calendar import age_on
from houvast.core.procedure.persons import ages_that_matter, persons
from houvast.core.procedure.prover import days_that_matter, prove
from houvast.core.procedure.world import EXAMPLE_DAY, Answer, Published
from houvast.packbook.book import documents_by_id
from houvast.packbook.checking import published_rules

RULES = published_rules()
KNOWN = frozenset(documents_by_id())


def test_the_ages_of_a_proof_are_those_that_its_rules_publish() -> None:
    assert ages_that_matter(packbook.pack("removal"), RULES) == (5, 16, 18, 23, 27)
    assert ages_that_matter(packbook.pack("mbo-statement"), RULES) == ()


def test_an_age_that_a_rule_publishes_anew_is_cut_without_touching_the_prover() -> None:
    changed = dict(RULES)
    changed["removal"] = replace(RULES["removal"], boundaries={"birth_date": ((21, "years"),)})
    pack = packbook.pack("removal")
    assert 21 in ages_that_matter(pack, changed)
    ages = {age_on(one.birth_date, EXAMPLE_DAY) for one in persons(pack, lawbook.ask, changed, EXAMPLE_DAY)}
    assert {18, 21} <= ages


@pytest.mark.parametrize("age", [16, 18])
def test_there_is_a_student_on_each_side_of_a_boundary(age: int) -> None:
    found = persons(packbook.pack("removal"), lawbook.ask, RULES, EXAMPLE_DAY)
    ages = [age_on(one.birth_date, EXAMPLE_DAY) for one in found]
    assert any(one < age for one in ages)
    assert any(one >= age for one in ages)
    assert any(one.minor for one in found)
    assert any(not one.minor for one in found)


def test_who_was_sixteen_before_the_school_year_differs_from_who_turned_sixteen_in_it() -> None:
    found = persons(packbook.pack("absence-route"), lawbook.ask, RULES, EXAMPLE_DAY)
    duties = {one.facts["duty"] for one in found}
    assert duties == {"compulsory_education", "qualification_duty", "followed", "none"}


def test_the_start_of_a_programme_is_cut_at_the_window_of_the_study_advice() -> None:
    found = persons(packbook.pack("study-advice"), lawbook.ask, RULES, EXAMPLE_DAY)
    starts = {one.days["programme_started_on"] for one in found}
    assert starts == {date(2026, 9, 7), date(2026, 6, 14), date(2025, 12, 14)}


def test_a_student_grows_older_through_every_class() -> None:
    found = persons(packbook.pack("removal"), lawbook.ask, RULES, EXAMPLE_DAY)
    assert any(found[later].minor is False for one in found if one.minor for later in one.later)
    assert any(not one.later for one in found), "the oldest grow into nothing else"


def test_the_days_of_a_proof_are_those_on_which_its_law_changes() -> None:
    assert days_that_matter(packbook.pack("removal"), RULES) == (EXAMPLE_DAY, date(2023, 8, 1), date(2026, 1, 1))
    assert days_that_matter(packbook.pack("mbo-statement"), RULES) == (EXAMPLE_DAY,)


def test_a_law_that_will_change_is_walked_under_too() -> None:
    """From 2028 on this law refuses every removal; a pack is walked under the law before and after."""
    change = date(2028, 1, 1)

    def ask(rule: str, facts: Mapping[str, object], *, on: date) -> Answer:
        answer = lawbook.ask(rule, facts, on=on)
        strict = rule == "removal" and on >= change
        return replace(answer, outcome={**answer.outcome, "allowed": False}) if strict else answer

    rules = dict(RULES)
    rules["removal"] = Published(boundaries=RULES["removal"].boundaries, days=(change,))
    pack = packbook.pack("removal")
    assert change in days_that_matter(pack, rules)
    assert prove(pack, ask, KNOWN, rules).states > prove(pack, lawbook.ask, KNOWN, rules).states
