"""The improvement track of source A through the pages, as the people it is for, to each of its endings."""

from datetime import timedelta

import pytest

from houvast.cases.models import Case, CaseLetter, CaseRole, CaseTask
from houvast.cases.tests.play import (
    FOUND,
    INVALID,
    OK,
    Play,
    consultation,
    expect,
    final_report,
    interim_report,
    proposal,
    reasons,
    start_report,
)
from houvast.cases.verify import verify_case
from houvast.outbox.models import Mail
from houvast.people.models import PersonalRelation
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast: Cast) -> Play:
    return Play(cast=cast)


@pytest.mark.req("S-001", "S-016", "S-017", "S-018", "S-019", "S-043", "S-044", "S-045", "S-071")
def test_a_student_who_keeps_the_agreements_ends_with_success_and_a_letter(play: Play) -> None:
    play.to_judgement(kept="kept", sufficient="yes")
    expect(play.act("team_leader", "team_decision", reasons(option="success")), FOUND)
    case = play.now()
    assert (case.status, case.outcome) == (Case.Status.ENDED, "succeeded")
    letters = CaseLetter.objects.filter(case=case, key__startswith="letter:success")
    assert {letter.recipient_id for letter in letters} == {play.cast.student.pk, play.cast.guardian.pk}
    for reader, copies in (("student", 0), ("guardian", 1)):
        letter = letters.get(recipient=getattr(play.cast, reader))
        told = expect(play.get(reader, f"/letters/{letter.document_id}/"), OK).content.decode()
        assert told.count(f"Een kopie van de brief aan {play.cast.student.name}") == copies
    page = expect(play.get("student", play.base), OK).content.decode()
    assert "Je gaat gewoon verder met je opleiding" in page
    assert "Je verbetertraject is geslaagd" in page
    assert not list(verify_case(case.pk))


@pytest.mark.req("S-046", "S-047", "S-048", "S-049", "S-050", "S-054", "S-055", "S-056", "S-058")
def test_no_success_takes_the_team_the_director_and_a_letter_and_then_the_exit_talk(play: Play) -> None:
    play.to_judgement(kept="not_kept", sufficient="no")
    why = {"reasons": "Van de zes afspraken zijn er twee gehaald."}
    expect(play.act("team_leader", "team_decision", {"option": "no_success", **why}), FOUND)
    assert play.now().step == "consent"
    expect(play.act("team_leader", "director_consent", reasons(option="granted")), INVALID)
    page = expect(play.get("director", "/cases/"), OK).content.decode()
    assert "Sam de Wit" in page
    why = {"reasons": "De school heeft gedaan wat zij beloofde."}
    expect(play.act("director", "director_consent", {"option": "granted", **why}), FOUND)
    draft = expect(play.get("director", f"{play.base}do/no_success_letter/"), OK).content.decode()
    assert "Beste Sam" in draft
    assert "Van de zes afspraken zijn er twee gehaald." in draft
    assert "{" not in draft.partition("hv-letter-text")[2].partition("</div>")[0]
    expect(play.act("director", "no_success_letter"), FOUND)
    letter = CaseLetter.objects.get(case=play.case, key__startswith="letter:no_success", recipient=play.cast.student)
    text = expect(play.get("student", f"/letters/{letter.document_id}/"), OK).content.decode()
    assert "Dirk Directeur" in text
    assert "je bent nog steeds ingeschreven" in text
    assert "Waarom het team dat vindt: Van de zes afspraken zijn er twee gehaald." in text
    assert "en geeft toestemming. Waarom: De school heeft gedaan wat zij beloofde." in text
    acts = {key.split(":")[1].split("#")[0] for key in play.open_tasks()}
    assert acts >= {"exit_talk", "consult_support_future", "call_attendance_officer"}
    expect(play.act("coach", "exit_talk", exit_report()), FOUND)
    expect(play.act("support_advisor", "consult_support_future", consultation()), FOUND)
    expect(play.act("support_advisor", "call_attendance_officer", {"who": "Leerplicht", "agreed": "Bellen"}), FOUND)
    assert play.now().step == "aftercare"


