"""Partners in other organisations: invited for single students, between two days, by an administrator only."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from houvast.operation.actions import partners
from houvast.outbox.models import Mail
from houvast.people.actions.record import NotYours
from houvast.people.clock import set_to, today
from houvast.people.models import (
    Account,
    AccountReach,
    AdministrativeAct,
    Organisation,
    PersonalRelation,
    RoleAssignment,
    SingleUseLink,
)
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, make_student

pytestmark = pytest.mark.django_db
PASSWORD = "vier groene fietsen slapen"
INVITE = "/administration/partners/invite/"
LIST = "/administration/partners/"


@pytest.fixture
def admin(cast: Cast) -> Client:
    return cast.client("administrator")


def typed(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "organisation": "Gemeente Elders", "kind": "municipality", "given_name": "Petra", "family_name": "Plicht",
        "email": "petra@gemeente.example", "role": "attendance_officer", "students": cast.student.number,
        "starts_on": today().isoformat(), "ends_on": "", **changes,
    }  # fmt: skip


def text(answer: Any) -> str:
    return str(answer.content.decode())


def invited(cast: Cast, admin: Client, **changes: object) -> str:
    """The page of the partner who was invited."""
    answer = admin.post(INVITE, typed(cast, **changes))
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def signed_in(page: str, admin: Client) -> Client:
    """The partner's browser, after opening the link that the page showed once."""
    address = text(admin.get(page)).partition("/link/")[2].partition("<")[0]
    browser = Client()
    path = f"/link/{address}"
    assert browser.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    return browser


def test_a_partner_is_invited_and_sees_the_student_that_was_named_and_nobody_else(cast: Cast, admin: Client) -> None:
    page = invited(cast, admin)
    browser = signed_in(page, admin)
    assert "Sam de Wit" in text(browser.get("/"))
    assert browser.get(f"/students/{cast.student.pk}/").status_code == 200
    assert browser.get(f"/students/{cast.other_student.pk}/").status_code == 404
    assert browser.get(f"/students/{cast.student.pk}/talks/new/").status_code == 404
    listed = text(admin.get(LIST))
    assert "Petra Plicht" in listed
    assert "Gemeente Elders" in listed
    assert "ziet vandaag 1 student" in listed
    partner = Account.objects.get(email="petra@gemeente.example").person
    assert partner.organisation.kind == Organisation.Kind.MUNICIPALITY
    assert RoleAssignment.objects.get(person=partner).organisation == partner.organisation
    acts = set(AdministrativeAct.objects.values_list("act", flat=True))
    assert acts >= {"partner_invited", "reach_given"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "ROC Demo werkt met Houvast en nodigt je uit."), ("en", "ROC Demo works with Houvast and invites you.")],
)
def test_the_mail_to_a_partner_says_which_school_invites(cast: Cast, admin: Client, language: str, said: str) -> None:
    page = invited(cast, admin)
    partner = Account.objects.get(email="petra@gemeente.example").person
    type(partner).objects.filter(pk=partner.pk).update(language=language)
    assert admin.post(f"{page}access/", {"do": "link"}).status_code == 302
    mail = Mail.objects.filter(recipient=partner, kind="invitation").latest("created_at", "pk")
    written = str(mail.body)
    assert said in written
    assert written.rstrip().endswith("ROC Demo"), "who invites also signs"
    assert "Gemeente" not in written
    assert mail.organisation == partner.organisation, "it leaves by the queue of its own organisation"


def test_before_the_first_day_and_after_the_last_day_the_student_is_not_there(cast: Cast, admin: Client) -> None:
    starts, ends = today() + timedelta(days=2), today() + timedelta(days=9)
    page = invited(cast, admin, starts_on=starts.isoformat(), ends_on=ends.isoformat())
    browser = signed_in(page, admin)
    for days, status in ((0, 404), (2, 200), (9, 200), (10, 404)):
        with set_to(today() + timedelta(days=days)):
            assert browser.get(f"/students/{cast.student.pk}/").status_code == status, days


