"""Closed pages say so in two languages and until when; probes go on, administrators enter, everything opens again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import OperationalError
from django.test import Client

from houvast.operation import maintenance
from houvast.operation.cli import main
from houvast.people.clock import AMSTERDAM, real_now
from tests.houvast_testing.cast import Cast


def houvast(*words: str) -> str:
    result = CliRunner().invoke(main, ["maintenance", *words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.HOUVAST = settings.HOUVAST.model_copy(update={"data_directory": tmp_path})
    yield
    maintenance.reopen()


def test_a_visitor_reads_in_two_languages_until_when(client: Client, db: None) -> None:
    until = real_now() + timedelta(minutes=40)
    houvast("on", "--until", f"{until.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}")
    page = client.get("/forgotten-password/")
    text = page.content.decode()
    assert page.status_code == 503
    assert 2280 <= int(page.headers["Retry-After"]) <= 2400
    assert "Houvast is dicht voor onderhoud" in text
    assert "Houvast is closed for maintenance" in text
    assert f"{until.astimezone(AMSTERDAM):%H:%M}" in text


def test_who_is_signed_in_waits_too_and_nothing_that_was_sent_is_half_done(cast: Cast) -> None:
    coach = cast.client("coach")
    assert coach.get("/").status_code == 200
    houvast("on")
    assert coach.get("/").status_code == 503
    assert coach.post("/students/", {}).status_code == 503
    houvast("off")
    assert coach.get("/").status_code == 200


def test_probes_answer_and_an_administrator_enters(cast: Cast, client: Client) -> None:
    houvast("on")
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 200
    assert client.get("/sign-in/").status_code == 200
    page = cast.client("administrator").get("/administration/condition/")
    assert page.status_code == 200
    assert "houvast maintenance off" in page.content.decode()


def test_a_program_gets_a_problem_and_not_a_page(client: Client, db: None) -> None:
    houvast("on")
    answer = client.get("/api/v1/law/rules")
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert int(answer.headers["Retry-After"]) >= 30


@pytest.mark.parametrize("wrong", ["soon", "2020-01-01 10:00", "25:00"])
def test_a_moment_that_cannot_be_is_refused(wrong: str) -> None:
    result = CliRunner().invoke(main, ["maintenance", "on", "--until", wrong])
    assert result.exit_code == 2
    assert maintenance.state() is None


def test_a_time_alone_is_the_next_time_the_clock_says_so() -> None:
    houvast("on", "--until", "03:00")
    closed = maintenance.state()
    assert closed
    assert closed.until
    assert timedelta(0) < closed.until - real_now() <= timedelta(days=1)
    assert "closed since" in houvast("status")
    assert "are open" in houvast("off")
    assert "open already" in houvast("off")


def test_a_database_that_is_away_gives_a_page_that_says_try_again(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_named: object) -> None:
        raise OperationalError

    client.cookies["houvast"] = "x" * 32
    client.raise_request_exception = False
    monkeypatch.setattr("houvast.people.sessions.SessionStore._get_session_from_db", away)
    page = client.get("/")
    assert page.status_code == 503
    assert int(page.headers["Retry-After"]) == 30
    assert "Houvast is even weg" in page.content.decode()
    assert "Houvast is away for a moment" in page.content.decode()
