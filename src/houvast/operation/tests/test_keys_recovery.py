"""`houvast keys recovery`: rehearsed by two holders, at the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from houvast.operation.cli import main
from houvast.vault import keyring as vault


@pytest.mark.django_db
def test_two_people_rehearse_and_bring_the_keys_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = vault.Keyring(tmp_path / "keys")
    monkeypatch.setattr("houvast.vault.keyring.keyring", lambda: ring)
    sealed = vault.seal("youth_team", "in vertrouwen", ring=ring)
    runner = CliRunner()
    made = runner.invoke(main, ["keys", "recovery", "make", "--holder", "Notaris", "--holder", "Toezicht"])
    one, other = [line for line in made.output.splitlines() if line.startswith("houvast-share:")]
    rehearsed = runner.invoke(main, ["keys", "recovery", "rehearse"], input=f"{one}\n{other}\n")
    assert "Nothing was written" in rehearsed.output
    assert runner.invoke(main, ["keys", "recovery", "rehearse"], input=f"{one}\n{one}\n").exit_code == 1
    (ring.directory / "master.key").unlink()
    assert runner.invoke(main, ["keys", "recovery", "restore"], input=f"{other}\n{one}\n").exit_code == 0
    assert vault.unseal("youth_team", sealed, ring=vault.Keyring(ring.directory)) == "in vertrouwen"
