"""What a worker does with mail and jobs: delays, giving up, more to do, what recurs."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection

from houvast.outbox import queue
from houvast.outbox.actions import ask_job, ask_mail, try_failed_again
from houvast.outbox.kinds import Kind
from houvast.outbox.models import Job, Mail
from houvast.outbox.registry import Asked, Daily, Every, JobRegisteredTwice, Registry
from houvast.outbox.sending import Server, UnusableMailUrl, server_of
from houvast.outbox.tests.servers import HERE, Keeper, free_port, mail_server
from houvast.outbox.worker import NO_ADDRESS, Worker
from houvast.people.clock import now
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast

Execute = Callable[..., object]


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    port = free_port()
    with mail_server(port) as running:
        running.port = port
        yield running


def worker(keeper: Keeper | None, clock: Clock, registry: Registry | None = None) -> Worker:
    server = Server(host=HERE, port=keeper.port, tls_from_start=False, user="", password="") if keeper else None
    return Worker(server=server, registry=registry or Registry(), clock=clock)


def ask(person: Person, key: str = "k") -> Mail:
    return ask_mail(recipient=person, kind=Kind.TASK, key=key, link="/", at=now() - timedelta(seconds=1))


def test_a_mail_leaves_with_what_it_needs_and_its_text_is_gone_afterwards(
    cast: Cast, keeper: Keeper, clock: Clock
) -> None:
    asked = ask(cast.student)
    assert worker(keeper, clock).run_until_idle().mails_sent == 1
    (message,) = keeper.messages
    assert message["To"] == cast.student.email
    assert message["Message-ID"] == f"<{asked.pk.hex}@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert "Hallo Sam" in text.decode()
    asked.refresh_from_db()
    assert (asked.status, asked.body) == (Mail.Status.DONE, "")


def test_without_a_mail_server_mail_stays_untouched(cast: Cast, clock: Clock) -> None:
    asked = ask(cast.student)
    worker(None, clock).run_until_idle()
    asked.refresh_from_db()
    assert (asked.status, asked.attempts) == (Mail.Status.WAITING, 0)


def test_a_mail_to_a_partner_of_another_organisation_finds_the_address(
    cast: Cast, keeper: Keeper, clock: Clock
) -> None:
    ask_mail(recipient=cast.partner, kind=Kind.READY, key="k", link="/", at=now(), organisation_id=cast.organisation.pk)
    clock.at += timedelta(minutes=1)
    worker(keeper, clock).run_until_idle()
    assert [message["To"] for message in keeper.messages] == [cast.partner.email]


def test_a_database_that_goes_away_after_the_server_took_a_mail_is_told_when_it_is_back(
    cast: Cast, keeper: Keeper, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only this worker knows that the mail left, so it goes on saying so: the mail is not sent again."""
    monkeypatch.setattr("houvast.outbox.worker.DATABASE_PAUSE_SECONDS", 0)
    asked = ask(cast.student)
    away = 3

    def gone_for_a_while(execute: Execute, sql: str, *rest: object) -> object:
        nonlocal away
        if keeper.kept and away and sql.startswith("UPDATE"):
            away -= 1
            raise OperationalError
        return execute(sql, *rest)

    with connection.execute_wrapper(gone_for_a_while):
        assert worker(keeper, clock).run_until_idle().mails_sent == 1
    asked.refresh_from_db()
    assert (asked.status, away, len(keeper.kept)) == (Mail.Status.DONE, 0, 1)


def test_a_clock_that_jumps_ahead_and_back_sends_each_mail_once_and_does_each_day_once(
    cast: Cast, keeper: Keeper, clock: Clock
) -> None:
    registry, days = Registry(), list[datetime]()

    def done(asked: Asked) -> bool:
        if asked.organisation_id == cast.organisation.pk:
            days.append(asked.at)
        return False

    registry.add("monitor.day", done, Daily(hour=3))
    one = worker(keeper, clock, registry)
    ask(cast.student, "today")
    one.run_until_idle()
    for number, jump in enumerate((1, -1, 30, -30, 1)):
        clock.at += timedelta(days=jump)
        ask_mail(recipient=cast.student, kind=Kind.TASK, key=f"jump {number}", link="/", at=clock.at)
        one.asked.clear()  # as a worker that was started anew
        one.run_until_idle()
    assert len(days) == 3, "today, tomorrow and a month on: each day once, however often the clock came by"
    clock.at += timedelta(days=60)
    one.run_until_idle()
    assert len(keeper.kept) == 6
    assert len({str(message["Message-ID"]) for message in keeper.messages}) == 6


