"""The pages of connected systems: a token is made, shown once, and ended; nobody else finds them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from houvast.api.models import Client, Token, Webhook
from houvast.api.tests.conftest import System, Systems
from houvast.people.clock import today
from tests.houvast_testing.cast import Cast


@pytest.fixture
def keeper(cast: Cast) -> Browser:
    """The administrator, who signed in a moment ago."""
    return cast.client("administrator")


def connect(keeper: Browser, name: str = "Rooster") -> str:
    answer = keeper.post(reverse("administration-system-new"), {"name": name, "keeper": "Beheer", "unit": ""})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def new_token(keeper: Browser, **more: object) -> str:
    (client,) = Client.objects.all()
    path = reverse("administration-token-new", kwargs={"client_id": client.pk, "purpose": "guidance"})
    last = today() + timedelta(days=365)
    data = {"scopes": ["students:read", "talks:read"], "reason": "Agenda", "last_day": last.isoformat(), **more}
    answer = keeper.post(path, data)
    assert answer.status_code == 302, re.findall(r"error[^<]*<[^>]*>[^<]*", answer.content.decode())
    return path


def test_an_administrator_makes_a_token_and_sees_it_once(cast: Cast, keeper: Browser) -> None:
    page = connect(keeper)
    new_token(keeper)
    shown = keeper.get(page).content.decode()
    (token,) = re.findall(r"hv_[A-Za-z0-9_-]{40,}", shown)
    assert System(token).get(f"/students/{cast.student.pk}").status_code == 200
    again = keeper.get(page).content.decode()
    assert token not in again
    assert token[:10] in again
    assert "Lezen op welke dagen er gesprekken zijn, en nooit wat er is gezegd" in again


def test_a_token_is_ended_on_its_page(keeper: Browser) -> None:
    page = connect(keeper)
    new_token(keeper)
    (token,) = re.findall(r"hv_[A-Za-z0-9_-]{40,}", keeper.get(page).content.decode())
    found = Token.objects.get()
    assert keeper.post(reverse("administration-token-end", kwargs={"token_id": found.pk})).status_code == 302
    assert System(token).get("/students").status_code == 401
    assert "beëindigd op" in keeper.get(page).content.decode()


def test_what_cannot_be_keeps_what_was_typed(keeper: Browser) -> None:
    connect(keeper)
    (client,) = Client.objects.all()
    path = reverse("administration-token-new", kwargs={"client_id": client.pk, "purpose": "guidance"})
    answer = keeper.post(path, {"scopes": ["contact:read"], "reason": "Alles", "last_day": "2020-01-01"})
    assert answer.status_code == 422
    assert "Alles" in answer.content.decode()
    assert not Token.objects.exists()
    twice = keeper.post(reverse("administration-system-new"), {"name": "Rooster", "keeper": "x", "unit": ""})
    assert twice.status_code == 422


def test_an_address_is_added_its_secret_is_shown_once_and_it_is_ended(keeper: Browser) -> None:
    page = connect(keeper)
    (client,) = Client.objects.all()
    path = reverse("administration-webhook-new", kwargs={"client_id": client.pk})
    data = {"address": "https://rooster.example.org/hook", "resources": ["absences"]}
    assert keeper.post(path, data).status_code == 302
    assert "whsec_" in keeper.get(page).content.decode()
    again = keeper.get(page).content.decode()
    assert "whsec_" not in again
    assert "https://rooster.example.org/hook" in again
    webhook = Webhook.objects.get()
    keeper.post(reverse("administration-webhook-end", kwargs={"webhook_id": webhook.pk}))
    assert Webhook.objects.get().ended_at is not None


def test_a_system_is_disconnected_after_asking_once_more(keeper: Browser) -> None:
    page = connect(keeper)
    asked = keeper.get(f"{page}end/")
    assert asked.status_code == 200
    assert Client.objects.get().ended_at is None
    assert keeper.post(f"{page}end/").status_code == 302
    assert Client.objects.get().ended_at is not None


@pytest.mark.parametrize("who", ["coach", "team_leader", "director", "administration", "student", "partner"])
def test_nobody_else_finds_these_pages(cast: Cast, systems: Systems, who: str) -> None:
    client = systems.client()
    for name, kwargs in (
        ("administration-systems", {}),
        ("administration-system", {"client_id": client.pk}),
        ("administration-system-end", {"client_id": client.pk}),
    ):
        assert cast.client(who).get(reverse(name, kwargs=kwargs)).status_code == 404


def test_the_list_takes_few_queries(
    systems: Systems,
    keeper: Browser,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    for name in ("Een", "Twee", "Drie"):
        systems.system(name=name)
    with django_assert_max_num_queries(14):
        assert keeper.get(reverse("administration-systems")).status_code == 200
