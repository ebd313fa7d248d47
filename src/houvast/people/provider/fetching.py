"""Asking a provider something: bounded in time and size, without following where it points, over TLS only."""

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 8
MOST_BYTES = 1_000_000
HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class ProviderFails(Exception):
    """The provider does not answer, or not as the standard says. The text is for the log and the administrator."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_options: object) -> None:
        """A secret goes to the address that was configured and nowhere else."""


def is_allowed(address: str) -> bool:
    """Whether this address may be asked: https, or this machine itself outside production."""
    parts = urlsplit(address)
    if not parts.hostname or parts.username or parts.password:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE and not settings.PRODUCTION)


def origin_of_address(address: str) -> str:
    """Scheme, host and port, as a Content-Security-Policy names a place."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def fetch(address: str, *, body: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
    """What stands at this address, at most a megabyte; with a body it is posted as a form. Raises ProviderFails."""
    if not is_allowed(address):
        raise ProviderFails(f"{address[:200]} is not an https address.")
    asked = {"Accept": "application/json", "User-Agent": "houvast", **(headers or {})}
    if body is not None:
        asked["Content-Type"] = "application/x-www-form-urlencoded"
    request = urllib.request.Request(address, data=body, headers=asked)  # noqa: S310 - judged above
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=SECONDS) as response:
            found: bytes = response.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        raise ProviderFails(f"{urlsplit(address).netloc} answered {error.code}.") from error
    except (OSError, ValueError) as error:
        raise ProviderFails(f"{urlsplit(address).netloc} does not answer.") from error
    if len(found) > MOST_BYTES:
        raise ProviderFails(f"{urlsplit(address).netloc} answered with more than a megabyte.")
    return found


def fetch_object(address: str, *, body: bytes | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """A JSON object from this address. Raises ProviderFails."""
    try:
        said = json.loads(fetch(address, body=body, headers=headers))
    except (ValueError, RecursionError) as error:
        raise ProviderFails(f"{urlsplit(address).netloc} did not answer with JSON.") from error
    if not isinstance(said, dict):
        raise ProviderFails(f"{urlsplit(address).netloc} did not answer with an object.")
    return said
