"""Progress reviews as a viewer may see them: the list with its trend, one review, the comparison of both sides."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.models import ProgressReview, ReviewRating, ReviewSignature, ReviewThreshold
from houvast.workplace.review_form import CODES, Side

PAGE = 50
IN_TREND = 6
"""How many reviews stand beside each other in the trend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The colour and remark each side gave to one item, by side."""

    code: str
    colours: Mapping[str, str]
    remarks: Mapping[str, str]

    @property
    def differs(self) -> bool:
        """Whether the sides that answered apart saw it differently."""
        apart = {colour for side, colour in self.colours.items() if side != Side.TOGETHER}
        return len(apart) > 1


def whole() -> QuerySet[ProgressReview]:
    """Reviews with everybody and everything that their pages show."""
    people = ("student", "planned_by", "concluded_by", "document")
    triad = ("triad__supervisor", "triad__school_educator", "triad__institute_educator")
    where = ("triad__training_school", "triad__location", "student__organisation")
    signed = Prefetch("signatures", queryset=ReviewSignature.objects.select_related("person").order_by("at"))
    return ProgressReview.objects.select_related(*people, *triad, *where).prefetch_related(signed)


def review_for(viewer: Viewer, review_id: uuid.UUID, action: Action = Action.SEE) -> ProgressReview:
    """The review behind an id from outside; Http404 when the viewer may not. Notes the read."""
    found = whole().filter(pk=review_id).first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.PROGRESS_REVIEW, action)
    return found


def reviews_of(student: Person, *, most: int = PAGE) -> Sequence[ProgressReview]:
    """The reviews of a student, the latest first, each with its own colours."""
    ratings = Prefetch(
        "ratings", queryset=ReviewRating.objects.filter(side=Side.TOGETHER).exclude(colour="").order_by("item")
    )
    found = ProgressReview.objects.filter(student=student).prefetch_related(ratings)
    return list(found.order_by("-planned_on", "-pk")[:most])


def trend_of(reviews: Sequence[ProgressReview]) -> tuple[ProgressReview, ...]:
    """The concluded ones of these (latest first), oldest first, as many as fit beside each other."""
    concluded = [one for one in reviews if one.concluded_at is not None]
    return tuple(reversed(concluded[:IN_TREND]))


def colours_of(review: ProgressReview, side: Side) -> dict[str, str]:
    """The colours of one side by item code."""
    return dict(ReviewRating.objects.filter(review=review, side=side).values_list("item", "colour"))


def rating_values(review: ProgressReview, side: Side) -> dict[str, str]:
    """What one side gave, as the fields of its form: the colour and the remark of each item, empty where nothing is."""
    rows = ReviewRating.objects.filter(review=review, side=side).values_list("item", "colour", "remark")
    given = {item: (colour, remark) for item, colour, remark in rows}
    values: dict[str, str] = {}
    for code in CODES:
        values[f"{code}-colour"], values[f"{code}-remark"] = given.get(code, ("", ""))
    return values


def compared(review: ProgressReview) -> dict[str, Compared]:
    """What every side gave, by item code; an item nobody answered is not in it."""
    colours: dict[str, dict[str, str]] = {}
    remarks: dict[str, dict[str, str]] = {}
    rows = ReviewRating.objects.filter(review=review).values_list("item", "side", "colour", "remark")
    for item, side, colour, remark in rows:
        colours.setdefault(item, {})[side] = colour
        if remark:
            remarks.setdefault(item, {})[side] = remark
    return {code: Compared(code=code, colours=colours[code], remarks=remarks.get(code, {})) for code in colours}


def threshold_on(organisation_id: uuid.UUID, on: date) -> ReviewThreshold | None:
    """The thresholds the school counts by on this day; None where it counts as published."""
    found = ReviewThreshold.objects.filter(organisation_id=organisation_id, valid_from__lte=on)
    return found.order_by("-valid_from").first()


def thresholds_of(viewer: Viewer) -> Sequence[ReviewThreshold]:
    """Every threshold the viewer's school ever set, the latest first."""
    found = ReviewThreshold.objects.filter(organisation_id=viewer.organisation_id).select_related("set_by")
    return list(found.order_by("-valid_from")[:PAGE])


def running_reviews(viewer: Viewer, *, most: int = PAGE) -> Sequence[ProgressReview]:
    """Reviews that are not finished or not signed, of students whose review this viewer may fill in, soonest first."""
    mine = door.students(viewer, Data.PROGRESS_REVIEW, Action.RECORD)
    running = ProgressReview.objects.filter(student__in=mine, concluded_at__isnull=True)
    found = list(running.select_related("student").order_by("planned_on", "pk")[:most])
    door.note_shown([one.student_id for one in found], Purpose.GUIDANCE)
    return found
