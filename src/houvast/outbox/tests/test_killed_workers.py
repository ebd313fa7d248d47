"""Workers that are killed, mail servers that are away, workers beside each other: really, with real processes."""

from collections import Counter
from typing import Any

import pytest

from houvast.outbox.queue import MAY_HAVE_LEFT
from houvast.outbox.tests.servers import HERE, Keeper, free_port, mail_server, silent_server
from tests.houvast_testing.installation import Installation

ASK_AFRESH = """
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.outbox.models import Mail
from houvast.people.clock import now
from houvast.people.models import Organisation, Person
from houvast.privacy.scope import organisation_scope
organisation, _ = Organisation.objects.get_or_create(name="ROC Demo")
with organisation_scope([organisation.pk]):
    Mail.objects.all().delete()
    for number in range(int(sys.argv[1])):
        person = Person.objects.create(
            organisation=organisation, given_name=f"P{number}", sort_name="p", email=f"p{number}@example.org",
            created_at=now(),
        )
        ask_mail(recipient=person, kind=Kind.TASK, key=f"k{person.pk}", link="/", at=now())
"""
LOOK = """
from datetime import timedelta
from houvast.outbox.models import Mail
from houvast.people.clock import now
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope
with organisation_scope(list(Organisation.objects.values_list("id", flat=True))):
    answer(list(Mail.objects.order_by("id").values("id", "status", "attempts", "trouble")))
    Mail.objects.filter(status__in=["taken", "waiting"]).update(try_after=now() - timedelta(seconds=1))
"""
TRY_AGAIN = """
from houvast.outbox.actions import try_failed_again
from houvast.outbox.models import Mail
from houvast.people.clock import now
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope
(organisation,) = Organisation.objects.values_list("id", flat=True)
with organisation_scope([organisation]):
    assert try_failed_again(organisation_id=organisation, at=now()) == 0
    Mail.objects.update(status="waiting", attempts=0, try_after=now())
"""


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def house(port: int, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    directory = tmp_path_factory.mktemp("installation")
    sender = "Houvast <h@school.nl>"
    return Installation.make(directory, HOUVAST_MAIL_URL=f"smtp://{HERE}:{port}", HOUVAST_MAIL_FROM=sender)


def look(house: Installation) -> list[dict[str, Any]]:
    """Every mail as it stands; afterwards the leases and delays of those not sent are over."""
    found: list[dict[str, Any]] = house.python(LOOK)
    return found


@pytest.mark.long
def test_a_worker_killed_between_taking_and_sending_loses_nothing(house: Installation, port: int) -> None:
    house.python(ASK_AFRESH, "2")
    with silent_server(port) as called:
        worker = house.start("worker", "--once")
        assert called.wait(180)
        worker.kill()
        worker.communicate()
    assert [mail["status"] for mail in look(house)] == ["taken", "taken"]
    with mail_server(port) as keeper:
        house.houvast("worker", "--once")
    assert len(keeper.messages) == 2
    assert [mail["status"] for mail in look(house)] == ["done", "done"]


def killed_by(keeper: Keeper, house: Installation) -> None:
    """A worker that the mail server kills while it is at work."""
    worker = house.start("worker", "--once")
    keeper.victim = worker.pid
    worker.communicate(timeout=120)
    assert worker.returncode == -9


@pytest.mark.long
def test_a_worker_killed_before_the_text_leaves_is_followed_by_one_that_sends_it(
    house: Installation, port: int
) -> None:
    house.python(ASK_AFRESH, "1")
    with mail_server(port, Keeper(early=True)) as keeper:
        killed_by(keeper, house)
        assert [mail["status"] for mail in look(house)] == ["taken"]
        house.houvast("worker", "--once")
    assert len(keeper.messages) == 1
    assert [mail["status"] for mail in look(house)] == ["done"]


@pytest.mark.long
def test_a_mail_that_the_server_took_from_a_worker_that_died_is_not_sent_twice_by_itself(
    house: Installation, port: int
) -> None:
    house.python(ASK_AFRESH, "1")
    with mail_server(port) as keeper:
        killed_by(keeper, house)
        assert [mail["status"] for mail in look(house)] == ["taken"]
        house.houvast("worker", "--once")
        assert [(mail["status"], mail["trouble"]) for mail in look(house)] == [("failed", MAY_HAVE_LEFT)]
        assert len(keeper.kept) == 1
        house.python(TRY_AGAIN)
        house.houvast("worker", "--once")
    first, again = keeper.kept
    assert first == again  # to the last byte, so that a receiving system can tell
    (mail,) = look(house)
    assert mail["status"] == "done"
    assert keeper.messages[0]["Message-ID"] == f"<{mail['id'].replace('-', '')}@school.nl>"


@pytest.mark.long
def test_a_mail_about_a_letter_is_rather_sent_twice_than_never(house: Installation, port: int) -> None:
    house.python(ASK_AFRESH.replace("Kind.TASK", "Kind.LETTER"), "1")
    with mail_server(port) as keeper:
        killed_by(keeper, house)
        look(house)
        house.houvast("worker", "--once")
    first, again = keeper.kept
    assert first == again
    assert [mail["status"] for mail in look(house)] == ["done"]


@pytest.mark.long
def test_while_the_mail_server_is_away_mail_waits_and_is_sent_later(house: Installation, port: int) -> None:
    house.python(ASK_AFRESH, "3")
    house.houvast("worker", "--once")
    waiting = look(house)
    assert {(mail["status"], mail["attempts"]) for mail in waiting} == {("waiting", 1)}
    assert "cannot be reached" in waiting[0]["trouble"]
    with mail_server(port) as keeper:
        house.houvast("worker", "--once")
    assert len(keeper.messages) == 3
    assert {(mail["status"], mail["trouble"]) for mail in look(house)} == {("done", "")}


def test_two_workers_at_once_send_each_mail_once(house: Installation, port: int) -> None:
    house.python(ASK_AFRESH, "40")
    with mail_server(port) as keeper:
        workers = [house.start("worker", "--once") for _ in range(2)]
        for worker in workers:
            _, errors = worker.communicate(timeout=120)
            assert worker.returncode == 0, errors
    seen = Counter(message["Message-ID"] for message in keeper.messages)
    assert len(seen) == 40
    assert set(seen.values()) == {1}


@pytest.mark.long
def test_a_worker_that_is_told_to_stop_finishes_what_it_holds(house: Installation, port: int) -> None:
    house.python(ASK_AFRESH, "5")
    with mail_server(port) as keeper:
        worker = house.start("worker", "--concurrency", "2")
        while len(keeper.kept) < 5:
            assert worker.poll() is None, worker.communicate()
        worker.terminate()
        worker.communicate(timeout=30)
    assert worker.returncode == 0
    assert {mail["status"] for mail in look(house)} == {"done"}
