"""Who may open the pages of a case, what they cost, and that nothing happens twice or by looking."""

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houvast.cases import queries
from houvast.cases.models import CaseEvent, CaseTask
from houvast.cases.tests.play import (
    CONFLICT,
    FOUND,
    GONE,
    INVALID,
    OK,
    Play,
    expect,
    hidden_fields,
    proposal,
    start_report,
)
from houvast.core.access.words import Data
from houvast.people import clock
from houvast.people.viewer import Viewer
from houvast.privacy import door
from tests.houvast_testing.cast import Cast

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

STRANGERS = (
    "colleague",
    "stranger_coach",
    "stranger_student",
    "other_student",
    "partner",
    "trusted_person",
    "administrator",
)
READERS = ("coach", "team_leader", "director", "support_advisor", "administration", "student", "guardian")


@pytest.fixture
def play(cast: Cast) -> Play:
    play = Play(cast=cast)
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    return play


def paths(play: Play) -> list[str]:
    case, student = play.now().pk, play.cast.student.pk
    return [
        reverse("cases:case", args=[case]),
        reverse("cases:log", args=[case]),
        reverse("cases:act", args=[case, "propose"]),
        reverse("cases:sign", args=[case, "start_meeting", 1]),
        reverse("cases:of-student", args=[student]),
    ]


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_finds_nothing(play: Play, who: str) -> None:
    more = ["proof", "people", "sign-for", "correct", "begin"]
    case = play.now().pk
    rest = [
        reverse("cases:proof", args=[case]),
        reverse("cases:people", args=[case]),
        reverse("cases:sign-for", args=[case, "start_meeting", 1, "student", play.cast.student.pk]),
        reverse("cases:correct", args=[case, 2]),
        reverse("cases:begin", args=[play.cast.student.pk, "improvement-track"]),
    ]
    assert len(rest) == len(more)
    for path in (*paths(play), *rest):
        assert play.get(who, path).status_code == GONE, path
        assert play.post(who, path, fill=False).status_code in (GONE, 405), path
    assert "Sam de Wit" not in expect(play.get(who, "/cases/"), OK).content.decode()


@pytest.mark.parametrize("who", READERS)
def test_whoever_is_around_the_student_reads_the_case(play: Play, who: str) -> None:
    for path in paths(play):
        page = expect(play.get(who, path), OK)
        assert b"<h1" in page.content
    before = CaseEvent.objects.count()
    assert play.get(who, paths(play)[0]).status_code == OK
    assert CaseEvent.objects.count() == before


def test_pages_exist_in_both_languages(play: Play) -> None:
    for who in ("coach", "student"):
        client = play.client(who)
        for language, word in (("nl", "Startgesprek"), ("en", "Start meeting")):
            client.cookies["django_language"] = language
            page = expect(play.get(who, play.base), OK).content.decode()
            assert word in page
            assert f'lang="{language}"' in page
        del client.cookies["django_language"]


def test_a_read_of_a_case_stands_in_the_log_of_reads(play: Play) -> None:
    from houvast.privacy.models import ReadLog

    play.get("director", play.base)
    row = ReadLog.objects.filter(reader=play.cast.director).latest("at")
    assert row.students == [play.cast.student.pk.hex]
    assert row.purpose == "procedure"


def test_a_form_sent_twice_has_one_effect_and_the_same_answer(play: Play) -> None:
    path = f"{play.base}do/own_view/"
    with clock.set_to(play.day):
        client = play.client("student")
        form = hidden_fields(client.get(path).content.decode()) | {"view": "Ik doe mijn best."}
        first, second = client.post(path, form), client.post(path, form)
    assert (first.status_code, second.status_code) == (FOUND, FOUND)
    assert first["Location"] == second["Location"]
    assert CaseEvent.objects.filter(case=play.case, act="own_view").count() == 1


def test_who_read_an_older_revision_gets_a_clear_answer_and_keeps_what_was_typed(play: Play) -> None:
    path = f"{play.base}do/own_view/"
    with clock.set_to(play.day):
        form = hidden_fields(play.client("student").get(path).content.decode())
    expect(play.sign("coach", "start_meeting"), FOUND)
    answer = play.post("student", path, form | {"view": "Ik typte dit rustig."}, fill=False)
    page = expect(answer, CONFLICT).content.decode()
    assert "Ik typte dit rustig." in page
    assert "Iemand anders was net eerder" in page
    again = hidden_fields(page) | {"view": "Ik typte dit rustig."}
    expect(play.post("student", path, again, fill=False), FOUND)


def test_one_more_row_saves_nothing_and_keeps_what_was_typed(cast: Cast) -> None:
    play = Play(cast=cast)
    play.to_start()
    path = f"{play.base}do/start_meeting/"
    answer = play.post("team_leader", path, start_report(play.day) | {"more": "desired"})
    page = expect(answer, OK).content.decode()
    assert "desired-2-what" in page
    assert "Elke maandag een planning maken" in page
    assert not CaseEvent.objects.filter(act="start_meeting").exists()


