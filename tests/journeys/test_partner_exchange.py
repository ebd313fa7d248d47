"""Two running installations exchange a handover: a school and a municipality, each a server and a worker of its own.

The other side is down, answers into the void, or is killed in the middle: nothing is lost and nothing comes twice.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.school import COMMAND, ROOT, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN = """
import json, sys
import django
django.setup()
"""
SCHOOL = (
    BEGIN
    + """
from datetime import timedelta
from houvast.handover import actions
from houvast.people.clock import now, today
from houvast.people.models import Account, Organisation, Person, PersonalRelation
school = Organisation.objects.create(name="ROC Ver", kind="institution")
def person(given, **more):
    return Person.objects.create(organisation=school, given_name=given, family_name="Test", sort_name=given.lower(),
        created_at=now(), **more)
sam, coach = person("Sam", is_student=True, birth_date=today() - timedelta(days=7000)), person("Carla")
PersonalRelation.objects.create(organisation=school, kind="coach", holder=coach, student=sam, starts_on=today())
print(json.dumps(actions.card_of(school, at=now())))
"""
)
TOWN = (
    BEGIN
    + """
from houvast.core.handover.desks import DeskKind
from houvast.handover import actions
from houvast.people.clock import now, today
from houvast.people.models import Organisation, Person, RoleAssignment
town = Organisation.objects.create(name="Gemeente Ver", kind="municipality")
desk = actions.make_desk(organisation=town, kind=DeskKind.RMC, name="Doorstroompunt Ver")
rosa = Person.objects.create(organisation=town, given_name="Rosa", sort_name="rosa", created_at=now())
RoleAssignment.objects.create(organisation=town, person=rosa, role="rmc", unit=desk.unit, starts_on=today())
print(json.dumps(actions.card_of(town, at=now())))
"""
)
CONNECT = (
    BEGIN
    + """
from houvast.handover import actions
from houvast.people.clock import now
from houvast.people.models import Organisation
actions.connect_for(Organisation.objects.get(), card=json.loads(sys.argv[1]), by=None, at=now())
print("true")
"""
)
ASK = (
    BEGIN
    + """
from datetime import timedelta
from houvast.core.handover.items import Item
from houvast.handover import actions
from houvast.handover.models import Desk
from houvast.people.clock import now, today
from houvast.people.models import Person
from houvast.people.viewer import Viewer
sam, coach = Person.objects.get(given_name="Sam"), Person.objects.get(given_name="Carla")
told = {Item.WHY: "Sam zoekt een leerbaan.", Item.NEEDS: "Rust."}
draft = actions.AskDraft(told=told, until=today() + timedelta(days=90), desk=Desk.objects.get())
made = actions.ask(student=sam, by=Viewer(coach), draft=draft, at=now())
actions.agree(handover=made, by=Viewer(sam), agreed=(Item.CONTACT, Item.WHY), seen_revision=1, at=now())
print(json.dumps(str(made.pk)))
"""
)
STATES = (
    BEGIN
    + """
from houvast.handover.models import Following, Handover, Message
print(json.dumps({
    "given": list(Handover.objects.order_by("asked_at").values_list("state", flat=True)),
    "contact": list(Handover.objects.values_list("in_contact", flat=True)),
    "received": list(Following.objects.order_by("arrived_at").values_list("state", flat=True)),
    "told": [one.get("told", {}) for one in Following.objects.order_by("arrived_at").values_list("content", flat=True)],
    "waiting": Message.objects.filter(delivered_at__isnull=True, refused="").count(),
    "bodies": [one for one in Message.objects.filter(delivered_at__isnull=False).values_list("body", flat=True) if one],
}))
"""
)
STEP = (
    BEGIN
    + """
from houvast.handover import actions
from houvast.handover.actions.answering import record_talk
from houvast.handover.models import Following
from houvast.people.clock import now, today
from houvast.people.models import Person
from houvast.people.viewer import Viewer
rosa = Viewer(Person.objects.get(given_name="Rosa"))
for step in json.loads(sys.argv[1]):
    found = Following.objects.latest("arrived_at")
    seen = dict(following=found, by=rosa, seen_revision=found.revision, at=now())
    match step:
        case "accept": actions.accept(**seen)
        case "talk": record_talk(on=today(), **seen)
        case "confirm": actions.confirm(**seen)
        case "refuse": actions.refuse(reason="Woont elders.", **seen)
        case "contact":
            actions.record(following=found, by=rosa, at=now(),
                draft=actions.EntryDraft(kind="first_contact", on=today(), text="Gebeld over geld."))
print("true")
"""
)
REVOKE = (
    BEGIN
    + """
from houvast.handover import actions
from houvast.handover.models import Handover
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.viewer import Viewer
found = Handover.objects.latest("asked_at")
actions.revoke(handover=found, by=Viewer(Person.objects.get(given_name="Sam")), reason="", seen_revision=found.revision,
    at=now())
print("true")
"""
)
DUE = (
    BEGIN
    + """