def test_a_refused_address_is_given_up_at_once_and_says_so_without_naming_anybody(
    cast: Cast, keeper: Keeper, clock: Clock
) -> None:
    keeper.refuse[cast.student.email] = f"550 no {cast.student.email} here"
    asked, other = ask(cast.student), ask(cast.guardian, "other")
    worker(keeper, clock).run_until_idle()
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.status, other.status) == (Mail.Status.FAILED, Mail.Status.DONE)
    assert asked.trouble == "The mail server refused the address (550)."


def test_a_refusal_for_now_is_tried_again_after_growing_delays_and_then_given_up(
    cast: Cast, keeper: Keeper, clock: Clock
) -> None:
    keeper.refuse[cast.student.email] = "451 later"
    asked = ask(cast.student)
    for delay in queue.DELAYS:
        worker(keeper, clock).run_until_idle()
        asked.refresh_from_db()
        assert (asked.status, asked.try_after) == (Mail.Status.WAITING, clock.at + delay)
        clock.at += delay
    worker(keeper, clock).run_until_idle()
    asked.refresh_from_db()
    assert asked.status == Mail.Status.FAILED
    assert try_failed_again(organisation_id=cast.organisation.pk, at=clock.at) == 1
    keeper.refuse.clear()
    assert worker(keeper, clock).run_until_idle().mails_sent == 1


def test_somebody_without_an_address_is_told_about_when_the_address_is_known(
    cast: Cast, keeper: Keeper, clock: Clock
) -> None:
    Person.objects.filter(pk=cast.student.pk).update(email="")
    asked = ask(cast.student)
    worker(keeper, clock).run_until_idle()
    asked.refresh_from_db()
    assert (asked.status, asked.trouble) == (Mail.Status.WAITING, NO_ADDRESS)
    Person.objects.filter(pk=cast.student.pk).update(email="sam@example.org")
    clock.at += queue.DELAYS[0]
    worker(keeper, clock).run_until_idle()
    assert [message["To"] for message in keeper.messages] == ["sam@example.org"]


@pytest.mark.parametrize("address", ["sam@example.org\nBcc: all@example.org", "sam@@", "s@x, t@y"])
def test_an_address_can_not_add_to_the_mail(cast: Cast, keeper: Keeper, clock: Clock, address: str) -> None:
    Person.objects.filter(pk=cast.student.pk).update(email=address)
    asked = ask(cast.student)
    worker(keeper, clock).run_until_idle()
    asked.refresh_from_db()
    assert asked.status == Mail.Status.FAILED
    assert not keeper.kept


def test_a_worker_that_was_overtaken_changes_nothing(cast: Cast, clock: Clock) -> None:
    ask(cast.student)
    lease = timedelta(minutes=10)
    (first,) = queue.take(Mail, organisation_id=cast.organisation.pk, at=clock.at, most=5, lease=lease)
    assert not queue.take(Mail, organisation_id=cast.organisation.pk, at=clock.at, most=5, lease=lease)
    clock.at += lease
    (second,) = queue.take(Mail, organisation_id=cast.organisation.pk, at=clock.at, most=5, lease=lease)
    assert not queue.failed(first, at=clock.at, trouble="too late")
    assert queue.done(second, at=clock.at)
    assert not queue.done(first, at=clock.at)


