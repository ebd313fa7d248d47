"""What the pages of a progress review show."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from houvast.core.access.words import Action, Data
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Fact, Rating, Signature, SignatureState
from houvast.web.days import long_day, short_day
from houvast.workplace import rating
from houvast.workplace.models import ProgressReview, ReviewThreshold
from houvast.workplace.queries import reviews
from houvast.workplace.review_form import (
    COLOUR_MEANINGS,
    COLOUR_WORDS,
    HIGHEST_LEVEL,
    PARTS,
    SIDE_WORDS,
    WARNING_WORDS,
    Side,
)

ARROWS = {"green": 2, "amber": 1, "red": 0}


def shown_colour(colour: str) -> tuple[Rating, str]:
    """Shape and word of a colour."""
    mark, word = COLOUR_WORDS[colour]
    return mark, str(word)


def list_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """Every review of a student, the trend over them, and whether one may be planned."""
    found = reviews.reviews_of(student)
    trend = reviews.trend_of(found)
    running = next((one for one in found if one.concluded_at is None), None)
    own = student.pk == viewer.person.pk
    return {
        "student": student,
        "own": own,
        "lead": _trend_words(trend, running),
        "reviews": [(one, *shown_colour(one.colour), reverse("workplace:review", args=(one.pk,))) for one in found],
        "trend": trend,
        "trend_days": [short_day(one.held_on or one.planned_on) for one in trend],
        "trend_parts": _trend_parts(trend),
        "trend_totals": [(shown_colour(one.colour), _times(one)) for one in trend],
        "may_plan": running is None and door.may(viewer, student, Data.PROGRESS_REVIEW, Action.RECORD),
        "back": reverse("workplace:student", args=(student.pk,)),
        "today": viewer.day,
    }


def _times(review: ProgressReview) -> str:
    colours = [one.colour for one in review.ratings.all()]
    words = {"green": colours.count("green"), "amber": colours.count("amber"), "red": colours.count("red")}
    return gettext("%(green)s green, %(amber)s amber, %(red)s red") % words


def _trend_parts(trend: Sequence[ProgressReview]) -> list[dict[str, Any]]:
    """Each item with its colours, oldest review first, and where it went since the one before."""
    by_review = [{one.item: one.colour for one in review.ratings.all()} for review in trend]
    days = [short_day(one.held_on or one.planned_on) for one in trend]
    return [
        {
            "title": part.title,
            "rows": [
                {
                    "says": item.says,
                    "cells": [
                        (day, *shown_colour(colours.get(item.code, "")))
                        for day, colours in zip(days, by_review, strict=True)
                    ],
                    "went": _went([colours.get(item.code, "") for colours in by_review]),
                }
                for item in part.items
            ],
        }
        for part in PARTS
    ]


def _went(colours: Sequence[str]) -> str:
    """Better, worse or the same since the review before, in a word; empty when there is nothing to compare."""
    known = [ARROWS[one] for one in colours if one in ARROWS]
    if len(known) < 2:  # noqa: PLR2004 - two are needed to compare
        return ""
    if known[-1] > known[-2]:
        return gettext("↗ better")
    return gettext("↘ less") if known[-1] < known[-2] else gettext("→ the same")


def _trend_words(trend: Sequence[ProgressReview], running: ProgressReview | None) -> str:
    if running is not None:
        return gettext("The next progress review is on %(day)s.") % {
            "day": long_day(running.held_on or running.planned_on)
        }
    if not trend:
        return gettext("There has been no progress review yet.")
    last = trend[-1]
    words = {"day": long_day(last.held_on or last.planned_on), "colour": shown_colour(last.colour)[1]}
    return gettext("The last progress review was on %(day)s: %(colour)s.") % words


def review_page(review: ProgressReview, viewer: Viewer) -> dict[str, Any]:
    """One review: head, preparation, both sides beside each other, colour, agreements, signatures, what to do next."""
    student = review.student
    own = student.pk == viewer.person.pk
    sides = reviews.compared(review)
    may_record = door.may(viewer, student, Data.PROGRESS_REVIEW, Action.RECORD)
    signed = {one.role: one for one in review.signatures.all()}
    role = "student" if own else "supervisor"
    may_sign = (
        review.concluded_at is not None
        and role not in signed
        and door.may(viewer, student, Data.PROGRESS_REVIEW, Action.SIGN)
    )
    answered = [str(SIDE_WORDS[one]) for one in Side if any(one in item.colours for item in sides.values())]
    return {
        "review": review,
        "student": student,
        "own": own,
        "lead": _review_lead(review, signed),
        "head": head_facts(review),
        "parts": item_parts(review, sides),
        "apart": review.way == ProgressReview.Way.APART,
        "answered": answered,
        "several": len(answered) > 1,
        "colour": shown_colour(review.colour) if review.colour else None,
        "meaning": COLOUR_MEANINGS.get(review.colour, ""),
        "counted": shown_colour(review.counted) if review.counted else None,
        "differs": bool(review.colour) and review.colour != review.counted,
        "warnings": [WARNING_WORDS[name] for name in review.warnings.split()],
        "on_schedule": shown_colour(review.on_schedule) if review.triad.level == HIGHEST_LEVEL else None,
        "credits": _credits(review),
        "signatures": signature_rows(review),
        "may_prepare": own and review.concluded_at is None,
        "may_fill": may_record and review.concluded_at is None,
        "begun": bool(sides),
        "may_conclude": may_record
        and not own
        and review.concluded_at is None
        and any(Side.TOGETHER in one.colours for one in sides.values()),
        "supervisor_to_sign": bool(review.concluded_at)
        and "supervisor" not in signed
        and review.triad.supervisor is not None,
        "may_sign": may_sign,
        "may_send": may_record and review.triad.supervisor is not None,
        "list_url": reverse("workplace:reviews", args=(student.pk,)),
        "today": viewer.day,
    }


def _credits(review: ProgressReview) -> str:
    return "" if review.credits is None else number_format(review.credits.normalize() + 0)


def _review_lead(review: ProgressReview, signed: Mapping[str, object]) -> str:
    if review.concluded_at is None:
        return gettext("The talk is on %(day)s. Half filled in is fine: everything is kept.") % {
            "day": long_day(review.held_on or review.planned_on)
        }
    colour = shown_colour(review.colour)[1]
    waits = 2 - len(signed)
    if not waits:
        return gettext("Finished and signed: %(colour)s.") % {"colour": colour}
    said = ngettext("%(n)s signature is still to come.", "%(n)s signatures are still to come.", waits) % {"n": waits}
    return gettext("Finished: %(colour)s.") % {"colour": colour} + " " + said


def head_facts(review: ProgressReview) -> tuple[Fact, ...]:
    """The head of the form (S-217)."""
    triad = review.triad
    nobody = gettext("nobody yet")
    return (
        Fact(label=gettext("Student"), value=review.student.name),
        Fact(label=gettext("Student number"), value=review.student.number or gettext("not known")),
        Fact(label=gettext("Workplace supervisor"), value=triad.supervisor.name if triad.supervisor else nobody),
        Fact(
            label=gettext("School-based educator"),
            value=triad.school_educator.name if triad.school_educator else nobody,
        ),
        Fact(
            label=gettext("Institute-based educator"),
            value=triad.institute_educator.name if triad.institute_educator else nobody,
        ),
        Fact(label=gettext("Location"), value=_where(review)),
        Fact(label=gettext("Level of workplace learning"), value=str(triad.level)),
        Fact(label=gettext("Took part"), value=review.participants or gettext("not filled in yet")),
        Fact(label=gettext("Filled in by"), value=review.filled_in_by or gettext("not filled in yet")),
        Fact(label=gettext("Day of the talk"), value=long_day(review.held_on or review.planned_on)),
    )


def _where(review: ProgressReview) -> str:
    triad = review.triad
    return f"{triad.training_school.name}, {triad.location.name}" if triad.location else triad.training_school.name


def item_parts(review: ProgressReview, sides: Mapping[str, reviews.Compared]) -> list[dict[str, Any]]:
    """Both parts of the form with each item's colour, remark, and what each side said apart."""
    made = []
    for part in PARTS:
        rows = []
        for item in part.items:
            one = sides.get(item.code)
            rows.append(
                {
                    "says": item.says,
                    "together": shown_colour(one.colours.get(Side.TOGETHER, "") if one else ""),
                    "remark": one.remarks.get(Side.TOGETHER, "") if one else "",
                    "apart": [
                        {"who": SIDE_WORDS[side], "colour": shown_colour(one.colours[side]),
                         "remark": one.remarks.get(side, "")}
                        for side in (Side.STUDENT, Side.SUPERVISOR, Side.EDUCATOR) if one and side in one.colours
                    ],
                    "differs": bool(one and one.differs),
                }
            )  # fmt: skip
        made.append({"title": part.title, "rows": rows, "agreements": getattr(review, part.agreements)})
    return made


