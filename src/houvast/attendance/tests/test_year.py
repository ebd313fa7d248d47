"""A year of absence added up, and runs of days: as values."""

from datetime import date, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.attendance.calendar import calendar_of
from houvast.attendance.duties import About, duties
from houvast.attendance.models import Absence
from houvast.attendance.year import Missed, counted, runs, year_of

MONDAY = date(2026, 11, 2)
KIND = Absence.Kind
ROWS = st.lists(
    st.builds(
        Missed,
        day=st.integers(0, 27).map(lambda n: MONDAY + timedelta(days=n)),
        minutes=st.integers(1, 360),
        kind=st.sampled_from([int(kind) for kind in KIND]),
        starts_at=st.sampled_from([None, time(9), time(11)]),
    ),
    max_size=25,
)
ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MINOR = About(birth_date=date(2010, 1, 1), qualifications=(), region="midden", level=2, finance=False)


def test_a_whole_day_takes_in_the_lessons_of_that_day() -> None:
    day = Missed(day=MONDAY, minutes=360, kind=KIND.SICK)
    lesson = Missed(day=MONDAY, minutes=90, kind=KIND.UNAUTHORISED, starts_at=time(9))
    assert counted([day, lesson]) == {(MONDAY, KIND.SICK): 360}


@ON_A_BUSY_MACHINE
@given(rows=ROWS)
def test_every_figure_of_the_year_adds_up_to_the_same(rows: list[Missed]) -> None:
    end = MONDAY + timedelta(days=27)
    found = year_of(rows, begin=MONDAY, end=end, calendar=calendar_of("midden", MONDAY), late=KIND.LATE)
    assert found.minutes == sum(found.by_kind.values())
    assert found.minutes == sum(week.minutes or 0 for week in found.weeks)
    assert found.minutes == sum(minutes for _, minutes, _ in found.months)
    assert found.minutes == found.last_four_weeks


def test_a_weekend_does_not_break_absence_that_goes_on() -> None:
    friday = date(2026, 11, 6)
    days = [friday, friday + timedelta(days=3), friday + timedelta(days=6)]
    assert runs(days) == [(friday, days[1]), (days[2], days[2])]


@ON_A_BUSY_MACHINE
@given(rows=ROWS, more=ROWS)
def test_more_absence_without_a_reason_never_takes_a_duty_to_report_away(
    rows: list[Missed], more: list[Missed]
) -> None:
    """Lessons at an hour of their own, so that none of them lies within a day that has a reason."""
    on = MONDAY + timedelta(days=27)
    lessons = [
        Missed(day=row.day, minutes=min(row.minutes, 90), kind=KIND.UNAUTHORISED, starts_at=time(15)) for row in more
    ]
    plain = [row for row in rows if row.starts_at is not None]
    asked, asked_with_more = (bool(duties(one, MINOR, on)) for one in (plain, plain + lessons))
    assert asked_with_more or not asked
