"""What a supervisor reads behind the link of a placement: agreements, own concerns, and the weeks confirmed."""

from typing import Any

from django.utils.translation import gettext

from houvast.people.viewer import Viewer
from houvast.web.days import long_day
from houvast.workplace.models import Concern, Triad, WorkplaceLink
from houvast.workplace.queries import meetings, visits
from houvast.workplace.queries.office import in_charge_words
from houvast.workplace.queries.places import row_of
from houvast.workplace.queries.reviews import reviews_of

OWN_CONCERNS = 10


def veiled(mail: str) -> str:
    """A mail address of which only the owner knows the rest: `s…@delta.example`."""
    name, _, place = mail.partition("@")
    return f"{name[:1]}…@{place}" if place else ""


def state_words(link: WorkplaceLink | None) -> str:
    """Whether a link runs, until when, and whether it was opened."""
    if link is None:
        return gettext("There is no link now.")
    words = {"sent": long_day(link.made_at), "until": long_day(link.expires_at)}
    if link.opened_at is None:
        return gettext("Sent on %(sent)s, works until %(until)s, not opened yet.") % words
    words["opened"] = long_day(link.opened_at)
    return gettext("Opened on %(opened)s, works until %(until)s.") % words


def placement_page(triad: Triad, viewer: Viewer) -> dict[str, Any]:
    """One student at work for the supervisor: who is in charge, what was agreed, what waits."""
    student = triad.student
    row = row_of(triad, viewer.day)
    concluded = next((one for one in reviews_of(student, most=5) if one.concluded_at), None)
    mine = Concern.objects.filter(student=student, raised_by=viewer.person).order_by("-raised_on", "-pk")
    return {
        "student": student,
        "triad": triad,
        "in_charge": in_charge_words(row.in_charge, row.name),
        "review": concluded,
        "discussed": [one for one in meetings.discussed_of(student) if one.plan or one.agreements.all()][:3],
        "concerns": list(mine[:OWN_CONCERNS]),
        **visits.weeks_page(triad, viewer.day),
        "today": viewer.day,
    }
