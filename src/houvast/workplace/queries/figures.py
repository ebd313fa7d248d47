"""How one training school stands: counted from what the viewer may see, by an SQL written once per shape of viewer.

Every number is made of students whom this viewer could open one by one, so nobody reads from a sum what a page refuses.
"""

from __future__ import annotations

import uuid
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, assert_never

from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    OuterRef,
    Q,
    Subquery,
    UUIDField,
    Value,
)
from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Data
from houvast.core.calendar import school_year_of
from houvast.people.gathered import Sifted
from houvast.people.prepared import MakesHole, Prepared, Question
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
from houvast.workplace.queries.meetings import HEAVY, heaviest
from houvast.workplace.queries.places import UNFOUND, asked_for_school
from houvast.workplace.review_form import COLOUR_WORDS
from houvast.workplace.words import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from houvast.privacy.relations import Shape


def school_figures(viewer: Viewer, school: TrainingSchool) -> dict[str, Any]:
    """The figures of one training school: what the viewer may not see is left out, not shown as nothing."""
    seen = _Seen(viewer, school)
    concerns = _concerns(seen)
    *levels, unguided = seen.levels(Data.WORKPLACE)
    return {
        "total": sum(levels),
        "unguided": unguided,
        "levels": tuple(
            Bar(label=gettext("level %(level)s") % {"level": level}, value=n)
            for level, n in zip(LEVELS, levels, strict=True)
            if n
        ),
        **concerns,
        **_reviews(seen),
        **_appointments(seen),
        "meetings": _meetings(viewer, school),
    }


LEVELS = (1, 2, 3, 4)


class _Count(StrEnum):
    """What is counted of the students at a school."""

    LEVELS = "levels"
    CONCERNS = "concerns"
    COLOURS = "colours"
    STATES = "states"


def asked_for_figures(viewer: Viewer, school_id: uuid.UUID) -> tuple[Question, ...]:
    """What the page of these figures asks whatever the answers are, for `asked_ahead`."""
    return (
        *asked_for_school(viewer, school_id),
        *_asked(viewer, school_id, _Count.CONCERNS, Data.WORKPLACE_GUIDANCE),
        *_asked(viewer, school_id, _Count.COLOURS, Data.PROGRESS_REVIEW),
        *_asked(viewer, school_id, _Count.STATES, Data.APPOINTMENT),
        *red_green.asked_for_newest(viewer, school_id),
        _asked_for_meetings(viewer, school_id),
    )


def _asked(viewer: Viewer, school_id: uuid.UUID, what: _Count, data: Data) -> tuple[Question, ...]:
    ties = door.whose(viewer, data)
    if ties.shape.ties_nobody:
        return ()
    year = school_year_of(viewer.day)
    given = {**ties.values, "school": school_id, "year": year.label, "since": date(year.begins_in, 8, 1)}
    return (_count(ties.shape, what).question(**given),)


class _Seen:
    """One training school as one viewer sees it."""

    def __init__(self, viewer: Viewer, school: TrainingSchool) -> None:
        self.viewer = viewer
        self.school = school
        self._levels: dict[Shape, tuple[int, ...]] = {}

    def counted(self, what: _Count, data: Data) -> list[tuple[Any, ...]]:
        """Rows with numbers, of students of whom the viewer may see this kind of data."""
        return [row for one in _asked(self.viewer, self.school.pk, what, data) for row in one.rows()]

    def levels(self, data: Data) -> tuple[int, ...]:
        """How many at each level, and of how many a guide is to be found; asked once for data that are seen alike.

        What of them an adult shares with a guardian differs by kind; guardians have no pages here, but are asked apart.
        """
        ties = door.whose(self.viewer, data)
        known = None if ties.shape.guardian else self._levels.get(ties.shape)
        if known is None:
            known = self._levels[ties.shape] = _summed(self.counted(_Count.LEVELS, data))
        return known

    def concerned(self) -> tuple[int, int] | None:
        """How many have a heavy concern and how many a lighter one, and the levels in one go; None for who may not."""
        ties = door.whose(self.viewer, Data.WORKPLACE_GUIDANCE)
        if ties.shape.ties_nobody:
            return None
        counted = self.counted(_Count.CONCERNS, Data.WORKPLACE_GUIDANCE)
        self._levels[ties.shape] = _summed(counted)
        by_weight = {weighs: sum(levels) for weighs, *levels, _ in counted}
        return by_weight.get(HEAVY, 0), by_weight.get(1, 0)

    def total(self, data: Data) -> int:
        """Of how many students at the school the viewer may see this kind of data."""
        return sum(self.levels(data)[: len(LEVELS)])


