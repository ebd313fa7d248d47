"""Confirming week by week that the supervisor saw a lesson and talked it over (S-191)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.people.clock import day_of
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.models import Triad, WeeklyVisit
from houvast.workplace.weeks import WEEKS_BACK, monday_of


def confirm_visit(
    *,
    triad: Triad,
    by: Viewer,
    monday: date,
    visited: bool,
    discussed: bool,
    remark: str,
    at: datetime,
    by_link: bool = False,
) -> WeeklyVisit:
    """Keep whether a lesson was seen in that week; a later answer for the same week takes its place.

    Raises CannotBeDone for a day that is no Monday, a week to come, or one longer ago than eight weeks.
    """
    if not door.decision(by, triad.student, Data.WORKPLACE_GUIDANCE, Action.RECORD).allowed:
        raise PermissionDenied
    this = monday_of(day_of(at))
    if monday.weekday() != 0 or not this - timedelta(weeks=WEEKS_BACK) <= monday <= this:
        raise CannotBeDone(_("Choose this week, or one of the eight weeks before."), "monday")
    visit, _made = WeeklyVisit.objects.update_or_create(
        triad=triad,
        monday=monday,
        defaults={
            "organisation_id": triad.organisation_id,
            "student_id": triad.student_id,
            "visited": visited,
            "discussed": visited and discussed,
            "remark": remark,
            "by": by.person,
            "at": at,
            "by_link": by_link,
        },
    )
    return visit
