"""Importing absences, results and placements: each fact once, corrections in their place, whatever the order."""

from datetime import date, time
from itertools import permutations
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.attendance.models import Absence
from houvast.education.models import Placement, Programme, ProgressNorm, Result, Touched
from houvast.exchange.outcome import Outcome
from houvast.exchange.reading.errors import Reason
from houvast.exchange.records import Kind
from houvast.exchange.tests.loading import counts, load, students_file
from houvast.people.models import Organisation
from tests.houvast_testing.cast import make_organisation

pytestmark = pytest.mark.django_db
LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEADER = "studentnummer;dag;begintijd;minuten;soort;les;bevestigd;bron;kenmerk;stand van;vervallen"


@pytest.fixture
def school(tmp_path: Path) -> Organisation:
    made = make_organisation("ROC Demo", "25XX")
    load(students_file(tmp_path, "1;Ana;;Een", "2;Bo;;Twee"), institution=made)
    return made


def absences(tmp_path: Path, school: Organisation, *rows: str, skip_wrong: bool = False) -> Outcome:
    path = tmp_path / "absences.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return load(path, Kind.ABSENCES, institution=school, skip_wrong=skip_wrong)


def stored() -> list[tuple[object, ...]]:
    columns = ("student__number", "day", "starts_at", "minutes", "kind", "lesson", "confirmed", "source", "external_id")
    return sorted(map(str, Absence.objects.values_list(*columns, "as_of", "withdrawn_on")))  # type: ignore[arg-type]


def test_a_row_of_our_template_becomes_an_absence(tmp_path: Path, school: Organisation) -> None:
    done = absences(
        tmp_path, school, "1;2026-11-20;9:00;90;ongeoorloofd;Rekenen;ja;;;;", "2;2026-11-20;;360;ziek;;;;;;"
    )
    assert counts(done) == (2, 0, 0, 0)
    lesson = Absence.objects.get(student__number="1")
    assert (lesson.day, lesson.starts_at, lesson.minutes) == (date(2026, 11, 20), time(9, 0), 90)
    assert (lesson.kind, lesson.lesson, lesson.confirmed) == (Absence.Kind.UNAUTHORISED, "Rekenen", True)
    whole_day = Absence.objects.get(student__number="2")
    assert (whole_day.kind, whole_day.starts_at, whole_day.confirmed) == (Absence.Kind.SICK, None, False)
    assert Touched.objects.filter(kind=Touched.Kind.ABSENCE).count() == 2


def test_loading_twice_changes_nothing(tmp_path: Path, school: Organisation) -> None:
    rows = ("1;2026-11-20;09:00;90;te laat;Rekenen;;;;;", "1;2026-11-20;;60;ziek;;;eduarte;A-1;;")
    absences(tmp_path, school, *rows)
    before = stored()
    assert counts(absences(tmp_path, school, *rows)) == (0, 0, 2, 0)
    assert stored() == before


def test_a_correction_replaces_and_one_that_withdraws_counts_no_more(tmp_path: Path, school: Organisation) -> None:
    absences(tmp_path, school, "1;2026-11-20;09:00;90;ongeoorloofd;Rekenen;ja;eduarte;A-1;;")
    corrected = absences(tmp_path, school, "1;2026-11-20;09:00;45;te laat;Rekenen;ja;eduarte;A-1;;")
    assert counts(corrected) == (0, 1, 0, 0)
    found = Absence.objects.get()
    assert (found.minutes, found.kind, found.revision) == (45, Absence.Kind.LATE, 2)
    absences(tmp_path, school, "1;2026-11-20;09:00;45;te laat;Rekenen;ja;eduarte;A-1;;ja")
    assert Absence.objects.get().withdrawn_on is not None


def test_without_a_number_of_its_own_a_row_is_known_by_student_day_start_and_lesson(
    tmp_path: Path, school: Organisation
) -> None:
    absences(tmp_path, school, "1;2026-11-20;09:00;90;ongeoorloofd;Rekenen;;;;;")
    again = absences(
        tmp_path, school, "1;20-11-2026;9.00;90;ziek;Rekenen;;anders;;;", "1;2026-11-20;11:00;90;ziek;;;;;;"
    )
    assert counts(again) == (1, 1, 0, 0)


def test_every_wrong_row_is_told_with_line_column_value_and_reason(tmp_path: Path, school: Organisation) -> None:
    done = absences(
        tmp_path,
        school,
        "1;2026-02-30;;90;ziek;;;;;;",
        "9;2026-11-20;;90;ziek;;;;;;",
        "1;2026-11-20;25:00;0;weg;;;;;;",
        "1;2026-11-20;;;ziek;;;;;;",
        "1;2026-11-19;09:00;90;ziek;;;;A;;",
        "1;2026-11-18;09:00;90;ziek;;;;A;;",
    )
    assert done.refused
    assert not Absence.objects.exists()
    assert {(error.line, error.reason) for error in done.errors} == {
        (2, Reason.NO_SUCH_DAY),
        (3, Reason.UNKNOWN_STUDENT),
        (4, Reason.NOT_A_TIME),
        (4, Reason.NOT_MINUTES),
        (4, Reason.UNKNOWN_CODE),
        (5, Reason.MISSING),
        (6, Reason.DUPLICATE),
        (7, Reason.DUPLICATE),
    }


