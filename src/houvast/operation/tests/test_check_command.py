"""`houvast check`: what is wrong is named with what to do, and fails."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from houvast.operation import fitness
from houvast.operation.cli import main
from houvast.operation.fitness import Level, all_findings
from houvast.settings.environment import Environment

pytestmark = pytest.mark.django_db


def about(name: str, *, deploy: bool = False) -> list[fitness.Finding]:
    return [one for one in all_findings(deploy=deploy) if one.about == name]


def house(settings: Any, **changes: object) -> None:
    settings.HOUVAST = settings.HOUVAST.model_copy(update=changes)


def test_a_development_installation_is_fit() -> None:
    result = CliRunner().invoke(main, ["check", "--json"])
    found = json.loads(result.output)
    assert result.exit_code == 0, found
    assert found["fit"] is True


def test_for_deployment_a_test_installation_is_not_fit() -> None:
    result = CliRunner().invoke(main, ["check", "--deploy", "--json"])
    found = json.loads(result.output)
    assert result.exit_code == 1
    assert any("HOUVAST_ENVIRONMENT" in one["text"] for one in found["findings"])
    assert all(one["mend"] for one in found["findings"] if one["level"] != "fine")


@pytest.mark.parametrize("name", ["debug", "demo", "what_if_clock"])
def test_what_production_refuses_is_an_error(settings: Any, name: str) -> None:
    house(settings, environment=Environment.PRODUCTION, **{name: True})
    assert any(one.level is Level.ERROR and name.upper() in one.text for one in about("settings"))


def test_a_folder_that_cannot_be_written_is_an_error(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    house(settings, data_directory=tmp_path / "file" / "data")
    assert about("data directory")[0].level is Level.ERROR


def test_a_mail_server_that_is_away_is_an_error_and_one_that_answers_is_fine(settings: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        house(settings, mail_url=f"smtp://127.0.0.1:{taken.getsockname()[1]}")
        assert about("mail")[0].level is Level.ERROR


def test_keys_that_others_can_read_are_an_error(settings: Any, tmp_path: Path) -> None:
    from houvast.vault.keyring import Keyring, seal

    seal("identity", "x", ring=Keyring(tmp_path))
    house(settings, key_directory=tmp_path)
    assert about("keys")[0].level is Level.FINE
    (tmp_path / "master.key").chmod(0o644)
    assert about("keys")[0].level is Level.ERROR


def test_a_migration_that_was_not_applied_is_an_error() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'outbox'")
    assert about("migrations")[0].level is Level.ERROR
    assert "houvast migrate" in about("migrations")[0].mend


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_a_superuser_is_an_error_in_deployment() -> None:
    assert about("database role")[0].level is Level.WARNING
    assert about("database role", deploy=True)[0].level is Level.ERROR


def test_a_template_of_a_school_that_makes_no_letter_is_named(settings: Any, tmp_path: Path) -> None:
    house(settings, data_directory=tmp_path)
    assert [one.level for one in about("templates")] == [Level.FINE]
    own = tmp_path / "letters" / "25XX"
    own.mkdir(parents=True)
    (own / "letter.typ").write_text("#let letter(..) = [ #nothing-known ]")
    found = about("templates")
    assert found
    assert all(one.level is Level.ERROR and "letter" in one.text for one in found)
    assert all(one.mend for one in found)
