"""Absence report: must a school report absence, as what, since when and by when.

Leerplichtwet 1969 art. 21a (16 hours in 4 teaching weeks); without an education duty WEB art. 8.1.8a until 2025, 9.2.2
since 2026 (4 weeks); S-436, S-502, S-728.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from houvast.core.calendar import DAY, WEEK, Region, SchoolCalendar
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.errors import WrongFact
from houvast.core.law.facts import ABSENT, Absent, Spec, day, fact, number, one_of, optional, rows
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.education_duty import DUTY_KEYS, FOLLOWED_AGE, QUALIFICATION_AGE, Status, duty_on
from houvast.core.law.rules.person import BIRTH_DATE, QUALIFICATIONS, ask_for_unknown, not_later
from houvast.core.law.rules.school_holidays import CALENDAR_KEYS, covers, school_calendar
from houvast.core.law.text import Text

HOURS = Key("absence-report.hours", int)
WEEKS = Key("absence-report.weeks", int)
LESSON_PERCENT = Key("absence-report.lesson-hour-counts", int)
LATE_COUNTS = Key("absence-report.late-counts", bool)
DUE = Key("absence-report.due-working-days", int)
RESTART = Key("absence-report.restart-days", int)
LUXURY = Key("absence-report.luxury", bool)
LONG_WEEKS = Key("absence-report.long-weeks", int)
AUTHORISED = Key("absence-report.authorised", tuple)
OUT_OF_SCHOOL = Key("absence-report.out-of-school", int)
METHOD = Key("absence-report.method", bool)
KINDS: Final = ("authorised", "unauthorised", "late", "sick", "luxury")


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceOnDay:
    date: date
    hours: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPeriod:
    begin: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceReportFacts:
    birth_date: date | None = fact(BIRTH_DATE)
    qualifications: tuple[str, ...] | None = fact(QUALIFICATIONS)
    region: str | None = fact(Spec(kind=one_of(*Region), title=Text("vakantieregio", "holiday region")))
    absences: tuple[AbsenceOnDay, ...] | None = fact(
        Spec(
            kind=rows(
                AbsenceOnDay,
                Spec(name="date", kind=day(), title=Text("dag", "day")),
                Spec(name="hours", kind=number(0, 24), title=Text("uren", "hours")),
                Spec(name="kind", kind=one_of(*KINDS), title=Text("soort", "kind")),
            ),
            title=Text("verzuim per dag", "absence by day"),
        ),
    )
    reports: tuple[ReportedPeriod, ...] | Absent | None = optional(
        Spec(
            kind=rows(
                ReportedPeriod,
                Spec(name="begin", kind=day(), title=Text("begin", "begin")),
                Spec(name="end", kind=day(), title=Text("einde", "end")),
            ),
            title=Text("eerdere meldingen", "earlier reports"),
        ),
    )
    hour_unit: str | Absent | None = optional(
        Spec(kind=one_of("clock", "lesson"), title=Text("klokuren of lesuren", "clock hours or lesson hours")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A threshold that was reached: as what kind of report, and on which day."""

    kind: str
    since: date


def absence_report(facts: AbsenceReportFacts, law: Law) -> Finding:
    """Works through it in this order: what counts, what was reported before, each threshold, the day it is due."""
    reasons = Reasons(law)
    not_later("birth_date", facts.birth_date, law)
    _check_reports(facts)
    if facts.birth_date is None:
        reasons.because(HOURS)
        reasons.because(LONG_WEEKS)
        ask_for_unknown(reasons, facts, "birth_date")
        return reasons.conclude(must_report=None, kind=None, since=None, due_on=None)
    ask_for_unknown(reasons, facts, "absences")
    if facts.qualifications is None:
        reasons.ask("person.qualifications-unknown")
    reached = _reached(facts, facts.birth_date, law, reasons)
    reasons.because(AUTHORISED)
    if reached is None:
        return reasons.conclude(must_report=False, kind=None, since=None, due_on=None)
    due_on = school_calendar(facts.region, law).working_days.after(reached.since, law[DUE])
    reasons.because(DUE)
    reasons.ask("absence-report.cause")
    return reasons.conclude(must_report=True, kind=reached.kind, since=reached.since, due_on=due_on)


def _check_reports(facts: AbsenceReportFacts) -> None:
    for report in _reports(facts):
        if report.end < report.begin:
            allowed = Text("meldingen die niet eindigen voor zij beginnen", "reports that do not end before they begin")
            raise WrongFact("reports", f"{report.begin} - {report.end}", allowed)