def test_the_same_lesson_written_in_two_ways_is_one(tmp_path: Path, school: Organisation) -> None:
    done = absences(
        tmp_path, school, "1;2026-11-20;09:00;90;ziek;;;;;;", "1;20-11-2026;9:00;90;ziek;;;;;;", skip_wrong=True
    )
    assert counts(done) == (1, 0, 0, 1)
    assert done.errors[0].reason is Reason.DUPLICATE


def test_a_number_of_a_source_stays_with_its_student(tmp_path: Path, school: Organisation) -> None:
    absences(tmp_path, school, "1;2026-11-20;;90;ziek;;;;A;;")
    done = absences(tmp_path, school, "2;2026-11-20;;90;ziek;;;;A;;")
    assert [error.reason for error in done.errors] == [Reason.TWO_PERSONS]


ROWS = st.builds(
    lambda number, day, start, minutes, kind, known, hour, gone: (
        f"{number};2026-11-{day};{start};{minutes};{kind};;;eduarte;{known};2026-11-20T{hour:02}:00;{gone}"
    ),
    st.just("1"),
    st.sampled_from(["18", "19"]),
    st.sampled_from(["", "09:00"]),
    st.integers(1, 90),
    st.sampled_from(["ziek", "te laat", "luxe"]),
    st.sampled_from(["A", "B"]),
    st.integers(0, 23),
    st.sampled_from(["", "ja"]),
)


@LAW
@given(rows=st.lists(ROWS, min_size=1, max_size=3, unique_by=lambda row: row.split(";")[9]))
def test_the_order_of_import_does_not_matter(school: Organisation, tmp_path: Path, rows: list[str]) -> None:
    found = set()
    for order in permutations(rows):
        with transaction.atomic():
            for row in order:
                absences(tmp_path, school, row)
            absences(tmp_path, school, order[0])
            found.add(tuple(stored()))
            transaction.set_rollback(True)
    assert len(found) == 1


def test_results_are_told_apart_by_unit_and_attempt(tmp_path: Path, school: Organisation) -> None:
    path = tmp_path / "results.csv"
    header = "studentnummer;datum;onderdeel;onderdeelcode;cijfer;behaald;studiepunten;weging;poging"
    path.write_text(
        f"{header}\n1;2026-10-01;Rekenen;REK;4,5;nee;;2;1\n1;2026-11-01;Rekenen;REK;7;ja;5;2;2\n1;2026-11-01;BPV;;G;;;;\n",
        encoding="utf-8",
    )
    assert counts(load(path, Kind.RESULTS, institution=school)) == (3, 0, 0, 0)
    assert counts(load(path, Kind.RESULTS, institution=school)) == (0, 0, 3, 0)
    resit = Result.objects.get(attempt=2)
    assert (str(resit.points), resit.passed, str(resit.credits_earned), str(resit.weight)) == (
        "7.00",
        True,
        "5.00",
        "2.00",
    )
    assert Result.objects.get(title="BPV").points is None


def test_placements_come_with_their_hours(tmp_path: Path, school: Organisation) -> None:
    path = tmp_path / "placements.csv"
    path.write_text(
        "studentnummer;bedrijf;stand;vanaf;tot en met;uren afgesproken;uren gedaan\n"
        "1;Bakkerij Bakker;loopt;2026-09-01;2027-01-31;400;120\n2;;zoekt;;;;\n",
        encoding="utf-8",
    )
    assert counts(load(path, Kind.PLACEMENTS, institution=school)) == (2, 0, 0, 0)
    found = Placement.objects.get(student__number="1")
    assert (found.state, found.hours_agreed, found.hours_done) == (Placement.State.RUNNING, 400, 120)


def test_norms_of_a_programme_replace_what_was_known(tmp_path: Path, school: Organisation) -> None:
    programme = Programme.objects.create(organisation=school, name="Medewerker ICT", crebo="25655")
    path = tmp_path / "norms.csv"
    for amount, expected in (("30", (1, 0, 0, 1)), ("40", (0, 1, 0, 1)), ("40", (0, 0, 1, 1))):
        rows = f"crebo;maat;weken;norm\n25655;studiepunten;40;{amount}\n99999;studiepunten;40;30\n"
        path.write_text(rows, encoding="utf-8")
        done = load(path, Kind.NORMS, institution=school, skip_wrong=True)
        assert counts(done) == expected
        assert [error.reason for error in done.errors] == [Reason.UNKNOWN_PROGRAMME]
    assert str(ProgressNorm.objects.get(programme=programme).amount) == "40.00"
