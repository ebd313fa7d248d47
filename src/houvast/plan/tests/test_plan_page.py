"""The one plan on screen: the student's tasks first, section by section for who may see it, merged, signed, printed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houvast.people import clock
from houvast.people.clock import now, today
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer
from houvast.plan.actions import add_task
from houvast.plan.models import Plan, PlanChange, PlanReview, PlanSection, PlanSignature, PlanTask, PlanVersion
from houvast.plan.paper import paper_blocks
from houvast.plan.queries.plans import reading_of
from houvast.plan.queries.versions import is_intact
from tests.houvast_testing.cast import Cast, relate

SOON = today() + timedelta(days=7)
EVERYBODY = ["coach", "support_advisor", "guardian", "trusted_person", "partner"]


def url(cast: Cast, name: str = "of-student", *more: str) -> str:
    return reverse(f"plan:{name}", args=(cast.student.pk, *more))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def write(
    browser: Client,
    cast: Cast,
    area: str = "money",
    *,
    goal: str = "Ik wil van mijn schuld af.",
    agreed: str = "",
    audience: list[str] | None = None,
    revision: int = 0,
) -> Any:
    typed = {"goal": goal, "agreed": agreed, "audience": audience if audience is not None else ["coach"]}
    return browser.post(url(cast, "section", area), {**typed, "revision": revision})


@pytest.fixture
def grown_up(cast: Cast) -> Person:
    """The student of the cast, now 18."""
    cast.student.birth_date = today() - timedelta(days=18 * 366)
    cast.student.save(update_fields=["birth_date"])
    return cast.student


@pytest.mark.req("S-285", "S-426", "S-528", "S-529", "S-533", "S-619")
def test_student_and_coach_write_in_one_plan_and_both_read_it(cast: Cast) -> None:
    coach, student = cast.client("coach"), cast.client("student")
    coach.post(url(cast), {"planned_on": (today() + timedelta(weeks=6)).isoformat()})
    write(student, cast, "money")
    write(coach, cast, "housing", goal="Een eigen kamer", audience=["coach", "guardian"])
    for browser in (coach, student):
        shown = text(browser.get(url(cast)))
        assert "Ik wil van mijn schuld af." in shown
        assert "Een eigen kamer" in shown
    assert Plan.objects.filter(student=cast.student).count() == 1


@pytest.mark.req("S-290", "S-529", "S-537", "S-618", "S-771", "S-772")
def test_the_tasks_of_the_student_come_first_each_with_owner_place_and_day(cast: Cast) -> None:
    coach = cast.client("coach")
    write(coach, cast)
    typed = {"due_on": SOON.isoformat(), "area": "money"}
    new = url(cast, "new-task")
    coach.post(new, {**typed, "what": "Brief aan de gemeente", "owner": cast.coach.pk})
    coach.post(
        new, {**typed, "what": "Inkomsten op een rij", "owner": "somebody_else", "owner_name": "Budgetcoach Noor"}
    )
    coach.post(new, {**typed, "what": "Post openmaken", "owner": cast.student.pk, "where": "aan de keukentafel"})
    shown = text(coach.get(url(cast)))
    assert shown.index("Post openmaken") < shown.index("Brief aan de gemeente")
    assert "Budgetcoach Noor" in shown
    assert "aan de keukentafel" in shown


@pytest.mark.req("S-529")
def test_the_student_says_that_the_own_task_is_done(cast: Cast) -> None:
    task = add_task(
        student=cast.student, by=Viewer(cast.coach), what="Post openmaken", due_on=SOON, side="student", at=now()
    )
    browser = cast.client("student")
    browser.post(reverse("plan:task", args=(task.pk,)), {"status": "done", "remark": "Alles gelezen", "revision": 1})
    task.refresh_from_db()
    assert (task.status, task.remark) == ("done", "Alles gelezen")


@pytest.mark.req("S-285", "S-618")
@pytest.mark.parametrize("member", ["coach", "support_advisor", "guardian", "trusted_person"])
def test_each_sees_the_sections_that_are_shared_with_them_and_no_more(cast: Cast, member: str) -> None:
    student = cast.client("student")
    write(student, cast, "money", goal="Voor iedereen", audience=EVERYBODY)
    write(student, cast, "justice", goal="Voor niemand anders", audience=[])
    shown = text(cast.client(member).get(url(cast)))
    assert "Voor iedereen" in shown
    assert "Voor niemand anders" not in shown
    assert "justice" not in re.findall(r'id="(\w+)"', shown)


@pytest.mark.parametrize("member", ["guardian", "trusted_person"])
def test_a_plan_of_which_nothing_is_shared_does_not_exist_for_them(cast: Cast, member: str) -> None:
    write(cast.client("student"), cast, audience=["coach"])
    unshared = text(cast.client(member).get(url(cast)))
    assert "Er is niets van een plan met jou gedeeld" in unshared
    PlanSection.objects.all().delete()
    Plan.objects.all().delete()
    assert main_of(text(cast.client(member).get(url(cast)))) == main_of(unshared)
    for name in ("history", "paper"):
        assert cast.client(member).get(url(cast, name)).status_code == 404


@pytest.mark.parametrize("member", ["team_leader", "colleague", "director", "administration", "stranger_coach"])
def test_who_has_no_part_in_the_plan_finds_nothing(cast: Cast, member: str) -> None:
    write(cast.client("student"), cast, audience=EVERYBODY)
    assert cast.client(member).get(url(cast)).status_code == 404


def test_the_coach_cannot_open_or_overwrite_a_section_that_the_student_keeps(cast: Cast) -> None:
    write(cast.client("student"), cast, "health", goal="Alleen voor mij", audience=[])
    coach = cast.client("coach")
    assert coach.get(url(cast, "section", "health")).status_code == 404
    assert write(coach, cast, "health", goal="Overschreven").status_code == 404
    assert PlanSection.objects.get(area="health").goal == "Alleen voor mij"


def test_words_typed_in_a_part_that_was_taken_back_meanwhile_are_not_lost(cast: Cast) -> None:
    student, coach = cast.client("student"), cast.client("coach")
    write(student, cast, "health", goal="Beter slapen", audience=["coach"])
    write(student, cast, "health", goal="Alleen voor mij", audience=[], revision=1)
    answer = write(coach, cast, "health", goal="Wat de coach schreef", revision=1)
    assert answer.status_code == 409
    assert "Wat de coach schreef" in text(answer)
    assert "Alleen voor mij" not in text(answer)
    assert PlanSection.objects.get(area="health").goal == "Alleen voor mij"


@pytest.mark.req("S-547", "S-766", "S-767")
def test_an_adult_student_decides_alone_who_sees_what(cast: Cast, grown_up: Person) -> None:
    write(cast.client("student"), cast, audience=["coach"])
    answer = write(cast.client("coach"), cast, goal="Anders", audience=EVERYBODY, revision=1)
    assert answer.status_code == 302
    section = PlanSection.objects.get(plan__student=grown_up)
    assert (section.goal, section.guardian_sees, section.partner_sees) == ("Anders", False, False)


@pytest.mark.req("S-547")
def test_a_guardian_stops_seeing_the_plan_on_the_eighteenth_birthday(cast: Cast) -> None:
    write(cast.client("student"), cast, audience=["guardian"])
    guardian = cast.client("guardian")
    assert guardian.get(url(cast)).status_code == 200
    born = cast.student.birth_date
    assert born
    with clock.set_to(born.replace(year=born.year + 18) - timedelta(days=1)):
        assert guardian.get(url(cast)).status_code == 200
    with clock.set_to(born.replace(year=born.year + 18)):
        assert guardian.get(url(cast)).status_code == 404


def test_what_was_written_before_sharing_stays_with_who_saw_it(cast: Cast) -> None:
    student = cast.client("student")
    write(student, cast, goal="Mijn geheim", audience=[])
    write(student, cast, goal="Voor ons samen", audience=["coach"], revision=1)
    write(student, cast, goal="Nog duidelijker", audience=["coach"], revision=2)
    shown = text(cast.client("coach").get(url(cast, "history")))
    assert "Nog duidelijker" in shown
    assert "Voor ons samen" in shown
    assert "Mijn geheim" not in shown
    assert "Mijn geheim" in text(student.get(url(cast, "history")))


def test_who_is_second_sees_both_texts_and_merges(cast: Cast) -> None:
    student, coach = cast.client("student"), cast.client("coach")
    write(student, cast, goal="Ik wil sparen")
    write(student, cast, goal="Ik wil sparen voor een brommer", revision=1)
    second = write(coach, cast, goal="Ik wil sparen voor mijn rijbewijs", revision=1)
    assert second.status_code == 409
    shown = text(second)
    assert "een brommer</mark>" in shown
    assert "mijn rijbewijs</mark>" in shown
    seen = re.search(r'name="revision" value="(\d+)"', shown)
    assert seen
    merged = "Ik wil sparen voor een brommer en mijn rijbewijs"
    assert write(coach, cast, goal=merged, revision=int(seen[1])).status_code == 302
    assert PlanSection.objects.get(area="money").goal == merged
    kept = {one.before for one in PlanChange.objects.filter(kind=PlanChange.Kind.GOAL)}
    assert "Ik wil sparen voor een brommer" in kept


@pytest.mark.parametrize(
    ("spoken", "word", "lead"), [("nl", "niet", "Hier staan beide teksten."), ("en", "not", "Here are both texts.")]
)
def test_who_answers_a_task_second_sees_both_answers_and_makes_one(
    cast: Cast, spoken: str, word: str, lead: str
) -> None:
    task = add_task(student=cast.student, by=Viewer(cast.coach), what="Bellen", due_on=SOON, side="student", at=now())
    here, student = reverse("plan:task", args=(task.pk,)), cast.client("student")
    cast.client("coach").post(here, {"status": "done", "remark": "Gebeld op maandag", "revision": 1})
    student.cookies["django_language"] = spoken
    second = student.post(here, {"status": "not_done", "remark": "Gebeld op dinsdag", "revision": 1})
    assert second.status_code == 409
    shown = text(second)
    assert lead in shown
    assert "maandag</mark>" in shown
    assert "dinsdag</mark>" in shown
    assert f"<mark>{word} </mark>" in shown, "how it went differs"
    seen = re.search(r'name="revision" value="(\d+)"', shown)
    assert seen
    merged = {"status": "done", "remark": "Gebeld op maandag en dinsdag", "revision": int(seen[1])}
    assert student.post(here, merged).status_code == 302
    assert PlanTask.objects.get(pk=task.pk).remark == "Gebeld op maandag en dinsdag"
    kept = [one.before for one in PlanChange.objects.filter(kind=PlanChange.Kind.TASK_ANSWERED)]
    assert any("Gebeld op maandag)" in (one or "") for one in kept), "what the other said stands in the history"


def test_two_who_begin_the_same_part_at_once_both_keep_their_words(cast: Cast) -> None:
    write(cast.client("student"), cast, goal="Van de student")
    second = write(cast.client("coach"), cast, goal="Van de coach")
    assert second.status_code == 409
    assert "Van de student" in text(second).replace("<mark>", "").replace("</mark>", "")
    assert "Van de coach" in text(second)


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 20_000,
        "Kop\n\n• punt een\n• punt twee\t<b>vet</b>",
        "Het gaat goed 😀👨‍👩‍👧‍👦",
        "أريد أن أنجح",
        "\u202eomgekeerd",
    ],
)
def test_what_people_paste_is_kept_as_it_is_and_printed(cast: Cast, typed: str) -> None:
    browser = cast.client("student")
    assert write(browser, cast, goal=typed).status_code == 302
    assert PlanSection.objects.get(area="money").goal == typed
    assert "<b>vet</b>" not in text(browser.get(url(cast)))
    assert browser.get(url(cast, "paper")).status_code == 200


def test_a_text_that_is_too_long_is_kept_on_the_page(cast: Cast) -> None:
    answer = write(cast.client("student"), cast, goal="y" * 20_001)
    assert answer.status_code == 422
    assert "y" * 20_001 in text(answer)


@pytest.mark.req("S-528")
def test_each_signs_what_they_see_and_the_version_is_pinned(cast: Cast) -> None:
    student, guardian = cast.client("student"), cast.client("guardian")
    write(student, cast, "money", audience=["coach", "guardian"])
    write(student, cast, "health", goal="Rust", audience=["coach"])
    for browser, answer in ((student, "agree"), (guardian, "dissent")):
        page = text(browser.get(url(cast, "sign")))
        seen = re.search(r'name="seen" value="(\w+)"', page)
        assert seen
        typed = {"seen": seen[1], "answer": answer, "remark": "Liever dichter bij huis" if answer == "dissent" else ""}
        assert browser.post(url(cast, "sign"), typed).status_code == 302
    version = PlanVersion.objects.get()
    assert is_intact(version)
    signed = {one.signer: one.areas for one in PlanSignature.objects.filter(version=version)}
    assert signed == {cast.student: "health,money", cast.guardian: "money"}
    assert "Liever dichter bij huis" in text(student.get(url(cast)))


def test_a_plan_that_changed_is_not_signed_unread(cast: Cast) -> None:
    student = cast.client("student")
    write(student, cast)
    seen = re.search(r'name="seen" value="(\w+)"', text(student.get(url(cast, "sign"))))
    assert seen
    write(cast.client("coach"), cast, goal="Heel anders", revision=1)
    answer = student.post(url(cast, "sign"), {"seen": seen[1], "answer": "dissent", "remark": "Mijn woorden"})
    assert answer.status_code == 409
    assert "Mijn woorden" in text(answer)
    assert not PlanSignature.objects.exists()


def test_a_kept_version_that_was_tampered_with_is_found(cast: Cast) -> None:
    student = cast.client("student")
    write(student, cast)
    seen = re.search(r'name="seen" value="(\w+)"', text(student.get(url(cast, "sign"))))
    assert seen
    student.post(url(cast, "sign"), {"seen": seen[1], "answer": "agree"})
    version = PlanVersion.objects.get()
    version.content = (version.content or "").replace("schuld", "geluk")
    assert not is_intact(version)


@pytest.mark.req("S-762", "S-774")
def test_looking_back_is_set_held_and_set_again(cast: Cast) -> None:
    coach = cast.client("coach")
    coach.post(url(cast), {"planned_on": SOON.isoformat()})
    review = PlanReview.objects.get()
    again = SOON + timedelta(weeks=10)
    typed = {"goes_well": "Hij slaapt beter", "changes": "Minder taken", "next_on": again.isoformat(), "revision": 1}
    coach.post(reverse("plan:review", args=(review.pk,)), typed)
    assert "Hij slaapt beter" in text(cast.client("student").get(url(cast)))
    assert PlanReview.objects.get(held_on__isnull=True).planned_on == again


def test_who_is_second_to_look_back_sees_both_texts_and_merges(cast: Cast) -> None:
    student, coach = cast.client("student"), cast.client("coach")
    coach.post(url(cast), {"planned_on": SOON.isoformat()})
    review = PlanReview.objects.get()
    here = reverse("plan:review", args=(review.pk,))
    opened = text(student.get(here))
    assert 'name="revision" value="1"' in opened
    assert coach.post(here, {"goes_well": "Hij slaapt beter", "changes": "", "revision": 1}).status_code == 302
    second = student.post(here, {"goes_well": "Ik slaap beter 😀", "changes": "Minder taken", "revision": 1})
    assert second.status_code == 409
    shown = text(second)
    for words in ("Hij", "Ik", "😀", "Minder taken"):
        assert words in shown
    seen = re.search(r'name="revision" value="(\d+)"', shown)
    assert seen
    merged = {"goes_well": "Sam slaapt beter 😀", "changes": "Minder taken", "revision": seen[1]}
    assert student.post(here, merged).status_code == 302
    review.refresh_from_db()
    assert (review.goes_well, review.changes, review.held_by) == ("Sam slaapt beter 😀", "Minder taken", cast.coach)
    assert "Hij slaapt beter" in text(student.get(url(cast, "history")))
    past = {**merged, "revision": 3, "next_on": (today() - timedelta(days=1)).isoformat()}
    refused = student.post(here, past)
    assert refused.status_code == 422
    assert "Minder taken" in text(refused)


def test_the_plan_on_paper_holds_what_the_reader_sees(cast: Cast) -> None:
    student = cast.client("student")
    write(student, cast, "money", audience=["guardian"])
    write(student, cast, "health", goal="Alleen voor de coach", audience=["coach"])
    own, theirs = student.get(url(cast, "paper")), cast.client("guardian").get(url(cast, "paper"))
    assert own.headers["Content-Type"] == "application/pdf"
    assert own.content[:5] == b"%PDF-" == theirs.content[:5]
    assert len(theirs.content) < len(own.content)


def test_the_plan_on_paper_says_what_was_said_when_looking_back(cast: Cast) -> None:
    coach = cast.client("coach")
    coach.post(url(cast), {"planned_on": SOON.isoformat()})
    write(coach, cast)
    before = len(coach.get(url(cast, "paper")).content)
    held = {"goes_well": "Hij slaapt beter. " * 40, "changes": "Minder taken", "revision": 1}
    assert coach.post(reverse("plan:review", args=(PlanReview.objects.get().pk,)), held).status_code == 302
    reading = reading_of(cast.student, Viewer(cast.coach))
    assert reading is not None
    said = " ".join(str(block) for block in paper_blocks(reading, None))
    assert "Hij slaapt beter" in said
    assert "Minder taken" in said
    assert len(coach.get(url(cast, "paper")).content) > before


def test_the_plan_takes_a_bounded_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    coach = cast.client("coach")
    for index in range(30):
        add_task(
            student=cast.student, by=Viewer(cast.coach), what=f"Taak {index}", due_on=SOON, owner=cast.coach, at=now()
        )
    coach.get(url(cast))
    with django_assert_max_num_queries(23):
        assert coach.get(url(cast)).status_code == 200


def test_a_trusted_person_without_a_relation_any_more_sees_nothing(cast: Cast) -> None:
    write(cast.client("student"), cast, audience=["trusted_person"])
    assert cast.client("trusted_person").get(url(cast)).status_code == 200
    PersonalRelation.objects.filter(holder=cast.trusted_person).update(ends_on=today() - timedelta(days=1))
    assert cast.client("trusted_person").get(url(cast)).status_code == 404


@pytest.mark.req("S-288", "S-530", "S-536", "S-653")
def test_study_skills_run_beside_help_outside_school_in_the_same_plan(cast: Cast) -> None:
    coach = cast.client("coach")
    write(coach, cast, "study_skills", goal="Leren plannen")
    write(coach, cast, "health", goal="Beter slapen", revision=0)
    new, due = url(cast, "new-task"), SOON.isoformat()
    mine = {"what": "Elke week samen plannen", "owner": cast.coach.pk, "due_on": due, "area": "study_skills"}
    theirs = {"what": "Gesprek elke dinsdag", "owner": "somebody_else", "owner_name": "Psycholoog", "due_on": due}
    coach.post(new, mine)
    coach.post(new, {**theirs, "area": "health"})
    shown = text(cast.client("student").get(url(cast)))
    for said in ("Leren plannen", "Beter slapen", "Elke week samen plannen", "Gesprek elke dinsdag", "Psycholoog"):
        assert said in shown


@pytest.mark.req("S-293", "S-663")
@pytest.mark.parametrize("member", ["guardian", "trusted_person"])
def test_somebody_close_to_the_student_has_a_task_and_says_how_it_went(cast: Cast, member: str) -> None:
    person = getattr(cast, member)
    write(cast.client("student"), cast, "free_time", goal="Weer voetballen", audience=[member])
    typed = {"what": "Samen naar de club", "owner": person.pk, "due_on": SOON.isoformat(), "area": "free_time"}
    cast.client("student").post(url(cast, "new-task"), typed)
    browser = cast.client(member)
    start = text(browser.get(reverse("start")))
    assert "Samen naar de club" in start
    task = PlanTask.objects.get(owner=person)
    assert task.side == PlanTask.Side.NETWORK
    browser.post(reverse("plan:task", args=(task.pk,)), {"status": "done", "remark": "", "revision": 1})
    task.refresh_from_db()
    assert (task.status, task.answered_by) == ("done", person)


def test_who_covers_for_the_coach_reads_what_the_coach_reads(cast: Cast) -> None:
    write(cast.client("student"), cast, goal="Voor mijn coach", audience=["coach"])
    assert cast.client("colleague").get(url(cast)).status_code == 404
    relate(cast.colleague, cast.student, PersonalRelation.Kind.COACH_COVER)
    assert "Voor mijn coach" in text(cast.client("colleague").get(url(cast)))


def test_the_student_does_not_answer_the_task_of_somebody_else(cast: Cast) -> None:
    task = add_task(student=cast.student, by=Viewer(cast.coach), what="Bellen", due_on=SOON, owner=cast.coach, at=now())
    answer = cast.client("student").post(reverse("plan:task", args=(task.pk,)), {"status": "done", "revision": 1})
    assert answer.status_code == 404


def test_a_partner_outside_school_sees_the_part_that_is_shared_and_signs(cast: Cast) -> None:
    relate(cast.partner, cast.student, PersonalRelation.Kind.PARTNER)
    student = cast.client("student")
    write(student, cast, "housing", goal="Een eigen kamer", audience=["partner"])
    write(student, cast, "money", goal="Alleen voor mijn coach", audience=["coach"])
    shown = text(cast.client("partner").get(url(cast)))
    assert "Een eigen kamer" in shown
    assert "Alleen voor mijn coach" not in shown
    seen = re.search(r'name="seen" value="(\w+)"', text(cast.client("partner").get(url(cast, "sign"))))
    assert seen
    assert cast.client("partner").post(url(cast, "sign"), {"seen": seen[1], "answer": "agree"}).status_code == 302
    assert cast.partner.name in text(student.get(url(cast)))
