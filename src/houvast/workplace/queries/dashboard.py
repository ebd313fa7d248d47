"""What is open in a region: counted from what the viewer may see, row by row.

Every number is made of students whom this viewer could open one by one, so nobody reads from a sum what a page refuses.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from houvast.cases import whose
from houvast.cases.models import Case
from houvast.core.access.words import Data
from houvast.core.calendar import school_year_of
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.web.components import Column
from houvast.workplace.models import Appointment, ReviewMeeting, TrainingSchool, Triad
from houvast.workplace.procedure_names import SWITCH
from houvast.workplace.queries.meetings import A_YEAR
from houvast.workplace.queries.places import PAGE, UNFOUND, training_schools


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolNow:
    """What is open at one training school today; `meetings` of two that this school year needs are planned or held."""

    school: TrainingSchool
    students: int
    without_guide: int
    switches: int
    registrations: int
    meetings: int


def region_names(viewer: Viewer) -> tuple[str, ...]:
    """The regions of the viewer's training schools, by name."""
    schools = training_schools(viewer).order_by().exclude(region="")
    return tuple(sorted(set(schools.values_list("region", flat=True))))


def open_in(viewer: Viewer, region: str = "") -> tuple[SchoolNow, ...]:
    """Per training school of this region (all when empty) what is open; a fixed number of queries."""
    schools = training_schools(viewer)
    if region:
        schools = schools.filter(region=region)
    found = list(schools[: PAGE * 4])
    here = _here(viewer).filter(training_school__in=found)
    students = _per_school(here)
    unguided = _per_school(here.filter(UNFOUND))
    moving = Case.objects.filter(whose.seen_by(viewer), pack=SWITCH, status=Case.Status.OPEN)
    switching = _per_school(here.filter(student__in=moving.values("student")))
    waiting = Appointment.objects.filter(
        training_school__in=found,
        state=Appointment.State.REGISTERED,
        student__in=door.students(viewer, Data.APPOINTMENT),
    )
    registered = dict(waiting.order_by().values_list("training_school").annotate(n=Count("pk")))
    year = school_year_of(viewer.day).label
    planned = ReviewMeeting.objects.filter(training_school__in=found, school_year=year)
    met = dict(planned.order_by().values_list("training_school").annotate(n=Count("pk")))
    return tuple(
        SchoolNow(
            school=one,
            students=students.get(one.pk, 0),
            without_guide=unguided.get(one.pk, 0),
            switches=switching.get(one.pk, 0),
            registrations=registered.get(one.pk, 0),
            meetings=met.get(one.pk, 0),
        )
        for one in found
    )


def _here(viewer: Viewer) -> QuerySet[Triad]:
    """The running triads of the viewer's students."""
    return Triad.objects.filter(running_on(viewer.day), student__in=door.students(viewer, Data.WORKPLACE))


def _per_school(triads: QuerySet[Triad]) -> dict[uuid.UUID, int]:
    rows = triads.order_by().values_list("training_school").annotate(n=Count("student", distinct=True))
    return dict(rows)


def region_page(viewer: Viewer, region: str) -> dict[str, Any]:
    """What is open in a region, in words and per school."""
    rows = open_in(viewer, region)
    opens = sum(one.without_guide + one.switches + one.registrations for one in rows)
    return {
        "columns": (
            Column(label=gettext("Training school")),
            Column(label=gettext("Students"), numeric=True),
            Column(label=gettext("Guide to be found"), numeric=True),
            Column(label=gettext("Switch asked"), numeric=True),
            Column(label=gettext("Appointment to answer"), numeric=True),
            Column(label=gettext("Review meetings of 2"), numeric=True),
        ),
        "rows": tuple(
            (one.school.name, one.students, one.without_guide, one.switches, one.registrations, one.meetings)
            for one in rows
        ),
        "schools": tuple(one.school for one in rows),
        "open": opens,
        "students": sum(one.students for one in rows),
        "to_plan": sum(1 for one in rows if one.students and one.meetings < A_YEAR),
    }
