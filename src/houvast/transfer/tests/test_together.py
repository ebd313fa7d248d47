"""School, mbo and attendance officer look at the same pupils: applied, in time, met, started, and who did not."""

from datetime import date

import pytest
from django.urls import reverse

from houvast.people import clock
from houvast.transfer.models import Application, Pupil
from houvast.transfer.renewing import renew
from houvast.transfer.tests.scene import Scene, another_pupil
from houvast.transfer.tests.test_board import told
from houvast.transfer.tests.test_own import mine
from houvast.transfer.tests.test_pupil import decide, page, record

OCTOBER = date(2027, 10, 1)


def applied(scene: Scene, given: str, family: str, on: date) -> Pupil:
    """Another pupil of the school who applied at the ROC and lives in the town."""
    pupil = another_pupil(scene, given, family, municipality=scene.town)
    Application.objects.create(
        organisation=scene.school, pupil=pupil, institution=scene.roc, institution_name=scene.roc.name,
        programme="Kok", level=2, applied_on=on,
    )  # fmt: skip
    renew([pupil], on=scene.application.applied_on or on)
    return pupil


@pytest.mark.req("S-549")
def test_all_pupils_who_go_to_mbo_stand_before_school_mbo_and_officer(scene: Scene) -> None:
    applied(scene, "Bo", "Vos", date(2027, 2, 3))
    renew([another_pupil(scene, "Cas", "Wit", municipality=scene.town)], on=date(2027, 2, 10))
    names = ("Ada Bos", "Bo Vos", "Cas Wit")
    school = told(scene, "counsellor")
    assert all(name in school for name in names)
    mbo = told(scene, "intake")
    assert [name in mbo for name in names] == [True, True, False], "an mbo sees who applied there"
    with clock.set_to(OCTOBER):
        officer = told(scene, "officer")
    assert all(name in officer for name in names)


@pytest.mark.req("S-550")
def test_the_board_says_whether_a_pupil_applied_and_whether_they_really_started(scene: Scene) -> None:
    renew([another_pupil(scene, "Cas", "Wit")], on=date(2027, 2, 10))
    assert "Ada Bos" not in told(scene, "counsellor", "?show=no_application")
    assert "Cas Wit" in told(scene, "counsellor", "?show=no_application")
    assert "Aangemeld" in page(scene, "mentor")
    decide(scene)
    assert "Heeft een plaats" in page(scene, "mentor")
    assert "Ada Bos" not in told(scene, "counsellor", "?show=started")
    record(scene, "intake", "started")
    assert "Ada Bos" in told(scene, "counsellor", "?show=started")
    assert "Gestart" in page(scene, "intake")
    assert "Je bent begonnen" in mine(scene)


@pytest.mark.req("S-551")
def test_everybody_reads_whether_the_application_came_before_the_first_of_april(scene: Scene) -> None:
    assert "vóór 1 april" in mine(scene)
    for member in ("mentor", "intake"):
        assert "1 feb, vóór 1 april" in page(scene, member)
    Application.objects.filter(pk=scene.application.pk).update(applied_on=date(2027, 4, 1))
    renew([Pupil.objects.get()], on=date(2027, 4, 2))
    with clock.set_to(date(2027, 4, 2)):
        for member in ("mentor", "intake"):
            assert "op of na 1 april" in page(scene, member)
        assert "Op of na 1 april aangemeld" in page(scene, "mentor")


@pytest.mark.req("S-552")
def test_an_introduction_together_and_then_a_talk_alone(scene: Scene) -> None:
    record(scene, "intake", "introduction-invited", happened_on="2027-03-03", note="Samen koken in de praktijkkeuken")
    own = mine(scene)
    assert "Kennismaken" in own
    assert "3 mrt" in own or "3 maart" in own
    assert "Samen koken in de praktijkkeuken" in page(scene, "mentor")
    with clock.set_to(date(2027, 3, 10)):
        record(scene, "intake", "introduction-held", happened_on="2027-03-03")
        record(scene, "intake", "intake-held", happened_on="2027-03-10", note="Gesprek met Ada en haar tante")
        for member in ("mentor", "intake"):
            seen = page(scene, member)
            assert "Kennismaking gehad" in seen
            assert "Gesprek met Ada en haar tante" in seen
    assert scene.standing(scene.school) == "intake"


@pytest.mark.req("S-553")
def test_from_the_first_of_october_the_officer_acts_for_who_did_not_start(scene: Scene) -> None:
    decide(scene)
    applied(scene, "Bo", "Vos", date(2027, 2, 3))
    with clock.set_to(date(2027, 9, 1)):
        record(scene, "intake", "started", happened_on="2027-09-01")
    with clock.set_to(OCTOBER):
        officer = scene.client("officer")
        board = officer.get(reverse("transfer") + "?year=2026").content.decode()
        assert "Bo Vos" in board
        assert "Ada Bos" not in board
        pupil = Pupil.objects.exclude(pk=scene.pupil.pk).get()
        row = pupil.rows.get(organisation=scene.town)
        tried = {"happened_on": OCTOBER.isoformat(), "note": "Thuis langs geweest, gaat mee kijken"}
        answer = officer.post(reverse("transfer-record", args=(row.pk, "attempt")), tried)
        assert answer.status_code == 302
        for member, organisation in (("counsellor", scene.school), ("intake", scene.roc)):
            here = reverse("transfer-pupil", args=(pupil.rows.get(organisation=organisation).pk,))
            assert "Thuis langs geweest" in scene.client(member).get(here).content.decode()
