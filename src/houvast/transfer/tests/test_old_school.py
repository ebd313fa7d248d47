"""A student of the mbo threatens to stop: the coach asks the mentor of the old school, when the student agreed."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from houvast.outbox.models import Mail
from houvast.people import clock
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer
from houvast.privacy.models import ReadLog
from houvast.transfer import actions
from houvast.transfer.models import TransferEvent
from houvast.transfer.queries.old_school import row_of_student
from houvast.transfer.tests.scene import Scene, another_pupil
from houvast.transfer.tests.test_pupil import page, record
from tests.houvast_testing.cast import make_account, make_person, relate


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMbo:
    """The pupil as a student of the mbo, with a coach there."""

    student: Person
    coach: Person

    @property
    def here(self) -> str:
        return reverse("ask-old-mentor", args=(self.student.pk,))

    def client(self) -> Client:
        client = Client()
        client.force_login(self.coach.account)
        return client


@pytest.fixture
def at_mbo(scene: Scene) -> AtMbo:
    student = make_person(scene.roc, "Ada", "Bos", is_student=True, birth_date=scene.student.birth_date)
    coach = make_person(scene.roc, "Cor", "Coach")
    relate(coach, student, PersonalRelation.Kind.COACH)
    make_account(coach)
    return AtMbo(student=student, coach=coach)


def agree(scene: Scene, **until: str) -> None:
    address = reverse("transfer-consent", args=(scene.student.pk,))
    sent = {"handover-institution": "on", **until}
    assert scene.client("student").post(address, sent).status_code == 302


@pytest.mark.req("S-621")
def test_with_consent_the_coach_asks_the_old_mentor_and_reads_the_answer(scene: Scene, at_mbo: AtMbo) -> None:
    agree(scene)
    coach = at_mbo.client()
    assert at_mbo.here in coach.get(reverse("student", args=(at_mbo.student.pk,))).content.decode()
    shown = coach.get(at_mbo.here).content.decode()
    assert "Mies Mentor" in shown
    assert coach.post(at_mbo.here, {"question": "Ada dreigt te stoppen. Wat hielp?"}).status_code == 302
    assert Mail.objects.get().recipient == scene.mentor
    assert "Ada dreigt te stoppen. Wat hielp?" in page(scene, "mentor")
    record(scene, "mentor", "information-given", note="Elke maandag even bellen hielp")
    assert "Elke maandag even bellen hielp" in coach.get(at_mbo.here).content.decode()
    read = ReadLog.objects.filter(reader=at_mbo.coach, organisation=scene.school)
    assert {tuple(one.students) for one in read} == {(scene.student.pk.hex,)}, "the pupil reads who looked"


@pytest.mark.req("S-621")
def test_without_consent_the_page_says_so_and_nothing_is_asked(scene: Scene, at_mbo: AtMbo) -> None:
    coach = at_mbo.client()
    shown = coach.get(at_mbo.here).content.decode()
    assert "heeft niet gezegd" in shown
    assert "Mies Mentor" not in shown
    assert coach.post(at_mbo.here, {"question": "Wat hielp?"}).status_code == 422
    assert not TransferEvent.objects.exists()
    assert not Mail.objects.exists()


def test_consent_that_was_taken_back_or_ran_out_counts_no_more(scene: Scene, at_mbo: AtMbo) -> None:
    agree(scene, until="2027-02-20")
    with clock.set_to(date(2027, 2, 21)):
        assert at_mbo.client().post(at_mbo.here, {"question": "Wat hielp?"}).status_code == 422
    scene.client("student").post(reverse("transfer-consent", args=(scene.student.pk,)), {})
    assert at_mbo.client().post(at_mbo.here, {"question": "Wat hielp?"}).status_code == 422
    assert not TransferEvent.objects.exists()


def test_nobody_is_guessed_when_two_have_this_name_and_birth_date(scene: Scene, at_mbo: AtMbo) -> None:
    from houvast.transfer.models import Application
    from houvast.transfer.renewing import renew

    assert row_of_student(at_mbo.student) == scene.row(scene.roc)
    twin = another_pupil(scene, "Ada", "Bos")
    Application.objects.create(
        organisation=scene.school, pupil=twin, institution=scene.roc, institution_name="ROC", programme="Kok"
    )
    renew([twin], on=date(2027, 2, 10))
    assert row_of_student(at_mbo.student) is None
    assert "Vmbo Noord" not in at_mbo.client().get(at_mbo.here).content.decode()


def test_only_who_may_hand_this_student_over_asks(scene: Scene, at_mbo: AtMbo) -> None:
    agree(scene)
    for member in ("intake", "mentor", "counsellor", "officer", "student"):
        assert scene.client(member).get(at_mbo.here).status_code == 404
    of_pupil = reverse("ask-old-mentor", args=(scene.student.pk,))
    assert scene.client("mentor").get(of_pupil).status_code == 404
    assert at_mbo.client().get(of_pupil).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.ask_old_mentor(student=at_mbo.student, by=Viewer(scene.intake), question="Wat hielp?", at=clock.now())


def test_when_the_school_knows_no_mentor_any_more_the_coach_hears_it(scene: Scene, at_mbo: AtMbo) -> None:
    agree(scene)
    PersonalRelation.objects.filter(holder=scene.mentor).update(ends_on=date(2027, 2, 1))
    said = at_mbo.client().post(at_mbo.here, {"question": "Wat hielp?"}, follow=True).content.decode()
    assert "geen mentor meer bekend" in said
    assert not Mail.objects.exists()
