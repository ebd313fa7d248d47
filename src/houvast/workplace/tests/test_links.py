"""A supervisor without an account: one link for one purpose, bound to a device, opened again by a code."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from houvast.outbox.models import Mail
from houvast.people.clock import set_to
from houvast.people.models import PersonalRelation
from houvast.privacy.models import ReadLog
from houvast.workplace.models import (
    Appointment,
    Concern,
    ProgressReview,
    ReviewRating,
    ReviewSignature,
    WeeklyVisit,
    WorkplaceLink,
)
from houvast.workplace.tests.filled import DAY, fill, items, planned
from houvast.workplace.tests.school import School, make_school


@pytest.fixture
def school(db: None) -> School:
    made = make_school()
    made.supervisor.account.delete()
    return made


@pytest.fixture(autouse=True)
def in_english(settings: object) -> object:
    with override("en"):
        yield


def mailed(kind: str) -> str:
    """The path in the latest mail of this kind."""
    body = Mail.objects.filter(kind=kind).latest("pk").body or ""
    found = re.search(r"https?://[^/]+(/w/\S+)", body)
    assert found, body
    return found[1]


def sent(school: School) -> tuple[ProgressReview, str]:
    review = planned(school)
    with set_to(DAY):
        made = school.client("mila").post(f"/workplace/reviews/{review.pk}/link/")
    assert made.status_code == 302
    return review, mailed("link")


def opened(path: str, on: date = DAY) -> Client:
    """A browser in which the link was opened for the first time."""
    browser = Client(headers={"accept-language": "en"})
    with set_to(on):
        assert browser.post(path + "open/").status_code == 302
    return browser


@pytest.mark.req("S-242", "S-244")
def test_the_supervisor_opens_fills_in_and_signs_without_an_account(school: School) -> None:
    review, path = sent(school)
    token = path.split("/")[2]
    assert not WorkplaceLink.objects.filter(token_hash__contains=token).exists()
    assert "Mila" not in (Mail.objects.get(kind="link").body or "")
    with set_to(DAY):
        looked = Client().get(path)
    assert "Open on this device" in looked.content.decode() or "Open op dit apparaat" in looked.content.decode()
    assert WorkplaceLink.objects.get().device_hash == ""
    browser = opened(path)
    with set_to(DAY):
        page = browser.get(path).content.decode()
        assert "Mila Student" in page
        assert browser.get(f"/workplace/reviews/{review.pk}/").status_code == 302  # opens no session
    typed = {"held_on": "2026-11-23", "progress_agreements": "Elke week een lesplan", **items(green=14)}
    assert fill(browser, path + "fill/together/", typed).status_code == 302
    assert ReviewRating.objects.filter(given_by=school.supervisor).count() == 14
    assert (
        fill(
            school.client("institute_educator"), f"/workplace/reviews/{review.pk}/finish/", {"colour": "green"}
        ).status_code
        == 302
    )
    assert fill(browser, path + "sign/", {"answer": "agree"}).status_code == 302
    assert ReviewSignature.objects.get(role="supervisor").by_link
    with set_to(DAY):
        assert browser.get(path + "file/")["Content-Type"] == "application/pdf"
        assert browser.get(path + "concern/").status_code == 404  # for one purpose only
    assert ReadLog.objects.filter(reader=school.supervisor).exists()


def test_somebody_else_with_the_link_gets_nothing_without_the_code_in_the_mail(school: School) -> None:
    _review, path = sent(school)
    first = opened(path)
    other = Client(headers={"accept-language": "en"})
    with set_to(DAY):
        page = other.get(path).content.decode()
        assert "Mila Student" not in page
        assert other.post(path + "open/").status_code == 302
        assert "Mila Student" not in other.get(path).content.decode()
        assert other.get(path + "fill/together/").content.decode().count("hv-options--rating") == 0
        assert other.post(path + "code/").status_code == 302
        code = mailed("code").partition("code=")[2]
        assert len(code) == 6
        wrong = "000000" if code != "000000" else "111111"
        assert other.post(path + "code/use/", {"code": wrong}).status_code == 422
        assert other.post(path + "code/use/", {"code": code}).status_code == 302
        assert "Mila Student" in other.get(path).content.decode()
        assert "Mila Student" not in first.get(path).content.decode()
        assert other.post(path + "code/use/", {"code": code}).status_code == 422


def test_five_wrong_codes_end_the_code(school: School) -> None:
    _review, path = sent(school)
    opened(path)
    thief = Client()
    with set_to(DAY):
        thief.post(path + "code/")
        code = mailed("code").partition("code=")[2]
        wrong = "000000" if code != "000000" else "111111"
        for _ in range(5):
            assert thief.post(path + "code/use/", {"code": wrong}).status_code == 422
        assert thief.post(path + "code/use/", {"code": code}).status_code == 422


def test_after_its_end_when_stopped_or_replaced_a_link_opens_nothing(school: School) -> None:
    review, path = sent(school)
    browser = opened(path)
    with set_to(DAY + timedelta(days=31)):
        assert browser.get(path).status_code == 404
    with set_to(DAY):
        school.client("mila").post(f"/workplace/reviews/{review.pk}/link/")
        assert browser.get(path).status_code == 404
        newer = mailed("link")
        assert newer != path
        again = opened(newer)
        assert again.get(newer).status_code == 200
        school.client("school_educator").post(f"/workplace/reviews/{review.pk}/link/stop/")
        assert again.get(newer).status_code == 404
        assert Client().get("/w/never-was/").status_code == 404


def test_who_no_longer_guides_the_student_sees_nothing_by_an_old_link(school: School) -> None:
    _review, path = sent(school)
    browser = opened(path)
    PersonalRelation.objects.filter(holder=school.supervisor, student=school.mila).delete()
    with set_to(DAY):
        assert browser.get(path).status_code == 404


@pytest.mark.req("S-103", "S-191")
def test_by_the_link_of_a_placement_the_supervisor_confirms_weeks_and_raises_a_concern(school: School) -> None:
    Appointment.objects.create(
        organisation=school.organisation, student=school.mila, training_school=school.delta, school_year="2026-2027",
        level=3, fte="0.3", lesson_hours=7, follows_timetable=True, weekly_visit=True, mentor_tasks=False,
        registered_by=school.mila, registered_on=date(2026, 5, 1), state="approved", receipt="{}",
    )  # fmt: skip
    with set_to(DAY):
        made = school.client("institute_educator").post(f"/workplace/students/{school.mila.pk}/link/")
        assert made.status_code == 302
    path = mailed("link")
    browser = opened(path)
    visit = {"monday": "2026-11-23", "seen": "discussed", "remark": "Mooie les"}
    assert fill(browser, path + "visit/", visit).status_code == 302
    assert fill(browser, path + "visit/", {**visit, "monday": "2026-01-05"}).status_code == 422
    concern = {"goes_well": "Humor", "seen": "Twee keer te laat", "weight": "attention"}
    assert fill(browser, path + "concern/", concern).status_code == 302
    assert (WeeklyVisit.objects.get().by_link, Concern.objects.get().raised_by) == (True, school.supervisor)
    with set_to(DAY):
        page = browser.get(path).content.decode()
        assert "Thank you. It stands on the list" in page
        assert "seen and talked over" in page
        assert "Ilse Instituut is in charge" in page
        own = school.client("mila").get(f"/workplace/students/{school.mila.pk}/").content.decode()
        assert "Mooie les" in own
        assert browser.get(path + "sign/").status_code == 404
    with set_to(date(2027, 8, 2)):
        assert browser.get(path).status_code == 404
