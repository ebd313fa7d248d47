"""One pupil: what each party records, sees, decides, takes back."""

from datetime import date

import pytest
from django.urls import reverse

from houvast.outbox.models import Mail
from houvast.people import clock
from houvast.people.refusals import CannotBeDone
from houvast.transfer import actions
from houvast.transfer.actions.deciding import DecisionDraft
from houvast.transfer.actions.recording import EventDraft
from houvast.transfer.models import Application, ConsentItem, Need, Pupil, TransferEvent
from houvast.transfer.tests.scene import Scene

FEBRUARY = date(2027, 2, 10)


def page(scene: Scene, member: str) -> str:
    viewer = scene.viewer(member)
    answer = scene.client(member).get(reverse("transfer-pupil", args=(scene.row(viewer.person.organisation).pk,)))
    assert answer.status_code == 200
    return str(answer.content.decode())


def record(scene: Scene, member: str, kind: str, *, status: int = 302, **typed: str) -> str:
    row = scene.row(scene.viewer(member).person.organisation)
    sent = {"happened_on": FEBRUARY.isoformat(), "application": str(scene.application.pk), **typed}
    answer = scene.client(member).post(reverse("transfer-record", args=(row.pk, kind)), sent)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return str(answer.content.decode())


def decide(scene: Scene, *, status: int = 302, **typed: object) -> str:
    url = reverse("transfer-decide", args=(scene.row(scene.roc).pk, scene.application.pk))
    revision = Application.objects.get(pk=scene.application.pk).revision
    sent = {"decision": "place", "intake_done": "on", "qualifications": ["vmbo_kb"], "revision": revision, **typed}
    answer = scene.client("intake").post(url, sent)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return str(answer.content.decode())


@pytest.mark.req("S-735", "S-734")
def test_the_school_records_orientation_and_guidance_and_the_mbo_reads_it(scene: Scene) -> None:
    record(scene, "mentor", "orientation")
    record(scene, "mentor", "choice-guidance", note="Twijfelt tussen zorg en techniek")
    assert "Twijfelt tussen zorg en techniek" in page(scene, "intake")
    assert "no_orientation" not in scene.row(scene.school).reasons


@pytest.mark.req("S-742", "S-736")
def test_the_mbo_asks_the_school_for_information_and_the_mentor_hears_it(scene: Scene) -> None:
    record(scene, "intake", "information-asked", note="Wat helpt bij rekenen?")
    assert Mail.objects.get(recipient=scene.mentor)
    assert "Wat helpt bij rekenen?" in page(scene, "mentor")
    record(scene, "mentor", "information-given", note="Extra tijd")
    assert "Extra tijd" in page(scene, "intake")


def test_an_invitation_may_lie_ahead_and_a_meeting_may_not(scene: Scene) -> None:
    record(scene, "intake", "introduction-invited", happened_on="2027-03-03")
    assert Mail.objects.get(recipient=scene.student)
    assert "Deze dag is er nog niet" in record(scene, "intake", "intake-held", happened_on="2027-03-03", status=422)


def test_nobody_records_what_is_for_another_party(scene: Scene) -> None:
    row = scene.row(scene.school)
    assert scene.client("mentor").post(reverse("transfer-record", args=(row.pk, "no-show"))).status_code == 404
    assert scene.client("officer").get(reverse("transfer-pupil", args=(row.pk,))).status_code == 404
    with pytest.raises(CannotBeDone):
        actions.record_event(
            row=row,
            by=scene.viewer("mentor"),
            draft=EventDraft(kind="started", on=FEBRUARY, application=scene.application),
            at=clock.now(),
        )


@pytest.mark.req("S-744", "S-750")
def test_a_placement_is_told_to_pupil_and_school_at_once(scene: Scene) -> None:
    decide(scene)
    assert scene.standing(scene.school) == scene.standing(scene.roc) == "placed"
    assert set(Mail.objects.values_list("recipient", flat=True)) == {scene.student.pk, scene.mentor.pk}
    application = Application.objects.get(pk=scene.application.pk)
    assert application.reported_to_school_on == application.reported_to_pupil_on == FEBRUARY
    assert application.law_receipt["outcome"]["admitted"] == "right"  # type: ignore[index]


@pytest.mark.req("S-615")
def test_who_has_a_right_to_admission_cannot_be_refused(scene: Scene) -> None:
    said = decide(scene, decision="refuse", words="Te veel zorg nodig", status=422)
    assert "De wet geeft geen grond" in said
    assert "Te veel zorg nodig" in said
    assert scene.standing(scene.roc) == "applied"


