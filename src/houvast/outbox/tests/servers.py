"""Mail servers for the tests: a real one on this machine that keeps what it gets, and two that misbehave."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HERE = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(slots=True)
class Keeper:
    """Takes every mail and keeps it; kills the victim, if there is one, after taking a mail and before saying so.

    With `early` it kills when it has heard to whom the mail goes, and nothing more.
    """

    kept: list[bytes] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    victim: int = 0
    early: bool = False
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        if self.early:
            self._kill()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.kept.append(envelope.content)
        self._kill()
        return "250 taken"

    def _kill(self) -> None:
        if self.victim:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0

    @property
    def messages(self) -> list[Message]:
        return [message_from_bytes(content) for content in self.kept]


@contextmanager
def mail_server(port: int, keeper: Keeper | None = None) -> Iterator[Keeper]:
    """A mail server on this machine."""
    keeper = keeper or Keeper()
    controller = Controller(keeper, hostname=HERE, port=port)
    controller.start()
    try:
        yield keeper
    finally:
        controller.stop()


@contextmanager
def silent_server(port: int) -> Iterator[threading.Event]:
    """Takes the line and never says a word; the event is set when somebody has called."""
    called = threading.Event()
    over = threading.Event()
    listening = socket.create_server((HERE, port))
    listening.settimeout(0.1)

    def wait_for_a_call() -> None:
        lines = []
        while not over.is_set():
            try:
                line, _ = listening.accept()
            except TimeoutError:
                continue
            lines.append(line)
            called.set()
        for line in lines:
            line.close()
        listening.close()

    thread = threading.Thread(target=wait_for_a_call)
    thread.start()
    try:
        yield called
    finally:
        over.set()
        thread.join()
