"""Getting the keys back with two people outside the school: any two of those who hold a share, never one alone.

Each holder gets a key of their own on paper. For every pair the master key is wrapped under the one and then under the
other, in `recovery.json` beside the keyring: that file opens nothing by itself, and no share opens anything alone.
"""

import base64
import json
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from houvast.vault.keyring import KEY_BYTES, NONCE_BYTES, Keyring, KeysUnavailable

FILE = "recovery.json"
LEAST_HOLDERS = 2
PREFIX = "houvast-share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one holder keeps on paper: their name and their key."""

    holder: str
    key: bytes

    def text(self) -> str:
        """The line to print; the holder's name stands in it so that papers are not mixed up."""
        return f"{PREFIX}:{self.holder}:{base64.b32encode(self.key).decode().rstrip('=')}"

    @staticmethod
    def read(text: str) -> "Share":
        """A share from its line; raises KeysUnavailable when it is none."""
        prefix, _, rest = text.strip().partition(":")
        holder, _, encoded = rest.rpartition(":")
        padded = encoded.upper() + "=" * (-len(encoded) % 8)
        try:
            key = base64.b32decode(padded)
        except ValueError as error:
            raise KeysUnavailable("This is no share: type the whole line that stands on the paper.") from error
        if prefix != PREFIX or len(key) != KEY_BYTES or not holder:
            raise KeysUnavailable("This is no share: type the whole line that stands on the paper.")
        return Share(holder=holder, key=key)


def make_shares(ring: Keyring, holders: Collection[str]) -> tuple[Share, ...]:
    """A share for each holder (two or more, different names); earlier shares stop working.

    Raises ValueError for fewer, KeysUnavailable when there is no master key yet.
    """
    names = sorted({name.strip().replace(":", " ") for name in holders} - {""})
    if len(names) < LEAST_HOLDERS:
        message = "Recovery takes at least two holders, each with a name of their own."
        raise ValueError(message)
    master = _master(ring)
    shares = {name: Share(holder=name, key=secrets.token_bytes(KEY_BYTES)) for name in names}
    pairs = {
        _pair(one, other): _wrap(shares[other].key, _wrap(shares[one].key, master, one), other)
        for one, other in combinations(names, 2)
    }
    kept = {"holders": names, "pairs": {name: base64.b64encode(sealed).decode() for name, sealed in pairs.items()}}
    path = ring.directory / FILE
    coming = path.with_suffix(".new")
    handle = os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(json.dumps(kept, indent=1))
        out.flush()
        os.fsync(out.fileno())
    coming.replace(path)
    return tuple(shares.values())


def holders_of(ring: Keyring) -> tuple[str, ...]:
    """Who holds a share; nobody when recovery was never arranged."""
    return tuple(str(name) for name in _kept(ring).get("holders", ()))  # type: ignore[attr-defined]


def master_from(ring: Keyring, one: Share, other: Share) -> bytes:
    """The master key, from two shares of different holders. Raises KeysUnavailable when they do not open it."""
    first, second = sorted((one, other), key=lambda share: share.holder)
    pairs = _kept(ring).get("pairs", {})
    sealed = pairs.get(_pair(first.holder, second.holder)) if isinstance(pairs, Mapping) else None
    if not isinstance(sealed, str) or first.holder == second.holder:
        raise KeysUnavailable("These two shares do not belong together. Take those of two different holders.")
    inner = _unwrap(second.key, base64.b64decode(sealed), second.holder)
    return _unwrap(first.key, inner, first.holder)


def rehearse(ring: Keyring, one: Share, other: Share) -> bool:
    """Whether these shares give the master key that is in use now; nothing is written. Raises KeysUnavailable."""
    return secrets.compare_digest(master_from(ring, one, other), _master(ring))


def restore(ring: Keyring, one: Share, other: Share) -> Path:
    """Put the master key back where it is missing; one that is there is never overwritten. Raises KeysUnavailable."""
    path = ring.directory / "master.key"
    master = master_from(ring, one, other)
    if path.exists():
        raise KeysUnavailable(f"{path} is there already. Move it away first, if it is not the right one.")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(base64.b64encode(master))
        out.flush()
        os.fsync(out.fileno())
    return path


def _master(ring: Keyring) -> bytes:
    path = ring.directory / "master.key"
    if not path.exists():
        raise KeysUnavailable(f"There is no master key in {ring.directory}.")
    return base64.b64decode(path.read_bytes())


def _kept(ring: Keyring) -> dict[str, object]:
    path = ring.directory / FILE
    found = json.loads(path.read_text()) if path.exists() else {}
    return found if isinstance(found, dict) else {}


def _pair(one: str, other: str) -> str:
    return f"{one} + {other}"


def _wrap(key: bytes, secret: bytes, holder: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, f"recovery/{holder}".encode())


def _unwrap(key: bytes, sealed: bytes, holder: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], f"recovery/{holder}".encode())
    except InvalidTag as error:
        raise KeysUnavailable(
            "These shares do not open it: they are of an earlier time, or a letter is wrong."
        ) from error
