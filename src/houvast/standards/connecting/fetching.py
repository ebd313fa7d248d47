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

from houvast.standards.connecting.contract import CannotReach

SECONDS = 30
MOST_BYTES = 50_000_000
TRIES = 4
LONGEST_WAIT = 60.0
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE,
                  HTTPStatus.GATEWAY_TIMEOUT})  # fmt: skip


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
            message = (
                f"{parts.scheme}://{parts.hostname or '?'} cannot be asked: give an address that begins with https."
            )
            raise CannotReach(message)

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
            message = f"{path} did not answer with JSON."
            raise CannotReach(message) from error
        if not isinstance(said, dict):
            message = f"{path} did not answer with an object."
            raise CannotReach(message)
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
                    message = f"{path} answered {error.code}{_advice(error.code)}."
                    raise CannotReach(message) from error
                self.wait(_patience(error.headers.get("Retry-After"), attempt))
            except (OSError, ValueError) as error:
                if attempt == TRIES:
                    message = f"{urlsplit(url).netloc} does not answer ({type(error).__name__})."
                    raise CannotReach(message) from error
                self.wait(float(2**attempt))
            else:
                if len(found) > MOST_BYTES:
                    message = f"{path} answered with more than {MOST_BYTES // 1_000_000} MB."
                    raise CannotReach(message)
                return found
        return None


def _patience(told: str | None, attempt: int) -> float:
    """As long as the system asks, a minute at most; else longer at every try."""
    return min(float(told), LONGEST_WAIT) if told and told.isdecimal() else float(2**attempt)


def _advice(status: int) -> str:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return ": the token is missing, has expired or does not open this"
    return ""
