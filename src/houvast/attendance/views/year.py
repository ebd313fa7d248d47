"""A year of absence of one student."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from houvast.attendance import queries
from houvast.attendance.actions.sickness import may_report
from houvast.attendance.calendar import calendar_of
from houvast.attendance.models import Absence, AbsenceReport, MissedContact, SickReport
from houvast.attendance.queries import absences, missed, reports, totals_of
from houvast.attendance.queries.absences import (
    absences_of,
    contacts_of,
    only_confirmed,
    open_sick_report,
    sick_reports_of,
)
from houvast.attendance.queries.missed import first_day_missed
from houvast.attendance.queries.reports import reports_of
from houvast.attendance.rows import in_hours
from houvast.attendance.words import KINDS, OUTCOMES, REPORTS, SHARED, STATES
from houvast.attendance.year import HOUR, Missed, Year, year_of
from houvast.core.access.words import Action, Data
from houvast.core.calendar import SchoolYear, school_year_of
from houvast.people.models import Person
from houvast.people.prepared import asked_ahead
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Bar, Column, Link, Week
from houvast.web.days import long_day

MUCH = 8
"""Hours a week from which a week stands out."""
SHOWN = 50
YEARS_BACK = 2
LONG = 4


@login_required
@require_safe
def year(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """A school year as a calendar, with the same figures as text; for the student, a guardian and who guides."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ABSENCE)
    chosen = _chosen(request.GET.get("year", ""), school_year_of(viewer.day))
    end = min(chosen.end, viewer.day)
    asked = (
        *absences.questions(student, viewer, chosen.begin, end),
        *queries.questions(student, viewer),
        *missed.questions(student, viewer),
        *reports.questions(student, viewer),
    )
    with asked_ahead(asked):
        context = _page(request, student, viewer, chosen, end)
    return render(request, "attendance/year.html", context)


def _page(request: HttpRequest, student: Person, viewer: Viewer, chosen: SchoolYear, end: date) -> dict[str, Any]:
    this = school_year_of(viewer.day)
    rows = absences_of(student, viewer, chosen.begin, end)
    school = viewer.person.organisation if viewer.organisation_id == student.organisation_id else student.organisation
    calendar = calendar_of(school.school_region, chosen.begin if chosen != this else viewer.day)
    found = year_of(rows, begin=chosen.begin, end=end, calendar=calendar, late=Absence.Kind.LATE)
    own = student.pk == viewer.person.pk
    everything = request.GET.get("all") == "1"
    return {
        "student": student,
        "own": own,
        "title": gettext("My absence") if own else gettext("Absence of %(name)s") % {"name": student.name},
        "lead": _lead(found, is_now=chosen == this),
        "year": chosen.label,
        "years": _years(this, chosen),
        "back": reverse("start") if own else reverse("student", args=(student.pk,)),
        "back_label": gettext("My page") if own else student.name,
        "only_confirmed": only_confirmed(viewer, student),
        **_figures(found, rows, everything=everything),
        "everything_url": "" if everything or len(rows) <= SHOWN else f"?year={chosen.label}&all=1",
        "totals": [(total.school_year, KIND_OF_TOTAL[total.kind], total.hours) for total in totals_of(student, viewer)],
        **_around(student, viewer),
    }


KIND_OF_TOTAL = {"authorised": KINDS[Absence.Kind.AUTHORISED], "unauthorised": KINDS[Absence.Kind.UNAUTHORISED]}


def _figures(found: Year, rows: list[Missed], *, everything: bool) -> dict[str, Any]:
    shown = rows if everything else rows[:SHOWN]
    return {
        "found": found,
        "weeks": [
            Week(
                number=week.begins.isocalendar().week,
                begins=week.begins,
                amount=None if week.minutes is None else round(week.minutes / HOUR, 1),
            )
            for week in found.weeks
        ],
        "much": MUCH,
        "bars": [
            Bar(label=str(KINDS[kind]), value=round(found.by_kind[kind] / HOUR, 1))
            for kind in Absence.Kind
            if found.by_kind.get(kind)
        ],
        "month_columns": [
            gettext("Month"),
            Column(label=gettext("Hours"), numeric=True),
            Column(label=gettext("Days absent"), numeric=True),
        ],
        "months": [(date_format(month, "F Y"), in_hours(minutes), days) for month, minutes, days in found.months],
        "row_columns": [
            gettext("Day"),
            gettext("Lesson"),
            gettext("What"),
            Column(label=gettext("Time"), numeric=True),
        ],
        "rows": [_row(row) for row in shown],
        "trend": _trend(found),
    }


