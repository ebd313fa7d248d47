"""What waits around figures on the start page: looking back, goals to look at again, registrations that do not fit."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from houvast.education.models import Enrolment
from houvast.monitor.actions.looking_back import plan_look_backs
from houvast.monitor.models import LearningCycle
from houvast.monitor.refreshing.running import refresh
from houvast.people import clock
from houvast.people.models import RoleAssignment
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


def start(client: Client) -> str:
    return client.get(reverse("start")).content.decode()


def test_a_coach_reads_whom_to_ask_how_it_goes_and_nobody_else_does(cast: Cast) -> None:
    Enrolment.objects.filter(student=cast.student).update(
        starts_on=date(2025, 8, 20), ends_on=date(2026, 5, 1), end_reason="02"
    )
    refresh(organisation_id=cast.organisation.pk, on=DAY, at=clock.now)
    plan_look_backs(organisation_id=cast.organisation.pk, on=DAY, at=clock.now())
    text = start(cast.client("coach"))
    assert "Hoe gaat het met wie vertrok?" in text
    assert "6 maanden na het vertrek" in text
    assert "3 maanden na het vertrek" not in text  # it came too, and nobody looked: the later one is asked
    assert "12 maanden na het vertrek" not in text
    for member in ("colleague", "student", "partner", "stranger_coach"):
        assert "Hoe gaat het met wie vertrok?" not in start(cast.client(member))


def test_a_team_leader_and_a_policy_maker_read_which_goal_waits(cast: Cast) -> None:
    LearningCycle.objects.create(
        organisation=cast.organisation, team=cast.team, figure="talked", goal="Iedereen gezien", small_change="Bellen",
        begun_on=date(2026, 9, 1), look_on=date(2026, 11, 20),
    )  # fmt: skip
    board = make_person(cast.organisation, "Bo", "Bestuur")
    make_account(board)
    give_role(board, RoleAssignment.Role.POLICY_MAKER)
    client = Client()
    client.force_login(board.account)
    assert "Iedereen gezien" in start(client)
    assert reverse("monitor:decide", args=(LearningCycle.objects.get().pk,)) not in start(client)
    assert reverse("monitor:decide", args=(LearningCycle.objects.get().pk,)) in start(cast.client("team_leader"))
    assert "Iedereen gezien" not in start(cast.client("colleague"))


def test_the_administration_reads_what_does_not_fit(cast: Cast) -> None:
    Enrolment.objects.filter(student=cast.student).update(starts_on=date(2026, 8, 20), ends_on=date(2026, 8, 1))
    refresh(organisation_id=cast.organisation.pk, on=DAY, at=clock.now)
    text = start(cast.client("administration"))
    assert "Inschrijvingen die niet kloppen" in text
    assert "De laatste dag ligt voor de eerste" in text
    assert "Inschrijvingen die niet kloppen" not in start(cast.client("team_leader"))
