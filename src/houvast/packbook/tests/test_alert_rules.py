"""Alert rules as files: what is wrong is said with its line, and an example that does not hold is an error."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from houvast.operation.cli.packs import command
from houvast.packbook.alerts import FOLDER, check_rules, read_rules, rules, rules_schema
from houvast.packbook.reader import PackError

pytestmark = pytest.mark.no_database


def _changed(tmp_path: Path, old: str, new: str) -> Path:
    text = (FOLDER / "rules" / "absence.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "absence.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_every_rule_that_comes_with_the_house_is_sound_and_speaks_both_languages() -> None:
    assert all(not one.problems for one in check_rules())
    assert len({one.id for one in rules()}) == len(rules())
    assert rules_schema()["properties"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    threshold: 480", "    threshold: 2000", "outside what a school may set"),
        ("    window_days: 28", "    windows: 28", "windows"),
        ("    parameters: {gap_days: 3}\n", "", "takes these parameters: gap_days"),
        ("{value} niet aanwezig zonder", "{student} niet aanwezig zonder", "may name {value}"),
        ("    measure: late_times", "    measure: gender", "measure"),
    ],
)
def test_a_rule_that_is_wrong_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(PackError) as refused:
        read_rules(_changed(tmp_path, old, new))
    problem = refused.value.problems[0]
    assert said in f"{problem.text} {problem.path}"
    assert problem.line > 1


def test_a_rule_cannot_name_who_a_student_is(tmp_path: Path) -> None:
    path = _changed(tmp_path, "    pace: first", "    for_whom: {ages: [16, 17]}\n    pace: first")
    with pytest.raises(PackError) as refused:
        read_rules(path)
    assert "ages" in str(refused.value)


def test_packs_check_names_an_example_that_no_longer_holds(tmp_path: Path) -> None:
    path = _changed(tmp_path, "    threshold: 480", "    threshold: 420")
    said = CliRunner().invoke(command, ["check", str(path), "--language", "en"])
    assert said.exit_code == 1
    assert "an example does not hold on 2026-10-21" in said.output
    right = CliRunner().invoke(command, ["check", str(FOLDER / "rules" / "absence.yaml"), "--json"])
    assert right.exit_code == 0
    assert '"unauthorised-absence"' in right.output
