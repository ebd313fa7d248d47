"""Questions by mail, over a real IMAP server on this machine; and mails that mean harm."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pydantic import SecretStr

from houvast.helpdesk import mailbox
from houvast.helpdesk.actions import receiving
from houvast.helpdesk.actions.receiving import Tally
from houvast.helpdesk.links import token_of
from houvast.helpdesk.mailbox import Inbox, InboxTrouble, UnusableInboxUrl, inbox_at, opened
from houvast.helpdesk.models import Conversation, Message
from houvast.helpdesk.parsing import read_mail
from houvast.helpdesk.tasks import look_into_inbox, read_inbox
from houvast.helpdesk.tests.scene import Scene
from houvast.outbox.actions import ask_job
from houvast.outbox.models import Mail
from houvast.outbox.registry import REGISTRY, Asked, Registry
from houvast.outbox.worker import Worker
from houvast.people.clock import now
from houvast.privacy.scope import organisation_scope

pytestmark = pytest.mark.django_db
HERE = "127.0.0.1"
NESTED = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"


@dataclass(slots=True)
class Server:
    """A mail server that runs; mails are put in its inbox as any sender's would be."""

    port: int

    @property
    def inbox(self) -> Inbox:
        return inbox_at(f"imap://demouser:demopass@{HERE}:{self.port}/INBOX")

    def deliver(self, content: bytes | EmailMessage) -> None:
        with imaplib.IMAP4(HERE, self.port) as server:
            server.login("demouser", "demopass")
            answer, _ = server.append("INBOX", "", "", content if isinstance(content, bytes) else content.as_bytes())
            assert answer == "OK"

    def unread(self) -> int:
        with opened(self.inbox) as box:
            return len(box.unread(100))


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    """Pymap, a mail server in Python, with an empty mailbox in memory, in a process of its own."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        free: int = probe.getsockname()[1]
    start = "from pymap.main import main; main()"
    arguments = ("--host", HERE, "--port", str(free), "--no-tls", "dict")
    process = subprocess.Popen([sys.executable, "-c", start, *arguments], stderr=subprocess.DEVNULL)
    for _ in range(200):
        with suppress(OSError), socket.create_connection((HERE, free), timeout=1):
            break
        time.sleep(0.1)
    yield free
    process.terminate()
    process.wait(10)


@pytest.fixture
def server(port: int) -> Server:
    made = Server(port)
    with opened(made.inbox) as box:
        for uid in box.unread(1000):
            box.mark_read(uid)
    return made


def mail(text: str = "Mag dat zomaar?", *, html: bool = False, **headers: str) -> EmailMessage:
    made = EmailMessage()
    given = {
        "From": "Mina de Boer <mina@voorbeeld.nl>", "To": "vraag@helpdesk.example", "Subject": "Vraag over verzuim",
        "Message-ID": f"<{time.monotonic_ns()}@voorbeeld.nl>",
    } | {name.replace("_", "-"): value for name, value in headers.items()}  # fmt: skip
    for name, value in given.items():
        made[name] = value
    made.set_content(text, subtype="html" if html else "plain")
    return made


def look(scene: Scene, server: Server) -> Tally:
    at = now()
    with opened(server.inbox) as box:
        looked = receiving.look(desk=scene.desk, box=box, at=at)
    return receiving.keep(desk=scene.desk, looked=looked, at=at)


@pytest.mark.req("S-462")
def test_a_mail_becomes_a_question_once_and_its_asker_gets_a_private_link(scene: Scene, server: Server) -> None:
    server.deliver(mail())
    assert look(scene, server).asked == 1
    assert server.unread() == 1  # marked only when it is found in the database
    assert look(scene, server) == Tally(known=1)
    assert (server.unread(), Conversation.objects.count()) == (0, 1)
    conversation = Conversation.objects.get()
    assert (conversation.channel, conversation.subject) == ("mail", "Vraag over verzuim")
    sent = Mail.objects.get()
    assert token_of(conversation) in (sent.body or "")
    assert "verzuim" not in (sent.body or "")
    assert "Mag dat zomaar?" in Client().get(f"/helpdesk/question/{token_of(conversation)}/").content.decode()


def test_an_answer_finds_its_conversation_by_reference_or_by_the_mail_it_answers(scene: Scene, server: Server) -> None:
    first = mail()
    server.deliver(first)
    look(scene, server)
    conversation = Conversation.objects.get()
    server.deliver(mail("Nog iets.", In_Reply_To=str(first["Message-ID"])))
    server.deliver(mail("En dit.", Subject=f"Re: [{conversation.reference}] vraag"))
    assert look(scene, server).added == 2
    assert [one.text for one in Message.objects.order_by("at", "pk")] == ["Mag dat zomaar?", "Nog iets.", "En dit."]


def test_somebody_else_who_knows_the_reference_gets_a_conversation_of_their_own(scene: Scene, server: Server) -> None:
    server.deliver(mail())
    look(scene, server)
    reference = Conversation.objects.get().reference
    server.deliver(mail("Wat staat erin?", Subject=f"Re: {reference}", From="ander@voorbeeld.nl"))
    look(scene, server)
    assert Conversation.objects.count() == 2


def test_attachments_are_refused_politely(scene: Scene, server: Server) -> None:
    with_file = mail("Zie bijlage.")
    with_file.add_attachment(b"%PDF-1.7 geheim", maintype="application", subtype="pdf", filename="cv.pdf")
    server.deliver(with_file)
    look(scene, server)
    message = Message.objects.get()
    assert (message.text, message.left_out) == ("Zie bijlage.", 1)
    page = Client().get(f"/helpdesk/question/{token_of(Conversation.objects.get())}/").content.decode()
    assert "bijlage is niet aangenomen" in page


def test_a_mail_that_is_too_large_is_not_read(scene: Scene, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "LARGEST_BYTES", 5_000)
    server.deliver(mail("x" * 70 + "\n" + ("y" * 70 + "\n") * 200))
    look(scene, server)
    assert "te groot" in (Message.objects.get().text or "")


@pytest.mark.parametrize(
    "header", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"From": "MAILER-DAEMON@voorbeeld.nl"}]
)
def test_a_machine_is_not_answered(scene: Scene, server: Server, header: dict[str, str]) -> None:
    server.deliver(mail("Ik ben er niet.", html=False, **header))
    assert look(scene, server) == Tally(passed_by=1)
    assert (server.unread(), Conversation.objects.count(), Mail.objects.count()) == (0, 0, 0)


@pytest.mark.long
def test_one_address_cannot_fill_the_helpdesk(scene: Scene, server: Server) -> None:
    for number in range(23):
        server.deliver(mail(f"Vraag {number}"))
    look(scene, server)
    look(scene, server)
    assert Message.objects.count() == 20


def test_html_gives_its_words_and_nothing_runs(scene: Scene, server: Server) -> None:
    page = (
        "<html><head><style>p{}</style></head><body><p>Hallo</p><script>alert(1)</script><img src=x onerror=y></body>"
    )
    server.deliver(mail(page, html=True))
    look(scene, server)
    assert Message.objects.get().text == "Hallo"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 50,
        b"From: =?utf-8?B?////?=\r\nSubject: =?x-unknown?Q?=E9?=\r\n\r\nhallo",
        b"Content-Type: text/plain; charset=no-such\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        NESTED + b"--a\r\n" + (NESTED + b"--a\r\n") * 300,
        b"Subject: " + b"a" * 200_000 + b"\r\n\r\nhallo",
        b"Content-Type: text/plain\r\n\r\n" + b"z" * 3_000_000,
        b'Subject: hi\r\n Bcc: alles@voorbeeld.nl\r\nFrom: "a\r\nb" <x@y.nl>, <z@y.nl>\r\n\r\n\xe2\x80\xae verkeerd om',
    ],
)  # fmt: skip
def test_a_mail_that_means_harm_is_read_as_far_as_it_goes(content: bytes) -> None:
    read = read_mail(content)
    assert len(read.text) <= 20_010
    assert len(read.subject) <= 200
    assert not {"\n", "\r", "\x00"} & set(read.subject + read.sender + read.name)
    assert "\u202e" not in read.text


def test_quoted_text_is_left_out() -> None:
    read = read_mail(b"Subject: Re\r\n\r\nDank je.\r\n\r\nOp ma 3 mei 2027 schreef de helpdesk:\r\n> eerder\r\n")
    assert read.text == "Dank je."


def test_without_encryption_only_this_machine_is_asked() -> None:
    for url in ("imap://a:b@mail.example/INBOX", "imaps://mail.example", "http://a:b@mail.example", ""):
        with pytest.raises(UnusableInboxUrl):
            inbox_at(url)
    assert inbox_at("imaps://vraag%40helpdesk.example:p%40ss@mail.example").password == "p@ss"


def test_a_wrong_password_says_nothing_secret(port: int) -> None:
    with (
        pytest.raises(InboxTrouble) as trouble,
        opened(inbox_at(f"imap://demouser:geheim@{HERE}:{port}/INBOX")),
    ):
        pass
    assert "geheim" not in str(trouble.value)


@pytest.mark.django_db(transaction=True)
@pytest.mark.req("S-462")
def test_the_worker_holds_no_transaction_while_it_waits_for_the_mail_server(
    scene: Scene, server: Server, settings: Any
) -> None:
    address = f"imap://demouser:demopass@{HERE}:{server.port}/INBOX"
    settings.HOUVAST = settings.HOUVAST.model_copy(update={"helpdesk_inbox_url": SecretStr(address)})
    server.deliver(mail())
    waited: list[bool] = []

    def looked(asked: Asked) -> object:
        waited.append(connection.in_atomic_block)
        return look_into_inbox(asked)

    registry = Registry()
    registry.add("helpdesk.read_inbox", read_inbox, before=looked)
    at = now()
    with organisation_scope([scene.desk.of_id]):
        ask_job(name="helpdesk.read_inbox", key="1", organisation_id=scene.desk.of_id, at=at)
    tally = Worker(server=None, registry=registry).run_until_idle()
    assert (waited, tally.jobs_done, tally.jobs_failed) == ([False], 1, 0)
    with organisation_scope([scene.desk.of_id]):
        assert Conversation.objects.get().subject == "Vraag over verzuim"
    entry = REGISTRY.entries["helpdesk.read_inbox"]
    assert (entry.handler, entry.before) == (read_inbox, look_into_inbox)
