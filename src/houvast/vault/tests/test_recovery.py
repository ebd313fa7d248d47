"""Recovery: any two holders bring the keys back, one alone never, and a rehearsal writes nothing."""

from itertools import combinations
from pathlib import Path

import pytest

from houvast.vault.keyring import Keyring, KeysUnavailable, seal, unseal
from houvast.vault.recovery import Share, holders_of, make_shares, master_from, rehearse, restore

HOLDERS = ("Notaris", "Toezichthouder", "Privacy buiten school")


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    ring = Keyring(tmp_path / "keys")
    seal("counsellor", "iets", ring=ring)
    return ring


def test_any_two_of_three_bring_a_lost_master_back(ring: Keyring) -> None:
    sealed = seal("counsellor", "wat iemand vertelde", ring=ring)
    shares = [Share.read(one.text()) for one in make_shares(ring, HOLDERS)]
    for one, other in combinations(shares, 2):
        assert rehearse(ring, other, one)
        (ring.directory / "master.key").unlink()
        restore(ring, one, other)
        assert unseal("counsellor", sealed, ring=Keyring(ring.directory)) == "wat iemand vertelde"


def test_one_share_alone_opens_nothing(ring: Keyring) -> None:
    one, other, _ = make_shares(ring, HOLDERS)
    with pytest.raises(KeysUnavailable):
        master_from(ring, one, one)
    with pytest.raises(KeysUnavailable):
        master_from(ring, one, Share(holder=other.holder, key=one.key))


def test_a_rehearsal_writes_nothing_and_a_master_that_is_there_stays(ring: Keyring) -> None:
    one, other, _ = make_shares(ring, HOLDERS)
    before = {path.name: path.read_bytes() for path in ring.directory.iterdir()}
    assert rehearse(ring, one, other)
    with pytest.raises(KeysUnavailable, match="there already"):
        restore(ring, one, other)
    assert {path.name: path.read_bytes() for path in ring.directory.iterdir()} == before


def test_new_shares_end_the_earlier_ones_and_so_does_a_new_master(ring: Keyring) -> None:
    one, other, _ = make_shares(ring, HOLDERS)
    make_shares(ring, HOLDERS)
    with pytest.raises(KeysUnavailable, match="earlier time"):
        master_from(ring, one, other)
    first, second, _ = make_shares(ring, HOLDERS)
    ring.rotate_master()
    assert not rehearse(ring, first, second), "a rehearsal shows that shares must be made again"


def test_no_share_lies_in_the_directory_and_files_are_for_the_owner(ring: Keyring) -> None:
    shares = make_shares(ring, HOLDERS)
    for path in ring.directory.iterdir():
        for share in shares:
            assert share.key not in path.read_bytes()
            assert share.text().rpartition(":")[2].encode() not in path.read_bytes()
    assert (ring.directory / "recovery.json").stat().st_mode & 0o077 == 0
    assert holders_of(ring) == tuple(sorted(HOLDERS))


def test_fewer_than_two_holders_are_refused(ring: Keyring) -> None:
    for holders in ((), ("Een",), ("Een", "Een")):
        with pytest.raises(ValueError, match="at least two"):
            make_shares(ring, holders)


@pytest.mark.parametrize(
    "text", ["", "houvast-share:x", "houvast-share:x:AAAA", "iets anders", "houvast-share::" + "A" * 52]
)
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(KeysUnavailable, match="no share"):
        Share.read(text)
