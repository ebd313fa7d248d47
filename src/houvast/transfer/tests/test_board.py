"""The board: who sees whom, from which side, in how many queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houvast.core.transfer.standing import Standing
from houvast.people import clock
from houvast.people.models import Person, RoleAssignment, Unit, UnitMembership
from houvast.privacy.models import ReadLog
from houvast.transfer.models import BoardRow, Pupil, WorkList
from houvast.transfer.queries.counts import CONDITIONS, counts_of
from houvast.transfer.queries.shows import Show
from houvast.transfer.renewing import renew
from houvast.transfer.tests.scene import Scene, another_pupil
from tests.houvast_testing.cast import give_role, make_account, make_person, make_unit


def told(scene: Scene, member: str, address: str = "") -> str:
    answer = scene.client(member).get(reverse("transfer") + address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


@pytest.mark.req("S-730", "S-731", "S-737")
def test_mentor_and_mbo_see_the_same_pupil_each_on_an_own_board(scene: Scene) -> None:
    assert "Ada Bos" in told(scene, "mentor")
    board = told(scene, "intake")
    assert "Ada Bos" in board
    assert "Vmbo Noord" in board


def test_a_teacher_of_another_class_and_somebody_without_a_role_have_no_board_row(scene: Scene) -> None:
    assert scene.client("colleague").get(reverse("transfer")).status_code == 404
    assert scene.client("student").get(reverse("transfer")).status_code == 404
    row = reverse("transfer-pupil", args=(scene.row(scene.school).pk,))
    for member in ("colleague", "student", "intake", "officer"):
        assert scene.client(member).get(row).status_code == 404
    assert scene.client("mentor").get(row).status_code == 200


@pytest.mark.req("S-738")
def test_phases_count_who_still_has_to_be_helped(scene: Scene) -> None:
    renew([another_pupil(scene, "Bo", "Vos")], on=date(2027, 2, 10))
    board = told(scene, "counsellor")
    assert "Nog geen aanmelding: 1" in board
    only = told(scene, "counsellor", "?show=no_application")
    assert "Bo Vos" in only
    assert "Ada Bos" not in only


@pytest.mark.req("S-728")
def test_the_officer_sees_nobody_who_is_well_and_everybody_who_steps_down_at_once(scene: Scene) -> None:
    assert "Ada Bos" not in told(scene, "officer")
    scene.application.status = "withdrawn"
    scene.application.save()
    renew([scene.pupil], on=date(2027, 2, 10))
    assert "Ada Bos" in told(scene, "officer")


def test_in_summer_the_officer_sees_who_has_no_place_and_from_october_who_did_not_start(scene: Scene) -> None:
    placed = another_pupil(scene, "Bo", "Vos", municipality=scene.town)
    from houvast.transfer.models import Application

    Application.objects.create(
        organisation=scene.school, pupil=placed, institution_name="X", programme="Y", status="agreement_offered"
    )
    renew([placed], on=date(2027, 7, 1))
    with clock.set_to(date(2027, 7, 10)):
        board = told(scene, "officer")
        assert "Ada Bos" in board
        assert "Bo Vos" not in board
    with clock.set_to(date(2027, 10, 1)):
        board = told(scene, "officer")
        assert "Ada Bos" in board
        assert "Bo Vos" in board


@pytest.mark.req("S-495", "S-555", "S-556", "S-576")
def test_reasons_to_look_are_said_in_words_and_can_be_asked_for(scene: Scene) -> None:
    row = scene.row(scene.school)
    assert set(row.reasons.split()) == {"kader_to_four", "no_orientation"}
    board = told(scene, "mentor", "?reason=kader_to_four")
    assert "Van vmbo-kader naar niveau 4" in board
    assert "Ada Bos" not in told(scene, "mentor", "?reason=late")


@pytest.mark.req("S-494", "S-498", "S-557", "S-558", "S-559")
def test_reasons_that_tell_of_support_reach_the_mbo_only_with_consent(scene: Scene) -> None:
    Pupil.objects.update(expects_support="yes", school_type="pro", exit_profile="work")
    scene.application.level = 1
    scene.application.save()
    renew([Pupil.objects.get()], on=date(2027, 2, 10))
    assert "support_expected" in scene.row(scene.school).reasons
    assert "work_profile_to_entree" in scene.row(scene.school).reasons
    assert "big_change" in scene.row(scene.roc).reasons
    assert "support_expected" not in scene.row(scene.roc).reasons
    from houvast.transfer.models import ConsentItem

    ConsentItem.objects.create(
        organisation=scene.school, pupil=scene.pupil, item="support", party="institution", given=True,
        on=date(2027, 2, 1), said_by="pupil",
    )  # fmt: skip
    renew([Pupil.objects.get()], on=date(2027, 2, 10))
    assert "support_expected" in scene.row(scene.roc).reasons


def test_a_coach_of_one_team_sees_the_applicants_of_that_team_only(scene: Scene) -> None:
    team = make_unit(scene.roc, Unit.Kind.TEAM, "Team Zorg")
    coach = make_person(scene.roc, "Cor", "Coach")
    give_role(coach, RoleAssignment.Role.STUDY_COACH, team)
    make_account(coach)
    from django.test import Client

    client = Client()
    client.force_login(coach.account)
    assert b"Ada Bos" not in client.get(reverse("transfer")).content
    BoardRow.objects.filter(organisation=scene.roc).update(unit=team)
    assert b"Ada Bos" in client.get(reverse("transfer")).content


def test_leaving_the_chain_closes_access(scene: Scene) -> None:
    row = scene.row(scene.roc)
    Pupil.objects.update(closed_on=date(2027, 2, 10))
    renew([Pupil.objects.get()], on=date(2027, 2, 10))
    assert scene.client("intake").get(reverse("transfer-pupil", args=(row.pk,))).status_code == 404
    assert "Ada Bos" not in told(scene, "intake")


def test_the_board_takes_as_many_queries_for_fifty_as_for_one_and_is_noted(scene: Scene) -> None:
    client = scene.client("counsellor")
    client.get(reverse("transfer"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("transfer"))
    for number in range(60):
        renew([another_pupil(scene, f"P{number}", "Test")], on=date(2027, 2, 10))
    with CaptureQueriesContext(connection) as many:
        answer = client.get(reverse("transfer"))
    assert len(many) <= len(few)
    assert answer.content.decode().count("hv-row__name") == 50
    assert len(ReadLog.objects.order_by("-at").first().students) == 50  # type: ignore[union-attr]


def test_the_next_fifty_follow_without_a_gap(scene: Scene) -> None:
    for number in range(60):
        renew([another_pupil(scene, f"P{number:02}", "Test")], on=date(2027, 2, 10))
    from houvast.transfer.queries.board import Asked, board

    viewer = scene.viewer("counsellor")
    first = board(viewer, Asked(year=2026))
    second = board(viewer, Asked(year=2026, after=first.after))
    names = [row.name for row in (*first.rows, *second.rows)]
    assert len(names) == len(set(names)) == 61
    assert second.after == ""


def test_a_list_with_a_name_is_shared_and_shows_each_their_own_pupils(scene: Scene) -> None:
    client = scene.client("counsellor")
    client.post(reverse("transfer-keep-list") + "?show=look", {"name": "Kijk hier", "is_shared": "on"})
    assert WorkList.objects.get().asked == {"show": "look"}
    assert "Kijk hier" in told(scene, "mentor")
    assert "Kijk hier" not in told(scene, "intake")
    removal = reverse("transfer-remove-list", args=(WorkList.objects.get().pk,))
    assert scene.client("mentor").post(removal).status_code == 404
    assert client.post(removal).status_code == 302
    assert not WorkList.objects.exists()


def test_a_mentor_of_a_class_by_role_needs_the_relation(scene: Scene) -> None:
    UnitMembership.objects.create(
        organisation=scene.school, student=scene.student, unit=scene.unit, starts_on=date(2026, 8, 1)
    )
    leader = make_person(scene.school, "Tea", "Teamleider")
    give_role(leader, RoleAssignment.Role.TEAM_LEADER, scene.unit)
    make_account(leader)
    from django.test import Client

    client = Client()
    client.force_login(Person.objects.get(pk=leader.pk).account)
    assert b"Ada Bos" in client.get(reverse("transfer")).content


@pytest.mark.parametrize(
    ("about", "level", "said"),
    [
        pytest.param(
            {"school_type": "pro", "exit_profile": "work"}, 1, "raktijkonderwijs of vso",
            marks=pytest.mark.req("S-494", "S-534"),
        ),
        pytest.param({"school_type": "vmbo-kb"}, 4, "Van vmbo-kader naar niveau 4", marks=pytest.mark.req("S-495")),
        pytest.param({"school_type": "mbo-2"}, 4, "Van niveau 2 naar niveau 4", marks=pytest.mark.req("S-496")),
        pytest.param(
            {"school_type": "entree", "second_language": True}, 2, "Nederlands als tweede taal",
            marks=pytest.mark.req("S-497"),
        ),
        pytest.param({"expects_support": "yes"}, 2, "Verwacht extra hulp", marks=pytest.mark.req("S-498")),
    ],
)  # fmt: skip
def test_each_group_of_concern_is_a_reason_to_look_on_the_page_of_the_pupil(
    scene: Scene, about: dict[str, object], level: int, said: str
) -> None:
    Pupil.objects.update(**about)
    scene.application.level = level
    scene.application.save()
    renew([Pupil.objects.get()], on=date(2027, 2, 10))
    page = scene.client("mentor").get(reverse("transfer-pupil", args=(scene.row(scene.school).pk,))).content.decode()
    assert said in page
    assert "Redenen voor een gesprek, geen score" in page


@pytest.mark.req("S-729", "S-548")
def test_the_school_counsellor_sees_all_leavers_and_who_asked_for_advice(scene: Scene) -> None:
    row = scene.row(scene.school)
    sent = {"happened_on": "2027-02-10", "note": "Vraagt advies"}
    client = scene.client("counsellor")
    assert client.post(reverse("transfer-record", args=(row.pk, "advice-asked")), sent).status_code == 302
    assert "Vraagt advies" in client.get(reverse("transfer-pupil", args=(row.pk,))).content.decode()


def test_the_counts_say_what_the_lists_show(scene: Scene) -> None:
    """Counted together in one pass and filtered one by one: the same numbers, whatever a row says."""
    standings = list(Standing)
    for number, standing in enumerate(standings):
        pupil = another_pupil(scene, f"P{number}", "Test")
        renew([pupil], on=date(2027, 2, 10))
        BoardRow.objects.filter(pupil=pupil).update(
            standing=standing,
            stepped_down=number % 2 == 0,
            has_dossier=number % 3 == 0,
            needs_guidance=number % 4 == 0,
            looks=number % 3,
        )
    rows = BoardRow.objects.filter(leaving_year=scene.pupil.leaving_year)
    total, counts = counts_of(rows)
    assert total == rows.count()
    assert counts == {show: rows.filter(condition).count() for show, condition in CONDITIONS.items()}
    assert set(counts) == set(Show) - {Show.ALL}
