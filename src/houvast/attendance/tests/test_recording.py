"""Recording a group and a sick report, as the people concerned, through the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from houvast.attendance.models import Absence, MissedContact, SickReport
from houvast.education.models import Touched
from houvast.people import clock
from houvast.people.clock import today
from houvast.people.models import Person, PersonalRelation
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast, make_student

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


def lesson(student: Person, mark: str, **more: str) -> dict[str, str]:
    return {
        "day": today().isoformat(),
        "starts_at": "09:00",
        "minutes": "90",
        "title": "Rekenen",
        f"mark-{student.pk}": mark,
        "submission": new_key(),
        **more,
    }


def sick(**more: str) -> dict[str, str]:
    return {"from_day": today().isoformat(), "reason": "", "shared": "nothing", "submission": new_key(), **more}


@pytest.mark.parametrize("member", ["coach", "administration"])
def test_a_teacher_or_the_desk_records_a_whole_group_with_one_press(cast: Cast, member: str) -> None:
    client = cast.client(member)
    assert "2A" in client.get(reverse("absence:groups")).content.decode()
    here = reverse("absence:group", args=(cast.group.pk,))
    page = client.get(here).content.decode()
    assert cast.student.name in page
    assert '<option value="present" selected>' in page
    assert client.post(here, lesson(cast.student, "absent")).status_code == 302
    found = Absence.objects.get()
    assert (found.kind, found.minutes, found.confirmed) == (Absence.Kind.UNAUTHORISED, 90, True)
    assert Touched.objects.filter(student=cast.student, kind=Touched.Kind.ABSENCE).exists()


def test_recording_a_lesson_again_replaces_and_counts_nothing_twice(cast: Cast) -> None:
    client, here = cast.client("coach"), reverse("absence:group", args=(cast.group.pk,))
    for mark in ("absent", "absent", "late-10"):
        client.post(here, lesson(cast.student, mark))
    found = Absence.objects.get()
    assert (found.kind, found.minutes) == (Absence.Kind.LATE, 10)
    client.post(here, lesson(cast.student, "present"))
    assert Absence.objects.get().withdrawn_on == today()


def test_a_lesson_to_come_is_refused_and_what_was_chosen_stays(cast: Cast) -> None:
    here = reverse("absence:group", args=(cast.group.pk,))
    tomorrow = (today() + timedelta(days=1)).isoformat()
    answer = cast.client("coach").post(here, lesson(cast.student, "sick", day=tomorrow))
    assert answer.status_code == 422
    assert '<option value="sick" selected>' in answer.content.decode()
    assert not Absence.objects.exists()


@pytest.mark.parametrize("member", ["colleague", "student", "guardian", "stranger_coach", "director", "partner"])
def test_nobody_else_records_this_group(cast: Cast, member: str) -> None:
    here = reverse("absence:group", args=(cast.group.pk,))
    assert cast.client(member).get(here).status_code == 404
    assert cast.client(member).post(here, lesson(cast.student, "absent")).status_code == 404
    assert not Absence.objects.exists()


def test_a_student_reports_sick_and_chooses_who_reads_why(cast: Cast) -> None:
    here = reverse("absence:sick", args=(cast.student.pk,))
    assert cast.client("student").post(here, sick(reason="Buikgriep", shared="coach")).status_code == 302
    year = reverse("absence:of-student", args=(cast.student.pk,))
    assert "Buikgriep" in cast.client("student").get(year).content.decode()
    assert "Buikgriep" in cast.client("coach").get(year).content.decode()
    for member in ("team_leader", "support_advisor", "administration", "guardian"):
        assert "Buikgriep" not in cast.client(member).get(year).content.decode()
    group = cast.client("coach").get(reverse("absence:group", args=(cast.group.pk,))).content.decode()
    assert '<option value="sick" selected>' in group


def test_without_a_choice_nobody_reads_the_reason(cast: Cast) -> None:
    cast.client("student").post(reverse("absence:sick", args=(cast.student.pk,)), sick(reason="Buikgriep"))
    page = cast.client("coach").get(reverse("absence:of-student", args=(cast.student.pk,))).content.decode()
    assert "Buikgriep" not in page


def test_a_guardian_reports_a_minor_sick_and_at_eighteen_it_stops(cast: Cast) -> None:
    here = reverse("absence:sick", args=(cast.student.pk,))
    assert cast.student.birth_date is not None
    adult = cast.student.birth_date.replace(year=cast.student.birth_date.year + 18)
    PersonalRelation.objects.filter(holder=cast.guardian).update(student_consents=True)
    with clock.set_to(adult):
        assert cast.client("guardian").get(here).status_code == 404
        assert cast.client("guardian").post(here, sick()).status_code == 404
    assert not SickReport.objects.exists()
    page = cast.client("guardian").get(here).content.decode()
    assert "alleen dat de student ziek is" in page
    assert "dat ik ziek ben" not in page
    assert "dat ik ziek ben" in cast.client("student").get(here).content.decode()
    assert cast.client("guardian").post(here, sick()).status_code == 302
    assert SickReport.objects.get().reported_by == cast.guardian


def test_the_days_of_sickness_are_known_when_the_student_is_back(cast: Cast) -> None:
    here = reverse("absence:sick", args=(cast.student.pk,))
    client = cast.client("student")
    with clock.set_to(MONDAY):
        client.post(here, sick())
        assert client.post(here, sick()).status_code == 422
    with clock.set_to(MONDAY + timedelta(days=3)):
        back = {"back_on": (MONDAY + timedelta(days=3)).isoformat(), "submission": new_key()}
        assert client.post(here, back).status_code == 302
    days = Absence.objects.filter(withdrawn_on__isnull=True).order_by("day").values_list("day", "kind")
    assert list(days) == [(MONDAY + timedelta(days=n), Absence.Kind.SICK) for n in range(3)]
    assert SickReport.objects.get().back_on == MONDAY + timedelta(days=3)


@pytest.mark.req("S-521", "S-606", "S-607")
def test_on_the_first_day_somebody_is_asked_to_tell_the_student_that_he_is_missed(cast: Cast) -> None:
    """Also when the absence has permission; done is only when contact was made."""
    coach = cast.client("coach")
    with clock.set_to(MONDAY):
        coach.post(reverse("absence:group", args=(cast.group.pk,)), lesson(cast.student, "authorised"))
        missed = reverse("absence:missed")
        assert cast.student.name in coach.get(missed).content.decode()
        here = reverse("absence:contact", args=(cast.student.pk, MONDAY.isoformat()))
        page = coach.get(here).content.decode()
        assert "regels" in page
        tried = {"outcome": "not_reached", "word": "", "submission": new_key()}
        assert coach.post(here, tried).status_code == 302
        assert cast.student.name in coach.get(missed).content.decode()
        spoke = {"outcome": "reached", "word": "Ik belde Sam.", "submission": new_key()}
        assert coach.post(here, spoke).status_code == 302
        assert cast.student.name not in coach.get(missed).content.decode()
        year = reverse("absence:of-student", args=(cast.student.pk,))
        assert "Ik belde Sam." in cast.client("student").get(year).content.decode()
    assert MissedContact.objects.count() == 2


def test_without_a_coach_the_team_leader_and_the_desk_are_first_in_line(cast: Cast) -> None:
    missed = reverse("absence:missed")
    Absence.objects.create(
        organisation=cast.organisation, student=cast.other_student, day=today(), minutes=60, kind=Absence.Kind.SICK,
        source="file", external_id="1",
    )  # fmt: skip
    assert cast.other_student.name in cast.client("administration").get(missed).content.decode()
    assert cast.other_student.name not in cast.client("team_leader").get(missed).content.decode()


@pytest.mark.req("S-521", "S-607")
def test_everybody_who_is_missed_is_found_beyond_the_first_fifty(cast: Cast) -> None:
    with clock.set_to(MONDAY):
        students = [
            make_student(cast.organisation, "Ada", f"Aa{number:02}", cast.group, number=f"77{number:02}")
            for number in range(52)
        ]
        for one in students:
            PersonalRelation.objects.create(
                organisation=cast.organisation, student=one, holder=cast.coach, kind="coach", starts_on=MONDAY
            )
            Absence.objects.create(
                organisation=cast.organisation, student=one, day=MONDAY, kind=Absence.Kind.UNAUTHORISED, minutes=60
            )
        coach, missed = cast.client("coach"), reverse("absence:missed")
        first = coach.get(missed).content.decode()
        second = coach.get(missed, {"missed": "50"}).content.decode()
        assert "1 tot en met 50 van 52" in first
        assert "?missed=50#missed" in first
        assert "?missed=0#missed" in second
        assert all((one.name in first) != (one.name in second) for one in students)
        for wrong in ("9999", "x"):
            assert coach.get(missed, {"missed": wrong}).content.decode().count("Ada Aa") >= 50, wrong


def test_a_guardian_sees_confirmed_absence_only(cast: Cast) -> None:
    for confirmed, name in ((True, "Rekenen"), (False, "Nederlands")):
        Absence.objects.create(
            organisation=cast.organisation, student=cast.student, day=today(), minutes=60, lesson=name,
            kind=Absence.Kind.UNAUTHORISED, source="file", external_id=name, confirmed=confirmed,
        )  # fmt: skip
    year = reverse("absence:of-student", args=(cast.student.pk,))
    guardian = cast.client("guardian").get(year).content.decode()
    assert "Rekenen" in guardian
    assert "Nederlands" not in guardian
    assert "Nederlands" in cast.client("coach").get(year).content.decode()
    assert "Nederlands" in cast.client("student").get(year).content.decode()
    assert cast.client("partner").get(year).status_code == 404
    assert cast.client("stranger_coach").get(year).status_code == 404
