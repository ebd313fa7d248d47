"""Recording a talk, reading its report, correcting it: as the people concerned, through the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from houvast.education.models import Touched
from houvast.guidance.models import NEVER, Agreement, Contact, Talk, WorkingNote
from houvast.guidance.queries import talk_facts
from houvast.outbox.models import Mail
from houvast.people.clock import today
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast

NO_ROWS = {"agreements-TOTAL_FORMS": "0", "agreements-INITIAL_FORMS": "0"}
STRANGERS = ("colleague", "stranger_coach", "stranger_student", "other_student", "guardian", "partner", "director")


def typed(**more: str) -> dict[str, str]:
    return {
        "kind": "progress",
        "held_on": today().isoformat(),
        "report": "We keken naar de planning.",
        "submission": new_key(),
        **NO_ROWS,
        **more,
    }


def one_agreement(
    index: int = 0, what: str = "De planning afmaken", side: str = "student", days: int = 14
) -> dict[str, str]:
    return {
        f"agreements-{index}-what": what,
        f"agreements-{index}-side": side,
        f"agreements-{index}-due_on": (today() + timedelta(days=days)).isoformat(),
    }


def mail_to_student(cast: Cast) -> str:
    return str(Mail.objects.get(recipient=cast.student).body)


def record(cast: Cast, by: str = "coach", **more: str) -> Talk:
    answer = cast.client(by).post(reverse("record-talk", args=(cast.student.pk,)), typed(**more))
    assert answer.status_code == 302, answer.content.decode()
    return Talk.objects.latest("recorded_at")


@pytest.mark.req("S-002", "S-003", "S-004", "S-005", "S-006", "S-008", "S-009", "S-010", "S-013")
def test_a_coach_records_a_talk_with_the_four_components_and_agreements(cast: Cast) -> None:
    talk = record(
        cast,
        study_behaviour="amber",
        professional_attitude="green",
        results="red",
        work_placement="none",
        finishes_in_time="no",
        goes_well="Je bent er elke dag.",
        **{"agreements-TOTAL_FORMS": "2"},
        **one_agreement(0),
        **one_agreement(1, "Rooster aanpassen", "school"),
    )
    (fact,) = talk_facts(cast.student)
    assert fact.judgements == {
        "study_behaviour": "attention",
        "professional_attitude": "on_course",
        "results": "concern",
        "work_placement": "not_discussed",
        "wellbeing": "not_discussed",
    }
    assert fact.finishes_in_time is False
    assert [(one.side, one.status) for one in fact.agreements] == [("student", "open"), ("school", "open")]
    assert fact.led_by == cast.coach.pk
    contact = Contact.objects.get(student=cast.student)
    assert contact.latest_talk_on == today()
    assert contact.waits_since == today()
    page = cast.client("coach").get(reverse("talk", args=(talk.pk,))).content.decode()
    assert "Rooster aanpassen" in page
    assert "Je bent er elke dag." in page


@pytest.mark.req("S-013", "S-014")
def test_the_student_gets_a_mail_without_content_and_reads_the_report(cast: Cast) -> None:
    talk = record(cast)
    mail = mail_to_student(cast)
    assert "planning" not in mail
    assert reverse("talk", args=(talk.pk,)) in mail
    page = cast.client("student").get(reverse("talk", args=(talk.pk,)))
    assert page.status_code == 200
    assert "We keken naar de planning." in page.content.decode()


@pytest.mark.req("S-014")
def test_a_school_that_chose_so_sends_the_report_in_the_mail(cast: Cast) -> None:
    cast.organisation.mails_talk_report = True
    cast.organisation.save()
    record(cast, **{"agreements-TOTAL_FORMS": "1"}, **one_agreement())
    body = mail_to_student(cast)
    assert "We keken naar de planning." in body
    assert "De planning afmaken" in body


@pytest.mark.req("S-073", "S-074")
def test_an_introduction_talk_takes_the_study_choice_advice_as_input(cast: Cast) -> None:
    talk = record(cast, kind="introduction", study_choice_advice="Past goed bij ICT.")
    page = cast.client("coach").get(reverse("talk", args=(talk.pk,))).content.decode()
    assert "Kennismakingsgesprek" in page
    assert "Past goed bij ICT." in page


@pytest.mark.req("S-012", "S-076")
def test_two_talks_with_written_agreements_are_facts_for_a_procedure(cast: Cast) -> None:
    for _ in range(2):
        record(cast, **{"agreements-TOTAL_FORMS": "1"}, **one_agreement())
    assert [len(fact.agreements) for fact in talk_facts(cast.student)] == [1, 1]


def test_an_unclear_form_comes_back_with_everything_typed(cast: Cast) -> None:
    form = typed(report="", goes_well="Dit mag niet weg 😀", **{"agreements-TOTAL_FORMS": "1"})
    form |= {"agreements-0-what": "Iets zonder dag", "agreements-0-side": "school", "agreements-0-due_on": ""}
    answer = cast.client("coach").post(reverse("record-talk", args=(cast.student.pk,)), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dit mag niet weg 😀" in page
    assert "Iets zonder dag" in page
    assert not Talk.objects.exists()


def test_a_row_is_added_without_javascript_and_nothing_typed_is_lost(cast: Cast) -> None:
    form = typed(add_row="1", report="Half af", **{"agreements-TOTAL_FORMS": "2"}, **one_agreement(1))
    answer = cast.client("coach").post(reverse("record-talk", args=(cast.student.pk,)), form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Half af" in page
    assert "De planning afmaken" in page
    assert 'name="agreements-2-what"' in page
    assert not Talk.objects.exists()


def test_a_talk_that_is_still_to_come_is_refused(cast: Cast) -> None:
    form = typed(held_on=(today() + timedelta(days=1)).isoformat())
    assert cast.client("coach").post(reverse("record-talk", args=(cast.student.pk,)), form).status_code == 422


def test_a_form_that_is_sent_twice_makes_one_talk(cast: Cast) -> None:
    form, client = typed(), cast.client("coach")
    first = client.post(reverse("record-talk", args=(cast.student.pk,)), form)
    second = client.post(reverse("record-talk", args=(cast.student.pk,)), form)
    assert Talk.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]
    assert Mail.objects.filter(recipient=cast.student).count() == 1


@pytest.mark.parametrize(
    "text",
    ["اتفقنا على خطة جديدة", "😀🎓" * 50, "<script>alert(1)</script>", "regel\r\nregel\r\n" * 800],
    ids=["right to left", "emoji", "markup", "long"],
)
def test_any_text_comes_back_as_it_was_typed_and_never_as_markup(cast: Cast, text: str) -> None:
    talk = record(cast, report=text)
    assert talk.report.split() == text.split()
    page = cast.client("student").get(reverse("talk", args=(talk.pk,))).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("member", STRANGERS)
def test_strangers_find_no_talk(cast: Cast, member: str) -> None:
    talk = record(cast)
    client = cast.client(member)
    for name, of in (("record-talk", cast.student.pk), ("talk", talk.pk), ("correct-talk", talk.pk)):
        assert client.get(reverse(name, args=(of,))).status_code == 404
    assert client.post(reverse("record-talk", args=(cast.student.pk,)), typed()).status_code == 404
    assert Talk.objects.count() == 1


def test_the_student_reads_but_does_not_record(cast: Cast) -> None:
    talk = record(cast)
    client = cast.client("student")
    assert client.get(reverse("record-talk", args=(cast.student.pk,))).status_code == 404
    assert client.get(reverse("correct-talk", args=(talk.pk,))).status_code == 404


def test_a_correction_keeps_what_was_said_before_and_tells_the_student(cast: Cast) -> None:
    talk = record(cast)
    form = {"report": "We keken naar het rooster.", "reason": "Vergissing", "revision": "1", "submission": new_key()}
    answer = cast.client("coach").post(reverse("correct-talk", args=(talk.pk,)), form)
    assert answer.status_code == 302
    page = cast.client("student").get(reverse("talk", args=(talk.pk,))).content.decode()
    assert "We keken naar het rooster." in page
    assert "We keken naar de planning." in page
    assert "Vergissing" in page
    assert Mail.objects.filter(recipient=cast.student).count() == 2


def test_the_second_of_two_who_correct_at_once_keeps_what_was_typed(cast: Cast) -> None:
    talk = record(cast)
    first = {"report": "Eerste", "reason": "a", "revision": "1", "submission": new_key()}
    second = {"report": "Tweede tekst", "reason": "b", "revision": "1", "submission": new_key()}
    assert cast.client("coach").post(reverse("correct-talk", args=(talk.pk,)), first).status_code == 302
    answer = cast.client("team_leader").post(reverse("correct-talk", args=(talk.pk,)), second)
    assert answer.status_code == 409
    assert "Tweede tekst" in answer.content.decode()
    talk.refresh_from_db()
    assert talk.report == "Eerste"


@pytest.mark.req("S-015")
def test_the_student_says_done_and_the_coach_answers(cast: Cast) -> None:
    record(cast, **{"agreements-TOTAL_FORMS": "1"}, **one_agreement())
    agreement = Agreement.objects.get()
    said = cast.client("student").post(
        reverse("agreement-done", args=(agreement.pk,)), {"revision": "1", "submission": new_key()}
    )
    assert said.status_code == 302
    agreement.refresh_from_db()
    assert agreement.status == Agreement.Status.OPEN
    assert agreement.said_done_on == today()
    form = {"status": "not_kept", "remark": "Nog niet af", "revision": "2", "submission": new_key()}
    assert cast.client("coach").post(reverse("answer-agreement", args=(agreement.pk,)), form).status_code == 302
    (fact,) = talk_facts(cast.student)
    assert fact.agreements[0].status == "not_kept"
    again = cast.client("coach").post(
        reverse("answer-agreement", args=(agreement.pk,)), form | {"submission": new_key(), "remark": "Te laat"}
    )
    assert again.status_code == 409
    assert "Te laat" in again.content.decode()


def test_a_talk_and_an_agreement_that_is_answered_let_the_alerts_be_measured_again(cast: Cast) -> None:
    def asked() -> list[str]:
        kinds = list(Touched.objects.filter(student=cast.student).order_by("id").values_list("kind", flat=True))
        Touched.objects.all().delete()
        return kinds

    record(cast, **{"agreements-TOTAL_FORMS": "1"}, **one_agreement())
    assert asked() == ["talk"]
    agreement = (Agreement.objects.get().pk,)
    cast.client("student").post(reverse("agreement-done", args=agreement), {"revision": "1", "submission": new_key()})
    assert asked() == ["agreement"]
    form = {"status": "kept", "revision": "2", "submission": new_key()}
    cast.client("coach").post(reverse("answer-agreement", args=agreement), form)
    assert asked() == ["agreement"]
    form = {"status": "not_kept", "revision": "2", "submission": new_key()}
    assert cast.client("coach").post(reverse("answer-agreement", args=agreement), form).status_code == 409
    assert asked() == []


def test_an_open_agreement_past_its_date_makes_a_student_wait_from_that_day(cast: Cast) -> None:
    contact = Contact.objects.get(student=cast.student)
    assert contact.waits_since == NEVER
    record(cast, **{"agreements-TOTAL_FORMS": "1"}, **one_agreement(days=-3))
    contact.refresh_from_db()
    assert contact.waits_since == today() - timedelta(days=3)
    agreement = Agreement.objects.get()
    form = {"status": "kept", "revision": "1", "submission": new_key()}
    cast.client("coach").post(reverse("answer-agreement", args=(agreement.pk,)), form)
    contact.refresh_from_db()
    assert contact.waits_since == today()


def test_only_the_student_says_that_an_own_agreement_is_done(cast: Cast) -> None:
    record(cast, **{"agreements-TOTAL_FORMS": "1"}, **one_agreement(side="school"))
    url = reverse("agreement-done", args=(Agreement.objects.get().pk,))
    assert cast.client("student").post(url, {"revision": "1", "submission": new_key()}).status_code == 403
    assert cast.client("coach").post(url, {"revision": "1", "submission": new_key()}).status_code == 403
    assert cast.client("other_student").post(url, {"revision": "1", "submission": new_key()}).status_code == 404
    assert cast.client("student").get(url).status_code == 405


def test_working_notes_are_for_the_writer_only(cast: Cast) -> None:
    url = reverse("notes", args=(cast.student.pk,))
    form = {"text": "Denk aan de vragenlijst", "submission": new_key()}
    assert cast.client("coach").post(url, form).status_code == 302
    assert "Denk aan de vragenlijst" in cast.client("coach").get(url).content.decode()
    assert "Denk aan de vragenlijst" not in cast.client("team_leader").get(url).content.decode()
    for member in ("student", *STRANGERS):
        assert cast.client(member).get(url).status_code == 404
    note = WorkingNote.objects.get()
    remove = reverse("remove-note", args=(note.pk,))
    assert cast.client("team_leader").post(remove, {"submission": new_key()}).status_code == 404
    assert cast.client("coach").get(remove).status_code == 405
    assert cast.client("coach").post(remove, {"submission": new_key()}).status_code == 302
    assert "Denk aan de vragenlijst" not in cast.client("coach").get(url).content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_speak_both_languages(cast: Cast, language: str) -> None:
    talk = record(cast, **{"agreements-TOTAL_FORMS": "1"}, **one_agreement())
    client = cast.client("coach")
    client.cookies["django_language"] = language
    word = {"nl": "Verslag", "en": "Report"}[language]
    assert word in client.get(reverse("talk", args=(talk.pk,))).content.decode()
    assert word in client.get(reverse("record-talk", args=(cast.student.pk,))).content.decode()
