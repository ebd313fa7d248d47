"""How one training school stands: counted from what the viewer may see, by an SQL written once per shape of viewer.

Every number is made of students whom this viewer could open one by one, so nobody reads from a sum what a page refuses.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, assert_never

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Max,
    OuterRef,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Data
from houvast.core.calendar import school_year_of
from houvast.people.prepared import MakesHole, Prepared
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.web.components import Bar, Fact
from houvast.workplace.models import (
    Appointment,
    Concern,
    Eligibility,
    ProgressReview,
    ReviewMeeting,
    TrainingSchool,
    Triad,
)
from houvast.workplace.queries import red_green
from houvast.workplace.queries.places import UNFOUND
from houvast.workplace.words import WEIGHTS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from houvast.privacy.relations import Shape


def school_figures(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    """The figures of one training school: what the viewer may not see is left out, not shown as nothing."""
    levels: dict[int, int] = {}
    unguided = 0
    for level, open_place, n in _counted(viewer, school, _Count.LEVELS, Data.WORKPLACE):
        levels[level] = levels.get(level, 0) + n
        unguided += n if open_place else 0
    return {
        "total": sum(levels.values()),
        "unguided": unguided,
        "levels": tuple(
            Bar(label=gettext("level %(level)s") % {"level": level}, value=levels[level]) for level in sorted(levels)
        ),
        **_concerns(viewer, school),
        **_reviews(viewer, school),
        **_appointments(viewer, school),
        "meetings": _meetings(viewer, school),
    }


class _Count(StrEnum):
    """What is counted of the students at a school."""

    LEVELS = "levels"
    CONCERNS = "concerns"
    COLOURS = "colours"
    STATES = "states"


def _counted(viewer: Viewer, school: TrainingSchool, what: _Count, data: Data) -> list[tuple[Any, ...]]:
    """Rows with a number at the end, of students of whom the viewer may see this kind of data."""
    ties = door.whose(viewer, data)
    if ties.shape.ties_nobody:
        return []
    year = school_year_of(viewer.day)
    given = {**ties.values, "school": school.pk, "year": year.label, "since": date(year.begins_in, 8, 1)}
    return _count(ties.shape, what).rows(**given)


@lru_cache(maxsize=256)
def _count(shape: Shape, what: _Count) -> Prepared:
    """By an SQL that is written once per shape of viewer."""

    def written(hole: MakesHole) -> QuerySet[Any, tuple[Any, ...]]:
        mine, at_school = door.students_of(shape, hole), hole("school", UUIDField())
        here = Triad.objects.filter(
            running_on(hole("day", DateField())), training_school_id=at_school, student__in=mine
        ).order_by()
        match what:
            case _Count.LEVELS:
                lacks = Case(When(UNFOUND, then=Value(1)), default=Value(0))
                rows = here.annotate(lacks=lacks).values("level", "lacks").annotate(n=Count("pk"))
                return rows.values_list("level", "lacks", "n")
            case _Count.CONCERNS:
                theirs = Concern.objects.filter(student_id=OuterRef("student_id"), closed_on__isnull=True).order_by()
                heavy = Max(Case(When(weight=Concern.Weight.CONCERN, then=Value(2)), default=Value(1)))
                weighs = Coalesce(Subquery(theirs.values("student").annotate(w=heavy).values("w")), 0)
                return here.annotate(weighs=weighs).values("weighs").annotate(n=Count("pk")).values_list("weighs", "n")
            case _Count.COLOURS:
                finished = ProgressReview.objects.filter(
                    student_id=OuterRef("student_id"), concluded_at__isnull=False,
                    planned_on__gte=hole("since", DateField()),
                ).order_by("-planned_on", "-pk")  # fmt: skip
                newest = here.annotate(newest=Subquery(finished.values("colour")[:1]))
                return newest.values("newest").annotate(n=Count("pk")).values_list("newest", "n")
            case _Count.STATES:
                known = Appointment.objects.filter(
                    training_school_id=at_school, student__in=mine, school_year__gte=hole("year", CharField())
                )
                return known.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
            case _:
                assert_never(what)

    return Prepared(written)


def _concerns(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    """Each student once, by the heaviest open concern."""
    counted = dict(_counted(viewer, school, _Count.CONCERNS, Data.WORKPLACE_GUIDANCE))
    if not counted:
        return {"sees_guidance": False}
    shown = ((Concern.Weight.CONCERN, counted.get(2, 0)), (Concern.Weight.ATTENTION, counted.get(1, 0)))
    return {
        "sees_guidance": True,
        "weights": tuple((*WEIGHTS[one], n) for one, n in shown),
        "concerns": sum(n for _, n in shown),
    }


def _reviews(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    """The colour of the latest finished review of each student, and how many had none since 1 August."""
    colours = dict(_counted(viewer, school, _Count.COLOURS, Data.PROGRESS_REVIEW))
    if not colours:
        return {"sees_reviews": False}
    return {
        "sees_reviews": True,
        "colours": tuple((one.value, colours.get(one.value, 0)) for one in ProgressReview.Colour),
        "not_reviewed": colours.get(None, 0),
    }


def _appointments(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    states = dict(_counted(viewer, school, _Count.STATES, Data.APPOINTMENT))
    facts = [
        Fact(label=gettext("Approved"), value=states.get(Appointment.State.APPROVED.value, 0)),
        Fact(label=gettext("Waits for the placement office"), value=states.get(Appointment.State.REGISTERED.value, 0)),
    ]
    inventory = red_green.newest_inventory(viewer, school)
    if inventory is not None:
        tally = red_green.tally(viewer, inventory, school)
        url, label = reverse("workplace:list", args=(school.pk,)), gettext("Open the list")
        words = {"green": tally.get(Eligibility.Colour.GREEN.value, 0), "total": sum(tally.values())}
        value = gettext("%(green)s of %(total)s") % words
        facts.append(Fact(label=gettext("Eligible next school year"), value=value, url=url, url_label=label))
    return {"appointments": tuple(facts)}


def _meetings(viewer: Viewer, school: TrainingSchool) -> dict[str, int]:
    held = [held_on for (held_on,) in _MEETINGS.rows(school=school.pk, year=school_year_of(viewer.day).label)]
    return {"planned": len(held), "held": sum(1 for one in held if one)}


def _meetings_of(hole: MakesHole) -> QuerySet[ReviewMeeting, tuple[Any, ...]]:
    rows = ReviewMeeting.objects.filter(
        training_school_id=hole("school", UUIDField()), school_year=hole("year", CharField())
    )
    return rows.order_by("number").values_list("held_on")


_MEETINGS = Prepared(_meetings_of)
