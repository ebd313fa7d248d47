"""Keys per compartment, wrapped by a master key, in files outside the database.

`master.key` holds the master key (32 bytes, base64); in production it belongs on another disk or in a secret store that
mounts as a file. `keyring.json` holds, per compartment, the wrapped keys by their number, newest last: new values are
sealed under the newest, old values are opened under the number they name, so a key can be replaced while data stays.
"""

import base64
import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


class KeysUnavailable(RuntimeError):
    """The keys that open what the database holds are missing or do not fit; says which and what to do."""


def _wrap(master: bytes, key: bytes, label: str) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(master).encrypt(nonce, key, label.encode())).decode()


def _unwrap(master: bytes, wrapped: str, label: str) -> bytes:
    raw = base64.b64decode(wrapped)
    try:
        return AESGCM(master).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], label.encode())
    except InvalidTag as error:
        raise KeysUnavailable(
            f"The key {label} does not open under this master key. Put back the one that belongs to keyring.json."
        ) from error


def _opened(master: bytes, stored: dict[str, list[str]]) -> dict[str, list[bytes]]:
    return {
        name: [_unwrap(master, wrapped, f"{name}/{number}") for number, wrapped in enumerate(versions, 1)]
        for name, versions in stored.items()
    }


def _written(path: Path, content: bytes) -> Path:
    """The file with this content, on the disk and for the owner only."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return path


@dataclass(slots=True)
class Keyring:
    """The opened keys of one directory. Reads files once; writes only when a key is made or replaced."""

    directory: Path
    _keys: dict[str, list[bytes]] = field(default_factory=dict)
    _read_at: float = -1.0

    @property
    def _file(self) -> Path:
        return self.directory / "keyring.json"

    def _master(self) -> bytes:
        path = self.directory / "master.key"
        if not path.exists():
            if self._file.exists():
                raise KeysUnavailable(
                    f"{path} is missing while {self._file} exists: put the master key back, sealed data needs it."
                )
            self.directory.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)))
                out.flush()
                os.fsync(out.fileno())
        return base64.b64decode(path.read_bytes())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time makes or replaces keys."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "keyring.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _load(self) -> None:
        if not self._file.exists():
            return
        changed_at = self._file.stat().st_mtime
        if changed_at == self._read_at:
            return
        master = self._master()
        stored: dict[str, list[str]] = json.loads(self._file.read_text())
        try:
            self._keys = _opened(master, stored)
        except KeysUnavailable:
            coming = self.directory / "master.key.new"
            if not coming.exists():
                raise
            self._keys = _opened(base64.b64decode(coming.read_bytes()), stored)  # a rotation that was cut off
            coming.replace(self.directory / "master.key")
        self._read_at = changed_at

    def _store(self, master: bytes) -> None:
        wrapped = {
            name: [_wrap(master, key, f"{name}/{number}") for number, key in enumerate(versions, 1)]
            for name, versions in sorted(self._keys.items())
        }
        temporary = self._file.with_suffix(".new")
        with temporary.open("w") as out:
            out.write(json.dumps(wrapped, indent=1))
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o600)
        temporary.replace(self._file)
        self._read_at = self._file.stat().st_mtime

    def compartments(self) -> dict[str, int]:
        """Every compartment that has keys, by name, with the number of its keys."""
        self._load()
        return {name: len(versions) for name, versions in sorted(self._keys.items())}

    def newest(self, compartment: str) -> tuple[int, bytes]:
        """The number and bytes of the key that seals new values, made at first use; sees other processes rotate."""
        self._load()
        if compartment not in self._keys:
            with self._alone():
                self._load()
                if compartment not in self._keys:
                    master = self._master()
                    self._keys[compartment] = [secrets.token_bytes(KEY_BYTES)]
                    self._store(master)
        versions = self._keys[compartment]
        return len(versions), versions[-1]

    def numbered(self, compartment: str, number: int) -> bytes:
        """The key of that number; raises KeysUnavailable when this keyring has no such key."""
        if len(self._keys.get(compartment, ())) < number:
            self._load()
        versions = self._keys.get(compartment, [])
        if not 0 < number <= len(versions):
            raise KeysUnavailable(f"Key {number} of compartment {compartment} is not in {self._file}. Put it back.")
        return versions[number - 1]

    def rotate(self, compartment: str) -> int:
        """A new key for what is sealed from now on; returns its number. What was sealed stays readable."""
        with self._alone():
            self._load()
            master = self._master()
            self._keys.setdefault(compartment, []).append(secrets.token_bytes(KEY_BYTES))
            self._store(master)
            return len(self._keys[compartment])

    def rotate_master(self) -> None:
        """Wrap every key under a new master key. The old pair stays as *.replaced until an operator removes it.

        A crash at any moment leaves a pair that opens: the new master lies there before the keyring changes.
        """
        with self._alone():
            self._load()
            current = self.directory / "master.key"
            if not self._file.exists() or not current.exists():
                message = f"There are no keys in {self.directory} yet: nothing to wrap."
                raise KeysUnavailable(message)
            for path in (current, self._file):
                _written(path.with_name(f"{path.name}.replaced"), path.read_bytes())
            master = secrets.token_bytes(KEY_BYTES)
            coming = _written(self.directory / "master.key.new", base64.b64encode(master))
            self._store(master)
            coming.replace(current)


@cache
def keyring() -> Keyring:
    """The keyring of this installation."""
    from django.conf import settings

    return Keyring(settings.HOUVAST.keys)


def seal(compartment: str, text: str, *, ring: Keyring | None = None) -> str:
    """Encrypt a text under the compartment's newest key: 'number.base64'."""
    number, key = (ring or keyring()).newest(compartment)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), compartment.encode())
    return f"{number}.{base64.b64encode(nonce + sealed).decode()}"


def unseal(compartment: str, sealed: str, *, ring: Keyring | None = None) -> str:
    """Decrypt what `seal` gave; raises KeysUnavailable when the key is missing or the value was changed."""
    number, _, encoded = sealed.partition(".")
    raw = base64.b64decode(encoded)
    key = (ring or keyring()).numbered(compartment, int(number))
    try:
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], compartment.encode()).decode()
    except InvalidTag as error:
        raise KeysUnavailable(f"A value in compartment {compartment} was changed or belongs to another key.") from error


def digest(compartment: str, text: str, *, ring: Keyring | None = None) -> str:
    """A keyed hash of a text, always under the compartment's first key so that equal texts stay equal."""
    ring = ring or keyring()
    ring.newest(compartment)
    return hmac.new(ring.numbered(compartment, 1), text.encode(), hashlib.sha256).hexdigest()
