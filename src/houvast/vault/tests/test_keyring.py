"""Keys: what is sealed opens again after every rotation, and nothing opens that was changed or belongs elsewhere."""

import json
from pathlib import Path

import pytest

from houvast.vault.keyring import Keyring, KeysUnavailable, digest, seal, unseal


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


def fresh(ring: Keyring) -> Keyring:
    """The same directory, as another process reads it."""
    return Keyring(ring.directory)


def test_a_value_opens_again_and_is_not_readable_as_it_lies(ring: Keyring) -> None:
    sealed = seal("identity", "123456782", ring=ring)
    assert "123456782" not in sealed
    assert unseal("identity", sealed, ring=fresh(ring)) == "123456782"


def test_equal_texts_are_sealed_differently_and_digested_alike(ring: Keyring) -> None:
    assert seal("identity", "x", ring=ring) != seal("identity", "x", ring=ring)
    assert digest("identity", "x", ring=ring) == digest("identity", "x", ring=fresh(ring))
    assert digest("identity", "x", ring=ring) != digest("dossier", "x", ring=ring)


def test_after_a_rotation_old_and_new_values_open_and_digests_stay_equal(ring: Keyring) -> None:
    old, told = seal("identity", "old", ring=ring), digest("identity", "old", ring=ring)
    other = fresh(ring)
    assert ring.rotate("identity") == 2
    new = seal("identity", "new", ring=other)
    assert (old.partition(".")[0], new.partition(".")[0]) == ("1", "2"), "another process sees the rotation"
    assert [unseal("identity", one, ring=fresh(ring)) for one in (old, new)] == ["old", "new"]
    assert digest("identity", "old", ring=fresh(ring)) == told


def test_a_new_master_opens_what_the_old_one_wrapped(ring: Keyring) -> None:
    sealed = seal("identity", "text", ring=ring)
    before = (ring.directory / "master.key").read_bytes()
    ring.rotate_master()
    assert (ring.directory / "master.key").read_bytes() != before
    assert unseal("identity", sealed, ring=fresh(ring)) == "text"
    assert (ring.directory / "master.key.replaced").read_bytes() == before


def test_a_master_rotation_that_is_cut_off_is_finished_by_the_next_reader(
    ring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = seal("identity", "text", ring=ring)
    whole = Path.replace

    def cut_off(path: Path, target: Path) -> Path:
        if path.name == "master.key.new":
            raise KeyboardInterrupt
        return whole(path, target)

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        ring.rotate_master()
    monkeypatch.undo()
    assert unseal("identity", sealed, ring=fresh(ring)) == "text"
    assert unseal("identity", sealed, ring=fresh(ring)) == "text"


def test_a_missing_master_is_named_and_no_new_one_is_made(ring: Keyring) -> None:
    sealed = seal("identity", "text", ring=ring)
    (ring.directory / "master.key").unlink()
    with pytest.raises(KeysUnavailable, match=r"master\.key is missing"):
        unseal("identity", sealed, ring=fresh(ring))
    assert not (ring.directory / "master.key").exists()


def test_a_master_that_does_not_belong_is_refused(ring: Keyring, tmp_path: Path) -> None:
    sealed = seal("identity", "text", ring=ring)
    stranger = Keyring(tmp_path / "other")
    seal("identity", "text", ring=stranger)
    (stranger.directory / "master.key").replace(ring.directory / "master.key")
    with pytest.raises(KeysUnavailable, match="does not open under this master key"):
        unseal("identity", sealed, ring=fresh(ring))


def test_a_changed_value_is_refused(ring: Keyring) -> None:
    number, _, text = seal("identity", "text", ring=ring).partition(".")
    changed = f"{number}.{text[:-6]}{'A' if text[-6] != 'A' else 'B'}{text[-5:]}"
    with pytest.raises(KeysUnavailable, match="was changed"):
        unseal("identity", changed, ring=ring)


def test_a_value_of_another_compartment_is_refused(ring: Keyring) -> None:
    sealed = seal("identity", "text", ring=ring)
    seal("dossier", "text", ring=ring)
    with pytest.raises(KeysUnavailable):
        unseal("dossier", sealed, ring=ring)


def test_keys_of_two_compartments_cannot_be_exchanged_in_the_file(ring: Keyring) -> None:
    sealed = seal("identity", "text", ring=ring)
    seal("dossier", "text", ring=ring)
    file = ring.directory / "keyring.json"
    stored = json.loads(file.read_text())
    stored["identity"], stored["dossier"] = stored["dossier"], stored["identity"]
    file.write_text(json.dumps(stored))
    with pytest.raises(KeysUnavailable):
        unseal("identity", sealed, ring=fresh(ring))


def test_a_key_that_is_gone_is_named(ring: Keyring) -> None:
    seal("identity", "text", ring=ring)
    with pytest.raises(KeysUnavailable, match="Key 7 of compartment identity"):
        unseal("identity", "7.AAAA", ring=ring)


def test_files_are_for_the_owner_only(ring: Keyring) -> None:
    seal("identity", "text", ring=ring)
    ring.rotate_master()
    for name in ("master.key", "keyring.json", "master.key.replaced", "keyring.json.replaced"):
        assert (ring.directory / name).stat().st_mode & 0o077 == 0, name