def exit_report() -> dict[str, str]:
    return {
        "took_place": "held",
        "wishes": "Een opleiding met meer praktijk.",
        "destination": "programme_elsewhere",
        "named_person": "Carla Coach",
        "follow_up": "stagePLUS",
    }


@pytest.mark.req("S-052", "S-053", "S-057", "S-059", "S-072")
def test_a_minor_is_guided_for_eight_weeks_and_the_case_says_what_may_follow(play: Play) -> None:
    play.to_future()
    expect(play.act("coach", "exit_talk", exit_report()), FOUND)
    expect(play.act("support_advisor", "consult_support_future", consultation()), FOUND)
    expect(play.act("support_advisor", "follow_up_guidance", {"who": "stagePLUS", "agreed": "Begeleiding"}), FOUND)
    expect(play.act("support_advisor", "call_attendance_officer", {"who": "Leerplicht", "agreed": "Bellen"}), FOUND)
    expect(play.act("coach", "aftercare_contact", {"reached": "yes", "news": "Open dag bezocht"}), FOUND)
    check = {"placed": "no", "where": "", "next_person": "Carla Coach"}
    expect(play.act("coach", "close_aftercare_check", check), FOUND)
    answer = play.act("coach", "close_aftercare", reasons(option="close"))
    said = expect(answer, INVALID).content.decode()
    assert "acht weken begeleiding zijn nog niet voorbij" in said
    play.pass_days(57)
    expect(play.act("coach", "close_aftercare", reasons(option="close")), FOUND)
    assert play.now().outcome == "not_succeeded"
    page = play.get("team_leader", play.base).content.decode()
    assert "besluit tot verwijdering" in page
    assert "niet opnieuw voor dezelfde opleiding" in play.get("student", play.base).content.decode()


@pytest.mark.req("S-051")
def test_an_unsuccessful_track_never_ends_the_enrolment_and_says_so(play: Play) -> None:
    play.to_judgement(kept="not_kept", sufficient="no")
    expect(play.act("team_leader", "team_decision", reasons(option="no_success")), FOUND)
    expect(play.act("director", "director_consent", reasons(option="granted")), FOUND)
    assert "Je blijft ingeschreven" in play.get("student", play.base).content.decode()
    expect(play.act("director", "no_success_letter"), FOUND)
    enrolment = play.cast.student.enrolments.get()
    assert enrolment.ends_on is None
    assert "besluit tot verwijdering" in play.get("coach", play.base).content.decode()


@pytest.mark.req("S-003", "S-004", "S-005", "S-006", "S-007", "S-008", "S-011")
def test_the_proposal_weighs_all_four_aspects_and_whether_the_programme_ends_in_time(play: Play) -> None:
    play.talks()
    play.begin()
    page = play.get("coach", f"{play.base}do/propose/").content.decode()
    aspects = ("study_behaviour", "professional_attitude", "results", "work_placement")
    for aspect in aspects:
        assert f'value="{aspect}"' in page
    expect(play.act("coach", "propose", proposal() | {"aspects": []}), INVALID)
    expect(play.act("coach", "propose", proposal() | {"in_time": ""}), INVALID)
    expect(play.act("coach", "propose", proposal() | {"aspects": list(aspects)}), FOUND)
    said = play.get("team_leader", play.base).content.decode()
    assert "studiegedrag, beroepshouding, studieresultaten, beroepspraktijkvorming" in said
    assert CaseTask.objects.filter(case=play.case, act="consult_support", role="support_advisor", ready=True).exists()


@pytest.mark.req("S-012", "S-015")
def test_without_two_talks_the_proposal_waits_and_the_page_says_why(play: Play) -> None:
    play.talks(1)
    page = play.get("coach", f"/students/{play.cast.student.pk}/cases/").content.decode()
    assert "nog geen twee gesprekken" in page
    expect(play.begin(), FOUND)
    said = expect(play.act("coach", "propose", proposal()), INVALID).content.decode()
    assert "nog geen twee gesprekken" in said
    assert "Twee gesprekken, een planning" in said, "what was typed is kept"
    play.talks(2)
    expect(play.act("coach", "propose", proposal()), FOUND)


