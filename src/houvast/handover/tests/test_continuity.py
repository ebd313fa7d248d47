"""A joint plan with who helps already, and agreements that go along to another region before anybody lets go."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from houvast.core.handover.desks import DeskKind
from houvast.handover import actions
from houvast.handover.models import Following, Handover
from houvast.handover.tests.play import Town, agreed, arrived, asked, done, make_town, staff
from houvast.handover.tests.test_pages import client_of, plan
from houvast.people.clock import now, today
from houvast.people.models import Organisation, Person
from houvast.people.viewer import Viewer
from houvast.web.days import long_day
from tests.houvast_testing.cast import Cast


@pytest.mark.req("S-618")
def test_the_joint_plan_with_who_helps_already_says_who_does_what_where_and_when(cast: Cast) -> None:
    town = make_town(cast)
    when = today() + timedelta(days=10)
    lines = plan(("Samira (jeugdhulp, kent Sam al)", "elke week wandelen"), ("Rosa", "mee naar de leerbaan"))
    lines |= {"plan-0-where": "buurthuis De Brug", "plan-0-due_on": when.isoformat()}
    typed = {
        "desk": str(town.rmc.pk), "ground": "consent", "until": (today() + timedelta(days=90)).isoformat(),
        "why": "Sam zoekt een leerbaan.", **lines,
    }  # fmt: skip
    assert cast.client("coach").post(reverse("ask-handover", args=(cast.student.pk,)), typed).status_code == 302
    handover = Handover.objects.get()
    said = ("Samira (jeugdhulp, kent Sam al)", "elke week wandelen", "buurthuis De Brug", long_day(when))
    student = cast.client("student").get(reverse("answer-handover", args=(handover.pk,))).content.decode()
    assert [one for one in said if one not in student] == [], "the student reads the plan before it goes along"
    answer = {"contact": "on", "why": "on", "plan": "on", "revision": handover.revision}
    cast.client("student").post(reverse("answer-handover", args=(handover.pk,)), answer)
    desk = client_of(town.officer).get(reverse("following", args=(arrived(handover).pk,))).content.decode()
    coach = cast.client("coach").get(reverse("handover", args=(handover.pk,))).content.decode()
    for page in (desk, coach):
        assert [one for one in (*said, "mee naar de leerbaan") if one not in page] == []


def elsewhere() -> tuple[Town, Person]:
    """A desk in another region."""
    region = Organisation.objects.create(name="Gemeente Andere Regio", kind=Organisation.Kind.MUNICIPALITY)
    desk = actions.make_desk(organisation=region, kind=DeskKind.YOUTH_TEAM, name="Jeugdteam Andere Regio")
    worker = staff(desk, "Wim", "Andersom")
    return Town(organisation=region, rmc=desk, youth=desk, officer=worker, adviser=worker), worker


def step(person: Person, name: str, following: Following, **typed: object) -> int:
    following.refresh_from_db()
    sent = {"revision": following.revision, **typed}
    return client_of(person).post(reverse(name, args=(following.pk,)), sent).status_code


@pytest.mark.req("S-620")
def test_what_was_agreed_goes_along_to_another_region_and_nothing_ends_before_it_has_hold(cast: Cast) -> None:
    town = make_town(cast)
    here = done(agreed(asked(cast, town.rmc)), town.officer)
    there, worker = elsewhere()
    officer = client_of(town.officer)
    typed = {
        "desk": str(there.rmc.pk), "ground": "consent", "until": (today() + timedelta(days=90)).isoformat(),
        "why": "Sam verhuist.", "agreements": "Elke dinsdag coaching door Samira, ook na de verhuizing.", **plan(),
    }  # fmt: skip
    assert officer.post(reverse("ask-handover", args=(here.person_id,)), typed).status_code == 302
    onward = Handover.objects.get(student=here.person_id)
    token = actions.make_consent_link(handover=onward, by=Viewer(town.officer), at=now())
    answer = {"contact": "on", "why": "on", "agreements": "on", "revision": onward.revision}
    assert Client().post(reverse("answer-by-link", args=(token,)), answer).status_code == 200

    new = arrived(onward)
    closing = {"outcome": Following.Outcome.HANDED_ON, "text": ""}
    assert new.organisation == there.organisation
    for before in ("accept-following", "talk-following", "confirm-following"):
        assert step(town.officer, "close-following", here, **closing) == 422, "nobody lets go yet"
        assert "Sam de Wit" in officer.get(reverse("partner-desk") + "?show=follows").content.decode()
        assert step(worker, before, new, on=today().isoformat()) == 302
    page = client_of(worker).get(reverse("following", args=(new.pk,))).content.decode()
    assert "Elke dinsdag coaching door Samira, ook na de verhuizing." in page
    assert step(town.officer, "close-following", here, **closing) == 302
    assert "Sam de Wit" not in officer.get(reverse("partner-desk") + "?show=follows").content.decode()
    assert "Sam de Wit" in client_of(worker).get(reverse("partner-desk") + "?show=follows").content.decode()
