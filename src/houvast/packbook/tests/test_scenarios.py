"""Every scenario goes as it is told, played from the command line in the roles that it names."""

import json
from collections.abc import Sequence

import pytest
from click.testing import CliRunner

from houvast.operation.cli.packs import command
from houvast.packbook.book import files
from houvast.packbook.scenarios import FOLDER, scenarios

FILES = files((FOLDER,))


def marked() -> Sequence[object]:
    """A case per scenario, marked with the items that it shows."""
    found = []
    for path in FILES:
        pack_id, told = scenarios(path)
        for number, scenario in enumerate(told):
            items = scenario.get("items", [])
            assert isinstance(items, list)
            name = f"{pack_id}: {scenario['name']}"
            found.append(pytest.param(path, number, id=name, marks=pytest.mark.req(*(str(item) for item in items))))
    return found


@pytest.fixture(scope="module")
def played() -> dict[str, list[dict[str, object]]]:
    run = CliRunner().invoke(command, ["rehearse", "--json"])
    results: dict[str, list[dict[str, object]]] = {}
    for one in json.loads(run.stdout)["scenarios"]:
        results.setdefault(one["pack"], []).append(one)
    return results


@pytest.mark.parametrize(("path", "number"), marked())
def test_it_goes_as_told_straight_and_saved_at_every_step(
    path: object, number: int, played: dict[str, list[dict[str, object]]]
) -> None:
    pack_id, _told = scenarios(path)  # type: ignore[arg-type]
    result = played[pack_id][number]
    assert result["wrong"] == ""
    assert result["as_told"] is True


def test_a_scenario_that_goes_otherwise_is_named_with_its_line(tmp_path: object) -> None:
    path = f"{tmp_path}/wrong.yaml"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - a plain file
        file.write(
            "pack: mbo-statement\nscenarios:\n  - name: too early\n    starts: 2027-01-11\n    story:\n"
            "      - {as: student_administration, do: statement}\n"
        )
    run = CliRunner().invoke(command, ["rehearse", path])
    assert run.exit_code == 1
    assert "too early, line 1: expected success, got order" in run.stdout.replace("['", "").replace("']", "")
