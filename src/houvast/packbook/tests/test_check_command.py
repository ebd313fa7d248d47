"""`houvast packs` needs no database, says what is wrong with a line, and ends with the right code."""

import json
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from houvast.operation.cli.packs import command
from houvast.packbook.book import FOLDER, files
from houvast.packbook.checking import check_files


def test_all_our_packs_are_proven_and_there_are_enough_of_them() -> None:
    checked = check_files()
    assert [one.report.id for one in checked if not one.sound] == []
    assert len(checked) >= 25
    assert all(one.report.states and one.report.paths for one in checked)


def test_the_result_as_json_has_the_promised_shape(tmp_path: Path) -> None:
    good = next(path for path in files([FOLDER]) if path.stem == "mbo-statement")
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: bad\nversion: 1\nsteps: []\nsurprise: yes\n", encoding="utf-8")
    run = CliRunner().invoke(command, ["check", str(good), str(bad), "--json"])
    assert run.exit_code == 1
    first, second = json.loads(run.stdout)["packs"]
    assert {"id", "version", "states", "paths", "errors", "warnings"} <= set(first)
    assert (first["id"], first["errors"]) == ("mbo-statement", [])
    assert {error["code"] for error in second["errors"]} == {"shape"}
    surprise = next(error for error in second["errors"] if "surprise" in error["text"])
    assert surprise["line"] == 4
    assert surprise["mend"]


def test_a_broken_law_shows_its_shortest_path_and_source(tmp_path: Path) -> None:
    ours = Path(next(one.file for one in check_files() if one.report.id == "removal")).read_text(encoding="utf-8")
    broken = tmp_path / "removal.yaml"
    broken.write_text(ours.replace("serves: [hearing]", "serves: [student_view]"), encoding="utf-8")
    run = CliRunner().invoke(command, ["check", str(broken), "--language", "en"])
    assert run.exit_code == 1
    assert "a removal without hearing the student" in run.stdout
    assert "source: WEB art. 8.1.7d" in run.stdout
    assert "shortest path: open > intention" in run.stdout


def test_a_procedure_is_as_sound_as_those_it_leads_to(tmp_path: Path) -> None:
    shipped = {one.report.id: Path(one.file).read_text(encoding="utf-8") for one in check_files()}
    (tmp_path / "a.yaml").write_text(shipped["re-placement"].replace("id: re-placement", "id: ours"), encoding="utf-8")
    broken = shipped["aftercare"].replace("go: half_year", "go: nowhere")
    (tmp_path / "b.yaml").write_text(broken, encoding="utf-8")
    ours, theirs = check_files([tmp_path])
    assert [finding.code for finding in theirs.report.errors] == ["unknown_step"]
    (found,) = ours.report.errors
    assert found.text.en == "leads to aftercare, which is not proven"
    assert found.path[-1] == "→ aftercare"
    assert found.path[:2] == ("open", "explore"), "the shortest way to the offer comes first"
    assert ours.lines[0] > 1


def test_it_works_without_database_settings_and_django(tmp_path: Path) -> None:
    code = (
        "import sys; from houvast.operation.cli import main\n"
        "try: main(['packs', 'list', '--json'])\n"
        "except SystemExit as done: assert not done.code\n"
        "assert 'django' not in sys.modules, 'django was loaded'"
    )
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=bare, check=False)
    assert done.returncode == 0, done.stderr


def test_schema_is_a_json_schema_that_knows_every_part() -> None:
    published = json.loads(CliRunner().invoke(command, ["schema"]).stdout)
    assert published["$schema"].startswith("https://json-schema.org/")
    assert {"steps", "terms", "letters", "policies", "invariants"} <= set(published["properties"])
    assert published["additionalProperties"] is False


def test_the_schema_of_an_overlay_asks_only_what_it_lies_over() -> None:
    published = json.loads(CliRunner().invoke(command, ["schema", "--overlay"]).stdout)
    assert published["required"] == ["overlay", "id", "version"]
    assert "leave_out" in published["properties"]
    assert "after" in published["$defs"]["Act"]["properties"]
    assert "required" not in published["$defs"]["Act"]


def test_diff_speaks_in_words_and_an_unknown_pack_is_a_wrong_question() -> None:
    run = CliRunner().invoke(command, ["diff", "removal", "rijnijssel-removal@2023.7", "--language", "en"])
    assert "10 weeks becomes 2 weeks" in run.stdout
    wrong = CliRunner().invoke(command, ["diff", "removal", "nothing"])
    assert wrong.exit_code == 2
    assert "there is no procedure nothing" in wrong.output