def signature_rows(review: ProgressReview) -> tuple[Signature, ...]:
    """Who signed, with a disagreement word for word; and who is still asked."""
    signed = {one.role: one for one in review.signatures.all()}
    supervisor = review.triad.supervisor
    roles = (
        ("student", review.student.name, gettext("student")),
        ("supervisor", supervisor.name if supervisor else gettext("nobody yet"), gettext("workplace supervisor")),
    )
    rows = []
    for role, name, word in roles:
        one = signed.get(role)
        state = SignatureState.WAITING
        if one is not None:
            state = SignatureState.SIGNED if one.answer == "agree" else SignatureState.DISSENT
        rows.append(
            Signature(
                name=one.person.name if one else name,
                role=word,
                state=state,
                on=day_of(one.at) if one else None,
                remark=one.remark if one else "",
            )
        )
    return tuple(rows)


def stored_values(review: ProgressReview, side: Side) -> dict[str, str]:
    """What stands in the form of this side now, every field as text."""
    values = reviews.rating_values(review, side)
    if side is Side.TOGETHER:
        values |= {
            "held_on": review.held_on.isoformat() if review.held_on else "",
            "participants": review.participants,
            "filled_in_by": review.filled_in_by,
        }
        values |= {part.agreements: getattr(review, part.agreements) for part in PARTS}
    if side is Side.TOGETHER and review.triad.level == HIGHEST_LEVEL:
        values["on_schedule"] = review.on_schedule
    return values


