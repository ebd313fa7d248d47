"""Signing in through a school's SAML provider, against a real one: npm samlify, on this machine."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from houvast.people.clock import now
from houvast.people.links import issue_link
from houvast.people.models import Account, LinkedIdentity, SamlAnswer, SignInProvider, SingleUseLink
from houvast.people.saml.signing import new_key
from houvast.people.tests.at_the_door import PASSWORD, is_in, there
from tests.houvast_testing.cast import Cast, make_account, make_person
from tests.houvast_testing.saml_provider import Posted, Refused, SamlSchool, saml_school

pytestmark = [pytest.mark.django_db, pytest.mark.saml]
STRONG = "http://schemas.microsoft.com/claims/multipleauthn"
HOME = "urn:oid:1.3.6.1.4.1.25178.1.2.9"
AFFILIATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.1"
UID = "urn:oid:0.9.2342.19200300.100.1.1"
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"


def user(uid: str, *, subject: str = "", affiliation: str = "employee", **more: Any) -> dict[str, Any]:
    told = {UID: [uid], HOME: ["school.example"], AFFILIATION: [affiliation], MAIL: ["carla@school.example"]}
    return {"attributes": told, "subject": subject or f"subject-{uid}"} | more


def wrong(**how: Any) -> dict[str, Any]:
    return user("c001", wrong=how)


USERS = {
    "carla": user("c001"),
    "stranger": user("nobody-here"),
    "other": user("c001", subject="subject-of-another"),
    "learner": user("c001", affiliation="student"),
    "strong": user("c001", context=STRONG),
    "passing": user("c001", format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"),
    "unsigned": wrong(unsigned=True),
    "other-key": wrong(other_key=True),
    "sha1": wrong(sha1=True),
    "audience": wrong(audience="https://somebody.else/"),
    "no-audience": wrong(no_audience=True),
    "recipient": wrong(recipient="https://somebody.else/answer"),
    "no-recipient": wrong(no_recipient=True),
    "over": wrong(until=-4),
    "early": wrong(early=10),
    "question": wrong(question="_another"),
    "again": wrong(assertion="_one-and-the-same"),
    "long-ago": wrong(since=-60),
    "sealed": user("c001", sealed={}),
    "sealed-cbc": user("c001", sealed={"data": "http://www.w3.org/2001/04/xmlenc#aes256-cbc"}),
    "sealed-pkcs1": user("c001", sealed={"way": "http://www.w3.org/2001/04/xmlenc#rsa-1_5"}),
    "sealed-3des": user("c001", sealed={"data": "http://www.w3.org/2001/04/xmlenc#tripledes-cbc"}),
    "sealed-other-key": user("c001", sealed={}, wrong={"other_key": True}),
    "sealed-audience": user("c001", sealed={}, wrong={"audience": "https://somebody.else/"}),
    "sealed-over": user("c001", sealed={}, wrong={"until": -4}),
}
BAD = (
    *("unsigned", "other-key", "sha1", "audience", "no-audience", "recipient", "no-recipient", "over", "early"),
    *("question", "passing", "sealed-pkcs1", "sealed-3des", "sealed-other-key", "sealed-audience", "sealed-over"),
)


@pytest.fixture(scope="module")
def school() -> Iterator[SamlSchool]:
    with saml_school(USERS) as found:
        yield found


@pytest.fixture
def provider(cast: Cast, school: SamlSchool) -> SignInProvider:
    cast.coach.number = "c001"
    cast.coach.save()
    key, certificate = new_key("Houvast")
    made = SignInProvider.objects.create(
        organisation=cast.organisation,
        protocol="saml",
        name="Mijn ROC",
        issuer=school.metadata,
        metadata_address=school.metadata,
        client_id="",
        client_secret="",
        signing_key=key,
        certificate=certificate,
        match_claim="uid",
        first_link="claim",
        home_organisation="school.example",
        is_open=True,
    )
    described = Client().get(reverse("saml-metadata", args=[made.pk]))
    assert described["Content-Type"] == "application/samlmetadata+xml"
    school.another_browser()
    assert school.knows(described.content.decode()).endswith(f"/sign-in/saml/{made.pk}/metadata/")
    return made


def posted_by(browser: Client, answer: Posted) -> Any:
    """The provider's page posts it: from another site, so without a cookie of ours, and a browser checks no token."""
    return Client(enforce_csrf_checks=True).post(urlsplit(answer.address).path, answer.fields)


