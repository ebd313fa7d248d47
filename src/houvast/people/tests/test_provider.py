"""Signing in through a school's provider, against a real one: npm oidc-provider, on this machine."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pyotp
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from houvast.people import factors
from houvast.people.clock import now
from houvast.people.links import issue_link
from houvast.people.models import (
    Account,
    AuthenticatorApp,
    LinkedIdentity,
    RoleAssignment,
    SignInProvider,
    SingleUseLink,
)
from houvast.people.tests.at_the_door import PASSWORD, is_in, there
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person
from tests.houvast_testing.identity_provider import CLIENT_ID, CLIENT_SECRET, School, Visitor, school_provider

pytestmark = pytest.mark.django_db
HOME = "school.example"


def user(uid: str, **more: Any) -> dict[str, Any]:
    claims = {"uids": [uid], "schac_home_organization": HOME, "eduperson_affiliation": ["employee"], **more}
    return {"claims": claims}


USERS = {
    "carla": user("c001", email="carla@school.example", email_verified=True),
    "mail": user("x", email="known@example.org", email_verified=True),
    "unchecked": user("y", email="known@example.org", email_verified=False),
    "elsewhere": user("c001", schac_home_organization="other.example"),
    "stranger": user("nobody-here"),
    "learner": user("c001", eduperson_affiliation=["student"]),
    "strong": user("c001") | {"acr": "loa2"},
    "two": {"claims": {"uids": ["c001", "100001"], "schac_home_organization": HOME}},
}


@pytest.fixture(scope="module")
def school() -> Iterator[School]:
    with school_provider(USERS) as found:
        yield found


@pytest.fixture
def provider(cast: Cast, school: School) -> SignInProvider:
    cast.coach.number = "c001"
    cast.coach.save()
    return SignInProvider.objects.create(
        organisation=cast.organisation,
        name="Mijn ROC",
        issuer=school.issuer,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        match_claim="uids",
        first_link="claim",
        home_organisation=HOME,
        is_open=True,
    )


def through(client: Client, provider: SignInProvider, school: School, login: str, **asked: str) -> Any:
    """There, in, and back; the answer of the house."""
    back = school.visitor().sign_in(there(client, provider, **asked), login)
    return come_back(client, back)


def come_back(client: Client, back: str) -> Any:
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def test_somebody_known_comes_in_through_the_school_and_where_they_were_going(
    provider: SignInProvider, school: School, account: Account
) -> None:
    client = Client()
    page = client.get(reverse("sign-in") + "?next=/my-access/").content.decode()
    assert "Inloggen met Mijn ROC" in page
    assert page.count("nl-button--primary") == 1, "the way through the school leads; a password is the other way"
    answer = through(client, provider, school, "carla", next="/my-access/")
    assert (answer.status_code, answer["Location"]) == (302, "/my-access/")
    assert is_in(client)
    kept = LinkedIdentity.objects.get()
    assert (kept.account, kept.subject) == (account, "carla")
    assert account.devices.get().way == "provider"


def test_the_way_there_is_a_code_with_pkce_state_and_nonce(provider: SignInProvider) -> None:
    asked = parse_qs(urlsplit(there(Client(), provider)).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    again = parse_qs(urlsplit(there(Client(), provider)).query)
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))


def test_the_secret_lies_sealed(provider: SignInProvider) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT client_secret FROM people_signinprovider")
        assert CLIENT_SECRET not in cursor.fetchone()[0]


@pytest.mark.parametrize("login", ["stranger", "elsewhere", "two"])
def test_whom_the_school_knows_and_nobody_invited_stays_out(
    provider: SignInProvider, school: School, cast: Cast, login: str
) -> None:
    client, before = Client(), Account.objects.count()
    answer = through(client, provider, school, login)
    assert answer.status_code == 403
    assert "Houvast nog niet" in answer.content.decode()
    assert not is_in(client)
    assert Account.objects.count() == before
    assert not LinkedIdentity.objects.exists()


def test_ended_access_stays_ended_at_the_school_too(provider: SignInProvider, school: School, account: Account) -> None:
    assert through(Client(), provider, school, "carla").status_code == 302
    Account.objects.filter(pk=account.pk).update(is_active=False)
    client = Client()
    assert through(client, provider, school, "carla").status_code == 403
    assert not is_in(client)


def test_an_answer_works_once_and_only_in_the_browser_that_asked(
    provider: SignInProvider, school: School, account: Account
) -> None:
    client = Client()
    back = school.visitor().sign_in(there(client, provider), "carla")
    assert come_back(Client(), back).status_code == 400
    assert come_back(client, back).status_code == 302
    assert come_back(Client(), back).status_code == 400
    assert come_back(client, back).status_code == 400


def test_another_state_code_or_issuer_opens_nothing(provider: SignInProvider, school: School, account: Account) -> None:
    for name, value in (("state", "another"), ("code", "another"), ("iss", "https://other.example")):
        client = Client()
        parts = urlsplit(school.visitor().sign_in(there(client, provider), "carla"))
        changed = {key: values[0] for key, values in parse_qs(parts.query).items()} | {name: value}
        answer = come_back(client, f"{parts.path}?{urlencode(changed)}")
        assert answer.status_code in {403, 502}, name
        assert not is_in(client)


def test_a_code_of_another_trip_opens_nothing(provider: SignInProvider, school: School, account: Account) -> None:
    """Somebody gives you an address with a code of theirs: your own trip has another verifier and nonce."""
    theirs, mine = Client(), Client()
    code = parse_qs(urlsplit(school.visitor().sign_in(there(theirs, provider), "carla")).query)["code"][0]
    parts = urlsplit(school.visitor().sign_in(there(mine, provider), "carla"))
    changed = {key: values[0] for key, values in parse_qs(parts.query).items()} | {"code": code}
    assert come_back(mine, f"{parts.path}?{urlencode(changed)}").status_code in {403, 502}
    assert not is_in(mine)


def test_too_late_is_said_kindly(provider: SignInProvider, school: School, account: Account) -> None:
    client = Client()
    back = school.visitor().sign_in(there(client, provider), "carla")
    with time_machine.travel(now() + timedelta(minutes=11)):
        answer = come_back(client, back)
    assert answer.status_code == 400
    assert "duurde te lang" in answer.content.decode()


def test_who_stops_at_the_school_is_told_so(provider: SignInProvider, school: School) -> None:
    client = Client()
    answer = through(client, provider, school, "somebody-unknown-there")
    assert answer.status_code == 403
    assert "gestopt" in answer.content.decode()
    english = Client(headers={"Accept-Language": "en"})
    english.cookies["django_language"] = "en"
    assert "was stopped" in through(english, provider, school, "somebody-unknown-there").content.decode()


def test_a_school_that_does_not_answer_is_no_error_page(provider: SignInProvider) -> None:
    SignInProvider.objects.update(issuer="http://127.0.0.1:9")
    answer = Client().get(reverse("provider-go", args=[provider.pk]))
    assert answer.status_code == 502
    assert "antwoordt nu niet" in answer.content.decode()


def test_the_first_time_asks_the_password_once(provider: SignInProvider, school: School, account: Account) -> None:
    SignInProvider.objects.update(first_link="confirm")
    client = Client()
    answer = through(client, provider, school, "carla")
    assert answer["Location"] == reverse("provider-first")
    assert not is_in(client)
    assert client.post(reverse("provider-first"), {"present": "wrong"}).status_code == 422
    assert not LinkedIdentity.objects.exists()
    assert client.post(reverse("provider-first"), {"present": PASSWORD}).status_code == 302
    assert is_in(client)
    again = Client()
    assert through(again, provider, school, "carla")["Location"] == reverse("start")
    assert is_in(again)


def test_guessing_the_password_of_the_first_time_is_slowed(
    provider: SignInProvider, school: School, account: Account
) -> None:
    SignInProvider.objects.update(first_link="confirm")
    client = Client()
    through(client, provider, school, "carla")
    answers = [client.post(reverse("provider-first"), {"present": f"wrong {n}"}).status_code for n in range(6)]
    assert answers == [422] * 5 + [429]


def test_mail_alone_is_enough_only_when_the_provider_checked_it(
    provider: SignInProvider, school: School, account: Account
) -> None:
    Account.objects.filter(pk=account.pk).update(email="known@example.org")
    SignInProvider.objects.update(match_claim="email", match_on="email")
    assert through(Client(), provider, school, "unchecked").status_code == 403
    assert through(Client(), provider, school, "mail").status_code == 302


def test_an_invitation_is_taken_up_with_the_account_of_the_school(
    provider: SignInProvider, school: School, cast: Cast
) -> None:
    invited = make_account(make_person(cast.organisation, "Nieuw", "Hier"))
    token = issue_link(account=invited, purpose=SingleUseLink.Purpose.INVITATION)
    client = Client()
    page = client.get(reverse("open-link", args=[token])).content.decode()
    assert f"?link={token}" in page
    assert through(client, provider, school, "stranger", link=token).status_code == 302
    assert is_in(client)
    assert LinkedIdentity.objects.get().account == invited
    assert Client().get(reverse("open-link", args=[token])).status_code == 410
    assert through(Client(), provider, school, "carla", link=token).status_code == 410


def test_an_invitation_of_another_school_links_nothing(provider: SignInProvider, school: School, cast: Cast) -> None:
    token = issue_link(account=cast.stranger_coach.account, purpose=SingleUseLink.Purpose.INVITATION)
    assert through(Client(), provider, school, "stranger", link=token).status_code == 403
    assert not LinkedIdentity.objects.exists()
    assert Client().get(reverse("open-link", args=[token])).status_code == 200


@pytest.mark.parametrize("role", [RoleAssignment.Role.STUDENT_COUNSELLOR, RoleAssignment.Role.PRIVACY_OFFICER])
@pytest.mark.parametrize("first", ["claim", "confirm"])
def test_who_opens_confidence_does_not_come_in_by_a_provider_that_was_changed(
    provider: SignInProvider, school: School, account: Account, role: str, first: str
) -> None:
    """An administrator set it, and a privacy officer did not look yet: with and without a link of before."""
    give_role(account.person, role)
    SignInProvider.objects.update(first_link=first)
    for _ in range(2):
        client = Client()
        answer = through(client, provider, school, "carla")
        assert answer.status_code == 403
        assert "privacyfunctionaris" in answer.content.decode()
        assert not is_in(client)
        assert client.get(reverse("provider-first"))["Location"] == reverse("sign-in")
        kept = LinkedIdentity.objects.filter(account=account, used_at=None)
        assert kept.exists() == LinkedIdentity.objects.exists()
        LinkedIdentity.objects.get_or_create(
            provider=provider, account=account, subject="carla", defaults={"linked_at": now()}
        )
    signed_in = Client()
    signed_in.force_login(account)
    again = through(signed_in, provider, school, "carla", next=reverse("my-access"))
    assert again.status_code == 403, "nor does it say once more who somebody is"
    SignInProvider.objects.update(confirmed_revision=provider.revision)
    client = Client()
    assert through(client, provider, school, "carla").status_code == 302
    assert is_in(client)


def test_a_number_alone_does_not_make_somebody_who_opens_confidence(
    provider: SignInProvider, school: School, account: Account
) -> None:
    """An administrator typed the number, or a file changed it: beside it the password is asked once."""
    SignInProvider.objects.update(confirmed_revision=provider.revision)
    give_role(account.person, RoleAssignment.Role.STUDENT_COUNSELLOR)
    client = Client()
    assert through(client, provider, school, "carla")["Location"] == reverse("provider-first")
    assert not is_in(client)
    assert not LinkedIdentity.objects.exists()
    assert client.post(reverse("provider-first"), {"present": PASSWORD}).status_code == 302
    assert is_in(client)


def test_two_users_of_the_school_are_never_one_account(
    provider: SignInProvider, school: School, account: Account
) -> None:
    assert through(Client(), provider, school, "carla").status_code == 302
    assert through(Client(), provider, school, "strong").status_code == 403
    assert LinkedIdentity.objects.get().subject == "carla"


def test_claims_confirm_roles_and_never_give_one(provider: SignInProvider, school: School, cast: Cast) -> None:
    """A team leader of whom the school says `student` today; that value even names a role they were never given."""
    SignInProvider.objects.update(
        roles_claim="eduperson_affiliation",
        role_rules={"employee": ["administrator", "team_leader"], "student": ["college_director"]},
    )
    cast.administrator.number = "a001"
    cast.administrator.save()
    administrator = Client()
    link = {"provider": provider, "linked_at": now()}
    LinkedIdentity.objects.create(account=cast.administrator.account, subject="carla", **link)
    LinkedIdentity.objects.create(account=cast.team_leader.account, subject="learner", **link)
    through(administrator, provider, school, "carla")
    assert administrator.get(reverse("administration-staff")).status_code == 200
    narrowed = Client()
    through(narrowed, provider, school, "learner")
    page = narrowed.get(reverse("my-access")).content.decode()
    assert "Je school heeft ze niet bevestigd" in page
    path = reverse("student", args=[cast.student.pk])
    assert narrowed.get(path).status_code == 404
    assert cast.client("team_leader").get(path).status_code == 200
    assert narrowed.get(reverse("administration-staff")).status_code == 404


def test_whoever_has_a_second_factor_shows_it_unless_the_provider_asked_one(
    provider: SignInProvider, school: School, account: Account
) -> None:
    app = factors.begin_app(account)
    secret = str(app.secret)
    factors.confirm_app(account, pyotp.TOTP(secret).now())
    AuthenticatorApp.objects.update(last_step=0)
    client = Client()
    assert through(client, provider, school, "carla")["Location"] == reverse("second-step")
    assert not is_in(client)
    assert client.post(reverse("second-step"), {"code": pyotp.TOTP(secret).now()}).status_code == 302
    assert is_in(client)
    LinkedIdentity.objects.all().delete()
    SignInProvider.objects.update(strong_acr="loa2")
    strong = Client()
    assert through(strong, provider, school, "strong")["Location"] == reverse("start")
    assert is_in(strong)


def test_saying_once_more_who_one_is_goes_through_the_school(
    provider: SignInProvider, school: School, account: Account
) -> None:
    Account.objects.filter(pk=account.pk).update(password="!")
    client, visitor = Client(), Visitor(school)
    come_back(client, visitor.sign_in(there(client, provider), "carla"))
    with time_machine.travel(now() + timedelta(minutes=20), tick=True):
        asked = client.get(reverse("emergency"))
        assert asked["Location"].startswith(reverse("say-again"))
        page = client.get(asked["Location"]).content.decode()
        assert "Log nog een keer in met Mijn ROC" in page
    on = there(client, provider, next=reverse("emergency"))
    assert parse_qs(urlsplit(on).query)["prompt"] == ["login"]
    back = visitor.sign_in(on, "carla")
    assert come_back(client, back)["Location"] == reverse("emergency")
    somebody_else = school.visitor().sign_in(there(client, provider), "stranger")
    assert come_back(client, somebody_else).status_code == 403


def test_one_log_out_leaves_the_school_too(provider: SignInProvider, school: School, account: Account) -> None:
    client, visitor = Client(), Visitor(school)
    come_back(client, visitor.sign_in(there(client, provider), "carla"))
    assert school.issuer in client.get(reverse("my-access"))["Content-Security-Policy"]
    assert visitor.is_signed_in(there(Client(), provider))
    out = client.post(reverse("sign-out"))
    assert out["Location"].startswith(school.issuer)
    assert visitor.log_out(out["Location"]) == f"{school.home}/sign-in/"
    assert not is_in(client)
    assert not visitor.is_signed_in(there(Client(), provider))
    plain = Client()
    plain.force_login(account)
    assert plain.post(reverse("sign-out"))["Location"] == reverse("sign-in")
    assert school.issuer not in plain.get(reverse("sign-in"))["Content-Security-Policy"]


def test_the_link_with_the_school_is_removed_only_with_another_way_in(
    provider: SignInProvider, school: School, account: Account
) -> None:
    client = Client()
    through(client, provider, school, "carla")
    Account.objects.filter(pk=account.pk).update(password="!")
    client = Client()
    through(client, provider, school, "carla")
    client.post(reverse("provider-unlink"))
    assert LinkedIdentity.objects.exists()
    account.set_password(PASSWORD)
    account.save()
    client = Client()
    through(client, provider, school, "carla")
    client.post(reverse("provider-unlink"))
    assert not LinkedIdentity.objects.exists()


def test_a_closed_provider_is_not_there(provider: SignInProvider, school: School) -> None:
    client = Client()
    back = school.visitor().sign_in(there(client, provider), "carla")
    SignInProvider.objects.update(is_open=False)
    assert Client().get(reverse("provider-go", args=[provider.pk])).status_code == 404
    assert come_back(client, back).status_code == 400
    assert "Mijn ROC" not in Client().get(reverse("sign-in")).content.decode()


FORM = {
    "name": "Mijn ROC", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "scopes": "profile email",
    "match_claim": "uids", "match_on": "number", "first_link": "confirm", "roles_claim": "eduperson_affiliation",
    "role_rules": "employee: Teamleider, Docent\nstudent: Coach", "is_open": "on", "seen": "0",
}  # fmt: skip


def test_an_administrator_sets_the_provider_and_it_is_asked_first(cast: Cast, school: School) -> None:
    client, path = cast.client("administrator"), reverse("administration-provider")
    wrong = client.post(path, FORM | {"issuer": "http://127.0.0.1:9"})
    assert wrong.status_code == 422
    assert "er is niets bewaard" in wrong.content.decode()
    assert client.post(path, FORM | {"issuer": "ftp://school.example"}).status_code == 422
    assert client.post(path, FORM | {"issuer": f"{school.issuer}/.well-known/openid-configuration"}).status_code == 302
    kept = SignInProvider.objects.get()
    assert (kept.organisation, kept.issuer, kept.scopes) == (cast.organisation, school.issuer, "openid profile email")
    assert kept.role_rules == {"employee": ["team_leader", "teacher"], "student": ["study_coach"]}
    assert CLIENT_SECRET not in client.get(path).content.decode()
    changed = FORM | {"issuer": school.issuer, "client_secret": "", "name": "Anders", "seen": "1"}
    assert client.post(path, changed).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.client_secret) == ("Anders", CLIENT_SECRET)
    assert client.post(path, changed).status_code == 409


def test_only_an_administrator_sees_how_people_sign_in(cast: Cast) -> None:
    for member in ("coach", "team_leader", "administration", "student", "partner"):
        for name in ("administration-sign-in", "administration-provider"):
            assert cast.client(member).get(reverse(name)).status_code == 404, (member, name)


def test_a_provider_with_its_secret_in_the_form_works_too(cast: Cast) -> None:
    with school_provider(USERS, auth_method="client_secret_post") as school:
        cast.coach.number = "c001"
        cast.coach.save()
        provider = SignInProvider.objects.create(
            organisation=cast.organisation, name="ROC", issuer=school.issuer, client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET, match_claim="uids", first_link="claim", is_open=True,
        )  # fmt: skip
        assert through(Client(), provider, school, "carla").status_code == 302