def conclude_page(review: ProgressReview, on: date) -> dict[str, Any]:
    """What the rule counts now, with its warnings and the thresholds it went by."""
    day = review.held_on or on
    threshold = reviews.threshold_on(review.organisation_id, day)
    colours = reviews.colours_of(review, Side.TOGETHER)
    counted = rating.count(colours.values(), level=review.triad.level, on=day, threshold=threshold)
    return {
        "review": review,
        "student": review.student,
        "counted": counted,
        "counted_colour": shown_colour(counted.colour) if colours else None,
        "warnings": [WARNING_WORDS[name] for name in counted.warnings] if colours else [],
        "rule": rule_words(threshold, day),
        "threshold": threshold,
        "meanings": [(*shown_colour(name), text) for name, text in COLOUR_MEANINGS.items()],
    }


def rule_words(threshold: ReviewThreshold | None, on: date) -> tuple[str, ...]:
    """The rule as it counts, a sentence for each colour."""
    least, most = (threshold.least_green, threshold.most_amber) if threshold else rating.published(on)
    green = gettext("Green: at least %(least)s times green and at most %(most)s times amber.")
    if threshold and threshold.most_red_in_green is not None:
        green = gettext(
            "Green: at least %(least)s times green, at most %(most)s times amber, at most %(red)s times red."
        )
    words = {"least": least, "most": most, "red": threshold.most_red_in_green if threshold else ""}
    return (
        green % words,
        gettext("Amber: fewer than %(least)s times green, at most %(most)s times amber and no red.") % words,
        gettext("Red: everything else."),
    )
