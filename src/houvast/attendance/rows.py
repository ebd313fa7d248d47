"""Rows and words that pages of absence share with the pages where a person starts."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.attendance.models import Absence, AbsenceReport
from houvast.attendance.queries.missed import MissedRow
from houvast.attendance.queries.reports import FINANCE
from houvast.attendance.words import KINDS, REPORTS, STATUSES
from houvast.web.components import Row
from houvast.web.days import long_day

HOUR = 60
STATE = AbsenceReport.State


def in_hours(minutes: int) -> str:
    """Minutes as hours and minutes: 1 u 30 min, 45 min."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return gettext("%(n)s min") % {"n": rest}
    return gettext("%(h)s h %(m)s min") % {"h": hours, "m": rest} if rest else gettext("%(h)s h") % {"h": hours}


def missed_rows(found: Iterable[MissedRow]) -> tuple[Row, ...]:
    """A task per student who is missed: tell him so, from the first day."""
    return tuple(
        Row(
            name=one.student.name,
            url=reverse("absence:of-student", args=(one.student.pk,)),
            why=_why(one),
            due=one.first,
            action_label=gettext("I told the student"),
            action_url=reverse("absence:contact", args=(one.student.pk, one.first.isoformat())),
        )
        for one in found
    )


def _why(one: MissedRow) -> str:
    kinds = ", ".join(str(KINDS[Absence.Kind(kind)]) for kind in one.kinds)
    since = gettext("Missed since %(day)s (%(kinds)s).") % {"day": long_day(one.first), "kinds": kinds}
    if one.tried:
        since += " " + ngettext("Tried %(n)s time in vain.", "Tried %(n)s times in vain.", one.tried) % {"n": one.tried}
    return since


def report_row(one: AbsenceReport) -> Row:
    """An absence report in a list: why it is there, and by when it has to be handed in."""
    about = str(REPORTS[AbsenceReport.Kind(one.kind)])
    if one.status:
        about += f", {STATUSES[AbsenceReport.Status(one.status)]}"
    hours = gettext("%(hours)s between %(first)s and %(last)s.") % {
        "hours": in_hours(one.minutes), "first": long_day(one.counted_from), "last": long_day(one.counted_to),
    }  # fmt: skip
    here = reverse("absence:report", args=(one.pk,))
    label = gettext("Check") if one.state == STATE.PREPARED else gettext("Open")
    waits = one.state == STATE.PREPARED or (one.state == STATE.CHECKED and one.kind not in FINANCE)
    due = one.due_on if waits else None
    return Row(name=one.student.name, url=here, about=about, why=hours, due=due, action_label=label, action_url=here)
