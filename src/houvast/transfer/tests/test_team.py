"""Giving a pupil to a team of the mbo, and the state of a handover on the page of the pupil."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from houvast.core.handover.desks import DeskKind
from houvast.core.handover.items import Item
from houvast.handover import actions as handovers
from houvast.people.clock import now
from houvast.people.models import RoleAssignment, Unit
from houvast.transfer.models import BoardRow
from houvast.transfer.tests.scene import Scene
from houvast.transfer.tests.test_pupil import page
from tests.houvast_testing.cast import give_role, make_account, make_person, make_unit


def coach_of(scene: Scene, team: Unit) -> Client:
    coach = make_person(scene.roc, "Cor", "Coach")
    give_role(coach, RoleAssignment.Role.STUDY_COACH, team)
    make_account(coach)
    client = Client()
    client.force_login(coach.account)
    return client


def test_a_coordinator_gives_a_pupil_to_a_team_and_its_coach_sees_the_pupil(scene: Scene) -> None:
    care, metal = (make_unit(scene.roc, Unit.Kind.TEAM, name) for name in ("Team Zorg", "Team Metaal"))
    of_care, row = coach_of(scene, care), scene.row(scene.roc)
    here = reverse("transfer-team", args=(row.pk,))
    assert here in page(scene, "intake")
    assert b"Ada Bos" not in of_care.get(reverse("transfer")).content
    assert "Team Metaal" in scene.client("intake").get(here).content.decode()
    assert scene.client("intake").post(here, {"team": str(care.pk), "seen": ""}).status_code == 302
    assert b"Ada Bos" in of_care.get(reverse("transfer")).content
    assert "Team Zorg" in page(scene, "intake")
    moved = of_care.post(here, {"team": str(metal.pk), "seen": str(care.pk)})
    assert moved.headers["Location"] == reverse("transfer"), "who gave the pupil away is not sent to a closed page"
    assert b"Ada Bos" not in of_care.get(reverse("transfer")).content


def test_two_who_give_at_once_the_second_reads_again(scene: Scene) -> None:
    care, metal = (make_unit(scene.roc, Unit.Kind.TEAM, name) for name in ("Team Zorg", "Team Metaal"))
    here = reverse("transfer-team", args=(scene.row(scene.roc).pk,))
    client = scene.client("intake")
    assert client.post(here, {"team": str(care.pk), "seen": ""}).status_code == 302
    assert client.post(here, {"team": str(metal.pk), "seen": ""}).status_code == 409
    assert scene.row(scene.roc).unit == care


def test_only_the_mbo_gives_and_only_to_a_team_of_its_own(scene: Scene) -> None:
    elsewhere = make_unit(scene.school, Unit.Kind.TEAM, "Team van de school")
    own, theirs = scene.row(scene.roc), scene.row(scene.school)
    sent = {"team": str(elsewhere.pk), "seen": ""}
    assert scene.client("intake").post(reverse("transfer-team", args=(own.pk,)), sent).status_code == 422
    for member in ("mentor", "counsellor", "officer", "student", "guardian"):
        for row in (own, theirs):
            assert scene.client(member).get(reverse("transfer-team", args=(row.pk,))).status_code == 404
    assert not BoardRow.objects.filter(side="institution", unit__isnull=False).exists()


@pytest.mark.req("S-613")
def test_the_state_of_a_handover_stands_on_the_page_of_the_pupil_for_the_school_only(scene: Scene) -> None:
    desk = handovers.make_desk(organisation=scene.town, kind=DeskKind.RMC, name="Doorstroompunt Midden")
    draft = handovers.AskDraft(
        told={Item.WHY: "Ada heeft hulp nodig."}, until=date(2027, 2, 10) + timedelta(days=90), desk=desk
    )
    made = handovers.ask(student=scene.student, by=scene.viewer("mentor"), draft=draft, at=now())
    shown = page(scene, "mentor")
    assert "Doorstroompunt Midden" in shown
    assert reverse("handover", args=(made.pk,)) in shown
    assert "gevraagd" in shown
    handovers.agree(
        handover=made, by=scene.viewer("student"), agreed=tuple(Item), seen_revision=made.revision, at=now()
    )
    assert "aangeboden" in page(scene, "mentor")
    assert "Doorstroompunt Midden" not in page(scene, "intake")