def test_what_is_cut_off_each_time_is_given_up(cast: Cast, clock: Clock) -> None:
    asked = ask(cast.student)
    for _ in range(len(queue.DELAYS) + 1):
        assert queue.take(Mail, organisation_id=cast.organisation.pk, at=clock.at, most=1, lease=timedelta(minutes=1))
        clock.at += timedelta(minutes=1)
    assert not queue.take(Mail, organisation_id=cast.organisation.pk, at=clock.at, most=1, lease=timedelta(minutes=1))
    asked.refresh_from_db()
    assert (asked.status, asked.trouble) == (Mail.Status.FAILED, queue.CUT_OFF)


def test_a_job_runs_again_while_there_is_more_and_then_is_done(cast: Cast, clock: Clock) -> None:
    registry, seen = Registry(), []

    def count(asked: Asked) -> bool:
        seen.append(asked.arguments["step"])
        return len(seen) < 3

    registry.add("test.count", count)
    ask_job(name="test.count", key="1", organisation_id=cast.organisation.pk, at=clock.at, arguments={"step": 7})
    assert worker(None, clock, registry).run_until_idle().jobs_done == 3
    assert seen == [7, 7, 7]
    assert Job.objects.get().status == Job.Status.DONE


def test_what_a_failing_job_wrote_is_undone_and_it_waits_for_its_next_try(cast: Cast, clock: Clock) -> None:
    registry = Registry()

    def spoil(asked: Asked) -> bool:
        Person.objects.filter(pk=cast.student.pk).update(given_name="Spoiled")
        raise RuntimeError(cast.student.name)

    registry.add("test.spoil", spoil)
    ask_job(name="test.spoil", key="1", organisation_id=cast.organisation.pk, at=clock.at)
    worker(None, clock, registry).run_until_idle()
    cast.student.refresh_from_db()
    job = Job.objects.get()
    assert cast.student.given_name == "Sam"
    assert (job.status, job.try_after) == (Job.Status.WAITING, clock.at + queue.DELAYS[0])
    assert job.trouble == "RuntimeError in test.spoil."


def test_a_job_that_this_version_does_not_know_waits(cast: Cast, clock: Clock) -> None:
    ask_job(name="from.the_future", key="1", organisation_id=cast.organisation.pk, at=clock.at)
    worker(None, clock).run_until_idle()
    assert (Job.objects.get().status, Job.objects.get().trouble) == ("waiting", "UnknownJob in from.the_future.")


def test_what_recurs_is_asked_once_a_period_for_each_organisation(cast: Cast, clock: Clock) -> None:
    registry, done = Registry(), []

    def note(asked: Asked) -> bool:
        done.append(asked.organisation_id)
        return False

    registry.add("test.often", note, Every(minutes=15))
    clock.at = clock.at.replace(minute=1)
    for _ in range(2):
        worker(None, clock, registry).run_until_idle()
    assert len(done) == len(set(done)) == 3
    clock.at = clock.at.replace(minute=16)
    worker(None, clock, registry).run_until_idle()
    assert len(done) == 6


@pytest.mark.parametrize(
    ("moment", "period"),
    [
        ("2026-07-01T04:59:00+00:00", "2026-06-30"),
        ("2026-07-01T05:00:00+00:00", "2026-07-01"),
        ("2026-12-01T05:59:00+00:00", "2026-11-30"),
        ("2026-12-01T06:00:00+00:00", "2026-12-01"),
    ],
)
def test_daily_begins_at_the_hour_in_amsterdam_in_summer_and_winter(moment: str, period: str) -> None:
    assert Daily(hour=7).period(datetime.fromisoformat(moment)) == period


def test_two_functions_for_one_job_are_refused() -> None:
    registry = Registry()
    registry.add("test.one", lambda _: False)
    with pytest.raises(JobRegisteredTwice):
        registry.add("test.one", lambda _: True)


@pytest.mark.parametrize("url", ["http://mail", "smtp://", "smtp://host:port", "mail.example.org"])
def test_a_mail_url_that_cannot_be_used_is_explained(url: str) -> None:
    with pytest.raises(UnusableMailUrl):
        server_of(url)


def test_a_mail_url_may_carry_signs_in_its_password() -> None:
    server = server_of("smtps://user%40school.nl:p%2Fw@mail.school.nl")
    assert (server.user, server.password, server.port, server.tls_from_start) == ("user@school.nl", "p/w", 465, True)
