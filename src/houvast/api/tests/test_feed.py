"""The feed misses nothing, says ids only, and opens what the token opens; webhooks are signed and retried."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.apps import apps
from django.db import transaction

from houvast.api import actions
from houvast.api.feed import changes_after, drop_old, give_numbers
from houvast.api.feed_words import FOLLOWED
from houvast.api.forgetting import forget_changes_of
from houvast.api.models import Change, Feed, Webhook
from houvast.api.noting import lay_triggers, unnoted
from houvast.api.scopes import BY_NAME
from houvast.api.tasks import look_for_changes, tidy
from houvast.api.tests.conftest import System, Systems
from houvast.attendance.models import Absence
from houvast.core.access.words import Purpose
from houvast.education.models import Result
from houvast.outbox.models import Job
from houvast.outbox.registry import Asked
from houvast.outbox.worker import Worker
from houvast.people.clock import now, today
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from tests.houvast_testing.cast import Cast


@pytest.fixture
def noted(db: None) -> None:
    lay_triggers()


def absence(cast: Cast, student: Person | None = None) -> Absence:
    return Absence.objects.create(
        organisation=cast.organisation,
        student=student or cast.student,
        day=today(),
        minutes=50,
        kind=Absence.Kind.SICK,
        source="file",
        lesson="wiskunde",
    )


def kinds(answer: dict[str, list[dict[str, str]]]) -> list[tuple[str, str]]:
    return [(one["resource"], one["kind"]) for one in answer["items"]]


@pytest.mark.usefixtures("noted")
def test_what_is_added_changed_and_removed_comes_once_and_in_order(cast: Cast, systems: Systems) -> None:
    system = systems.system()
    begin = system.get("/changes").json()
    assert begin["items"] == []
    row = absence(cast)
    Absence.objects.filter(pk=row.pk).update(minutes=20)
    Result.objects.bulk_create([Result(organisation=cast.organisation, student=cast.student, on=today(), title="x")])
    row.delete()
    answer = system.get("/changes", cursor=begin["next"]).json()
    assert kinds(answer) == [
        ("absences", "added"),
        ("absences", "changed"),
        ("results", "added"),
        ("absences", "removed"),
    ]
    assert set(answer["items"][0]) == {"resource", "id", "studentId", "kind", "at"}
    assert system.get("/changes", cursor=answer["next"]).json()["items"] == []


@pytest.mark.usefixtures("noted")
def test_a_reader_who_was_cut_off_goes_on_where_it_was(cast: Cast, systems: Systems) -> None:
    system = systems.system()
    cursor = system.get("/changes").json()["next"]
    for _ in range(5):
        row = absence(cast)
        Absence.objects.filter(pk=row.pk).update(lesson=str(row.pk)[:30])
    seen = []
    while True:
        answer = system.get("/changes", cursor=cursor, pageSize=3).json()
        assert answer == system.get("/changes", cursor=cursor, pageSize=3).json()
        seen += [one["id"] for one in answer["items"]]
        cursor = answer["next"]
        if not answer["more"]:
            break
    assert len(seen) == 10


@pytest.mark.usefixtures("noted")
def test_the_feed_says_nothing_of_scopes_and_students_the_token_does_not_open(cast: Cast, systems: Systems) -> None:
    only_results = systems.system(scopes=["results:read", "changes:read"])
    team = systems.system(name="Team", unit=cast.team)
    cursor = only_results.get("/changes").json()["next"]
    absence(cast)
    absence(cast, cast.other_student)
    assert only_results.get("/changes", cursor=cursor).json()["items"] == []
    seen = team.get("/changes", cursor=cursor).json()["items"]
    assert {one["studentId"] for one in seen} == {str(cast.student.pk)}


@pytest.mark.usefixtures("noted")
def test_without_a_feed_nothing_is_noted(cast: Cast, systems: Systems) -> None:
    system = systems.system(scopes=["absences:read"])
    absence(cast)
    assert not Change.objects.exists()
    assert system.get("/changes").status_code == 403


@pytest.mark.usefixtures("noted")
def test_nothing_is_noted_while_an_archive_is_put_back(cast: Cast, systems: Systems) -> None:
    systems.system()
    with transaction.atomic(), unnoted():
        absence(cast)
    assert not Change.objects.exists()
    absence(cast, cast.other_student)
    assert Change.objects.count() == 1


@pytest.mark.usefixtures("noted")
def test_what_is_too_old_is_not_kept_and_an_old_cursor_says_so(cast: Cast, systems: Systems) -> None:
    system = systems.system()
    cursor = system.get("/changes").json()["next"]
    absence(cast)
    give_numbers(cast.organisation.pk)
    drop_old(cast.organisation.pk, now() + timedelta(days=91))
    assert not Change.objects.exists()
    assert system.get("/changes", cursor=cursor).status_code == 410
    assert system.get("/changes", cursor="start").json()["items"] == []
    assert system.get("/changes", cursor="bjk5OTk5").status_code == 400, "a number that was never given"


@pytest.mark.usefixtures("noted")
def test_of_an_erased_student_only_that_they_are_gone_is_kept(cast: Cast, systems: Systems) -> None:
    system = systems.system()
    cursor = system.get("/changes").json()["next"]
    absence(cast)
    Person.objects.filter(pk=cast.student.pk).update(erased_at=now())
    forget_changes_of([cast.student.pk])
    answer = system.get("/changes", cursor=cursor).json()
    assert kinds(answer) == [("students", "removed")]


def test_what_can_be_seen_later_gets_a_later_number(cast: Cast, systems: Systems) -> None:
    """A long transaction shows its rows after those of a shorter one that began later; no reader may miss them."""
    systems.system()
    made = {
        "organisation": cast.organisation, "resource": "absences", "thing": cast.student.pk,
        "student": cast.student.pk, "kind": "added", "at": now(),
    }  # fmt: skip
    Change.objects.create(id=10, **made)
    first = give_numbers(cast.organisation.pk)
    Change.objects.create(id=5, **made)
    give_numbers(cast.organisation.pk)
    assert [one.pk for one in changes_after(cast.organisation.pk, first, ["absences"], most=9)] == [5]


def test_every_followed_table_has_the_columns_that_are_noted() -> None:
    models = {model._meta.db_table: model for model in apps.get_models()}
    for one in FOLLOWED:
        columns = {field.column for field in models[one.table]._meta.local_concrete_fields}
        assert {"id", "organisation_id", one.student} <= columns, one.table
        assert one.scope in BY_NAME


class Listener(HTTPServer):
    """The other side of a webhook, on this machine: keeps what it got and answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers = [204]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0])
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def hook(systems: Systems, listener: Listener) -> str:
    system: System = systems.system()
    system.get("/changes")
    return actions.add_webhook(
        client=systems.client(), address=listener.address, resources=["absences"], by=systems.keeper, at=now()
    )


