"""Which addresses a webhook may have: encrypted, without a password in it, and not this machine itself."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _


def trouble_with(address: str) -> str:
    """Why this address cannot be used, in words; empty when it can."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return _("This is not an address.")
    if not host or parts.username or parts.password or parts.fragment:
        return _("Give an address without a user, a password or a part after #.")
    if parts.scheme != "https" and not (settings.DEVELOPMENT or _in_tests()):
        return _("Give an address that begins with https://.")
    if parts.scheme not in {"http", "https"}:
        return _("Give an address that begins with https://.")
    if settings.PRODUCTION and any(_is_here(one) for one in _found(host)):
        return _("This address leads to this machine itself.")
    return ""


def _in_tests() -> bool:
    return not settings.DEVELOPMENT and not settings.PRODUCTION


def _found(host: str) -> set[str]:
    """The network addresses of a host; empty when it is not known now."""
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return set()


def _is_here(text: str) -> bool:
    """Loopback, link-local (where clouds keep their keys), addresses of nobody. A school's own network is allowed."""
    found = ipaddress.ip_address(text.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    return bool(found.is_loopback or found.is_link_local or found.is_unspecified or found.is_multicast)
