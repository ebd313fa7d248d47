"""How one training school stands, and what is open in a region: counted from what the viewer may see, row by row.

Every number is made of students whom this viewer could open one by one, so nobody reads from a sum what a page refuses.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from houvast.cases import whose
from houvast.cases.models import Case
from houvast.core.access.words import Data
from houvast.core.calendar import school_year_of
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.web.components import Bar, Column, Fact
from houvast.workplace.models import Appointment, Concern, ProgressReview, ReviewMeeting, TrainingSchool, Triad
from houvast.workplace.procedure_names import SWITCH
from houvast.workplace.queries import eligibility
from houvast.workplace.queries.meetings import A_YEAR
from houvast.workplace.queries.places import PAGE, training_schools
from houvast.workplace.words import WEIGHTS

GUIDES = Q(supervisor__isnull=True) | Q(school_educator__isnull=True) | Q(institute_educator__isnull=True)


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
    unguided = _per_school(here.filter(GUIDES))
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


def _here(viewer: Viewer, school: TrainingSchool | None = None, data: Data = Data.WORKPLACE) -> QuerySet[Triad]:
    """The running triads of students of whom the viewer may see this kind of data."""
    found = Triad.objects.filter(running_on(viewer.day), student__in=door.students(viewer, data))
    return found if school is None else found.filter(training_school=school)


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


def school_figures(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    """The figures of one training school: what the viewer may not see is left out, not shown as nothing."""
    here = _here(viewer, school)
    levels = dict(here.order_by().values_list("level").annotate(n=Count("pk")))
    total, unguided = sum(levels.values()), here.filter(GUIDES).count()
    return {
        "total": total,
        "unguided": unguided,
        "levels": tuple(
            Bar(label=gettext("level %(level)s") % {"level": level}, value=levels[level]) for level in sorted(levels)
        ),
        **_concerns(viewer, school),
        **_reviews(viewer, school),
        **_appointments(viewer, school),
        "meetings": _meetings(viewer, school),
    }


def _concerns(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    guided = _here(viewer, school, Data.WORKPLACE_GUIDANCE)
    if not guided.exists():
        return {"sees_guidance": False}
    weights = dict(
        Concern.objects.filter(student__in=guided.values("student"), closed_on__isnull=True)
        .order_by()
        .values_list("weight")
        .annotate(n=Count("student", distinct=True))
    )
    shown = tuple((*WEIGHTS[one], weights.get(one.value, 0)) for one in reversed(Concern.Weight))
    return {"sees_guidance": True, "weights": shown, "concerns": sum(weights.values())}


def _reviews(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    """The colour of the latest finished review of each student, and how many had none since 1 August."""
    reviewed = _here(viewer, school, Data.PROGRESS_REVIEW)
    total = reviewed.count()
    if not total:
        return {"sees_reviews": False}
    since = date(school_year_of(viewer.day).begins_in, 8, 1)
    finished = ProgressReview.objects.filter(
        student=OuterRef("student"), concluded_at__isnull=False, planned_on__gte=since
    ).order_by("-planned_on", "-pk")
    rows = reviewed.annotate(newest=Subquery(finished.values("colour")[:1])).order_by()
    colours: dict[str | None, int] = dict(rows.values_list("newest").annotate(n=Count("pk")))
    return {
        "sees_reviews": True,
        "colours": tuple((one.value, colours.get(one.value, 0)) for one in ProgressReview.Colour),
        "not_reviewed": colours.get(None, 0),
    }


def _appointments(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    mine, year = door.students(viewer, Data.APPOINTMENT), school_year_of(viewer.day).label
    states = dict(
        Appointment.objects.filter(training_school=school, student__in=mine, school_year__gte=year)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    newest = eligibility.newest_list(viewer, school)
    counted = eligibility.counts(newest[1].order_by()) if newest else None
    facts = [
        Fact(label=gettext("Approved"), value=states.get(Appointment.State.APPROVED.value, 0)),
        Fact(label=gettext("Waits for the placement office"), value=states.get(Appointment.State.REGISTERED.value, 0)),
    ]
    if counted is not None:
        url, label = reverse("workplace:list", args=(school.pk,)), gettext("Open the list")
        words = {"green": counted.green, "total": counted.total}
        value = gettext("%(green)s of %(total)s") % words
        facts.append(Fact(label=gettext("Eligible next school year"), value=value, url=url, url_label=label))
    return {"appointments": tuple(facts)}


def _meetings(viewer: Viewer, school: TrainingSchool) -> dict[str, int]:
    year = school_year_of(viewer.day).label
    rows = ReviewMeeting.objects.filter(training_school=school, school_year=year)
    return rows.aggregate(planned=Count("pk"), held=Count("pk", filter=Q(held_on__isnull=False)))