def test_a_need_for_support_changes_nothing_in_what_the_law_allows(scene: Scene) -> None:
    Need.objects.create(
        organisation=scene.school, pupil=scene.pupil, area="health", text="Epilepsie", on=FEBRUARY, source="x"
    )
    Pupil.objects.update(expects_support="yes")
    decide(scene, decision="refuse", words="Te veel zorg nodig", status=422)
    draft = DecisionDraft(places=False, words="x", on=FEBRUARY, facts={"support": True}, ground="support")
    from houvast.core.law.errors import QuestionError

    with pytest.raises((CannotBeDone, QuestionError)):
        actions.decide_placement(
            row=scene.row(scene.roc), application=scene.application, by=scene.viewer("intake"), draft=draft,
            seen_revision=1, at=clock.now(),
        )  # fmt: skip


def test_a_refusal_with_a_lawful_ground_says_why_and_reaches_the_officer(scene: Scene) -> None:
    decide(
        scene, decision="refuse", qualifications=["none"], ground="qualifications", words="Je hebt nog geen diploma."
    )
    assert scene.standing(scene.school) == "rejected"
    assert "Je hebt nog geen diploma." in page(scene, "mentor")
    officer = scene.client("officer").get(reverse("transfer")).content.decode()
    assert "Ada Bos" in officer


def test_two_who_decide_at_once_the_second_gets_an_answer(scene: Scene) -> None:
    url = reverse("transfer-decide", args=(scene.row(scene.roc).pk, scene.application.pk))
    sent = {"decision": "place", "qualifications": ["vmbo_kb"], "revision": 99, "words": "Welkom bij ons"}
    answer = scene.client("intake").post(url, sent)
    assert answer.status_code == 409
    assert "Welkom bij ons" in answer.content.decode()


@pytest.mark.req("S-745", "S-739", "S-751")
def test_a_no_show_is_heard_by_the_school_and_seen_by_the_officer(scene: Scene) -> None:
    decide(scene)
    Mail.objects.all().delete()
    record(scene, "intake", "no-show")
    assert Mail.objects.get().recipient == scene.mentor
    assert scene.standing(scene.town) == "no_show"
    assert "Ada Bos" in scene.client("officer").get(reverse("transfer")).content.decode()
    row = scene.row(scene.town)
    sent = {"happened_on": FEBRUARY.isoformat(), "note": "Thuis langs geweest"}
    scene.client("officer").post(reverse("transfer-record", args=(row.pk, "attempt")), sent)
    assert "Thuis langs geweest" in page(scene, "mentor")
    assert scene.row(scene.town).attempts == 1


@pytest.mark.req("S-746", "S-747", "S-748", "S-740", "S-752")
def test_early_break_replacement_and_further_orientation_are_told_to_the_school(scene: Scene) -> None:
    decide(scene)
    Mail.objects.all().delete()
    record(scene, "intake", "started")
    record(scene, "intake", "replacement-considered", note="Verpleging past niet")
    record(scene, "intake", "further-orientation")
    record(scene, "intake", "broke-off")
    assert Mail.objects.filter(recipient=scene.mentor).count() == 3
    assert scene.standing(scene.school) == "stopped"
    assert "Verpleging past niet" in page(scene, "mentor")


@pytest.mark.req("S-619", "S-616")
def test_life_areas_are_told_to_the_mbo_only_as_far_as_the_pupil_agrees(scene: Scene) -> None:
    row = scene.row(scene.school)
    url = reverse("transfer-needs", args=(row.pk,))
    scene.client("mentor").post(url, {"money": "Schulden thuis", "support": "Extra tijd bij toetsen"})
    assert "Schulden thuis" in page(scene, "mentor")
    before = page(scene, "intake")
    assert "Schulden thuis" not in before
    assert "Er is meer" in before
    ConsentItem.objects.create(
        organisation=scene.school, pupil=scene.pupil, item="life_areas", party="institution", given=True,
        on=FEBRUARY, said_by="pupil",
    )  # fmt: skip
    after = page(scene, "intake")
    assert "Schulden thuis" in after
    assert "Extra tijd bij toetsen" not in after


def test_what_the_mbo_asked_itself_it_may_read_itself(scene: Scene) -> None:
    url = reverse("transfer-needs", args=(scene.row(scene.roc).pk,))
    scene.client("intake").post(url, {"health": "Slaapt slecht"})
    assert "Slaapt slecht" in page(scene, "intake")
    assert "Slaapt slecht" in page(scene, "mentor")


