"""Pupils of practical and special education, study choice advice on request, and failing again."""

from datetime import date

import pytest
from django.urls import reverse

from houvast.people import clock
from houvast.transfer.models import Application, BoardRow, ConsentItem, Pupil, TransferEvent
from houvast.transfer.renewing import renew
from houvast.transfer.tests.scene import Scene

FEBRUARY = date(2027, 2, 10)


def page(scene: Scene, member: str) -> str:
    row = scene.row(scene.viewer(member).person.organisation)
    answer = scene.client(member).get(reverse("transfer-pupil", args=(row.pk,)))
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def say(scene: Scene, **typed: str) -> None:
    """What the mentor fills in about the pupil."""
    row = scene.row(scene.school)
    sent = {"revision": str(Pupil.objects.get().revision), **typed}
    assert scene.client("mentor").post(reverse("transfer-marks", args=(row.pk,)), sent).status_code == 302


def agree(scene: Scene) -> None:
    ConsentItem.objects.create(
        organisation=scene.school, pupil=scene.pupil, item="support", party="institution", given=True, on=FEBRUARY,
        said_by="pupil",
    )  # fmt: skip


@pytest.mark.req("S-354", "S-356", "S-357")
def test_a_pupil_of_practical_education_brings_a_statement_and_a_plan(scene: Scene) -> None:
    Pupil.objects.update(school_type="pro")
    renew([Pupil.objects.get()], on=FEBRUARY)
    before = page(scene, "mentor")
    assert "praktijkonderwijs (pro)" in before
    assert "Niet bekend; het samenwerkingsverband geeft die" in before
    assert "Niet bekend; elke leerling van deze school heeft er een" in before
    say(scene, admissible_until="2027-07-31", development_plan_on="2026-11-12")
    after = page(scene, "mentor")
    assert "Geldig tot en met" in after
    assert "Besproken op" in after
    assert "Toelaatbaarheidsverklaring" not in page(scene, "intake")
    agree(scene)
    assert "Toelaatbaarheidsverklaring" in page(scene, "intake")


@pytest.mark.parametrize(
    ("group", "said"),
    [
        pytest.param("cluster_1", "blind of slechtziend", marks=pytest.mark.req("S-360")),
        pytest.param("cluster_2", "doof of slechthorend", marks=pytest.mark.req("S-361")),
        pytest.param("cluster_3", "een beperking of lang ziek", marks=pytest.mark.req("S-362")),
        pytest.param("cluster_4", "gedrag of psychiatrie", marks=pytest.mark.req("S-363")),
    ],
)
def test_the_group_of_special_education_is_told_only_to_whom_the_pupil_agreed(
    scene: Scene, group: str, said: str
) -> None:
    Pupil.objects.update(school_type="vso")
    renew([Pupil.objects.get()], on=FEBRUARY)
    say(scene, special_group=group)
    assert said in page(scene, "mentor")
    assert said not in page(scene, "intake")
    agree(scene)
    shown = page(scene, "intake")
    assert said in shown
    assert ("Niet nodig" in shown) is (group in {"cluster_1", "cluster_2"})


def test_who_comes_from_another_school_is_not_asked_for_a_group(scene: Scene) -> None:
    row = scene.row(scene.school)
    form = scene.client("mentor").get(reverse("transfer-marks", args=(row.pk,))).content.decode()
    assert "special_group" not in form
    assert "admissible_until" not in form
    say(scene, special_group="cluster_4")
    assert Pupil.objects.get().special_group == ""


@pytest.mark.req("S-373")
def test_a_pupil_who_asks_for_study_choice_advice_gets_it(scene: Scene) -> None:
    for member, kind, more in (
        ("mentor", "advice-asked", {}),
        ("intake", "advice-given", {"application": str(scene.application.pk)}),
    ):
        row = scene.row(scene.viewer(member).person.organisation)
        sent = {"happened_on": "2027-02-10", "note": "Past dit bij mij?", **more}
        answer = scene.client(member).post(reverse("transfer-record", args=(row.pk, kind)), sent)
        assert answer.status_code == 302, answer.content.decode()
    for member in ("mentor", "intake"):
        shown = page(scene, member)
        assert "Studiekeuzeadvies gevraagd" in shown
        assert "Studiekeuzeadvies gegeven" in shown


@pytest.mark.req("S-519")
def test_what_did_not_work_out_more_than_once_is_a_reason_to_look(scene: Scene) -> None:
    other = Application.objects.create(
        organisation=scene.school, pupil=scene.pupil, institution=scene.roc, institution_name="ROC Midden",
        programme="Zorg", level=4, applied_on=date(2027, 2, 3), number="A2", status="no_enrolment",
    )  # fmt: skip
    renew([Pupil.objects.get()], on=FEBRUARY)
    assert "set_back_again" not in BoardRow.objects.get(organisation=scene.school).reasons
    for kind in ("placed", "no_show"):
        TransferEvent.objects.create(
            organisation=scene.school, pupil=scene.pupil, application=scene.application, kind=kind, on=FEBRUARY,
            at=clock.now(),
        )  # fmt: skip
    renew([Pupil.objects.get()], on=FEBRUARY)
    assert other.status == "no_enrolment"
    assert "Het lukte meer dan eens niet" in page(scene, "mentor")
