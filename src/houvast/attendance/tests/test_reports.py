"""Absence reports as the law asks for them: prepared, checked by a person, handed in as a file, followed."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houvast.attendance.actions.reporting import prepare_reports
from houvast.attendance.models import Absence, AbsenceReport
from houvast.people import clock
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)
KIND, STATE = AbsenceReport.Kind, AbsenceReport.State
DAY = timedelta(days=1)


def absent(cast: Cast, days: list[date], minutes: int = 240, kind: int = Absence.Kind.UNAUTHORISED) -> None:
    for day in days:
        Absence.objects.create(
            organisation=cast.organisation, student=cast.student, day=day, minutes=minutes, kind=kind, confirmed=True,
            source="file", external_id=f"{day}-{kind}",
        )  # fmt: skip


def prepare(cast: Cast, on: date) -> int:
    with clock.set_to(on):
        return prepare_reports(organisation_id=cast.organisation.pk, at=now())


def born(student: Person, day: date) -> None:
    student.birth_date = day
    student.save(update_fields=["birth_date"])


def checked(cast: Cast, report: AbsenceReport, **more: str) -> dict[str, str]:
    return {
        "what": "check",
        "revision": str(report.revision),
        "begins_on": report.begins_on.isoformat(),
        "presumed_kind": report.presumed_kind,
        "presumed_reason": "Niet bekend; Sam wil er morgen over praten.",
        "school_action": "Gebeld op 5 november, gesprek op 6 november.",
        "contact_name": cast.administration.name,
        "qualified": "false",
        "all_lessons": "unknown",
        "submission": new_key(),
        **more,
    }


@pytest.mark.req("S-429", "S-436", "S-437", "S-439", "S-546", "S-651", "S-652")
def test_sixteen_hours_in_four_teaching_weeks_prepare_a_report_that_a_person_checks(cast: Cast) -> None:
    born(cast.student, date(2009, 12, 1))
    absent(cast, [MONDAY + n * DAY for n in range(3)])
    assert prepare(cast, MONDAY + 2 * DAY) == 0
    absent(cast, [MONDAY + 3 * DAY])
    on = MONDAY + 3 * DAY
    assert prepare(cast, on) == 1
    assert prepare(cast, on) == 0
    report = AbsenceReport.objects.get()
    assert (report.kind, report.counted_from, report.counted_to, report.minutes) == (
        KIND.SIXTEEN_HOURS, MONDAY, on, 960,
    )  # fmt: skip
    assert report.due_on == date(2026, 11, 12)
    with clock.set_to(on):
        desk = cast.client("administration")
        worklist = reverse("absence:reports")
        assert cast.student.name in desk.get(worklist).content.decode()
        here = reverse("absence:report", args=(report.pk,))
        page = desk.get(here).content.decode()
        assert "Leerplichtwet" in page
        assert "onderzoekt de leerplichtambtenaar de oorzaak" in page
        incomplete = desk.post(here, checked(cast, report, school_action=""))
        assert incomplete.status_code == 422
        assert "Sam wil er morgen over praten" in incomplete.content.decode()
        assert desk.post(here, checked(cast, report)).status_code == 302
        handed = desk.post(reverse("absence:hand-in"))
        rows = list(csv.DictReader(io.StringIO(handed.content.decode("utf-8-sig")), delimiter=";"))
        assert rows[0]["studentnummer"] == "100001"
        assert (rows[0]["soort melding"], rows[0]["startkwalificatie"]) == ("wettelijk verzuim", "nee")
        assert "2026-11-05 4.00 uur" in rows[0]["specificatie"]
        report.refresh_from_db()
        assert (report.state, report.checked_by) == (STATE.EXPORTED, cast.administration)
        status = f"kenmerk;status;datum;contactpersoon\n{report.pk};In behandeling;2026-11-10;L. Ambtenaar\n".encode()
        file = SimpleUploadedFile("status.csv", status)
        assert desk.post(worklist, {"file": file, "submission": new_key()}).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.municipal_contact) == (AbsenceReport.Status.IN_PROGRESS, "L. Ambtenaar")


def test_after_a_report_the_count_starts_again(cast: Cast) -> None:
    born(cast.student, date(2009, 12, 1))
    absent(cast, [MONDAY + n * DAY for n in range(4)])
    prepare(cast, MONDAY + 3 * DAY)
    AbsenceReport.objects.update(state=STATE.EXPORTED, ends_on=MONDAY + 4 * DAY)
    absent(cast, [MONDAY + n * DAY for n in range(7, 10)])
    assert prepare(cast, MONDAY + 10 * DAY) == 0
    absent(cast, [MONDAY + 10 * DAY])
    assert prepare(cast, MONDAY + 12 * DAY) == 1


def test_what_was_let_go_does_not_come_back_and_a_correction_takes_a_prepared_report_away(cast: Cast) -> None:
    born(cast.student, date(2009, 12, 1))
    absent(cast, [MONDAY + n * DAY for n in range(4)])
    on = MONDAY + 3 * DAY
    prepare(cast, on)
    Absence.objects.update(withdrawn_on=on)
    prepare(cast, on)
    assert AbsenceReport.objects.get().state == STATE.LET_GO
    Absence.objects.update(withdrawn_on=None)
    assert prepare(cast, on) == 0


def test_luxury_absence_is_reported_at_once(cast: Cast) -> None:
    born(cast.student, date(2009, 12, 1))
    absent(cast, [MONDAY], kind=Absence.Kind.LUXURY)
    assert prepare(cast, MONDAY + DAY) == 1
    assert AbsenceReport.objects.get().kind == KIND.LUXURY


@pytest.mark.req("S-430", "S-435")
def test_from_eighteen_without_a_basic_qualification_four_weeks_are_reported_and_finance_is_warned_of(
    cast: Cast,
) -> None:
    born(cast.student, date(2007, 1, 1))
    days = [date(2026, 9, 7) + n * DAY for n in range(33)]
    absent(cast, [day for day in days if day.weekday() < 5])
    assert prepare(cast, date(2026, 9, 25)) == 0
    prepare(cast, date(2026, 10, 9))
    kinds = set(AbsenceReport.objects.values_list("kind", flat=True))
    assert kinds == {KIND.FOUR_WEEKS, KIND.FINANCE_WARNING}
    four_weeks = AbsenceReport.objects.get(kind=KIND.FOUR_WEEKS)
    page = cast.client("administration").get(reverse("absence:report", args=(four_weeks.pk,))).content.decode()
    assert "jonger dan 27" in page
    assert "Doorstroompunt" in page
    later = [date(2026, 10, 12) + n * DAY for n in range(40)]
    absent(cast, [day for day in later if day.weekday() < 5])
    prepare(cast, date(2026, 11, 20))
    assert AbsenceReport.objects.filter(kind=KIND.FINANCE_REPORT).exists()


def test_a_lesson_missed_now_and_then_is_no_four_weeks_of_absence(cast: Cast) -> None:
    born(cast.student, date(2007, 1, 1))
    absent(cast, [date(2026, 9, 7) + n * DAY for n in range(0, 70, 7)], minutes=90)
    assert prepare(cast, date(2026, 11, 16)) == 0


def test_the_desk_reports_earlier_of_its_own_accord(cast: Cast) -> None:
    absent(cast, [MONDAY])
    with clock.set_to(MONDAY + DAY):
        desk = cast.client("administration")
        here = reverse("absence:report-now", args=(cast.student.pk,))
        assert desk.post(here, {"submission": new_key()}).status_code == 302
    assert AbsenceReport.objects.get().kind == KIND.OTHER


@pytest.mark.parametrize("member", ["coach", "student", "guardian", "colleague", "stranger_coach", "director"])
def test_the_worklist_and_the_file_are_for_the_desk(cast: Cast, member: str) -> None:
    absent(cast, [MONDAY])
    client = cast.client(member)
    assert client.get(reverse("absence:reports")).status_code == 404
    assert client.post(reverse("absence:hand-in")).status_code == 404
    assert client.post(reverse("absence:report-now", args=(cast.student.pk,))).status_code == 404


def test_the_student_and_the_coach_see_a_report_and_change_nothing(cast: Cast) -> None:
    born(cast.student, date(2009, 12, 1))
    absent(cast, [MONDAY + n * DAY for n in range(4)])
    prepare(cast, MONDAY + 3 * DAY)
    report = AbsenceReport.objects.get()
    here = reverse("absence:report", args=(report.pk,))
    for member in ("student", "coach"):
        client = cast.client(member)
        assert client.get(here).status_code == 200
        assert client.post(here, checked(cast, report)).status_code == 404
    assert cast.client("guardian").get(here).status_code == 404


def test_two_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    born(cast.student, date(2009, 12, 1))
    absent(cast, [MONDAY + n * DAY for n in range(4)])
    prepare(cast, MONDAY + 3 * DAY)
    report = AbsenceReport.objects.get()
    desk, here = cast.client("administration"), reverse("absence:report", args=(report.pk,))
    assert desk.post(here, checked(cast, report)).status_code == 302
    answer = desk.post(here, checked(cast, report, remark="Nog iets"))
    assert answer.status_code == 409
    assert "Nog iets" in answer.content.decode()


def listed(cast: Cast, state: str, number: int, kind: str = KIND.OTHER) -> AbsenceReport:
    """A report in this state, of a count of its own."""
    day = MONDAY - timedelta(days=number)
    at = now() - timedelta(hours=number)
    return AbsenceReport.objects.create(
        organisation=cast.organisation, student=cast.student, kind=kind, state=state, counted_from=day, counted_to=day,
        begins_on=day, presumed_kind=kind, prepared_at=at, checked_at=at,
        exported_at=at if state == STATE.EXPORTED else None,
    )  # fmt: skip


@pytest.mark.req("S-651")
def test_every_report_is_found_also_beyond_the_first_fifty(cast: Cast) -> None:
    desk, reports = cast.client("administration"), reverse("absence:reports")
    old = [listed(cast, STATE.EXPORTED, number) for number in range(60)]
    done = [listed(cast, STATE.CHECKED, number, KIND.FINANCE_REPORT) for number in range(100, 155)]
    waits = listed(cast, STATE.CHECKED, 70)
    first = desk.get(reports, {"state": "exported"}).content.decode()
    assert reverse("absence:report", args=(old[0].pk,)) in first, "the latest stands first"
    assert reverse("absence:report", args=(old[55].pk,)) not in first
    assert "?state=exported&amp;after=50" in first
    second = desk.get(reports, {"state": "exported", "after": "50"}).content.decode()
    assert reverse("absence:report", args=(old[55].pk,)) in second
    assert reverse("absence:report", args=(done[0].pk,)) in second, (
        "done outside Houvast stands with what was handed in"
    )
    checked_ones = desk.get(reports, {"state": "checked"}).content.decode()
    assert reverse("absence:report", args=(waits.pk,)) in checked_ones
    assert reverse("absence:report", args=(done[0].pk,)) not in checked_ones
    assert f'action="{reverse("absence:hand-in")}"' in checked_ones


@pytest.mark.req("S-651")
def test_the_latest_file_is_made_again_when_the_download_was_lost(cast: Cast) -> None:
    desk, file = cast.client("administration"), reverse("absence:hand-in")
    assert desk.post(file, {"again": "1"}).status_code == 302
    listed(cast, STATE.EXPORTED, 9)
    waits = listed(cast, STATE.CHECKED, 1)
    first = desk.post(file)
    again = desk.post(file, {"again": "1"})
    assert str(waits.pk) in first.content.decode("utf-8-sig")
    assert again.content == first.content
    assert (
        "Maak het laatste bestand opnieuw" in desk.get(reverse("absence:reports") + "?state=exported").content.decode()
    )


def test_a_longer_list_of_reports_takes_no_more_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk = cast.client("administration")
    for number in range(20):
        AbsenceReport.objects.create(
            organisation=cast.organisation, student=cast.student, kind=KIND.OTHER,
            counted_from=MONDAY + number * DAY, counted_to=MONDAY + number * DAY, begins_on=MONDAY, prepared_at=now(),
        )  # fmt: skip
    with django_assert_max_num_queries(22):
        assert desk.get(reverse("absence:reports")).status_code == 200
    absent(cast, [MONDAY + n * DAY for n in range(200)])
    with django_assert_max_num_queries(42):
        assert cast.client("coach").get(reverse("absence:of-student", args=(cast.student.pk,))).status_code == 200