def pass_over(cast: Cast) -> None:
    look_for_changes(Asked(organisation_id=cast.organisation.pk, arguments={}, at=now()))


@pytest.mark.usefixtures("noted")
def test_a_webhook_is_told_that_something_changed_signed_and_without_a_name(
    cast: Cast, systems: Systems, listener: Listener
) -> None:
    secret = hook(systems, listener)
    absence(cast)
    pass_over(cast)
    Worker(server=None).do_a_job(cast.organisation.pk)
    ((headers, body),) = listener.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    said = json.loads(body)
    assert set(said) == {"type", "timestamp", "resources", "link"}
    assert said["link"].endswith("/api/v1/changes")
    for secret_thing in (str(cast.student.pk), cast.student.pk.hex, cast.student.number, cast.student.family_name):
        assert secret_thing not in body.decode()
    pass_over(cast)
    Worker(server=None).do_a_job(cast.organisation.pk)
    assert len(listener.got) == 1, "told once for what changed once"


@pytest.mark.usefixtures("noted")
def test_a_webhook_that_fails_is_tried_again_and_one_job_waits_at_a_time(
    cast: Cast, systems: Systems, listener: Listener
) -> None:
    hook(systems, listener)
    listener.answers = [500, 302, 200]
    for _ in range(3):
        row = absence(cast)
        Absence.objects.filter(pk=row.pk).update(lesson=str(row.pk)[:30])
        pass_over(cast)
        Job.objects.filter(name="api.tell").update(try_after=now())
        Worker(server=None).do_a_job(cast.organisation.pk)
        assert Job.objects.filter(name="api.tell").count() == 1
    assert len(listener.got) == 3
    assert {headers["webhook-id"] for headers, _ in listener.got} != set()
    assert Webhook.objects.get().told == Feed.objects.get().latest


@pytest.mark.usefixtures("noted")
def test_what_is_no_concern_of_an_address_is_not_told(cast: Cast, systems: Systems, listener: Listener) -> None:
    hook(systems, listener)
    Result.objects.create(organisation=cast.organisation, student=cast.student, on=today(), title="x")
    pass_over(cast)
    assert not Job.objects.filter(name="api.tell").exists()


def test_an_ended_address_is_told_nothing(cast: Cast, systems: Systems, listener: Listener) -> None:
    lay_triggers()
    hook(systems, listener)
    absence(cast)
    pass_over(cast)
    actions.end_webhook(webhook=Webhook.objects.get(), by=systems.keeper, at=now())
    Worker(server=None).do_a_job(cast.organisation.pk)
    assert listener.got == []


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org", "https://user:pass@example.org/", "https://", "https://example.org/#x", "https://["],
)
def test_an_address_that_cannot_be_used_is_refused(systems: Systems, address: str) -> None:
    with pytest.raises(CannotBeDone):
        actions.add_webhook(
            client=systems.client(), address=address, resources=["absences"], by=systems.keeper, at=now()
        )


def test_what_is_kept_too_long_is_dropped(cast: Cast, systems: Systems) -> None:
    from houvast.api.models import Call, KeptAnswer

    systems.system(Purpose.GUIDANCE).get("/students")
    KeptAnswer.objects.create(
        organisation=cast.organisation, client=systems.client(), key="k", request_digest="0", at=now()
    )
    tidy(Asked(organisation_id=cast.organisation.pk, arguments={}, at=now() + timedelta(days=91)))
    assert not Call.objects.exists()
    assert not KeptAnswer.objects.exists()