@pytest.mark.req("S-016", "S-017", "S-018")
def test_the_team_leader_may_deviate_from_policy_with_a_reason_that_everybody_sees(play: Play) -> None:
    play.talks()
    expect(play.begin(), FOUND)
    expect(play.act("coach", "propose", proposal()), FOUND)
    expect(play.act("team_leader", "start_decision", reasons(option="begin")), INVALID)
    why = {
        "deviate-team_consulted": "Het team was op reis; ik sprak iedereen apart.",
        "deviate-support_consulted": "De adviseur is ziek, vervanging volgt.",
    }
    expect(play.act("team_leader", "start_decision", reasons(option="begin", **why)), FOUND)
    assert play.now().deviated
    for who in ("coach", "student", "director"):
        assert "ik sprak iedereen apart" in play.get(who, play.base).content.decode()


@pytest.mark.req("S-019", "S-020")
def test_only_the_team_leader_leads_the_start_meeting(play: Play) -> None:
    play.to_start()
    said = expect(play.act("coach", "start_meeting", start_report(play.day)), INVALID).content.decode()
    assert "teamleider" in said
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)


@pytest.mark.req(
    "S-021", "S-022", "S-023", "S-024", "S-025", "S-026", "S-027", "S-028", "S-029", "S-030", "S-033", "S-034"
)
@pytest.mark.parametrize(
    "left_out",
    [
        "cause", "observed", "desired-0-what", "desired-0-judged_by", "student_actions-0-what", "school_actions-0-what",
        "agreed_until", "interim_day", "interim_topics", "final_day", "action_points-0-what",
    ],
)  # fmt: skip
def test_the_start_report_has_all_eight_subjects_and_both_sides(play: Play, left_out: str) -> None:
    play.to_start()
    partial = {name: value for name, value in start_report(play.day).items() if name != left_out}
    said = expect(play.act("team_leader", "start_meeting", partial), INVALID).content.decode()
    assert "Bijles rekenen" in said or left_out.startswith("school"), "what was typed is kept"
    assert play.now().step == "start"


@pytest.mark.req("S-035", "S-036", "S-037")
def test_student_coach_team_leader_and_the_guardian_of_a_minor_sign_the_start_report(play: Play) -> None:
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    for who in ("student", "coach", "team_leader"):
        expect(play.sign(who, "start_meeting"), FOUND)
    assert play.now().step == "start", "a minor: the guardian has not signed yet"
    expect(play.sign("guardian", "start_meeting"), FOUND)
    assert play.now().step == "interim"
    for who in ("student", "guardian", "coach", "team_leader"):
        page = expect(play.get(who, play.base), OK).content.decode()
        assert "Bijles rekenen" in page


@pytest.mark.req("S-038")
def test_a_student_who_disagrees_signs_on_that_basis_and_the_report_says_so(play: Play) -> None:
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    said = expect(play.sign("student", "start_meeting", "dissent"), INVALID).content.decode()
    assert "dissent" in said
    expect(play.sign("student", "start_meeting", "dissent", "Ik was drie keer te laat, niet vier."), FOUND)
    for who in ("student", "team_leader"):
        assert "Ik was drie keer te laat, niet vier." in play.get(who, play.base).content.decode()


@pytest.mark.req("S-037")
def test_a_guardian_who_cannot_be_reached_does_not_strand_the_case(play: Play) -> None:
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    for who in ("student", "coach", "team_leader"):
        expect(play.sign(who, "start_meeting"), FOUND)
    guardian = play.cast.guardian
    tried = {
        "given": "not_reached",
        "attempts-0-on": (play.day + timedelta(days=3)).isoformat(),
        "attempts-0-how": "gebeld",
        "attempts-1-on": (play.day + timedelta(days=9)).isoformat(),
        "attempts-1-how": "brief",
    }
    play.pass_days(10)
    expect(play.sign_for("coach", "start_meeting", "guardian", guardian, tried), INVALID)
    play.pass_days(5)
    expect(play.sign_for("coach", "start_meeting", "guardian", guardian, {"given": "not_reached"}), INVALID)
    expect(play.sign_for("coach", "start_meeting", "guardian", guardian, tried), FOUND)
    assert play.now().step == "interim"
    assert "gebeld" in play.get("team_leader", play.base).content.decode()


