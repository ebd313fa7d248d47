"""The BSN: a keyed hash that finds, a sealed value, and nowhere else. Found by looking, not by a list of places."""

import io
import json
import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from houvast.people.links import issue_link
from houvast.people.models import Person, SingleUseLink
from houvast.vault.fields import SealedField
from houvast.vault.keyring import digest
from tests.access.addresses import Things, addresses
from tests.houvast_testing.cast import Cast

BSN = "987654329"
"""Passes the eleven-test, and belongs to nobody: numbers that begin with 98 and more are not given out."""


@pytest.fixture
def with_bsn(cast: Cast) -> Cast:
    for person in (cast.student, cast.other_student, cast.coach):
        person.bsn = BSN
        person.bsn_digest = digest("identity", f"{BSN}{person.pk}")
        person.save(update_fields=["bsn", "bsn_digest"])
    return cast


def test_every_field_that_is_called_bsn_is_sealed_or_a_digest() -> None:
    found = [
        (model.__name__, field.name, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "bsn" in field.name.lower()
    ]
    assert found
    for model, name, field in found:
        assert isinstance(field, SealedField) or name.endswith("_digest"), f"{model}.{name} holds a BSN readable"
        if name.endswith("_digest"):
            assert isinstance(field, models.CharField)
            assert field.max_length == 64


def test_no_column_of_the_database_holds_it(with_bsn: Cast) -> None:
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = connection.ops.quote_name(model._meta.db_table)
            for field in model._meta.local_concrete_fields:
                column = connection.ops.quote_name(str(field.column))
                cursor.execute(f"SELECT count(*) FROM {table} WHERE CAST({column} AS text) LIKE %s", [f"%{BSN}%"])  # noqa: S608
                assert cursor.fetchone() == (0,), f"{table}.{column}"


@pytest.mark.long
def test_no_page_shows_it_to_anybody(with_bsn: Cast) -> None:
    things = Things(with_bsn, with_bsn.student)
    paths = [things.path(address) for address in addresses() if not address.name.startswith(("web:", "api:", "oeapi:"))]
    for member in ("student", "guardian", "coach", "team_leader", "director", "administration", "administrator"):
        browser = with_bsn.client(member)
        browser.raise_request_exception = False
        for path in paths:
            assert BSN not in browser.get(path).content.decode(errors="replace"), f"{path} as {member}"


def test_a_person_does_not_tell_it_in_words(with_bsn: Cast) -> None:
    person = Person.objects.get(pk=with_bsn.student.pk)
    assert BSN not in f"{person} {person!r} {person.name}"


# -- the log ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def log_lines() -> Any:
    """What the real handler writes, with the real processors."""
    root = logging.getLogger()
    from houvast.operation.log import configure

    handlers, level = root.handlers[:], root.level
    configure({"level": "INFO", "environment": "test"})
    written = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(written)

    def lines() -> list[dict[str, Any]]:
        return [json.loads(line) for line in written.getvalue().splitlines()]

    yield lines
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_failing_page_leaves_a_request_id_and_nothing_about_a_person(
    with_bsn: Cast, log_lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object, **_names: object) -> None:
        message = f"no place for {with_bsn.student.name}, {with_bsn.student.email}, {BSN}"
        raise RuntimeError(message)

    monkeypatch.setattr("houvast.operation.views.staff.staff_page", fails)
    browser = with_bsn.client("administrator")
    browser.raise_request_exception = False
    secret = f"?search=Sam+de+Wit&email=sam.dewit@example.org&bsn={BSN}"
    answer = browser.get(reverse("administration-staff") + secret, headers={"x-request-id": "vraag-12345"})
    assert answer.status_code == 500
    lines = log_lines()
    assert lines
    assert {line["request_id"] for line in lines} == {"vraag-12345"}
    assert any(line.get("exception") == "RuntimeError" for line in lines)
    whole = json.dumps(lines, ensure_ascii=False)
    for word in ("Sam", "Wit", "sam.dewit", "example.org", BSN):
        assert word not in whole, f"{word} stands in the log: {whole}"


def test_an_address_with_a_name_in_it_is_logged_without(db: None, log_lines: Any) -> None:
    Client().get("/students/sam.dewit@example.org/", headers={"x-request-id": "vraag-67890"})
    Client().get(f"/link/{BSN}/", headers={"x-request-id": "vraag-67890"})
    whole = json.dumps(log_lines())
    assert "sam.dewit" not in whole
    assert BSN not in whole


def test_a_message_with_values_loses_them(log_lines: Any) -> None:
    logging.getLogger("houvast.anything").warning("mail to %s failed for %s", "sam@example.org", BSN)
    (line,) = log_lines()
    assert "sam@example.org" not in line["event"]
    assert BSN not in line["event"]


def test_a_link_that_still_opens_is_not_in_the_log(cast: Cast, log_lines: Any) -> None:
    token = issue_link(account=cast.coach.account, purpose=SingleUseLink.Purpose.INVITATION)
    answer = Client().post(reverse("open-link", kwargs={"token": token}), {"password": "kort"})
    assert answer.status_code == 422
    assert log_lines(), "Django says that a form was not right, with its address"
    assert token not in json.dumps(log_lines())
