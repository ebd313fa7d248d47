"""The provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0), a real one."""

import queue
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import RSAKey

from houvast.people.clock import now, real_now
from houvast.people.models import Device, SignInProvider
from houvast.people.provider.protocol import LOGGED_OUT, way_out
from houvast.people.tests.at_the_door import is_in
from tests.houvast_testing.cast import Cast
from tests.houvast_testing.identity_provider import CLIENT_ID, CLIENT_SECRET, School, Visitor, ear, school_provider

pytestmark = pytest.mark.django_db
USERS = {
    "carla": {"claims": {"uids": ["c001"]}},
    "tom": {"claims": {"uids": ["t001"]}},
}


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[School, "queue.Queue[str]"]]:
    with ear() as (address, heard), school_provider(USERS, told_address=address) as school:
        yield school, heard


@pytest.fixture
def provider(cast: Cast, told: tuple[School, "queue.Queue[str]"]) -> SignInProvider:
    for member, number in ((cast.coach, "c001"), (cast.team_leader, "t001")):
        member.number = number
        member.save()
    return SignInProvider.objects.create(
        organisation=cast.organisation, name="ROC", issuer=told[0].issuer, client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET, match_claim="uids", first_link="claim", is_open=True,
    )  # fmt: skip


def sign_in(client: Client, provider: SignInProvider, visitor: Visitor, login: str) -> None:
    there = client.get(reverse("provider-go", args=[provider.pk]))["Location"]
    back = urlsplit(visitor.sign_in(there, login))
    assert client.get(f"{back.path}?{back.query}").status_code == 302


def tell(provider: SignInProvider, token: str) -> int:
    """As the provider does: without cookies, from its own machine."""
    path = reverse("provider-out", args=[provider.pk])
    return Client(enforce_csrf_checks=True).post(path, {"logout_token": token}).status_code


def test_whoever_signs_out_at_the_school_is_out_here(
    provider: SignInProvider, told: tuple[School, "queue.Queue[str]"], cast: Cast
) -> None:
    school, heard = told
    carla, own, tom = Client(), Client(), Client()
    visitor = Visitor(school)
    sign_in(carla, provider, visitor, "carla")
    sign_in(tom, provider, Visitor(school), "tom")
    own.force_login(cast.coach.account)
    kept = carla.session["provider_came_by"]
    assert Device.objects.get(account=cast.coach.account).provider_session == kept["session"] != ""
    out = way_out(provider, id_token=kept["id_token"], end_session=kept["end_session"], back=f"{school.home}/sign-in/")
    visitor.log_out(out)
    token = parse_qs(heard.get(timeout=20))["logout_token"][0]
    assert tell(provider, "x" + token) == 400
    assert is_in(carla)
    assert tell(provider, token) == 200
    assert not is_in(carla)
    assert is_in(own)
    assert is_in(tom)
    later = now() + timedelta(seconds=30)
    with time_machine.travel(later, tick=True):
        sign_in(carla, provider, Visitor(school), "carla")
        assert tell(provider, token) == 200
        assert is_in(carla), "an old message ended what began after it"
    with time_machine.travel(now() + timedelta(minutes=20), tick=True):
        assert tell(provider, token) == 400


def test_what_the_provider_did_not_sign_or_did_not_mean_ends_nothing(
    provider: SignInProvider, told: tuple[School, "queue.Queue[str]"]
) -> None:
    carla = Client()
    sign_in(carla, provider, Visitor(told[0]), "carla")
    key = RSAKey.generate_key(2048)
    moment = int(real_now().timestamp())
    claims = {"iss": provider.issuer, "aud": CLIENT_ID, "iat": moment, "exp": moment + 120, "jti": "1"}
    forged = jwt.encode({"alg": "RS256"}, claims | {"sub": "carla", "events": {LOGGED_OUT: {}}}, key)
    assert tell(provider, forged) == 400
    assert tell(provider, carla.session["provider_came_by"]["id_token"]) == 400
    assert tell(provider, "") == 400
    assert is_in(carla)


def test_asking_it_with_get_or_of_a_provider_that_is_not_there_does_nothing(provider: SignInProvider) -> None:
    assert Client().get(reverse("provider-out", args=[provider.pk])).status_code == 405
    assert Client().post(reverse("provider-out", args=[provider.organisation_id])).status_code == 404