def _row(row: Missed) -> tuple[str, str, str, str]:
    at = row.starts_at.strftime("%H:%M") if row.starts_at else gettext("whole day")
    what = str(KINDS[Absence.Kind(row.kind)])
    if not row.confirmed:
        what = gettext("%(what)s, not confirmed yet") % {"what": what}
    return long_day(row.day), " ".join(part for part in (at, row.lesson) if part), what, in_hours(row.minutes)


def _trend(found: Year) -> str:
    """The last four weeks beside the four before, in words."""
    values = {"now": in_hours(found.last_four_weeks), "before": in_hours(found.four_weeks_before)}
    if found.last_four_weeks > found.four_weeks_before:
        return (
            gettext("More than before: %(now)s in the last four weeks, %(before)s in the four weeks before.") % values
        )
    if found.last_four_weeks < found.four_weeks_before:
        return (
            gettext("Less than before: %(now)s in the last four weeks, %(before)s in the four weeks before.") % values
        )
    return gettext("As before: %(now)s in the last four weeks, and in the four weeks before.") % values


def _lead(found: Year, *, is_now: bool) -> str:
    if not found.minutes:
        return gettext("No absence is known.")
    days = ngettext("%(n)s day", "%(n)s days", found.days) % {"n": found.days}
    late = ngettext("%(n)s time late", "%(n)s times late", found.times_late) % {"n": found.times_late}
    said = {"hours": in_hours(found.minutes), "days": days, "late": late}
    if is_now:
        return gettext("%(hours)s missed this school year, on %(days)s; %(late)s.") % said
    return gettext("%(hours)s missed in that school year, on %(days)s; %(late)s.") % said


def _chosen(label: str, this: SchoolYear) -> SchoolYear:
    known = _back(this)
    return next((one for one in known if one.label == label), this)


def _back(this: SchoolYear) -> list[SchoolYear]:
    return [school_year_of(date(this.begin.year - n, 12, 1)) for n in range(YEARS_BACK + 1)]


def _years(this: SchoolYear, chosen: SchoolYear) -> tuple[Link, ...]:
    return tuple(Link(label=one.label, url=f"?year={one.label}", current=one == chosen) for one in _back(this))


def _around(student: Person, viewer: Viewer) -> dict[str, Any]:
    """Sickness, who told the student that he is missed, and what this viewer may do."""
    first = first_day_missed(student, viewer)
    return {
        "sick_url": reverse("absence:sick", args=(student.pk,)) if may_report(viewer, student) else "",
        "sick_now": open_sick_report(student) if door.may(viewer, student, Data.SICK_REPORT) else None,
        "sick_reports": [
            (row.report, row.reason, SHARED[SickReport.Shared(row.report.shared)])
            for row in sick_reports_of(student, viewer)
        ],
        "contacts": [(one, OUTCOMES[MissedContact.Outcome(one.outcome)]) for one in contacts_of(student, viewer)],
        "reports": [
            (
                REPORTS[AbsenceReport.Kind(one.kind)],
                STATES[AbsenceReport.State(one.state)],
                reverse("absence:report", args=(one.pk,)),
                one,
            )
            for one in reports_of(student, viewer)
        ],
        "report_url": reverse("absence:report-now", args=(student.pk,))
        if door.may(viewer, student, Data.ABSENCE_REPORT, Action.RECORD)
        else "",
        "key": new_key(),
        "contact_url": reverse("absence:contact", args=(student.pk, first.isoformat())) if first else "",
    }