def through(client: Client, provider: SignInProvider, school: SamlSchool, login: str, **asked: str) -> Any:
    """There, in, and back; the answer of the house."""
    posted = posted_by(client, school.sign_in(there(client, provider, **asked), login))
    return client.get(posted["Location"]) if posted.status_code == 302 else posted


def test_somebody_known_comes_in_through_the_school_and_where_they_were_going(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    client = Client()
    answer = through(client, provider, school, "carla", next="/my-access/")
    assert (answer.status_code, answer["Location"]) == (302, "/my-access/")
    assert is_in(client)
    kept = LinkedIdentity.objects.get()
    assert (kept.account, kept.subject) == (account, "subject-c001")
    device = account.devices.get()
    assert (device.way, device.provider) == ("provider", provider)
    assert SamlAnswer.objects.get().proven is None


@pytest.mark.parametrize("login", ["sealed", "sealed-cbc"])
def test_an_assertion_that_was_encrypted_for_us_lets_its_person_in(
    provider: SignInProvider, school: SamlSchool, account: Account, login: str
) -> None:
    client = Client()
    answer = school.sign_in(there(client, provider), login)
    sent = base64.b64decode(answer.fields["SAMLResponse"]).decode()
    assert ("EncryptedAssertion" in sent, "c001" in sent) == (True, False)
    posted = posted_by(client, answer)
    assert client.get(posted["Location"]).status_code == 302
    assert is_in(client)
    assert LinkedIdentity.objects.get().subject == "subject-c001"


def test_what_was_encrypted_for_another_is_not_opened(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    client = Client()
    answer = school.sign_in(there(client, provider), "sealed")
    SignInProvider.objects.filter(pk=provider.pk).update(signing_key=new_key("Somebody else")[0])
    assert posted_by(client, answer).status_code == 403
    assert not is_in(client)


def test_that_it_was_encrypted_does_not_stand_in_for_a_signature(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    described = Client().get(reverse("saml-metadata", args=[provider.pk])).content.decode()
    school.knows(described.replace('WantAssertionsSigned="true"', 'WantAssertionsSigned="false"'))
    client = Client()
    assert posted_by(client, school.sign_in(there(client, provider), "sealed")).status_code == 403
    assert not is_in(client)


def test_what_we_ask_is_signed_and_the_school_refuses_what_is_not(provider: SignInProvider, school: SamlSchool) -> None:
    address = there(Client(), provider)
    asked = parse_qs(urlsplit(address).query)
    assert asked["SigAlg"] == ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]
    assert school.asks_who(address)
    changed = {name: values[0] for name, values in asked.items()}
    changed["Signature"] = base64.b64encode(b"x" * 384).decode()
    with pytest.raises(Refused):
        school.asks_who(f"{address.split('?')[0]}?{urlencode(changed)}")


def test_the_key_we_sign_with_lies_sealed_and_is_not_described(provider: SignInProvider) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT signing_key FROM people_signinprovider")
        assert "PRIVATE" not in cursor.fetchone()[0]
    assert "PRIVATE" not in Client().get(reverse("saml-metadata", args=[provider.pk])).content.decode()


@pytest.mark.parametrize("login", BAD)
def test_what_is_not_signed_for_us_here_and_now_opens_nothing(
    provider: SignInProvider, school: SamlSchool, account: Account, login: str
) -> None:
    client = Client()
    answer = through(client, provider, school, login)
    assert answer.status_code in {400, 403}
    assert "niet te vertrouwen" in answer.content.decode() or "te lang" in answer.content.decode() or login == "passing"
    assert not is_in(client)
    assert not LinkedIdentity.objects.exists()


def test_an_assertion_that_was_changed_or_wrapped_opens_nothing(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    client = Client()
    answer = school.sign_in(there(client, provider), "stranger")
    good = base64.b64decode(answer.fields["SAMLResponse"]).decode()
    assertion = re.search(r"<saml:Assertion.*</saml:Assertion>", good, re.DOTALL)
    assert assertion
    evil = re.sub(r"<ds:Signature.*</ds:Signature>", "", assertion.group(0), flags=re.DOTALL)
    evil = evil.replace("nobody-here", "c001").replace('ID="_a', 'ID="_evil')
    changes = {
        "another value": good.replace("nobody-here", "c001"),
        "another subject": good.replace("subject-nobody-here", "subject-c001"),
        "a second one before": good.replace(assertion.group(0), evil + assertion.group(0)),
        "a second one after": good.replace(assertion.group(0), assertion.group(0) + evil),
        "wrapped": good.replace(
            assertion.group(0), f"<samlp:Extensions>{assertion.group(0)}</samlp:Extensions>" + evil
        ),
        "an entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + good,
        "no XML": "nothing",
    }
    for name, xml in changes.items():
        sent = {**answer.fields, "SAMLResponse": base64.b64encode(xml.encode()).decode()}
        refused = posted_by(client, Posted(address=answer.address, fields=sent))
        assert refused.status_code == 403, name
    assert not SamlAnswer.objects.exists()
    assert not is_in(client)


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    client = Client()
    answer = school.sign_in(there(client, provider), "carla")
    onward = posted_by(client, answer)["Location"]
    assert posted_by(client, answer).status_code == 403
    stranger = Client()
    assert stranger.get(onward).status_code == 400
    there(stranger, provider)
    assert stranger.get(onward).status_code == 403
    assert not is_in(stranger)
    assert client.get(onward).status_code == 302
    assert client.get(onward).status_code == 400
    assert posted_by(client, answer).status_code == 403
    assert is_in(client)


def test_the_same_assertion_under_another_question_is_refused(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    assert through(Client(), provider, school, "again").status_code == 302
    second = Client()
    assert through(second, provider, school, "again").status_code == 403
    assert not is_in(second)


def test_an_answer_nobody_fetched_in_time_is_gone(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    client = Client()
    onward = posted_by(client, school.sign_in(there(client, provider), "carla"))["Location"]
    with time_machine.travel(now() + timedelta(minutes=6), tick=True):
        assert client.get(onward).status_code == 403
    assert not is_in(client)


def test_whom_nobody_invited_stays_out(provider: SignInProvider, school: SamlSchool, account: Account) -> None:
    before = Account.objects.count()
    answer = through(Client(), provider, school, "stranger")
    assert answer.status_code == 403
    assert "Houvast nog niet" in answer.content.decode()
    assert Account.objects.count() == before


def test_an_invitation_is_taken_up_with_the_account_of_the_school(
    provider: SignInProvider, school: SamlSchool, cast: Cast
) -> None:
    invited = make_account(make_person(cast.organisation, "Nieuw", "Hier"))
    token = issue_link(account=invited, purpose=SingleUseLink.Purpose.INVITATION)
    client = Client()
    assert through(client, provider, school, "stranger", link=token).status_code == 302
    assert is_in(client)
    assert LinkedIdentity.objects.get().account == invited


def test_the_first_time_asks_the_password_once_and_mail_alone_is_never_enough(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    Account.objects.filter(pk=account.pk).update(email="carla@school.example")
    SignInProvider.objects.update(match_claim="mail", match_on="email", first_link="claim")
    client = Client()
    assert through(client, provider, school, "carla")["Location"] == reverse("provider-first")
    assert not is_in(client)
    assert client.post(reverse("provider-first"), {"present": PASSWORD}).status_code == 302
    assert is_in(client)


def test_attributes_confirm_roles_and_never_give_one(provider: SignInProvider, school: SamlSchool, cast: Cast) -> None:
    SignInProvider.objects.update(
        roles_claim="eduPersonAffiliation", role_rules={"employee": ["team_leader"], "student": ["college_director"]}
    )
    for login, held in (("strong", "team_leader"), ("learner", "team_leader")):
        school.another_browser()
        LinkedIdentity.objects.all().delete()
        LinkedIdentity.objects.create(
            provider=provider, account=getattr(cast, held).account, subject="subject-c001", linked_at=now()
        )
        client = Client()
        assert through(client, provider, school, login).status_code == 302
        seen = client.get(reverse("student", args=[cast.student.pk])).status_code
        assert seen == (200 if login == "strong" else 404)
        assert client.get(reverse("administration-staff")).status_code == 404


def test_saying_once_more_who_one_is_must_be_of_now(
    provider: SignInProvider, school: SamlSchool, account: Account
) -> None:
    Account.objects.filter(pk=account.pk).update(password="!")
    client = Client()
    through(client, provider, school, "carla")
    with time_machine.travel(now() + timedelta(minutes=20), tick=True):
        assert client.get(reverse("emergency"))["Location"].startswith(reverse("say-again"))
    assert school.asks_who(there(client, provider, next=reverse("emergency")))
    assert through(client, provider, school, "other", next=reverse("emergency")).status_code == 403
    school.another_browser()
    assert through(client, provider, school, "long-ago", next=reverse("emergency")).status_code == 403
    school.another_browser()
    again = through(client, provider, school, "carla", next=reverse("emergency"))
    assert again["Location"] == reverse("emergency")


def test_one_log_out_leaves_the_school_too(provider: SignInProvider, school: SamlSchool, account: Account) -> None:
    client = Client()
    through(client, provider, school, "carla")
    assert school.origin in client.get(reverse("my-access"))["Content-Security-Policy"]
    assert not school.asks_who(there(Client(), provider))
    out = client.post(reverse("sign-out"))["Location"]
    assert out.startswith(school.origin)
    back = urlsplit(school.follow_out(out))
    assert client.get(f"{back.path}?{back.query}")["Location"] == reverse("sign-in")
    assert not is_in(client)
    assert school.asks_who(there(Client(), provider))


def test_the_school_signs_somebody_out_here(provider: SignInProvider, school: SamlSchool, account: Account) -> None:
    client, own = Client(), Client()
    through(client, provider, school, "carla")
    own.force_login(account)
    path = reverse("saml-out", args=[provider.pk])
    forged = school.asks_out("subject-c001", key="other")
    asked = school.asks_out("subject-c001")
    changed = asked.replace("SAMLRequest=", "SAMLRequest=A")
    for bad in (forged, changed):
        assert client.get(f"{path}?{urlsplit(bad).query}").status_code == 403
    assert is_in(client)
    done = Client().get(f"{path}?{urlsplit(asked).query}")
    assert done["Location"].startswith(f"{school.origin}/slo?SAMLResponse=")
    assert not is_in(client)
    assert is_in(own)
    through(client, provider, school, "carla")
    with time_machine.travel(now() + timedelta(minutes=10), tick=True):
        assert Client().get(f"{path}?{urlsplit(asked).query}").status_code == 403
    assert is_in(client)


def test_a_second_factor_at_the_school_counts(provider: SignInProvider, school: SamlSchool, account: Account) -> None:
    from houvast.people import factors

    app = factors.begin_app(account)
    import pyotp

    factors.confirm_app(account, pyotp.TOTP(str(app.secret)).now())
    assert through(Client(), provider, school, "carla")["Location"] == reverse("second-step")
    SignInProvider.objects.update(strong_acr=STRONG)
    LinkedIdentity.objects.update(subject="subject-c001")
    school.another_browser()
    assert through(Client(), provider, school, "strong")["Location"] == reverse("start")


def test_a_school_without_a_usable_description_is_no_error_page(provider: SignInProvider) -> None:
    for address in ("http://127.0.0.1:9/metadata", f"{provider.metadata_address}/nothing"):
        cache.clear()
        SignInProvider.objects.update(metadata_address=address)
        answer = Client().get(reverse("provider-go", args=[provider.pk]))
        assert answer.status_code == 502
        assert "antwoordt nu niet" in answer.content.decode()


FORM = {
    "name": "Mijn ROC", "match_claim": "uid", "match_on": "number", "first_link": "confirm",
    "roles_claim": "eduPersonAffiliation", "role_rules": "employee: Teamleider", "is_open": "on", "seen": "0",
}  # fmt: skip


def test_an_administrator_sets_saml_and_its_description_is_read_first(cast: Cast, school: SamlSchool) -> None:
    client, path = cast.client("administrator"), reverse("administration-saml")
    nothing = client.post(path, FORM | {"metadata_address": f"{school.origin}/nothing"})
    assert nothing.status_code == 422
    assert "er is niets bewaard" in nothing.content.decode()
    unsafe = FORM | {"metadata_address": school.metadata, "match_on": "email", "first_link": "claim"}
    assert client.post(path, unsafe).status_code == 422
    assert client.post(path, FORM | {"metadata_address": school.metadata}).status_code == 302
    kept = SignInProvider.objects.get()
    assert (kept.protocol, kept.issuer, kept.organisation) == ("saml", school.metadata, cast.organisation)
    page = client.get(path).content.decode()
    assert reverse("saml-metadata", args=[kept.pk]) in page
    assert "PRIVATE" not in page
    key = kept.signing_key
    assert client.post(path, FORM | {"metadata_address": school.metadata, "seen": "1"}).status_code == 302
    kept.refresh_from_db()
    assert kept.signing_key == key
    assert client.post(path, FORM | {"metadata_address": school.metadata, "seen": "1"}).status_code == 409


def test_only_an_administrator_sets_saml(cast: Cast) -> None:
    for member in ("coach", "team_leader", "administration", "student", "partner"):
        assert cast.client(member).get(reverse("administration-saml")).status_code == 404, member