def _reports(facts: AbsenceReportFacts) -> tuple[ReportedPeriod, ...]:
    return () if facts.reports is ABSENT or facts.reports is None else facts.reports


def _reached(facts: AbsenceReportFacts, birth_date: date, law: Law, reasons: Reasons) -> Reached | None:
    calendar = school_calendar(facts.region, law)
    counted = _counted(facts, law, reasons)
    _explain_calendar(facts, counted, calendar, reasons)
    # The first day on which each threshold is reached; the duty of that very day decides whether it matters.
    found = [*_sixteen_hours(facts, counted, calendar, law), *_luxury(counted), *_long(counted, calendar, law)]
    duty = duty_on(birth_date, facts.qualifications, law)
    reasons.note("education_duty", duty.status.value)
    reasons.note("hours_counted", sum(one.hours for one in counted))
    _out_of_school(facts, calendar, law, reasons, binds=duty.binds)
    due = [one for one in found if one.since <= law.on and _matters(one, facts, birth_date, law)]
    _explain_duty(duty.status, due, facts, law, reasons)
    if not due:
        return None
    first = min(due, key=lambda one: (one.since, one.kind != "statutory"))
    return _not_too_soon(first, facts, law)


def _counted(facts: AbsenceReportFacts, law: Law, reasons: Reasons) -> list[AbsenceOnDay]:
    """The absences without a valid reason, up to the day of the question and after the last report, oldest first."""
    reported_until = max((report.end for report in _reports(facts)), default=date.min)
    authorised = law[AUTHORISED]
    without_reason = [one for one in facts.absences or () if one.kind not in authorised]
    if any(one.kind == "late" for one in without_reason):
        reasons.because(LATE_COUNTS)
        if not law[LATE_COUNTS]:
            without_reason = [one for one in without_reason if one.kind != "late"]
    if any(one.date > law.on for one in without_reason):
        reasons.ask("absence-report.later-ignored", day=law.on)
    if _reports(facts):
        reasons.because(RESTART)
    kept = [one for one in without_reason if reported_until < one.date <= law.on]
    return sorted(kept, key=lambda one: (one.date, one.kind))


def _sixteen_hours(
    facts: AbsenceReportFacts,
    counted: list[AbsenceOnDay],
    calendar: SchoolCalendar,
    law: Law,
) -> list[Reached]:
    share = law[LESSON_PERCENT] / 100 if facts.hour_unit == "lesson" else 1.0
    oldest, total = 0, 0.0
    hours, weeks = law[HOURS], law[WEEKS]
    # The window is asked for only when all hours together could reach the limit.
    if round(sum(one.hours for one in counted) * share, 6) < hours:
        return []
    begins: dict[date, date] = {}
    for last in counted:
        total += last.hours * share
        monday = last.date - last.date.weekday() * DAY
        if monday not in begins:
            begins[monday] = calendar.weeks_until(monday, weeks)
        while counted[oldest].date < begins[monday]:
            total -= counted[oldest].hours * share
            oldest += 1
        # Hours come in hundredths at the finest; the rounding keeps sums of them from falling just short.
        if round(total, 6) >= hours:
            return [Reached(kind="statutory", since=last.date)]
    return []


def _luxury(counted: list[AbsenceOnDay]) -> list[Reached]:
    return [Reached(kind="luxury", since=one.date) for one in counted if one.kind == "luxury"][:1]


def _long(counted: list[AbsenceOnDay], calendar: SchoolCalendar, law: Law) -> list[Reached]:
    """Every day on which an unbroken absence has lasted the weeks of the law; a teaching week without one breaks it."""
    reached: list[Reached] = []
    lasts = timedelta(weeks=law[LONG_WEEKS])
    if not counted or counted[-1].date + WEEK < counted[0].date + lasts:
        return reached
    begin = previous = counted[0].date
    for one in counted:
        # A week or less never skips a teaching week; only a longer gap needs the calendar.
        if one.date - previous > WEEK and one.date > calendar.weeks_after(previous, 1) + _rest_of_week(previous):
            begin = one.date
        previous = one.date
        end = begin + lasts
        # The last absence lies at most a week before: nothing shows that the student came back in between.
        if one.date + WEEK >= end and end <= law.on:
            reached.append(Reached(kind="long_term", since=end))
    return reached


