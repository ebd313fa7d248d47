"""Some pages may be read from a replica; what is about one student, or was just written, never is."""

from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from houvast.operation import replica
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast


@pytest.fixture
def two(settings: Any) -> None:
    settings.HOUVAST = settings.HOUVAST.model_copy(
        update={"replica_url": "postgresql://reader@nowhere.invalid/houvast"}
    )


def asked(path: str, *, method: str = "get", **cookies: str) -> Any:
    request = getattr(RequestFactory(), method)(path)
    request.resolver_match = resolve(path)
    request.COOKIES.update(cookies)
    return request


def test_the_directory_and_the_figures_may_be_a_second_old(two: None) -> None:
    assert replica.may_be_behind(asked(reverse("directory:home")))
    assert replica.may_be_behind(asked(reverse("monitor:overview")))


@pytest.mark.parametrize("name", ["start", "students", "cases:open", "who-looked"])
def test_what_is_about_students_tasks_and_signatures_is_read_where_it_is_written(two: None, name: str) -> None:
    assert not replica.may_be_behind(asked(reverse(name)))


def test_whoever_just_wrote_reads_where_it_was_written(two: None) -> None:
    path = reverse("directory:home")
    assert not replica.may_be_behind(asked(path, method="post"))
    assert not replica.may_be_behind(asked(path, **{replica.WROTE: "1"}))


def test_without_a_replica_nothing_goes_there(settings: Any) -> None:
    assert not settings.HOUVAST.replica_url
    assert not replica.may_be_behind(asked(reverse("directory:home")))


def test_writes_never_go_to_the_replica_and_it_gets_no_migrations() -> None:
    router = replica.Router()
    assert router.db_for_write(Person) == "default"
    assert router.db_for_read(Person) is None
    assert router.allow_migrate(replica.ALIAS, "people") is False
    assert router.allow_migrate("default", "people") is None


def test_every_page_that_may_be_behind_exists() -> None:
    from tests.access.addresses import addresses

    assert {one.name for one in addresses()} >= replica.READ_PAGES


def test_a_replica_that_does_not_answer_is_passed_by(two: None, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for: list[str] = []

    def away(using: str | None = None, **named: Any) -> Any:
        if using == replica.ALIAS:
            asked_for.append(using)
            raise OperationalError
        return real(using, **named)

    real = transaction.atomic
    monkeypatch.setattr(transaction, "atomic", away)
    client: Client = cast.client("coach")
    assert client.get(reverse("directory:home")).status_code == 200
    assert asked_for == [replica.ALIAS]
