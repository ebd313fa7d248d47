"""What a student tells a helper outside school: the compartment holds against everybody of the school."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from houvast.careteam.models import ConfidentialContact, ConfidentialWord, SeenByHelper
from houvast.careteam.tests.play import browser, text_of, youth_team
from houvast.people.models import Person, RoleAssignment
from houvast.privacy.models import ReadLog
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person

SECRET = "Thuis is het niet veilig, zegt Zebra-91"
SCHOOL = ("guardian", "trusted_person", "coach", "colleague", "team_leader", "director", "support_advisor",
          "administration", "administrator", "partner", "other_student", "stranger_coach",
          "stranger_student")  # fmt: skip


@pytest.fixture
def helper(cast: Cast) -> Person:
    return youth_team()[1]


def confided(cast: Cast) -> ConfidentialContact:
    desk = next(iter(apps.get_model("handover", "Desk").objects.filter(kind="youth_team")))
    answer = cast.client("student").post(
        reverse("careteam:confide", args=(desk.pk,)), {"called": "Sammie", "reach_me": "06 12345678", "text": SECRET}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return ConfidentialContact.objects.get()


def step(client: Client, contact: ConfidentialContact, name: str) -> int:
    contact.refresh_from_db()
    path = reverse("careteam:contact-step", args=(contact.pk,))
    return client.post(path, {"step": name, "revision": contact.revision}).status_code


@pytest.mark.req("S-452", "S-453", "S-542")
def test_a_student_reaches_the_youth_team_alone_and_gets_an_answer(cast: Cast, helper: Person) -> None:
    student = cast.client("student")
    assert "Jeugdteam Demo" in text_of(student, "careteam:in-confidence")
    contact = confided(cast)
    hers = browser(helper)
    assert "Sammie" in text_of(hers, "careteam:in-confidence")
    here = reverse("careteam:contact", args=(contact.pk,))
    assert SECRET not in hers.get(here).content.decode(), "opened first, so that the student reads who did"
    assert step(hers, contact, "open") == 302
    page = hers.get(here).content.decode()
    assert SECRET in page
    assert "06 12345678" in page
    assert hers.post(here, {"text": "Dank je dat je schrijft. Kun je morgen?"}).status_code == 302
    own = student.get(here).content.decode()
    assert "Kun je morgen?" in own
    assert "Yara Jeugd" in own


@pytest.mark.req("S-131", "S-453", "S-523")
def test_nobody_of_the_school_opens_it_or_finds_a_trace(cast: Cast, helper: Person) -> None:
    contact = confided(cast)
    hers = browser(helper)
    step(hers, contact, "open")
    hers.post(reverse("careteam:contact", args=(contact.pk,)), {"text": "Zebra-91 gelezen."})
    step(hers, contact, "spoke")
    addresses = [reverse("careteam:contact", args=(contact.pk,))]
    about = [
        reverse("start"),
        reverse("students") + "?list=all&search=Sam",
        reverse("student", args=(cast.student.pk,)) + "?all=1",
        reverse("careteam:student", args=(cast.student.pk,)),
    ]
    for member in SCHOOL:
        client = cast.client(member)
        for address in addresses:
            assert client.get(address).status_code == 404, member
            assert client.post(address, {"text": "x"}).status_code == 404, member
        assert client.post(reverse("careteam:contact-step", args=(contact.pk,)), {"step": "end"}).status_code == 404
        for address in about:
            said = client.get(address).content.decode()
            assert "Zebra-91" not in said, (member, address)
            assert "Sammie" not in said, (member, address)
            assert "gezien door" not in said, (member, address)
            assert str(contact.pk) not in said, (member, address)
    assert not ReadLog.objects.filter(page__contains="confid").exists()
    assert not ReadLog.objects.filter(page="careteam:contact").exists()


@pytest.mark.req("S-131")
def test_no_table_of_the_school_names_it(cast: Cast, helper: Person) -> None:
    """Every row of every table, but the helper's own: neither the words, nor the contact's id, nor its address."""
    contact = confided(cast)
    step(browser(helper), contact, "open")
    cast.client("student").get(reverse("careteam:contact", args=(contact.pk,)))
    elsewhere = helper.organisation_id
    for model in apps.get_models():
        for row in model._default_manager.all().values():
            if row.get("organisation_id") == elsewhere:
                continue
            said = json.dumps(row, default=str)
            assert "Zebra" not in said, model
            assert str(contact.pk) not in said, model
            assert contact.pk.hex not in said, model
            assert "in-confidence" not in said, model


@pytest.mark.req("S-131")
def test_the_words_lie_sealed_and_no_row_refers_to_the_students_file(cast: Cast, helper: Person) -> None:
    contact = confided(cast)
    with connection.cursor() as cursor:
        for table in ("careteam_confidentialcontact", "careteam_confidentialword"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - two names written here
            said = str(cursor.fetchall())
            assert "Zebra" not in said
            assert "Sammie" not in said
            assert str(cast.student.pk) not in said
            assert cast.student.pk.hex not in said
    assert ConfidentialWord.objects.get(contact=contact).text == SECRET


@pytest.mark.req("S-132")
def test_the_school_reads_that_there_was_contact_only_while_the_student_wants(cast: Cast, helper: Person) -> None:
    contact = confided(cast)
    student, coach = cast.client("student"), cast.client("coach")
    assert step(student, contact, "tell") == 409, "they have not spoken yet"
    step(browser(helper), contact, "spoke")
    about = reverse("careteam:student", args=(cast.student.pk,))
    assert "gezien door" not in coach.get(about).content.decode()
    assert step(student, contact, "tell") == 302
    page = coach.get(about).content.decode()
    assert "Is gezien door Jeugdteam Demo" in page
    assert "Zebra-91" not in page
    assert "gezien door" not in cast.client("team_leader").get(about).content.decode(), "the coach alone"
    assert step(student, contact, "hide") == 302
    assert "gezien door" not in coach.get(about).content.decode()
    assert not SeenByHelper.objects.exists()


def test_a_desk_of_the_own_school_or_with_a_task_by_law_is_not_reached_here(cast: Cast) -> None:
    from houvast.core.handover.desks import DeskKind
    from houvast.handover.actions import make_desk

    own = make_desk(organisation=cast.organisation, kind=DeskKind.YOUTH_TEAM, name="Eigen team")
    officer = make_desk(organisation=cast.partner.organisation, kind=DeskKind.ATTENDANCE_OFFICER, name="Leerplicht")
    student = cast.client("student")
    page = text_of(student, "careteam:in-confidence")
    for desk in (own, officer):
        assert desk.name not in page
        assert student.get(reverse("careteam:confide", args=(desk.pk,))).status_code == 404
    assert "0800-0432" in page, "a way on"


def test_helpers_of_another_desk_do_not_open_it(cast: Cast, helper: Person) -> None:
    contact = confided(cast)
    from houvast.core.handover.desks import DeskKind
    from houvast.handover.actions import make_desk

    other_desk = make_desk(organisation=helper.organisation, kind=DeskKind.YOUTH_TEAM, name="Ander jeugdteam")
    other = make_person(helper.organisation, "Otto", "Jeugd")
    give_role(other, RoleAssignment.Role.YOUTH_TEAM, other_desk.unit)
    make_account(other)
    assert browser(other).get(reverse("careteam:contact", args=(contact.pk,))).status_code == 404
    assert "Sammie" not in text_of(browser(other), "careteam:in-confidence")


def test_whom_nobody_confirmed_at_the_desk_opens_nothing(cast: Cast, helper: Person) -> None:
    contact = confided(cast)
    assert "Sammie" in text_of(browser(helper), "careteam:in-confidence")
    RoleAssignment.objects.filter(person=helper).update(confirmed_at=None)
    assert browser(helper).get(reverse("careteam:contact", args=(contact.pk,))).status_code == 404
    assert "Sammie" not in text_of(browser(helper), "careteam:in-confidence")


def test_a_form_that_is_sent_twice_writes_once_and_an_end_ends(cast: Cast, helper: Person) -> None:
    contact = confided(cast)
    key = "01900000-0000-7000-8000-00000000abcd"
    here = reverse("careteam:contact", args=(contact.pk,))
    student = cast.client("student")
    typed: dict[str, Any] = {"text": "Nog iets.", "submission": key}
    student.post(here, typed)
    student.post(here, typed)
    assert ConfidentialWord.objects.filter(contact=contact).count() == 2
    assert step(student, contact, "end") == 302
    assert student.post(here, {"text": "Hoi"}).status_code == 422
    assert step(browser(helper), contact, "end") == 409