@pytest.mark.req("S-037")
def test_a_guardian_who_refuses_is_recorded_and_the_case_goes_on(play: Play) -> None:
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    for who in ("student", "coach", "team_leader"):
        expect(play.sign(who, "start_meeting"), FOUND)
    expect(play.sign("guardian", "start_meeting", "refuse", "Ik wil eerst met de directeur praten."), FOUND)
    assert play.now().step == "interim"


@pytest.mark.req("S-037")
def test_of_two_guardians_only_the_one_with_authority_signs(play: Play) -> None:
    PersonalRelation.objects.filter(holder=play.cast.guardian).update(has_authority=False)
    PersonalRelation.objects.create(
        organisation=play.cast.organisation,
        kind="guardian",
        holder=play.cast.colleague,
        student=play.cast.student,
        starts_on=play.day - timedelta(days=400),
    )
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    for who in ("student", "coach", "team_leader"):
        expect(play.sign(who, "start_meeting"), FOUND)
    assert play.get("guardian", f"{play.base}sign/start_meeting/1/").status_code == 404
    expect(play.sign("colleague", "start_meeting"), FOUND)
    assert play.now().step == "interim"


@pytest.mark.req("S-037", "S-041")
def test_who_turns_eighteen_between_request_and_signature_needs_no_guardian_any_more(play: Play) -> None:
    student = play.cast.student
    student.birth_date = (play.day + timedelta(days=5)).replace(year=play.day.year - 18)
    student.save(update_fields=["birth_date"])
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    assert any(key.startswith("sign:start_meeting#1:guardian") for key in play.open_tasks())
    play.pass_days(6)
    for who in ("student", "coach", "team_leader"):
        expect(play.sign(who, "start_meeting"), FOUND)
    assert play.now().step == "interim"
    assert not any("guardian" in key for key in play.open_tasks())


@pytest.mark.req("S-037")
def test_without_a_birth_date_the_case_asks_for_it_and_never_guesses(play: Play) -> None:
    play.cast.student.birth_date = None
    play.cast.student.save(update_fields=["birth_date"])
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    for who in ("student", "coach", "team_leader"):
        expect(play.sign(who, "start_meeting"), FOUND)
    assert play.now().step == "start"
    assert "fact:minor" in play.open_tasks()
    page = play.get("team_leader", play.base).content.decode()
    assert "geboortedatum" in page
    assert CaseTask.objects.get(case=play.case, key="fact:minor").role == "student_administration"
    page = expect(play.get("administration", play.base), OK).content.decode()
    typed_at = f"/administration/students/{play.cast.student.pk}/identity/"
    assert f"{play.base}fact/minor/" in page
    assert play.get("administration", f"{play.base}fact/minor/")["Location"] == typed_at
    born = (play.day.replace(year=play.day.year - 19)).isoformat()
    expect(
        play.post("administration", typed_at, {"given_name": "Sam", "family_name": "de Wit", "birth_date": born}), FOUND
    )
    expect(play.act("student", "own_view", {"view": "Ik ben negentien."}), FOUND)
    assert play.now().step == "interim", "of age: no guardian is asked, and the case goes on by itself"


@pytest.mark.req("S-031", "S-032", "S-039", "S-040", "S-070")
def test_the_interim_evaluation_is_a_task_with_an_owner_and_a_day_from_the_start_on(play: Play) -> None:
    play.to_interim()
    task = CaseTask.objects.get(case=play.case, act="interim_evaluation", done_on=None)
    assert task.role == "team_leader"
    assert task.due_on == play.day + timedelta(weeks=6)
    assert "tussentijds" in play.get("student", play.base).content.decode().lower()
    play.pass_days(71)
    page = play.get("team_leader", play.base).content.decode()
    assert "tien weken zijn voorbij" in page
    expect(play.act("team_leader", "interim_evaluation", interim_report()), FOUND)
    keys = {key for key in play.open_tasks() if key.startswith("sign:interim_evaluation")}
    assert {key.split(":")[2] for key in keys} == {"student", "team_leader", "guardian"}


