"""One student: the page for staff, the student's own dossier, the guardian's page of a child."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houvast.attendance.models import AbsenceTotal
from houvast.education.models import Result
from houvast.guidance.models import Agreement, Talk, WorkingNote
from houvast.people.clock import now, today
from houvast.people.models import PersonalRelation
from tests.houvast_testing.cast import Cast, relate


def url(cast: Cast) -> str:
    return reverse("student", args=(cast.student.pk,))


def page(cast: Cast, member: str, **asked: str) -> str:
    answer = cast.client(member).get(url(cast), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def talked(cast: Cast, days_ago: int = 30, what: str = "Verslag inleveren") -> Talk:
    talk = Talk.objects.create(
        organisation=cast.organisation, student=cast.student, kind="progress",
        held_on=today() - timedelta(days=days_ago), led_by=cast.coach, report="Rapport van het gesprek",
        recorded_at=now(),
    )  # fmt: skip
    Agreement.objects.create(
        organisation=cast.organisation, student=cast.student, talk=talk, what=what,
        due_on=today() - timedelta(days=1),
    )  # fmt: skip
    return talk


def with_results(cast: Cast) -> None:
    Result.objects.create(
        organisation=cast.organisation,
        student=cast.student,
        on=today(),
        title="Toets netwerken",
        grade="7",
        passed=True,
    )
    AbsenceTotal.objects.create(
        organisation=cast.organisation, student=cast.student, kind="unauthorised", school_year="2026-2027", hours=12,
        source="own",
    )  # fmt: skip


def test_the_coach_sees_the_next_step_the_timeline_and_the_people_around(cast: Cast) -> None:
    talked(cast)
    with_results(cast)
    shown = page(cast, "coach")
    assert "Over datum: Verslag inleveren." in shown
    for part in (
        "Rapport van het gesprek",
        "Toets netwerken",
        "12 uur",
        "Tineke Teamleider",
        "Moeder de Wit",
        "Medewerker ICT",
    ):
        assert part in shown
    assert shown.index("Verslag inleveren") < shown.index("Toets netwerken")


@pytest.mark.parametrize(
    ("member", "sees", "does_not_see"),
    [
        ("director", ("Sam de Wit",), ("Rapport van het gesprek", "Toets netwerken", "Verslag inleveren", "12 uur")),
        ("administration", ("Sam de Wit",), ("Rapport van het gesprek", "Toets netwerken", "Verslag inleveren")),
        ("trusted_person", ("Sam de Wit",), ("Rapport van het gesprek", "Toets netwerken", "Medewerker ICT")),
        ("support_advisor", ("Rapport van het gesprek", "Toets netwerken"), ()),
        ("guardian", ("Toets netwerken", "12 uur"), ("Rapport van het gesprek", "Verslag inleveren")),
        ("student", ("Rapport van het gesprek", "Toets netwerken", "12 uur"), ()),
    ],
)
def test_each_part_is_for_who_may_see_it(
    cast: Cast, member: str, sees: tuple[str, ...], does_not_see: tuple[str, ...]
) -> None:
    talked(cast)
    with_results(cast)
    shown = page(cast, member)
    for part in sees:
        assert part in shown
    for part in does_not_see:
        assert part not in shown


@pytest.mark.parametrize(
    "member", ["colleague", "stranger_coach", "stranger_student", "other_student", "partner", "administrator"]
)
def test_strangers_find_nothing(cast: Cast, member: str) -> None:
    assert cast.client(member).get(url(cast)).status_code == 404


def test_a_colleague_in_the_team_sees_who_and_no_more(cast: Cast) -> None:
    from tests.houvast_testing.cast import give_role

    give_role(cast.colleague, "teacher", cast.team)
    talked(cast)
    shown = page(cast, "colleague")
    assert "Sam de Wit" in shown
    assert "Rapport van het gesprek" not in shown
    assert "Gesprek vastleggen" not in shown


@pytest.mark.parametrize("member", ["coach", "team_leader", "student", "guardian"])
def test_a_full_dossier_takes_a_bounded_number_of_queries(
    cast: Cast, member: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for index in range(40):
        talked(cast, index, f"Afspraak {index}")
    with_results(cast)
    client = cast.client(member)
    with django_assert_max_num_queries(34):
        client.get(url(cast))


@pytest.mark.parametrize("member", ["coach", "team_leader", "director", "support_advisor"])
def test_the_page_asks_nothing_twice(cast: Cast, member: str) -> None:
    """What is asked ahead for the whole page is what its parts ask."""
    talked(cast)
    client = cast.client(member)
    with CaptureQueriesContext(connection) as seen:
        client.get(url(cast))
    asked = [one["sql"] for one in seen.captured_queries if one["sql"].startswith(("SELECT", "(SELECT"))]
    assert len(asked) == len(set(asked))


def test_a_long_dossier_shows_the_latest_first_and_everything_on_request(cast: Cast) -> None:
    for index in range(70):
        talked(cast, index)
    assert page(cast, "coach").count("hv-timeline__what") == 60
    assert page(cast, "coach", all="1").count("hv-timeline__what") > 69


def test_working_notes_stand_apart_from_the_dossier(cast: Cast) -> None:
    WorkingNote.objects.create(
        organisation=cast.organisation, student=cast.student, writer=cast.coach, text="Geheim", written_at=now()
    )
    assert "alleen jij ziet deze" in page(cast, "coach")
    assert "Geheim" not in page(cast, "coach")
    assert "notitie" not in page(cast, "student")


def test_the_student_reads_what_was_agreed_and_says_it_is_done(cast: Cast) -> None:
    talked(cast)
    shown = cast.client("student").get("/").content.decode()
    assert "Verslag inleveren" in shown
    assert "Dit heb ik gedaan" in shown
    assert "Carla Coach" in shown


def test_the_student_does_not_see_the_guardians_details_of_others_and_the_guardian_no_talks(cast: Cast) -> None:
    talked(cast)
    shown = page(cast, "guardian")
    assert "Wie helpt?" in shown
    assert "Tante de Wit" not in shown


def test_an_unknown_birth_date_is_asked_for(cast: Cast) -> None:
    cast.student.birth_date = None
    cast.student.save()
    assert "De geboortedatum is nodig." in page(cast, "coach")


def test_names_of_any_script_are_shown_as_they_are(cast: Cast) -> None:
    cast.student.given_name, cast.student.family_name = "محمد", "O'Brien-van den Wijngaard <b>"
    cast.student.save()
    shown = page(cast, "coach")
    assert "محمد" in shown
    assert "<b>" not in shown


def test_a_partner_sees_the_handed_over_student(cast: Cast) -> None:
    relate(cast.partner, cast.student, PersonalRelation.Kind.PARTNER)
    assert "Sam de Wit" in page(cast, "partner")