def test_nobody_signs_for_somebody_else(play: Play) -> None:
    for who in ("director", "support_advisor", "administration"):
        expect(play.sign(who, "start_meeting"), INVALID)
    path = reverse("cases:sign-for", args=[play.now().pk, "start_meeting", 1, "student", play.cast.student.pk])
    assert play.post("director", path, {"given": "refuse", "remark": "x"}).status_code == GONE
    answer = play.post("coach", path, {"given": "agree", "remark": ""})
    expect(answer, INVALID)


def test_long_texts_and_other_scripts_come_back_as_typed(cast: Cast) -> None:
    play = Play(cast=cast)
    play.talks()
    play.begin()
    text = "שלום 🎓 <script>alert(1)</script> " + "lang " * 3000
    expect(play.act("coach", "propose", proposal() | {"tried": text}), FOUND)
    page = play.get("coach", play.base).content.decode()
    assert "שלום 🎓 &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_what_waits_for_whom_is_settled_within_the_case(play: Play) -> None:
    def keys(who: str) -> set[str]:
        with clock.set_to(play.day):
            return {row.key.split(":", 1)[1] for row in queries.tasks_for(Viewer(getattr(play.cast, who)))}

    assert keys("student") == {"sign:start_meeting#1:student:"}
    assert keys("coach") == {"sign:start_meeting#1:coach:"}
    assert keys("guardian") == {f"sign:start_meeting#1:guardian:{play.cast.guardian.pk}"}
    assert keys("colleague") == keys("stranger_coach") == keys("director") == set()
    with clock.set_to(play.day):
        owed = queries.team_tasks(Viewer(play.cast.team_leader))
        assert {row.role for row in owed} == {"student", "coach", "guardian"}
        assert queries.team_tasks(Viewer(play.cast.colleague)) == ()


@pytest.mark.parametrize(("spoken", "signature"), [("nl", "Handtekening onder"), ("en", "Signature under")])
def test_what_the_team_owes_says_once_whose_signature_it_is(play: Play, spoken: str, signature: str) -> None:
    expect(play.sign("team_leader", "start_meeting"), FOUND)
    with clock.set_to(play.day):
        client = play.cast.client("team_leader")
        client.cookies["django_language"] = spoken
        page = client.get("/").content.decode()
    assert page.count(signature) == 3
    assert page.count("(student)") == 1
    assert ") (" not in page


def test_lists_cost_a_fixed_number_of_queries(
    play: Play, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ask: dict[str, Callable[[], object]] = {
        "tasks": lambda: queries.tasks_for(Viewer(play.cast.coach)),
        "team": lambda: queries.team_tasks(Viewer(play.cast.team_leader)),
        "open": lambda: queries.open_cases(Viewer(play.cast.team_leader)),
    }
    with clock.set_to(play.day):
        for work in ask.values():
            with django_assert_max_num_queries(6):
                work()
        client = play.client("coach")
        with django_assert_max_num_queries(70):
            client.get(play.base)


def test_tasks_are_a_projection_that_can_be_rebuilt(play: Play) -> None:
    from houvast.cases.actions import pass_time

    def rows() -> set[tuple[object, ...]]:
        return set(CaseTask.objects.filter(done_on=None).values_list("key", "role", "due_on", "ready", "title_nl"))

    before = rows()
    CaseTask.objects.all().delete()
    with clock.set_to(play.day):
        pass_time(case_id=play.now().pk, by=None, at=clock.now())
        assert rows() == before
        pass_time(case_id=play.now().pk, by=None, at=clock.now())
    assert rows() == before


def test_the_page_and_the_door_agree(play: Play) -> None:
    for who in (*STRANGERS, *READERS):
        with clock.set_to(play.day):
            may = door.may(Viewer(getattr(play.cast, who)), play.cast.student, Data.CASES)
        assert (play.get(who, play.base).status_code == OK) == may


def test_reminders_are_asked_once_and_say_nothing(play: Play) -> None:
    from houvast.cases.tasks import remind
    from houvast.outbox.models import Mail
    from houvast.outbox.registry import Asked

    play.pass_days(10)
    with clock.set_to(play.day):
        asked = Asked(organisation_id=play.cast.organisation.pk, arguments={}, at=clock.now())
        remind(asked)
        remind(asked)
    mails = Mail.objects.filter(kind="reminder")
    assert {mail.recipient for mail in mails} >= {play.cast.student, play.cast.guardian, play.cast.coach}
    assert mails.filter(recipient=play.cast.student).count() == 1
    assert not any("Startgesprek" in f"{mail.subject} {mail.body}" for mail in mails)


def test_time_alone_brings_tasks_of_what_was_missed(play: Play) -> None:
    from houvast.cases.tasks import let_time_pass
    from houvast.outbox.registry import Asked

    play.pass_days(15)
    with clock.set_to(play.day):
        let_time_pass(Asked(organisation_id=play.cast.organisation.pk, arguments={}, at=clock.now()))
    assert CaseTask.objects.filter(kind="missed", role="coach", done_on=None).exists()
    assert CaseEvent.objects.filter(case=play.case, kind="elapsed").count() == 1