def test_reach_is_given_and_ended_per_student(cast: Cast, admin: Client) -> None:
    page = invited(cast, admin)
    second = make_student(cast.organisation, "Tweede", "Student", cast.group, number="100002")
    more = {"students": "100002", "starts_on": today().isoformat()}
    assert admin.post(page, more).status_code == 302
    assert "Tweede Student" in text(admin.get(page))
    again = admin.post(page, more)
    assert again.status_code == 422
    assert "ziet deze partner al" in text(again)
    tie = PersonalRelation.objects.get(student=second, kind="partner")
    last = {"last_day": today().isoformat(), "seen": tie.revision}
    end = reverse("administration-partner-end", kwargs={"relation_id": tie.pk})
    assert admin.get(end).status_code == 200
    assert admin.post(end, last).status_code == 302
    tie.refresh_from_db()
    assert tie.ends_on == today()
    assert admin.post(end, last).status_code == 409, "somebody was first"


def test_ending_everything_takes_the_reach_away_at_once(cast: Cast, admin: Client) -> None:
    page = invited(cast, admin)
    browser = signed_in(page, admin)
    assert admin.post(f"{page}access/", {"do": "end"}).status_code == 302
    assert browser.get(f"/students/{cast.student.pk}/").status_code == 404
    account = Account.objects.get(email="petra@gemeente.example")
    assert account.is_active, "the account is the partner's own"
    assert not account.has_reach
    assert not AccountReach.objects.filter(account=account).exists()
    assert admin.get(page).status_code == 404
    assert "Petra" not in text(admin.get(LIST))


def test_whoever_signs_in_for_another_school_already_is_taken_and_gets_no_second_account(
    cast: Cast, admin: Client
) -> None:
    known = cast.partner.account
    page = invited(cast, admin, email=known.email, students=cast.student.number)
    assert Account.objects.filter(email__iexact=known.email).count() == 1
    assert "Paul Partner" in text(admin.get(page))
    assert not SingleUseLink.objects.filter(account=known).exists()
    assert cast.client("partner").get(f"/students/{cast.student.pk}/").status_code == 200


def test_an_address_of_somebody_of_a_school_is_refused(cast: Cast, admin: Client) -> None:
    answer = admin.post(INVITE, typed(cast, email=cast.stranger_coach.account.email))
    assert answer.status_code == 422
    assert not PersonalRelation.objects.filter(kind="partner").exists()


def test_numbers_that_are_nobodys_here_are_named(cast: Cast, admin: Client) -> None:
    numbers = f"{cast.student.number}, 424242 {cast.stranger_student.number}"
    answer = admin.post(INVITE, typed(cast, students=numbers))
    assert answer.status_code == 422
    assert "424242, 900001" in text(answer)
    assert not Account.objects.filter(email="petra@gemeente.example").exists()


def test_a_new_link_is_for_who_never_came_in(cast: Cast, admin: Client) -> None:
    page = invited(cast, admin)
    first = text(admin.get(page)).partition("/link/")[2].partition("<")[0]
    assert admin.post(f"{page}access/", {"do": "link"}).status_code == 302
    second = text(admin.get(page)).partition("/link/")[2].partition("<")[0]
    assert second not in ("", first)
    assert Client().get(f"/link/{first}").status_code == 410
    Account.objects.filter(email="petra@gemeente.example").update(password="pbkdf2$set")
    assert admin.post(f"{page}access/", {"do": "link"}).status_code == 422


def test_the_page_says_what_a_partner_sees(admin: Client) -> None:
    page = text(admin.get(INVITE))
    assert "procedures, en daarin zelf doen wat van hen gevraagd wordt" in page
    assert "gesprekken en afspraken" not in page


@pytest.mark.parametrize("member", ["coach", "team_leader", "administration", "partner", "student"])
def test_nobody_else_gives_reach(cast: Cast, member: str) -> None:
    browser = cast.client(member)
    for path in (LIST, INVITE):
        assert browser.get(path).status_code == 404
    with pytest.raises(NotYours):
        partners.end_all_reach(person_id=cast.partner.pk, by=Viewer(getattr(cast, member)))


def test_the_lists_take_the_same_queries_for_many_partners(
    cast: Cast, admin: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        invited(cast, admin, email=f"p{number}@gemeente.example", organisation=f"Gemeente {number}")
    with django_assert_max_num_queries(20):
        assert "Gemeente 11" in text(admin.get(LIST))