def _summed(counted: Sequence[tuple[Any, ...]]) -> tuple[int, ...]:
    """Levels and who lacks a guide, of rows that each begin with a weight; zeros where there are none."""
    return tuple(map(sum, zip(*(row[1:] for row in counted), strict=True))) or (0,) * (len(LEVELS) + 1)


@lru_cache(maxsize=256)
def _count(shape: Shape, what: _Count) -> Prepared:
    """By an SQL that is written once per shape of viewer: what is rare is asked first, whose it is of that alone."""

    def written(hole: MakesHole) -> QuerySet[Any, tuple[Any, ...]]:
        mine, at_school = door.about_students_of(shape, hole), hole("school", UUIDField())
        here = Triad.objects.filter(running_on(hole("day", DateField())), training_school_id=at_school).order_by()
        match what:
            case _Count.LEVELS | _Count.CONCERNS:
                counts = {f"level{level}": Count("pk", filter=Q(level=level)) for level in LEVELS}
                counts["lack"] = Count("pk", filter=UNFOUND)
                weighs = heaviest(hole) if what is _Count.CONCERNS else Value(0)
                alone = shape.of_relations  # then who is tied is found in one go, and held against the school
                seen = door.students_gathered(shape, hole) if alone else door.students_among(shape, hole, here)
                ours = here.filter(Sifted(Q(student_id__in=seen.values("pk"))))
                return ours.annotate(weighs=weighs).values("weighs").annotate(**counts).values_list("weighs", *counts)
            case _Count.COLOURS:
                finished = ProgressReview.objects.filter(
                    student_id=OuterRef("student_id"), concluded_at__isnull=False,
                    planned_on__gte=hole("since", DateField()),
                )  # fmt: skip
                newest = Subquery(finished.order_by("-planned_on", "-pk").values("colour")[:1])
                reviewed = here.filter(Exists(finished)).filter(mine).annotate(newest=newest)
                return reviewed.values("newest").annotate(n=Count("pk")).values_list("newest", "n")
            case _Count.STATES:
                known = Appointment.objects.filter(
                    mine, training_school_id=at_school, school_year__gte=hole("year", CharField())
                )
                return known.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
            case _:
                assert_never(what)

    return Prepared(written)


def _concerns(seen: _Seen) -> dict[str, Any]:
    """Each student once, by the heaviest open concern."""
    counted = seen.concerned()
    if counted is None:
        return {"sees_guidance": False}
    shown = zip((Concern.Weight.CONCERN, Concern.Weight.ATTENTION), counted, strict=True)
    return {
        "sees_guidance": True,
        "weights": tuple((*WEIGHTS[one], n) for one, n in shown),
        "concerns": sum(counted),
    }


def _reviews(seen: _Seen) -> dict[str, Any]:
    """The colour of the latest finished review of each student, and how many had none since 1 August."""
    total = seen.total(Data.PROGRESS_REVIEW)
    if not total:
        return {"sees_reviews": False}
    colours = dict(seen.counted(_Count.COLOURS, Data.PROGRESS_REVIEW))
    return {
        "sees_reviews": True,
        "colours": tuple((*COLOUR_WORDS[one], colours.get(one.value, 0)) for one in ProgressReview.Colour),
        "not_reviewed": total - sum(colours.values()),
    }


def _appointments(seen: _Seen) -> dict[str, Any]:
    viewer, school = seen.viewer, seen.school
    states = dict(seen.counted(_Count.STATES, Data.APPOINTMENT))
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
        facts.append(
            Fact(
                label=gettext("Eligible in %(year)s") % {"year": inventory.for_school_year},
                value=value,
                url=url,
                url_label=label,
            )
        )
    return {"appointments": tuple(facts)}


def _meetings(viewer: Viewer, school: TrainingSchool) -> dict[str, int]:
    held = [held_on for (held_on,) in _asked_for_meetings(viewer, school.pk).rows()]
    return {"planned": len(held), "held": sum(1 for one in held if one)}


def _asked_for_meetings(viewer: Viewer, school_id: uuid.UUID) -> Question:
    return _MEETINGS.question(school=school_id, year=school_year_of(viewer.day).label)


def _meetings_of(hole: MakesHole) -> QuerySet[ReviewMeeting, tuple[Any, ...]]:
    rows = ReviewMeeting.objects.filter(
        training_school_id=hole("school", UUIDField()), school_year=hole("year", CharField())
    )
    return rows.order_by("number").values_list("held_on")


_MEETINGS = Prepared(_meetings_of)