def _out_of_school(
    facts: AbsenceReportFacts,
    calendar: SchoolCalendar,
    law: Law,
    reasons: Reasons,
    *,
    binds: bool,
) -> None:
    """Name a pupil with a duty who has been absent for more than the weeks of the study, reported or not."""
    if not binds:
        return
    absent = [one for one in facts.absences or () if one.kind not in law[AUTHORISED] and one.date <= law.on]
    ends = [one.since for one in _long(sorted(absent, key=lambda one: one.date), calendar, law)]
    if any(law.on > end for end in ends):
        reasons.because(OUT_OF_SCHOOL)
        reasons.note("out_of_school", value=True)


def _rest_of_week(day_given: date) -> timedelta:
    return (6 - day_given.weekday()) * DAY


def _matters(one: Reached, facts: AbsenceReportFacts, birth_date: date, law: Law) -> bool:
    duty = duty_on(birth_date, facts.qualifications, law, day=one.since)
    return duty.status is Status.FOLLOWED if one.kind == "long_term" else duty.binds


def _not_too_soon(first: Reached, facts: AbsenceReportFacts, law: Law) -> Reached | None:
    """With absence that simply goes on after a report, the next report comes at most once in so many days."""
    last = max((report.end for report in _reports(facts)), default=None)
    if last is None or first.since - last > timedelta(days=law[RESTART]):
        return first
    went_on = any(last - one.date <= DAY and one.date <= last for one in facts.absences or ())
    if not went_on:
        return first
    since = last + timedelta(days=law[RESTART])
    return Reached(kind=first.kind, since=since) if since <= law.on else None


def _explain_calendar(
    facts: AbsenceReportFacts,
    counted: list[AbsenceOnDay],
    calendar: SchoolCalendar,
    reasons: Reasons,
) -> None:
    if facts.region is None:
        reasons.ask("absence-report.region-unknown")
    elif counted and not covers(calendar, counted[0].date, counted[-1].date):
        reasons.ask("absence-report.calendar-unknown")


def _explain_duty(
    status: Status,
    due: list[Reached],
    facts: AbsenceReportFacts,
    law: Law,
    reasons: Reasons,
) -> None:
    kinds = {one.kind for one in due}
    if status in (Status.COMPULSORY_EDUCATION, Status.QUALIFICATION_DUTY) or kinds & {"statutory", "luxury"}:
        reasons.because(HOURS)
        reasons.because(WEEKS)
        if facts.hour_unit is ABSENT or facts.hour_unit is None or facts.hour_unit == "lesson":
            reasons.because(LESSON_PERCENT)
    if "luxury" in kinds:
        reasons.because(LUXURY)
    if kinds & {"statutory", "luxury"}:
        reasons.because(METHOD)
    if status is Status.FOLLOWED or "long_term" in kinds:
        reasons.because(LONG_WEEKS)
        reasons.ask("absence-report.adult-voluntary")
        if "long_term" in kinds:
            reasons.ask("absence-report.long-holiday")
    if status is Status.NONE and law[FOLLOWED_AGE]:
        reasons.because(LONG_WEEKS)


RULES = (
    Rule(
        id="absence-report",
        title=Text("Verzuim melden", "Reporting absence"),
        question=Text(
            "Moet de school dit verzuim melden, en voor wanneer?",
            "Must the school report this absence, and by when?",
        ),
        facts=AbsenceReportFacts,
        outcome={
            "must_report": Text("melden", "report"),
            "kind": Text(
                "soort melding (statutory, luxury of long_term)",
                "kind of report (statutory, luxury or long_term)",
            ),
            "since": Text("grens bereikt op", "threshold reached on"),
            "due_on": Text("uiterlijk gemeld op", "to be reported by"),
        },
        uses=(
            *DUTY_KEYS,
            *CALENDAR_KEYS,
            HOURS,
            WEEKS,
            LESSON_PERCENT,
            LATE_COUNTS,
            DUE,
            RESTART,
            LUXURY,
            LONG_WEEKS,
            AUTHORISED,
            OUT_OF_SCHOOL,
            METHOD,
        ),
        formulas=(absence_report,),
        boundaries=(
            Boundary(fact="birth_date", key=QUALIFICATION_AGE),
            Boundary(fact="birth_date", key=FOLLOWED_AGE),
        ),
    ),
)
