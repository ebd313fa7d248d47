"""Workplace learning of teacher students: what is said of persons, for `privacy.registry`."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.privacy.registry import Personal, Saying, register
from houvast.workplace.behaviour_list import POINTS
from houvast.workplace.models import (
    Appointment,
    Concern,
    CounsellorAdvice,
    CounsellorEntry,
    CounsellorVisit,
    Discussed,
    Eligibility,
    Inventory,
    Maximum,
    MeetingAgreement,
    Observation,
    PlaceOffer,
    Pointer,
    ProgressReview,
    ReviewMeeting,
    ReviewRating,
    ReviewSignature,
    ReviewThreshold,
    Standing,
    Triad,
    WeeklyVisit,
    WorkplaceLink,
)
from houvast.workplace.review_form import COLOUR_WORDS, ITEMS, WARNING_WORDS
from houvast.workplace.words import missing_in_words

ITEM_WORDS = {item.code: item.says for item in ITEMS}


def _forget_links(persons: Collection[Any]) -> int:
    """Links made for these persons go; those about their review or placement open nothing any more."""
    gone, _ = WorkplaceLink.objects.filter(person_id__in=list(persons)).delete()
    return gone


def _colour(name: str) -> Saying:
    """The words of a colour in a review, as its page says them."""
    return lambda row: str(COLOUR_WORDS[getattr(row, name)][1])


def _missing(row: Eligibility | Appointment) -> str:
    return "\n".join(missing_in_words(row.missing, row if isinstance(row, Eligibility) else None))


def _warnings(review: ProgressReview) -> str:
    return "\n".join(str(WARNING_WORDS[name]) for name in review.warnings.split())


for personal in (
    Personal(
        model=Triad,
        title=gettext_noop("Who guides you at the training school"),
        whose=("student",),
        data=Data.WORKPLACE,
        actors=("supervisor", "school_educator", "institute_educator"),
    ),
    Personal(
        model=PlaceOffer,
        title=gettext_noop("Places that training schools offer"),
        actors=("kept_by",),
    ),
    Personal(
        model=Pointer,
        title=gettext_noop("Where agreements are written"),
        actors=("kept_by",),
    ),
    Personal(
        model=Maximum,
        title=gettext_noop("Most credits of a programme"),
        actors=("set_by",),
    ),
    Personal(
        model=Standing,
        title=gettext_noop("Your credits at the inventory"),
        whose=("student",),
        data=Data.WORKPLACE,
    ),
    Personal(
        model=Inventory,
        title=gettext_noop("Inventories for appointments"),
        actors=("made_by",),
    ),
    Personal(
        model=Eligibility,
        title=gettext_noop("Whether you may be appointed"),
        whose=("student",),
        data=Data.APPOINTMENT,
        hidden=("receipt",),
        said={"missing": _missing},
    ),
    Personal(
        model=Appointment,
        title=gettext_noop("Your appointments at a training school"),
        whose=("student",),
        data=Data.APPOINTMENT,
        actors=("registered_by", "decided_by"),
        hidden=("receipt",),
        said={"missing": _missing},
    ),
    Personal(
        model=Concern,
        title=gettext_noop("Concerns about your workplace learning"),
        whose=("student",),
        data=Data.WORKPLACE_GUIDANCE,
        actors=("raised_by", "closed_by"),
    ),
    Personal(
        model=ReviewMeeting,
        title=gettext_noop("Review meetings of a training school"),
        actors=("led_by",),
    ),
    Personal(
        model=Discussed,
        title=gettext_noop("What was discussed of you at a review meeting"),
        whose=("student",),
        data=Data.WORKPLACE_GUIDANCE,
    ),
    Personal(
        model=MeetingAgreement,
        title=gettext_noop("Agreements of review meetings about you"),
        whose=("discussed__student",),
        data=Data.WORKPLACE_GUIDANCE,
    ),
    Personal(
        model=ProgressReview,
        title=gettext_noop("Your progress reviews"),
        whose=("student",),
        data=Data.PROGRESS_REVIEW,
        actors=("planned_by", "concluded_by"),
        hidden=("receipt",),
        said={"warnings": _warnings, **{name: _colour(name) for name in ("counted", "colour", "on_schedule")}},
    ),
    Personal(
        model=ReviewRating,
        title=gettext_noop("Colours in your progress reviews"),
        whose=("review__student",),
        data=Data.PROGRESS_REVIEW,
        actors=("given_by",),
        said={"item": lambda rating: str(ITEM_WORDS[rating.item]), "colour": _colour("colour")},
    ),
    Personal(
        model=ReviewSignature,
        title=gettext_noop("Signatures under your progress reviews"),
        whose=("review__student",),
        data=Data.PROGRESS_REVIEW,
        actors=("person",),
    ),
    Personal(
        model=ReviewThreshold,
        title=gettext_noop("Thresholds of the progress review"),
        actors=("set_by",),
    ),
    Personal(
        model=WeeklyVisit,
        title=gettext_noop("Weekly visits of your supervisor"),
        whose=("student",),
        data=Data.WORKPLACE_GUIDANCE,
        actors=("by",),
    ),
    Personal(
        model=Observation,
        title=gettext_noop("What was seen of your professional behaviour"),
        whose=("student",),
        data=Data.WORKPLACE_GUIDANCE,
        actors=("seen_by", "discussed_by"),
        said={"item": lambda seen: str(POINTS[seen.item].says)},
    ),
    Personal(
        model=CounsellorVisit,
        title=gettext_noop("Your appointments with the student counsellor"),
        whose=("student",),
        data=Data.COUNSELLING,
        actors=("counsellor",),
    ),
    Personal(
        model=CounsellorEntry,
        title=gettext_noop("What the student counsellor wrote down"),
        whose=("student",),
        data=Data.COUNSELLING,
        actors=("written_by",),
    ),
    Personal(
        model=CounsellorAdvice,
        title=gettext_noop("Advice of the student counsellor"),
        whose=("student",),
        data=Data.COUNSELLOR_ADVICE,
        actors=("made_by",),
    ),
    Personal(
        model=WorkplaceLink,
        title=gettext_noop("Links for your supervisor"),
        forget=_forget_links,
    ),
):
    register(personal)