from houvast.outbox.models import Job
from houvast.people.clock import now
Job.objects.filter(name="handover.send", status="waiting").update(try_after=now())
print("true")
"""
)


@dataclass
class Installation:
    """A house of its own: a directory, a database, keys, a port."""

    directory: Path
    port: int
    public_port: int
    server: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def environment(self) -> dict[str, str]:
        made = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
            "HOUVAST_ENVIRONMENT": "development",
            "HOUVAST_DATA_DIRECTORY": str(self.directory),
            "HOUVAST_DATABASE_URL": f"sqlite:///{self.directory}/house.sqlite3",
            "HOUVAST_SECRET_KEY": "journeys-only-" + "0123456789" * 5,
            "HOUVAST_SQLITE_SYNCHRONOUS": "NORMAL",
            "HOUVAST_LOG_LEVEL": "ERROR",
            "HOUVAST_PUBLIC_URL": f"http://127.0.0.1:{self.public_port}",
        }
        made.pop("HOUVAST_DATABASE_OWNER_URL", None)
        return made

    def command(self, *words: str) -> None:
        done = subprocess.run(
            [*COMMAND, *words], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def run(self, program: str, argument: object = None) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", program, json.dumps(argument)],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def start(self) -> None:
        self.server = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self.port), "--workers", "1"], env=self.environment, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sign-in/", timeout=5),
            ):
                return
            time.sleep(0.2)
        raise TimeoutError(self.port)

    def stop(self, how: int = signal.SIGTERM) -> None:
        """The server and the processes it started itself."""
        if self.server is not None:
            os.killpg(self.server.pid, how)
            self.server.wait(timeout=20)
            self.server = None

    def work(self) -> None:
        """What is due, and what failed before, is tried now."""
        self.run(DUE)
        self.command("worker", "--once")

    @property
    def states(self) -> dict[str, Any]:
        found: dict[str, Any] = self.run(STATES)
        return found


class Void(threading.Thread):
    """A line that hands a request on and, while it swallows, loses the answer: the sender never hears of it."""

    def __init__(self, port: int, to: int) -> None:
        super().__init__(daemon=True)
        self.to, self.swallows, self.lost = to, False, 0
        self.listener = socket.create_server(("127.0.0.1", port))

    def run(self) -> None:
        while True:
            try:
                caller, _ = self.listener.accept()
            except OSError:
                return
            with caller, contextlib.suppress(OSError):
                self._hand_on(caller)

    def _hand_on(self, caller: socket.socket) -> None:
        asked = b""
        while b"\r\n\r\n" not in asked:
            asked += caller.recv(65536)
        head, _, body = asked.partition(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        )
        while len(body) < length:
            body += caller.recv(65536)
        with socket.create_connection(("127.0.0.1", self.to), timeout=5) as there:
            there.sendall(head + b"\r\n\r\n" + body)
            answer = b""
            while part := there.recv(65536):
                answer += part
        if self.swallows:
            self.lost += 1
            return
        caller.sendall(answer)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Installation, Installation, Void]]:
    made = []
    for name in ("school", "town"):
        directory = tmp_path / name
        directory.mkdir()
        port = free_port()
        made.append(Installation(directory=directory, port=port, public_port=port))
    school, town = made
    town.public_port = free_port()
    void = Void(town.public_port, town.port)
    void.start()
    for one in made:
        one.command("migrate")
    cards = [school.run(SCHOOL), town.run(TOWN)]
    school.run(CONNECT, cards[1])
    town.run(CONNECT, cards[0])
    try:
        yield school, town, void
    finally:
        void.listener.close()
        for one in made:
            one.stop(signal.SIGKILL)


@pytest.mark.req("S-628")
@pytest.mark.proof
@pytest.mark.timeout(240)
def test_two_installations_exchange_a_handover_and_nothing_is_lost_or_doubled(
    two: tuple[Installation, Installation, Void],
) -> None:
    school, town, void = two

    # 1. the other side is down: it waits
    school.run(ASK)
    school.work()
    assert school.states["waiting"] == 1
    assert school.states["given"] == ["consented"]

    # 2. it is up, and its answer is lost on the way: the same is sent again, and stands there once
    town.start()
    void.swallows = True
    school.work()
    assert void.lost >= 1
    assert school.states["waiting"] == 1
    assert town.states["received"] == ["consented"]
    void.swallows = False
    school.work()
    assert school.states["waiting"] == 0
    assert school.states["bodies"] == [], "what was delivered is not kept"
    found = town.states
    assert found["received"] == ["consented"]
    assert set(found["told"][0]) == {"contact", "why"}, "only what the student agreed to"

    # 3. the desk answers while the school is down, then takes every step; the school hears them in order
    town.run(STEP, ["accept"])
    town.work()
    assert town.states["waiting"] == 1
    school.start()
    town.run(STEP, ["talk", "confirm", "contact"])
    town.work()
    assert town.states["waiting"] == 0
    assert school.states["given"] == ["done"]
    assert school.states["contact"] == [True]

    # 4. the student stops the sharing, and the other side is killed in the middle of taking it in
    assert town.server is not None
    os.killpg(town.server.pid, signal.SIGSTOP)
    school.run(REVOKE)
    school.work()
    assert school.states["waiting"] == 1
    town.stop(signal.SIGKILL)
    town.start()
    school.work()
    assert school.states["waiting"] == 0
    found = town.states
    assert found["received"] == ["revoked"]
    assert found["told"] == [{}]

    # 5. another one is refused with a reason
    school.run(ASK)
    school.work()
    town.run(STEP, ["refuse"])
    town.work()
    assert school.states["given"] == ["revoked", "refused"]
