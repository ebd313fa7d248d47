"""From what was read of a student to the rows of the table of facts and to what is wrong with the registration."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce

from houvast.core.calendar import months_after, school_year_of
from houvast.core.monitor import checks
from houvast.core.monitor.checks import Check, Enrolled, Found
from houvast.core.monitor.facts import BASIC, Facts, Left, age_of, count_day, is_finished, marks, next_count_day
from houvast.core.monitor.leaving import Handed, Initiator, initiative
from houvast.handover.models import Handover
from houvast.monitor.models import Leaving, Period
from houvast.monitor.refreshing.procedures import Recorded, advices_in, recorded
from houvast.monitor.refreshing.reading import ADVICE_PACKS, LEAVING_PACK, EnrolmentRow, OfStudent
from houvast.people.clock import day_of

YEARS_BACK = 5
"""Five school years besides the present one."""
NEAR = timedelta(days=120)
"""A deregistration in Houvast belongs to the enrolment that ended at most so long before or after."""
DUO = "duo"
LEVEL_OF = {"mbo2": 2, "mbo3": 3, "mbo4": 4, "entree": 1}
ORIGINS = (
    ("entree", "entree"), ("pro", "pro"), ("vso", "vso"), ("vmbo_bb", "vmbo-bb"), ("vmbo_kb", "vmbo-kb"),
    ("vmbo_gl", "vmbo-gl"), ("vmbo_tl", "vmbo-tl"), ("havo", "havo"), ("vwo", "vwo"),
)  # fmt: skip
"""Which diploma or certificate says where an entrant comes from; the highest that is known speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The rows of one student, and what was found wrong (with the enrolment it is about)."""

    periods: tuple[Period, ...]
    found: tuple[Found, ...]


def years_until(on: date) -> range:
    """The school years that figures cover on this day, oldest first."""
    now = school_year_of(on).begins_in
    return range(now - YEARS_BACK, now + 1)


def build(
    organisation_id: uuid.UUID,
    student: uuid.UUID,
    of: OfStudent,
    teams: dict[uuid.UUID, uuid.UUID],
    on: date,
    *,
    elsewhere: bool = False,
) -> Built:
    """Everything of one student. `elsewhere`: also enrolled at another institution of this installation."""
    ours = [_enrolled(row) for row in of.enrolments if row.source != DUO]
    duo = [_enrolled(row) for row in of.enrolments if row.source == DUO]
    found = [one for enrolled in (ours or duo) for one in checks.alone(enrolled, on)]
    found += [*checks.between([*ours, *duo])]
    found += checks.compared(ours, duo) if ours else ()
    if of.birth_date is None:
        key = str(of.enrolments[-1].id) if of.enrolments else ""
        found.append(Found(check=Check.NO_BIRTH_DATE, key=key))
    if elsewhere and of.enrolments:
        found.append(Found(check=Check.TWO_INSTITUTIONS, key=str(of.enrolments[-1].id)))
    out = {one.key for one in found if one.check in checks.COUNTS_OUT}
    rows = [row for row in _merged(of.enrolments, ours, duo) if str(row.id) not in out]
    leavings = {row.id: _left(row, rows, of, on) for row in rows if row.ends_on and row.ends_on <= on}
    advised = [step for case in of.cases if case.pack in ADVICE_PACKS for step in advices_in(case)]
    periods = [
        _period(organisation_id, student, of, row, year, rows, leavings, advised, teams, on)
        for row in rows
        for year in _years_of(row, on)
    ]
    return Built(periods=tuple(periods), found=tuple(found))


def _enrolled(row: EnrolmentRow) -> Enrolled:
    return Enrolled(
        key=str(row.id),
        crebo=row.crebo,
        level=row.level,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        code=row.end_reason,
        duo=row.source == DUO,
        expected_end_on=row.expected_end_on,
    )


def _merged(rows: Sequence[EnrolmentRow], ours: Sequence[Enrolled], duo: Sequence[Enrolled]) -> list[EnrolmentRow]:
    """Each enrolment once: ours with the last day and code that DUO has, and those that only DUO knows."""
    by_id = {str(row.id): row for row in rows}
    paired = checks.pairs(ours, duo)
    merged = []
    for one in ours:
        row = by_id[one.key]
        their = by_id.get(paired.get(one.key, ""))
        if their is not None and their.ends_on is not None:
            row = row._replace(ends_on=their.ends_on, end_reason=their.end_reason or row.end_reason)
        merged.append(row)
    taken = set(paired.values())
    return sorted(
        [*merged, *(by_id[one.key] for one in duo if one.key not in taken)],
        key=lambda row: (row.starts_on or date.min, row.id),
    )


def _years_of(row: EnrolmentRow, on: date) -> Iterator[int]:
    """The school years in which this enrolment runs, as far as figures go back."""
    assert row.starts_on is not None
    first, last = school_year_of(row.starts_on).begins_in, school_year_of(min(row.ends_on or on, on)).begins_in
    covered = years_until(on)
    yield from range(max(first, covered[0]), min(last, covered[-1]) + 1)


def _runs(row: EnrolmentRow, day: date) -> bool:
    return row.starts_on is not None and row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


def _main(rows: Iterable[EnrolmentRow], year: int) -> uuid.UUID | None:
    """The enrolment by which a student counts in a year: that of 1 October, else the first of the year."""
    inside = [
        row
        for row in rows
        if row.starts_on is not None
        and row.starts_on <= date(year + 1, 7, 31)
        and (row.ends_on is None or row.ends_on >= date(year, 8, 1))
    ]
    counted = [row for row in inside if _runs(row, count_day(year))]
    return (counted or inside)[0].id if inside else None


def _period(
    organisation_id: uuid.UUID,
    student: uuid.UUID,
    of: OfStudent,
    row: EnrolmentRow,
    year: int,
    rows: Sequence[EnrolmentRow],
    leavings: dict[uuid.UUID, Left],
    advised: Sequence[tuple[date, str]],
    teams: dict[uuid.UUID, uuid.UUID],
    on: date,
) -> Period:
    main = _main(rows, year) == row.id
    left = leavings.get(row.id)
    gone = left if left and school_year_of(left.on).begins_in == year else None
    facts = Facts(
        year=year,
        age=age_of(of.birth_date, year),
        level=row.level,
        origin=_origin(of, row),
        main=main,
        counted=main and _runs(row, count_day(year)) and count_day(year) <= on,
        entrant=row.starts_on is not None
        and school_year_of(row.starts_on).begins_in == year
        and not any(other.starts_on and other.starts_on < row.starts_on for other in rows),
        qualified=_qualified(of, count_day(year)),
        qualified_after=_qualified(of, next_count_day(year)),
        back=any(_runs(other, next_count_day(year)) for other in rows) if next_count_day(year) <= on else False,
        gone=_gone(leavings, year),
        left=gone,
        advices=tuple(name for day, name in advised if school_year_of(day).begins_in == year) if main else (),
    )
    if main:
        facts = _with_care(facts, of, year, on)
    unit = row.unit or of.unit
    runs = main and year == school_year_of(on).begins_in and _runs(row, on)
    return Period(
        organisation_id=organisation_id,
        student_id=student,
        enrolment_id=row.id,
        year=year,
        team_id=teams.get(unit) if unit else None,
        programme_id=row.programme,
        level=row.level,
        pathway=row.pathway,
        runs=runs,
        coached=of.coached,
        talk_on=of.talk_on,
        left_on=gone.on if gone and not gone.finished else None,
        marks=dict(marks(facts)),
    )


def _gone(leavings: dict[uuid.UUID, Left], year: int) -> bool:
    """Whether the latest leaving between two 1 Octobers was without a diploma and led to nothing here."""
    ended = [one for one in leavings.values() if count_day(year) <= one.on < next_count_day(year)]
    last = max(ended, key=lambda one: one.on, default=None)
    return last is not None and not last.finished and not last.elsewhere


def _with_care(facts: Facts, of: OfStudent, year: int, on: date) -> Facts:
    """The same with what was missed, answered, handed over and looked back on in this year."""

    def inside(day: date | None) -> bool:
        return day is not None and school_year_of(day).begins_in == year

    first = of.first_missed.get(year)
    contact = next((day for day in of.contacts if first and day >= first), None)
    alerts = [one for one in of.alerts if inside(one[0])]
    asked = [one for one in of.handovers if inside(day_of(one.asked_at))]
    due = [one for one in of.reviews if inside(one[0]) and one[0] <= on]
    tested: dict[str, bool] = {}
    for day, unit, title, passed in of.results:
        if inside(day):
            name = unit or title
            tested[name] = tested.get(name, False) or passed
    return replace(
        facts,
        missed=first is not None,
        missed_days=(contact - first).days if contact and first else None,
        alerts_asked=len(alerts),
        alerts_in_time=sum(1 for _, by, answered in alerts if answered and (by is None or answered <= by)),
        handovers_asked=len(asked),
        handovers_arrived=sum(1 for one in asked if one.arrived_on or one.in_contact),
        plans_due=len(due),
        plans_in_time=sum(1 for planned, held in due if held and held <= planned + timedelta(days=7)),
        tested=tuple(tested),
        failed=tuple(name for name, passed in tested.items() if not passed),
    )


def _qualified(of: OfStudent, by: date) -> bool:
    """Has a basic qualification on this day; a diploma without a day counts as had before."""
    return any(kind in BASIC and (day is None or day <= by) for kind, day in of.diplomas.items())


def _origin(of: OfStudent, row: EnrolmentRow) -> str:
    """Where the student came from when this enrolment began."""
    if of.origin and of.origin != "unknown":
        return of.origin
    had = {kind for kind, day in of.diplomas.items() if day is None or (row.starts_on and day <= row.starts_on)}
    return next((name for kind, name in ORIGINS if kind in had), "")


def _left(row: EnrolmentRow, rows: Sequence[EnrolmentRow], of: OfStudent, on: date) -> Left:
    """How this enrolment ended: from the register, the procedure, the handover and what was recorded beside them."""
    assert row.ends_on is not None
    ended, said = row.ends_on, of.leavings.get(row.id)
    case = _case_of(of, ended)
    diplomas = [day for kind, day in of.diplomas.items() if LEVEL_OF.get(kind) == row.level and day is not None]
    nearest = min(diplomas, key=lambda day: abs((day - ended).days), default=None)
    handover = _handover_of(of, ended)
    return Left(
        on=ended,
        code=row.end_reason,
        finished=is_finished(row.end_reason, nearest, ended),
        elsewhere=any(other.id != row.id and _runs(other, ended + timedelta(days=1)) for other in rows),
        reason=(said.reason if said else "") or (case.reason if case else ""),
        initiative=_initiative(said, case),
        causes=tuple(dict.fromkeys([*(said.causes if said else ()), *(case.causes if case else ())])),
        tried=tuple(dict.fromkeys([*(said.tried if said else ()), *(case.tried if case else ())])),
        destination=(said.destination if said else "") or (case.destination if case else ""),
        own_view=said.own_view if said else "",
        handed=_handed(said, case, handover),
        contact_days=_days_to_contact(said, handover, ended),
        moments=tuple((look.months, look.where) for look in of.look_backs.get(row.id, []) if look.due_on <= on),
    )


def _case_of(of: OfStudent, ended: date) -> Recorded | None:
    near = [
        found
        for case in of.cases
        if case.pack == LEAVING_PACK and abs((case.closed_on or case.opened_on) - ended) <= NEAR
        if (found := recorded(case)) is not None
    ]
    return min(near, key=lambda one: abs(one.on - ended), default=None)


def _handover_of(of: OfStudent, ended: date) -> Handover | None:
    """The handover to a desk that belongs to this leaving; one that arrived goes first."""
    near = [
        one for one in of.handovers if one.desk_id and ended - NEAR <= day_of(one.asked_at) <= months_after(ended, 12)
    ]
    return min(near, key=lambda one: (one.arrived_on is None, abs(day_of(one.asked_at) - ended)), default=None)


def _initiative(said: Leaving | None, case: Recorded | None) -> str:
    school = Initiator(said.initiator_school) if said else Initiator.UNKNOWN
    student = Initiator(said.initiator_student) if said else Initiator.UNKNOWN
    return initiative(school or (case.initiator if case else Initiator.UNKNOWN), student)


def _handed(said: Leaving | None, case: Recorded | None, handover: Handover | None) -> Handed:
    if (said and said.arrived_on) or (handover and (handover.arrived_on or handover.in_contact)):
        return Handed.ARRIVED
    if handover is not None:
        match handover.state:
            case "accepted" | "talked" | "done":
                return Handed.ACCEPTED
            case "refused" | "revoked":
                return Handed.REFUSED
        return Handed.ASKED
    if case is not None and case.accepted:
        return Handed.ACCEPTED
    return Handed.ASKED if (said and said.handed_to) or (case and case.handed_to) else Handed.NONE


def _days_to_contact(said: Leaving | None, handover: Handover | None, ended: date) -> int | None:
    days = [
        day
        for day in (
            said.arrived_on if said else None,
            handover.in_contact_on if handover and handover.in_contact else None,
            handover.arrived_on if handover else None,
        )
        if day is not None
    ]
    return reduce(min, (max(0, (day - ended).days) for day in days)) if days else None
