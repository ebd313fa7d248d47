"""Handing a mail to the mail server. What is sent twice is the same to the last byte, with the same Message-ID."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from houvast.outbox.models import Mail

TIMEOUT_SECONDS = 30
PORTS = {"smtp": 25, "smtps": 465}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PERMANENT = 500


class UnusableMailUrl(ValueError):
    def __init__(self) -> None:
        super().__init__(
            "HOUVAST_MAIL_URL cannot be used. Give smtp://user:password@host:587 or smtps://user:password@host:465; "
            "user and password may be left out."
        )


class NotSent(Exception):
    """The mail did not leave; says why without naming a person. `for_good`: trying again is no use."""

    def __init__(self, why: str, *, for_good: bool = False, unreachable: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good
        self.unreachable = unreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    host: str
    port: int
    tls_from_start: bool
    user: str
    password: str


def server_of(url: str) -> Server:
    """The mail server that HOUVAST_MAIL_URL names; raises UnusableMailUrl."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise UnusableMailUrl from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise UnusableMailUrl
    return Server(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        tls_from_start=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def message_id(mail: Mail, sender: str) -> str:
    """The same for every attempt at this mail: a receiving system recognises the double."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "houvast.invalid"
    return f"<{mail.pk.hex}@{domain}>"


def message_of(mail: Mail, *, address: str, sender: str) -> EmailMessage:
    """The mail as it leaves; raises NotSent when the address cannot stand in a mail."""
    message = EmailMessage(policy=SMTP)
    try:
        validate_email(address)
        message["From"] = sender
        message["To"] = address
    except (ValidationError, MessageError, ValueError, IndexError) as error:
        raise NotSent("The address of this person cannot be used. Correct it and try again.", for_good=True) from error
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = message_id(mail, sender)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body or "", charset="utf-8", cte="quoted-printable")
    return message


class Line(smtplib.SMTP):
    """Says when sender and recipient were accepted and the text is about to leave."""

    about_to_hand_over: Callable[[], None]

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.about_to_hand_over()
        return super().data(msg)


class SealedLine(Line, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class Post:
    """An open line to the mail server."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def send(self, message: EmailMessage, *, about_to_hand_over: Callable[[], None]) -> None:
        """Returns when the server has taken the mail; raises NotSent.

        `about_to_hand_over` is called once, just before the text leaves: until then the mail has surely not left.
        """
        self._line.about_to_hand_over = about_to_hand_over
        try:
            self._line.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            for_good = all(code >= PERMANENT for code in codes)
            raise NotSent(f"The mail server refused the address ({codes[0]}).", for_good=for_good) from refused
        except smtplib.SMTPServerDisconnected as error:
            raise NotSent("The mail server broke off.", unreachable=True) from error
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"The mail server refused the mail ({error.smtp_code}).") from error
        except smtplib.SMTPException as error:
            raise NotSent(f"The mail could not be handed over ({type(error).__name__}).", for_good=True) from error
        except OSError as error:
            raise NotSent(f"The mail server broke off ({type(error).__name__}).", unreachable=True) from error


@contextmanager
def post(server: Server) -> Iterator[Post]:
    """A line to the server, encrypted where it offers that; raises NotSent when it cannot be reached.

    A password never goes over an open line, except to this machine itself.
    """
    context = ssl.create_default_context()
    try:
        line = (
            SealedLine(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
            if server.tls_from_start
            else Line(server.host, server.port, timeout=TIMEOUT_SECONDS)
        )
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"The mail server cannot be reached ({type(error).__name__}).", unreachable=True) from error
    try:
        _introduce(line, server, context)
        yield Post(line)
    finally:
        _close(line)


def _introduce(line: smtplib.SMTP, server: Server, context: ssl.SSLContext) -> None:
    encrypted = server.tls_from_start
    try:
        line.ehlo_or_helo_if_needed()
        if not encrypted and line.has_extn("starttls"):
            line.starttls(context=context)
            line.ehlo()
            encrypted = True
        if server.user and not encrypted and server.host not in LOOPBACK:
            raise NotSent("The mail server offers no encryption, so the password was not sent.", unreachable=True)
        if server.user:
            line.login(server.user, server.password)
    except (OSError, smtplib.SMTPException) as error:
        why = f"The mail server did not let us in ({type(error).__name__})."
        raise NotSent(why, unreachable=True) from error


def _close(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()
