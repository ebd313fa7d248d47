"""Probes speak when the database does not, and tell nothing about anybody."""

import re

import pytest
from django.db import connection
from django.test import Client, override_settings
from pydantic import SecretStr
from pytest_django import DjangoAssertNumQueries

from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import now
from houvast.privacy.scope import organisation_scope
from houvast.settings.environment import Settings
from tests.houvast_testing.cast import Cast


def with_token(settings: object, token: str) -> Settings:
    house: Settings = settings.HOUVAST  # type: ignore[attr-defined]
    return house.model_copy(update={"metrics_token": SecretStr(token)})


def test_alive_needs_neither_database_nor_host_name(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/health/live", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_ready_says_so_and_says_what_is_wrong(client: Client, db: None) -> None:
    assert client.get("/health/ready").content == b"ready\n"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'guidance'")
    waits = client.get("/health/ready")
    assert (waits.status_code, waits.content) == (503, b"the database must be migrated\n")


def test_probes_do_nothing_but_look(client: Client, db: None) -> None:
    assert client.post("/health/ready").status_code == 405
    assert client.get("/health/else").status_code == 404


def test_counts_are_for_who_has_the_token(client: Client, cast: Cast, settings: object) -> None:
    person = cast.coach
    with organisation_scope([person.organisation_id]):
        ask_mail(recipient=person, kind=Kind.TASK, key=f"health/{person.pk}", link="/", at=now())
    assert client.get("/health/metrics").status_code == 404
    with override_settings(HOUVAST=with_token(settings, "a-long-token")):
        assert client.get("/health/metrics", headers={"authorization": "Bearer another"}).status_code == 404
        told = client.get("/health/metrics", headers={"authorization": "Bearer a-long-token"})
    text = told.content.decode()
    assert told.status_code == 200
    assert re.search(r'^houvast_queue_rows\{queue="mail",state="waiting"\} 1\.0$', text, re.MULTILINE)
    assert person.name not in text
    assert person.email not in text
    assert str(person.organisation_id) not in text


@pytest.mark.parametrize("token", ["", "x"])
def test_an_empty_token_opens_nothing(client: Client, db: None, settings: object, token: str) -> None:
    with override_settings(HOUVAST=with_token(settings, "")):
        assert client.get("/health/metrics", headers={"authorization": f"Bearer {token}"}).status_code == 404