@pytest.mark.req("S-031")
def test_no_success_without_an_interim_evaluation_takes_a_reason(play: Play) -> None:
    play.to_interim()
    page = play.get("team_leader", f"{play.base}do/team_decision/").content.decode()
    assert "Nu is aan de beurt" in page


@pytest.mark.req("S-042", "S-047", "S-071")
def test_who_kept_the_agreements_cannot_be_judged_unsuccessful(play: Play) -> None:
    play.to_judgement(kept="kept", sufficient="yes")
    said = expect(play.act("team_leader", "team_decision", reasons(option="no_success")), INVALID).content.decode()
    assert "Dan is het traject geslaagd" in said


@pytest.mark.req("S-033", "S-042")
def test_the_final_evaluation_waits_for_the_announced_day(play: Play) -> None:
    play.to_final()
    answer = play.act("team_leader", "final_meeting", final_report(kept="kept", sufficient="yes"))
    assert "aangekondigde dag" in expect(answer, INVALID).content.decode()
    play.pass_days(42)
    expect(play.act("team_leader", "final_meeting", final_report(kept="kept", sufficient="yes")), FOUND)


def test_a_director_who_refuses_sends_the_decision_back_to_the_team(play: Play) -> None:
    play.to_judgement(kept="partly", sufficient="no")
    expect(play.act("team_leader", "team_decision", reasons(option="no_success")), FOUND)
    expect(play.act("director", "director_consent", reasons(option="refused")), FOUND)
    assert play.now().step == "judgement"
    expect(play.act("team_leader", "team_decision", reasons(option="success")), FOUND)
    assert play.now().outcome == "succeeded"


def test_the_team_leader_may_decide_not_to_start_and_the_coach_may_stop(play: Play) -> None:
    play.talks()
    play.begin()
    expect(play.act("coach", "propose", proposal()), FOUND)
    expect(play.act("team_leader", "start_decision", reasons(option="not_now")), FOUND)
    assert play.now().outcome == "not_started"
    expect(play.begin(), FOUND)
    expect(play.act("coach", "stop", reasons(option="student_leaves")), FOUND)
    assert play.now().outcome == "left"


def test_the_student_adds_an_own_side_of_the_story(play: Play) -> None:
    play.to_start()
    expect(play.act("student", "own_view", {"view": "Ik slaap slecht sinds de verhuizing."}), FOUND)
    assert "Ik slaap slecht" in play.get("coach", play.base).content.decode()


def test_mails_say_that_something_is_there_and_never_what(play: Play) -> None:
    play.to_interim()
    mails = list(Mail.objects.all())
    asked = {(mail.recipient.given_name, mail.kind) for mail in mails}
    assert {("Sam", "signature"), ("Moeder", "signature"), ("Sam", "letter"), ("Tineke", "task")} <= asked
    for mail in mails:
        assert "verbetertraject" not in f"{mail.subject} {mail.body}".lower()


def test_where_nobody_has_a_role_the_case_says_so_and_somebody_is_named(play: Play) -> None:
    play.to_judgement(kept="not_kept", sufficient="no")
    expect(play.act("team_leader", "team_decision", reasons(option="no_success")), FOUND)
    play.cast.director.roles.all().delete()
    assert "Niemand heeft hier deze rol nog" in play.get("team_leader", play.base).content.decode()
    named = play.post("team_leader", f"{play.base}people/", {"for_role": "college_director", "who": "collega koen"})
    expect(named, FOUND)
    assert CaseRole.objects.get(case=play.case).person == play.cast.colleague
    expect(play.act("colleague", "director_consent", reasons(option="granted")), FOUND)
