"""An inbox over IMAP: looked at without marking, marked as read only when what it said is safely kept."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 5
LARGEST_BYTES = 2_000_000
HEADER_BYTES = 60_000
IMAP_PORT, IMAPS_PORT = 143, 993
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class UnusableInboxUrl(ValueError):
    def __init__(self) -> None:
        super().__init__(
            "HOUVAST_HELPDESK_INBOX_URL cannot be used. Give imaps://user:password@host/INBOX (imap:// on this machine "
            "only); write signs such as @ in the name as %40."
        )


class InboxTrouble(RuntimeError):
    """The mail server did not do what was asked; the message holds no personal data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """Where the inbox is, and who reads it."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    encrypted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A mail by its number in the folder; `whole` is false when it was too large and only its headers were read."""

    uid: str
    content: bytes
    whole: bool


def inbox_at(url: str) -> Inbox:
    """The inbox of an address. Raises UnusableInboxUrl; without encryption only on this machine."""
    parts = urlsplit(url)
    encrypted = parts.scheme == "imaps"
    here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not parts.hostname or not parts.username or not (encrypted or (parts.scheme == "imap" and here)):
        raise UnusableInboxUrl
    return Inbox(
        host=parts.hostname,
        port=parts.port or (IMAPS_PORT if encrypted else IMAP_PORT),
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        encrypted=encrypted,
    )


class OpenInbox:
    """A folder that stands open. Mails are looked at with PEEK, so that looking changes nothing."""

    def __init__(self, server: imaplib.IMAP4) -> None:
        self.server = server

    def unread(self, most: int) -> tuple[str, ...]:
        """The numbers of mails not marked as read, oldest first, at most so many."""
        answer, found = self.server.uid("SEARCH", "UNSEEN")
        _must(answer)
        numbers = (found[0] or b"").split() if found else []
        return tuple(number.decode("ascii") for number in numbers[:most])

    def headers(self, uid: str) -> bytes:
        """The headers of a mail."""
        return self._part(uid, f"BODY.PEEK[HEADER]<0.{HEADER_BYTES}>")

    def mail(self, uid: str) -> Fetched:
        """The mail, or its headers only when it is larger than LARGEST_BYTES."""
        answer, found = self.server.uid("FETCH", uid, "(RFC822.SIZE)")
        _must(answer)
        said = b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in found if part)
        size = _SIZE.search(said)
        if size is None or int(size[1]) > LARGEST_BYTES:
            return Fetched(uid=uid, content=self.headers(uid), whole=False)
        return Fetched(uid=uid, content=self._part(uid, "BODY.PEEK[]"), whole=True)

    def mark_read(self, uid: str) -> None:
        """Say that this mail needs no more looking at."""
        answer, _ = self.server.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)")
        _must(answer)

    def _part(self, uid: str, part: str) -> bytes:
        answer, found = self.server.uid("FETCH", uid, f"({part})")
        _must(answer)
        return next((piece[1] for piece in found if isinstance(piece, tuple)), b"")


@contextmanager
def opened(inbox: Inbox) -> Iterator[OpenInbox]:
    """The folder, open for reading and marking. Raises InboxTrouble, never with the password in it."""
    try:
        server = _connected(inbox)
        try:
            server.login(inbox.user, inbox.password)
            answer, _ = server.select(f'"{inbox.folder}"')
            _must(answer)
            yield OpenInbox(server)
        finally:
            server.logout()
    except (OSError, imaplib.IMAP4.error) as error:
        message = f"The inbox at {inbox.host} cannot be read: {type(error).__name__}."
        raise InboxTrouble(message) from None


def _connected(inbox: Inbox) -> imaplib.IMAP4:
    if inbox.encrypted:
        return imaplib.IMAP4_SSL(
            inbox.host, inbox.port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_SECONDS
        )
    return imaplib.IMAP4(inbox.host, inbox.port, timeout=TIMEOUT_SECONDS)


def _must(answer: str) -> None:
    if answer != "OK":
        message = "The mail server refused what was asked of it."
        raise InboxTrouble(message)