def test_a_slip_is_taken_back_and_only_by_who_made_it(scene: Scene) -> None:
    decide(scene)
    record(scene, "intake", "no-show")
    event = TransferEvent.objects.get(kind="no_show")
    school, roc = scene.row(scene.school), scene.row(scene.roc)
    other = reverse("transfer-take-back", args=(school.pk, event.pk))
    assert scene.client("mentor").post(other, {"reason": "x"}).status_code == 404
    url = reverse("transfer-take-back", args=(roc.pk, event.pk))
    assert scene.client("intake").post(url, {"reason": "Was er wel"}).status_code == 302
    assert scene.standing(scene.school) == "placed"
    assert TransferEvent.objects.filter(kind="no_show").exists()


@pytest.mark.req("S-732", "S-733", "S-738")
def test_the_school_marks_wish_diploma_and_who_needs_help_in_choosing(scene: Scene) -> None:
    url = reverse("transfer-marks", args=(scene.row(scene.school).pk,))
    typed = {"wish": "mbo", "diploma": "promoted", "needs_choice_guidance": "on", "revision": "1"}
    assert scene.client("mentor").post(url, typed).status_code == 302
    assert scene.row(scene.school).needs_guidance
    answer = scene.client("intake").get(
        reverse("transfer-decide", args=(scene.row(scene.roc).pk, scene.application.pk))
    )
    assert 'value="havo3_passed" id="id_qualifications_13" checked' in answer.content.decode() or answer.context[
        "form"
    ].initial["qualifications"] == ["havo3_passed"]
    assert scene.client("mentor").post(url, {**typed, "wish": "work"}).status_code == 409


def test_an_application_that_the_school_adds_stands_on_the_board_of_that_mbo(scene: Scene) -> None:
    from houvast.people.models import Organisation

    other = Organisation.objects.create(name="ROC West", code="25WE")
    url = reverse("transfer-apply", args=(scene.row(scene.school).pk,))
    typed = {"institution": str(other.pk), "programme": "Kok", "applied_on": FEBRUARY.isoformat(), "level": "2"}
    assert scene.client("mentor").post(url, typed).status_code == 302
    assert scene.row(other).towards == "Kok"
    assert "Kok" not in page(scene, "intake")
    assert "Kok" in page(scene, "mentor")


@pytest.mark.req("S-749", "S-750", "S-751", "S-752")
def test_the_overview_counts_per_school_and_tells_it_once(scene: Scene) -> None:
    decide(scene)
    Mail.objects.all().delete()
    client = scene.client("intake")
    text = client.get(reverse("transfer-overview")).content.decode()
    assert "Vmbo Noord" in text
    client.post(reverse("transfer-overview"))
    client.post(reverse("transfer-overview"))
    assert Mail.objects.get().recipient == scene.mentor
    assert scene.client("mentor").get(reverse("transfer-overview")).status_code == 404


@pytest.mark.req("S-613", "S-743")
def test_a_warm_handover_is_asked_from_the_board(scene: Scene) -> None:
    assert reverse("ask-handover", args=(scene.student.pk,)) in page(scene, "mentor")
    assert reverse("ask-handover", args=(scene.student.pk,)) not in page(scene, "intake")
    record(scene, "intake", "warm-handover", note="Gebeld met mevrouw Mentor")
    assert "Gebeld met mevrouw Mentor" in page(scene, "mentor")


def test_the_pupil_can_read_that_the_mbo_looked(scene: Scene) -> None:
    from houvast.privacy.models import ReadLog

    page(scene, "intake")
    read = ReadLog.objects.get(reader=scene.intake, organisation=scene.school)
    assert read.students == [scene.student.pk.hex]


def test_what_was_agreed_until_a_day_is_gone_from_the_board_the_morning_after(scene: Scene) -> None:
    from houvast.outbox.registry import Asked
    from houvast.transfer.renewing import renew
    from houvast.transfer.tasks import renew_boards

    Pupil.objects.update(expects_support="yes")
    ConsentItem.objects.create(
        organisation=scene.school, pupil=scene.pupil, item="support", party="institution", given=True,
        on=FEBRUARY, until=FEBRUARY, said_by="pupil",
    )  # fmt: skip
    renew([Pupil.objects.get()], on=FEBRUARY)
    assert "support_expected" in scene.row(scene.roc).reasons
    with clock.set_to(date(2027, 2, 11)):
        renew_boards(Asked(organisation_id=scene.school.pk, arguments={}, at=clock.now()))
    assert "support_expected" not in scene.row(scene.roc).reasons
