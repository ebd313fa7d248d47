"""Asking another system over HTTP: bounded in time and size, patient with one that is busy, never led elsewhere."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from houvast.standards.connecting.contract import CannotReach, Trouble

SECONDS = 30
MOST_BYTES = 50_000_000
TRIES = 4
LONGEST_WAIT = 60.0
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE,
                  HTTPStatus.GATEWAY_TIMEOUT})  # fmt: skip
CLOSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_options: object) -> None:
        """The token goes to the address that was given and nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A system at an address of https (or of this machine itself). Raises CannotReach for another."""

    address: str
    token: str = field(default="", repr=False)
    accept: str = "application/json"
    wait: Callable[[float], object] = time.sleep

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        here = parts.scheme == "http" and parts.hostname in HERE
        if not parts.hostname or parts.username or parts.password or not (parts.scheme == "https" or here):
            raise CannotReach(f"{parts.scheme}://{parts.hostname or '?'}", Trouble.ADDRESS)

    def get(self, path: str, query: Mapping[str, str | int] | None = None) -> dict[str, Any] | None:
        """The JSON object at this path; None when there is nothing (404). Raises CannotReach."""
        asked = f"?{urlencode(query)}" if query else ""
        return self._object(f"{self.address.rstrip('/')}/{path.lstrip('/')}{asked}", path)

    def _object(self, url: str, path: str) -> dict[str, Any] | None:
        found = self._bytes(url, path)
        if found is None:
            return None
        try:
            said = json.loads(found)
        except (ValueError, RecursionError) as error:
            raise CannotReach(path, Trouble.NOT_READABLE) from error
        if not isinstance(said, dict):
            raise CannotReach(path, Trouble.NOT_READABLE)
        return said

    def _bytes(self, url: str, path: str) -> bytes | None:
        headers = {"Accept": self.accept, "User-Agent": "houvast"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the address was judged when it was given
        opener = urllib.request.build_opener(_NoRedirect)
        for attempt in range(1, TRIES + 1):
            try:
                with opener.open(request, timeout=SECONDS) as response:
                    found: bytes = response.read(MOST_BYTES + 1)
            except urllib.error.HTTPError as error:
                if error.code == HTTPStatus.NOT_FOUND:
                    return None
                if error.code not in BUSY or attempt == TRIES:
                    trouble = Trouble.REFUSED if error.code in CLOSED else Trouble.STATUS
                    raise CannotReach(f"{path} ({error.code})", trouble) from error
                self.wait(_patience(error.headers.get("Retry-After"), attempt))
            except (OSError, ValueError) as error:
                if attempt == TRIES:
                    raise CannotReach(f"{urlsplit(url).netloc} ({type(error).__name__})", Trouble.NO_ANSWER) from error
                self.wait(float(2**attempt))
            else:
                if len(found) > MOST_BYTES:
                    raise CannotReach(f"{path} (> {MOST_BYTES // 1_000_000} MB)", Trouble.TOO_LARGE)
                return found
        return None


def _patience(told: str | None, attempt: int) -> float:
    """As long as the system asks, a minute at most; else longer at every try."""
    return min(float(told), LONGEST_WAIT) if told and told.isdecimal() else float(2**attempt)
