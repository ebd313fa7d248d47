"""`houvast packs upgrade --dry-run` says what a newer pack would mean for each running case, and writes nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from houvast.cases.models import Case, CaseEvent
from houvast.cases.tests.play import Play
from houvast.operation.cli.packs import command
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db

OVERLAY = """overlay: improvement-track
id: our-track
version: "2027.1"
layer: institution
institution: ours
invariants: []
leave_out: {terms: [final_date]}
policies:
  final_on_day: {condition: {held: start_meeting}}
"""


@pytest.fixture
def running(cast: Cast) -> Case:
    play = Play(cast=cast)
    play.to_start()
    assert play.case is not None
    return play.case


def test_it_names_the_cases_what_changes_and_what_would_be_lost(running: Case, tmp_path: Path) -> None:
    path = tmp_path / "our-track.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    before = CaseEvent.objects.count()
    run = CliRunner().invoke(command, ["upgrade", str(path), "--dry-run", "--json", "--language", "en"])
    assert run.exit_code == 0, run.output
    (found,) = json.loads(run.stdout)["cases"]
    assert found["case"] == str(running.pk)
    assert found["possible"]
    assert found["step_after"] == found["step_before"]
    assert any("announced day" in text for text in found["changes"])
    assert CaseEvent.objects.count() == before


def test_it_asks_to_be_told_that_nothing_is_written(tmp_path: Path) -> None:
    run = CliRunner().invoke(command, ["upgrade", "improvement-track"])
    assert run.exit_code == 2
    assert "--dry-run" in run.output
