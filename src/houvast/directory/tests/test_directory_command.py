"""`houvast directory check` and `houvast import directory FILE`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from houvast.directory.models import Service
from houvast.operation.cli.directory import check, load_services, write_services_template
from tests.houvast_testing.cast import make_organisation

HEADER = "code,kind,name,does,areas,reach\n"
RIGHT = "geld,money-help,Geldplein,Post openen,money,Bel ons\n"
WRONG = "x,nothing,,Doet iets,money,Bel\n"


def test_check_counts_the_texts_and_names_those_that_ask_to_be_read_again() -> None:
    done = CliRunner().invoke(check, ["--json"])
    found = json.loads(done.output)
    assert found["texts"] > 90
    assert done.exit_code == (1 if found["asking"] else 0)


@pytest.mark.django_db
def test_a_file_with_a_wrong_row_is_reported_and_loaded_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_organisation("ROC Demo", "25XX")
    file = tmp_path / "gids.csv"
    file.write_text(HEADER + RIGHT + WRONG)
    assert load_services(file, "25XX", write=True, skip_wrong=False, as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert {(one["line"], one["column"]) for one in told["errors"]} == {(3, "kind"), (3, "name")}
    assert not Service.objects.exists()
    assert load_services(file, "ROC Demo", write=False, skip_wrong=True, as_json=False) == 0
    assert not Service.objects.exists()
    assert load_services(file, "", write=True, skip_wrong=True, as_json=True) == 0
    assert Service.objects.get().state == Service.State.WAITING


@pytest.mark.django_db
def test_the_template_can_be_loaded_as_it_is(tmp_path: Path) -> None:
    make_organisation("ROC Demo", "25XX")
    file = tmp_path / "template.csv"
    assert write_services_template(file) == 0
    assert load_services(file, "25XX", write=True, skip_wrong=False, as_json=True) == 0
    assert Service.objects.get().name == "Geldplein"
