"""A referral from the first question to the word back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from houvast.careteam.actions.referrals import remind_late
from houvast.careteam.models import Referral
from houvast.careteam.tests.play import DAY, alerted, text_of
from houvast.core.calendar import age_on
from houvast.directory.models import Service
from houvast.directory.tests.test_services import put, row
from houvast.outbox.models import Mail
from houvast.people import clock
from houvast.people.clock import now, today
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast


def asked(cast: Cast, *, receiver: bool = True) -> Referral:
    typed = {
        "choice": "other",
        "where": "outside",
        "to_name": "Budgetcoach",
        "receiver": str(cast.partner.pk) if receiver else "",
        "why": "Een budgetcoach kan samen met jou je rekeningen op een rij zetten.",
        "told": "Sam heeft vragen over geld.",
        "answer_days": "10",
    }
    answer = cast.client("coach").post(reverse("careteam:refer", args=(cast.student.pk,)), typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Referral.objects.get()


def says(cast: Cast, member: str, referral: Referral, answer: str) -> int:
    referral.refresh_from_db()
    path = reverse("careteam:answer-referral", args=(referral.pk,))
    return cast.client(member).post(path, {"answer": answer, "revision": referral.revision}).status_code


def stands(cast: Cast, member: str, referral: Referral, state: str, word: str = "") -> int:
    referral.refresh_from_db()
    typed = {"state": state, "word_back": word, "revision": referral.revision}
    return cast.client(member).post(reverse("careteam:referral", args=(referral.pk,)), typed).status_code


@pytest.mark.req("S-451", "S-292")
def test_a_referral_goes_from_the_question_to_the_word_back(cast: Cast) -> None:
    referral = asked(cast)
    here = reverse("careteam:referral", args=(referral.pk,))
    assert cast.client("partner").get(here).status_code == 404, "nothing goes out before the yes"
    assert "Sam heeft vragen over geld." in cast.client("student").get(here).content.decode()
    assert says(cast, "student", referral, "yes") == 302
    page = cast.client("partner").get(here).content.decode()
    assert "Sam heeft vragen over geld." in page
    assert stands(cast, "partner", referral, "ended", "x") == 422, "accepting comes first"
    assert stands(cast, "partner", referral, "accepted") == 302
    assert stands(cast, "partner", referral, "begun") == 302
    assert stands(cast, "partner", referral, "ended") == 422, "an end comes with a word back"
    assert stands(cast, "partner", referral, "ended", "Er is een overzicht en een afspraak met de bank.") == 302
    for member in ("coach", "student"):
        assert "afspraak met de bank" in cast.client(member).get(here).content.decode(), member
    assert Mail.objects.filter(recipient=cast.coach, key=f"referral-ended-asker/{referral.pk}").exists()


@pytest.mark.req("S-451", "S-485", "S-487", "S-542")
def test_the_help_that_fits_comes_first_that_of_the_own_school_before_all(cast: Cast) -> None:
    put(cast.organisation, row("eigen", name="Geldspreekuur op school", checked_on=today(), phone="020 555 1234"))
    put(cast.other_organisation, row("elders", name="Geldplein", checked_on=today()))
    coach, new = cast.client("coach"), reverse("careteam:refer", args=(cast.student.pk,))
    page = coach.get(f"{new}?area=money").content.decode()
    assert page.index("Geldspreekuur op school") < page.index("Geldplein")
    assert "Andere hulp" in page
    own = Service.objects.get(code="eigen")
    typed = {"choice": str(own.pk), "why": "Zij kijken met je mee.", "told": "", "answer_days": "10"}
    assert coach.post(f"{new}?area=money", typed).status_code == 302
    referral = Referral.objects.get()
    assert (referral.to_name, referral.where, referral.service_id) == ("Geldspreekuur op school", "inside", own.pk)
    assert "020 555 1234" in text_of(coach, "careteam:referral", referral.pk)


def test_other_help_needs_a_name_and_nothing_typed_is_lost(cast: Cast) -> None:
    new = reverse("careteam:refer", args=(cast.student.pk,))
    typed = {"choice": "other", "where": "outside", "to_name": "", "why": "Omdat het lucht geeft.", "answer_days": "10"}
    answer = cast.client("coach").post(new, typed)
    assert answer.status_code == 422
    assert "Omdat het lucht geeft." in answer.content.decode()


@pytest.mark.req("S-545", "S-456")
def test_help_that_ends_at_an_age_is_handed_over_and_where_it_led_is_kept(cast: Cast) -> None:
    age = age_on(cast.student.birth_date, today()) if cast.student.birth_date else 0
    put(cast.organisation, row("jong", name="Coach in de wijk", age_until=age, checked_on=today()))
    put(cast.organisation, row("later", name="Coach voor later", checked_on=today()))
    young, later = Service.objects.get(code="jong"), Service.objects.get(code="later")
    coach, new = cast.client("coach"), reverse("careteam:refer", args=(cast.student.pk,))
    typed = {"why": "Samen op pad.", "told": "", "answer_days": "10"}
    coach.post(f"{new}?area=money", {**typed, "choice": str(young.pk)})
    first = Referral.objects.get()
    says(cast, "student", first, "yes")
    for state in ("accepted", "begun"):
        assert stands(cast, "coach", first, state) == 302
    question = "wie neemt het over?"
    assert question not in coach.get(reverse("start")).content.decode()
    with clock.set_to(today() + timedelta(days=300)):
        coach = cast.client("coach")
        assert question in coach.get(reverse("start")).content.decode()
        after = f"{new}?after={first.pk}"
        assert f"?after={first.pk}" in text_of(coach, "careteam:referral", first.pk)
        assert "Coach in de wijk blijft" in coach.get(f"{after}&area=money").content.decode()
        assert coach.post(f"{after}&area=money", {**typed, "choice": str(later.pk)}).status_code == 302
        assert question not in coach.get(reverse("start")).content.decode()
        first.refresh_from_db()
        done = {"state": "ended", "word_back": "Terug in de les.", "outcome": "school", "revision": first.revision}
        assert coach.post(reverse("careteam:referral", args=(first.pk,)), done).status_code == 302
        page = text_of(coach, "careteam:referral", first.pk)
    assert "blijvend: terug op school" in page
    assert "Coach voor later" in page
    assert cast.client("coach").get(f"{new}?after={cast.student.pk}").status_code == 404


@pytest.mark.req("S-455")
def test_an_outreach_visit_is_asked_seen_by_who_goes_and_kept(cast: Cast) -> None:
    alerted(cast.student)
    place = cast.client("coach").get(reverse("alert-place", args=(cast.student.pk,))).content.decode()
    visit = reverse("alert-visit", args=(cast.student.pk,))
    assert visit in place
    form = cast.client("coach").get(visit).content.decode()
    seen = re.findall(r'name="seen" value="([^"]+)"', form)
    words = {"words": "Drie weken niets gehoord. Wie gaat langs?", "seen": seen}
    assert cast.client("coach").post(visit, words).status_code == 302
    assert cast.student.name in cast.client("team_leader").get(reverse("alerts-climbed")).content.decode()


def test_a_no_goes_nowhere(cast: Cast) -> None:
    referral = asked(cast)
    assert says(cast, "student", referral, "no") == 302
    assert cast.client("partner").get(reverse("careteam:referral", args=(referral.pk,))).status_code == 404
    assert "De student zei nee" in text_of(cast.client("coach"), "careteam:referral", referral.pk)


def test_a_yes_can_be_taken_back_and_then_nobody_outside_sees_it(cast: Cast) -> None:
    referral = asked(cast)
    says(cast, "student", referral, "yes")
    assert says(cast, "student", referral, "take_back") == 302
    assert cast.client("partner").get(reverse("careteam:referral", args=(referral.pk,))).status_code == 404


def test_under_sixteen_a_guardian_says_yes_too_and_from_sixteen_sees_nothing(cast: Cast) -> None:
    referral = asked(cast)
    here = reverse("careteam:referral", args=(referral.pk,))
    assert cast.client("guardian").get(here).status_code == 404
    Person.objects.filter(pk=cast.student.pk).update(birth_date=today().replace(day=1) - 15 * 365 * DAY)
    assert cast.client("guardian").get(here).status_code == 200
    says(cast, "student", referral, "yes")
    assert cast.client("partner").get(here).status_code == 404
    assert says(cast, "guardian", referral, "yes") == 302
    assert cast.client("partner").get(here).status_code == 200


@pytest.mark.req("S-292")
def test_no_answer_in_time_becomes_a_task_of_who_referred(cast: Cast) -> None:
    referral = asked(cast, receiver=False)
    says(cast, "student", referral, "yes")
    assert remind_late(organisation_id=cast.organisation.pk, at=now()) == 0
    with clock.set_to(today() + timedelta(days=11)):
        assert remind_late(organisation_id=cast.organisation.pk, at=now()) == 1
        assert remind_late(organisation_id=cast.organisation.pk, at=now()) == 0
    assert Mail.objects.filter(recipient=cast.coach, kind="task").exists()
    assert stands(cast, "coach", referral, "accepted") == 302, "after a call the coach keeps it"


def test_nobody_else_reads_a_referral_or_begins_one(cast: Cast) -> None:
    referral = asked(cast)
    says(cast, "student", referral, "yes")
    strangers = ("guardian", "trusted_person", "colleague", "administration", "administrator", "director",
                 "other_student", "stranger_coach", "stranger_student")  # fmt: skip
    for member in strangers:
        client = cast.client(member)
        assert client.get(reverse("careteam:referral", args=(referral.pk,))).status_code == 404, member
        assert client.get(reverse("careteam:refer", args=(cast.student.pk,))).status_code == 404, member


def test_two_who_answer_at_once_get_a_clear_answer(cast: Cast) -> None:
    referral = asked(cast, receiver=False)
    says(cast, "student", referral, "yes")
    referral.refresh_from_db()
    typed = {"state": "accepted", "word_back": "", "revision": referral.revision}
    path = reverse("careteam:referral", args=(referral.pk,))
    assert cast.client("coach").post(path, typed).status_code == 302
    second = cast.client("coach").post(path, typed | {"state": "begun", "word_back": "Gebeld."})
    assert second.status_code == 409
