"""A wrong file of parameters is refused as a whole, with the place and the reason."""

from copy import deepcopy
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from houvast import lawbook
from houvast.core.law.parameters import Standing
from houvast.lawbook.files import (
    LawFileError,
    parameter_of,
    parameters_of,
    parameters_of_institutions,
    parse_yaml,
)
from houvast.lawbook.listing import described

pytestmark = pytest.mark.no_database

GOOD: dict[str, Any] = {
    "title": {"nl": "Termijn", "en": "Term"},
    "class": "law",
    "unit": "weeks",
    "versions": [
        {
            "valid_from": date(2018, 8, 1),
            "value": 6,
            "source": "WEB art. 7.5.1",
            "state": date(2026, 1, 1),
            "verified": True,
            "says": {"nl": "Binnen {value} weken.", "en": "Within {value} weeks."},
        },
        {"valid_from": date(2023, 8, 1), "value": 4, "source": "WEB art. 7.5.1", "verified": False},
    ],
}


def changed(**changes: Any) -> dict[str, Any]:
    content = deepcopy(GOOD)
    for path, value in changes.items():
        place: Any = content
        *steps, last = path.split("__")
        for step in steps:
            place = place[int(step)] if step.isdigit() else place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return content


def test_versions_follow_each_other_without_gaps() -> None:
    parameter = parameter_of("a.term", GOOD, "here")
    assert parameter.version_on(date(2018, 7, 31)) is None
    first, second = parameter.version_on(date(2023, 7, 31)), parameter.version_on(date(2023, 8, 1))
    assert first is not None
    assert second is not None
    assert (first.value, second.value) == (6, 4)
    assert second.says == first.says
    assert first.url == "https://wetten.overheid.nl/BWBR0007625/2026-01-01"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"surprise": 1}, "unknown keys"),
        ({"class": "habit"}, "class"),
        ({"unit": "furlongs"}, "unit"),
        ({"versions": []}, "at least one version"),
        ({"versions__1__valid_from": date(2018, 8, 1)}, "follow each other"),
        ({"versions__1__valid_from": "soon"}, "valid_from"),
        ({"versions__1__value": "four"}, "another type"),
        ({"versions__1__verified": "yes"}, "verified"),
        ({"versions__1__source": None}, "misses"),
        ({"versions__1__surprise": 1}, "a version has the keys"),
        ({"versions__0__says": None}, "say in words"),
        ({"versions__0__says__en": "Within six weeks."}, "same names"),
        ({"versions__0__says__en": ""}, "both be there"),
        ({"title": "Term"}, "nl and en"),
    ],
)
def test_a_wrong_parameter_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(LawFileError, match=reason):
        parameter_of("a.term", changed(**changes), "here")


def test_a_doubled_key_is_refused_with_its_line() -> None:
    with pytest.raises(LawFileError, match="line 2"):
        parse_yaml("a: 1\na: 2\n", "file.yaml")


def test_no_stays_text() -> None:
    assert parse_yaml("answer: no\n", "file.yaml") == {"answer": "no"}


OURS = """
progress-rating.least-green:
  title: {nl: Groen, en: Green}
  class: policy
  unit: times
  versions:
    - valid_from: 2026-08-01
      value: 11
      source: Our own form
      verified: true
      says: {nl: "Ten minste {value}.", en: "At least {value}."}
"""


def test_an_institution_sets_its_own_policy_from_its_own_day(tmp_path: Path) -> None:
    (tmp_path / "our-school.yaml").write_text(OURS, encoding="utf-8")
    (tmp_path / "README").write_text("no file of parameters", encoding="utf-8")
    own = parameters_of_institutions(tmp_path)
    parameters, _ = parameters_of("progress-rating", own)
    parameter = parameters["progress-rating.least-green"]
    days = [date(2026, 7, 31), date(2026, 8, 1)]
    ours = [parameter.version_on(day, "our-school") for day in days]
    theirs = [parameter.version_on(day, "another") for day in days]
    assert [one.value for one in ours if one] == [10, 11]
    assert [one.value for one in theirs if one] == [10, 10]
    assert parameter.change_days("our-school")[-1] == date(2026, 8, 1)


def test_an_institution_cannot_set_law(tmp_path: Path) -> None:
    file = tmp_path / "our-school.yaml"
    file.write_text(OURS.replace("class: policy", "class: law"), encoding="utf-8")
    with pytest.raises(LawFileError, match="policy, not law"):
        parameters_of_institutions(tmp_path)
    file.write_text(OURS.replace("progress-rating.least-green", "measures.suspension-weeks"), encoding="utf-8")
    with pytest.raises(LawFileError, match="cannot set it"):
        parameters_of("measures", parameters_of_institutions(tmp_path))


def test_every_parameter_of_every_rule_is_there_with_the_type_the_rule_expects() -> None:
    book = lawbook.book()
    for rule in lawbook.rules():
        for key in rule.uses:
            for version in book.parameters[key.name].versions:
                assert type(version.value) is key.type, key.name


def test_no_parameter_lies_about_unused() -> None:
    used = {key.name for rule in lawbook.rules() for key in rule.uses}
    assert set(lawbook.book().parameters) - used == set()


def test_law_cites_an_article_and_a_source_that_was_read_gives_its_text() -> None:
    for parameter in lawbook.book().parameters.values():
        for version in parameter.versions:
            assert version.source
            if version.standing is Standing.LAW and version.verified and version.source.startswith(("WEB art.", "WSF")):
                assert version.url or "vervallen" in version.source, parameter.name


def test_every_code_in_a_fact_has_words() -> None:
    for rule in lawbook.rules():
        for one in described(rule, "nl")["facts"]:
            assert set(one.get("option_titles", {})) == set(one.get("options", []))


def test_every_code_that_comes_out_of_a_scenario_has_words() -> None:
    folder = files("houvast.core.law.rules").joinpath("scenarios")
    for place in (one for one in folder.iterdir() if one.name.endswith(".yaml")):
        for scenario in parse_yaml(place.read_text(encoding="utf-8"), place.name):
            rule = lawbook.rule_named(scenario["rule"])
            for value in scenario.get("outcome", {}).values():
                for code in value if isinstance(value, list) else [value]:
                    if isinstance(code, str):
                        assert lawbook.words_of(code, rule).en, code


def test_every_fact_and_outcome_has_a_title_in_both_languages() -> None:
    for rule in lawbook.rules():
        for language in ("nl", "en"):
            rule_described = described(rule, language)
            titles = [one["title"] for one in (*rule_described["facts"], *rule_described["outcome"])]
            assert all([rule_described["title"], rule_described["question"], *titles]), rule.id
