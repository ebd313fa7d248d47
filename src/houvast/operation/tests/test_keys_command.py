"""`houvast keys`: rotate, seal again, and look; every value stays readable."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from houvast.alerts.models import Alert, AlertStep
from houvast.operation.cli import main
from houvast.operation.sealed import sealed_columns, values_per_key
from houvast.people.clock import now, today
from houvast.people.models import Person
from houvast.vault import keyring as vault
from tests.houvast_testing.cast import Cast


@pytest.fixture
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> vault.Keyring:
    """A keyring of this test's own, in place of the installation's."""
    ring = vault.Keyring(tmp_path / "keys")
    for place in ("houvast.vault.keyring.keyring", "houvast.operation.sealed.keyring"):
        monkeypatch.setattr(place, lambda: ring)
    return ring


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["keys", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def raw_bsn(person: Person) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT bsn FROM people_person WHERE family_name = %s", [person.family_name])
        return str(cursor.fetchone()[0])


def test_rotate_and_rewrap_keep_every_value_readable(own_keys: vault.Keyring, cast: Cast) -> None:
    for number, person in enumerate((cast.coach, cast.colleague, cast.guardian)):
        person.bsn = f"12345678{number}"
        person.save(update_fields=["bsn"])
    assert raw_bsn(cast.coach).startswith("1.")
    assert "key 2" in run("rotate", "identity")
    assert json.loads(run("rewrap", "--json", "--batch", "2")) == {"resealed": 3}
    assert json.loads(run("rewrap", "--json")) == {"resealed": 0}
    assert raw_bsn(cast.coach).startswith("2.")
    assert Person.objects.get(pk=cast.colleague.pk).bsn == "123456781"
    assert values_per_key()["identity"] == {2: 3}
    assert json.loads(run("list", "--json"))["identity"] == {"keys": 2, "values": {"2": 3}}


def test_what_is_append_only_is_sealed_again_too(own_keys: vault.Keyring, cast: Cast) -> None:
    """The application may not change a step of an alert; the command of the installation's owner may seal it again."""
    alert = Alert.objects.create(
        organisation=cast.organisation,
        student=cast.student,
        rule="no-talk",
        tone="concern",
        raised_on=today(),
        measured_on=today(),
    )
    step = AlertStep.objects.create(
        organisation=cast.organisation, alert=alert, act="answered", on=today(), at=now(), words="Samen gekeken."
    )
    run("rotate", "dossier")
    assert json.loads(run("rewrap", "--json"))["resealed"] >= 1
    assert set(values_per_key()["dossier"]) == {2}
    step.refresh_from_db()
    assert step.words == "Samen gekeken."


def test_the_master_can_be_replaced(own_keys: vault.Keyring, cast: Cast) -> None:
    cast.coach.bsn = "123456782"
    cast.coach.save(update_fields=["bsn"])
    assert "new master key" in run("rotate-master")
    assert Person.objects.get(pk=cast.coach.pk).bsn == "123456782"


def test_a_compartment_that_does_not_exist_is_a_usage_error(own_keys: vault.Keyring, cast: Cast) -> None:
    result = CliRunner().invoke(main, ["keys", "rotate", "nonsense"])
    assert result.exit_code == 2
    assert "nonsense" in result.output


def test_every_sealed_field_is_found() -> None:
    assert ("Person", "bsn") in {(model.__name__, field.name) for model, field in sealed_columns()}
