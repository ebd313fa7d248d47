"""The page of a student's progress."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from houvast.core.access.words import Data
from houvast.education.models import Placement, ProgressNorm
from houvast.education.progress import NOTHING, Got, Stand, best_of, credits_of, modules_of, stand
from houvast.education.progress_queries import Course, courses_of, placements_of, results_of
from houvast.education.queries import grade_in_words
from houvast.privacy import door
from houvast.web.components import Bar, Column, Rating
from houvast.web.days import long_day, short_day, short_month

MEASURE = ProgressNorm.Measure
MEASURES = {
    MEASURE.CREDITS: _("Credits"),
    MEASURE.MODULES: _("Units passed"),
    MEASURE.PLACEMENT_HOURS: _("Hours of work placement"),
}
STATES = {
    Placement.State.SEARCHING: _("searching for a company"),
    Placement.State.PLANNED: _("planned"),
    Placement.State.RUNNING: _("running"),
    Placement.State.FINISHED: _("finished"),
    Placement.State.BROKEN_OFF: _("ended early"),
}
SLACK = Decimal("0.9")
"""From nine tenths of the norm on somebody is nearly there; the norm itself is the school's."""
QUARTERS = 8


@login_required
@require_safe
def progress(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Progress against the programme's own norm, results per unit, and how it goes over time."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.RESULTS)
    results = results_of(student)
    placements = placements_of(student)
    courses = courses_of(student, viewer)
    own = student.pk == viewer.person.pk
    reached = {
        MEASURE.CREDITS: credits_of(results),
        MEASURE.MODULES: modules_of(results),
        MEASURE.PLACEMENT_HOURS: Decimal(sum(one.hours_done or 0 for one in placements)),
    }
    stands = _stands(courses, reached, viewer.day)
    context = {
        "student": student,
        "own": own,
        "title": gettext("My progress") if own else gettext("Progress of %(name)s") % {"name": student.name},
        "lead": _lead(stands, reached, results),
        "back": reverse("start") if own else reverse("student", args=(student.pk,)),
        "back_label": gettext("My page") if own else student.name,
        "stands": [_shown(one) for one in stands],
        "stand_columns": [
            gettext("What"),
            Column(label=gettext("Reached"), numeric=True),
            Column(label=gettext("Expected by now"), numeric=True),
            gettext("Next"),
        ],
        "programmes": ", ".join(course.programme for course in courses),
        "bars": _over_time(results),
        "average": _average(results),
        "result_columns": [
            gettext("Unit"),
            gettext("Result"),
            Column(label=gettext("Credits"), numeric=True),
            Column(label=gettext("Attempt"), numeric=True),
            gettext("Day"),
        ],
        "results": [_row(one) for one in best_of(results)],
        "placements": [(one, STATES[Placement.State(one.state)]) for one in placements],
    }
    return render(request, "education/progress.html", context)


def _stands(courses: Iterable[Course], reached: dict[MEASURE, Decimal], on: date) -> list[Stand]:
    """Per measure that was reached or is expected; the programme that began last goes first."""
    found: dict[str, Stand] = {}
    for course in courses:
        for measure, amount in reached.items():
            one = stand(measure, amount, course.norms, course.started, on)
            if one.expected is not None or one.next_amount is not None:
                found.setdefault(measure, one)
    for measure, amount in reached.items():
        if amount:
            found.setdefault(measure, Stand(measure=measure, reached=amount, expected=None))
    return [found[measure] for measure in MEASURE if measure in found]


def _shown(one: Stand) -> tuple[str, str, str, str, Rating | str]:
    rating: Rating | str = ""
    if one.expected is not None:
        rating = Rating.GREEN if one.reached >= one.expected else Rating.RED
        if rating == Rating.RED and one.reached >= one.expected * SLACK:
            rating = Rating.AMBER
    ahead = ""
    if one.next_amount is not None and one.next_on is not None:
        ahead = gettext("%(n)s by %(day)s") % {"n": _plain(one.next_amount), "day": short_day(one.next_on)}
    expected = _plain(one.expected) if one.expected is not None else gettext("no norm")
    return str(MEASURES[MEASURE(one.measure)]), _plain(one.reached), expected, ahead, rating


def _lead(stands: list[Stand], reached: dict[MEASURE, Decimal], results: list[Got]) -> str:
    behind = [one for one in stands if one.behind]
    if behind:
        said = [f"{_plain(one.behind)} {str(MEASURES[MEASURE(one.measure)]).lower()}" for one in behind]
        return gettext("Still to do to be where the programme expects: %(what)s.") % {"what": ", ".join(said)}
    if any(one.expected is not None for one in stands):
        return gettext("Where the programme expects. Well done.")
    if not results:
        return gettext("No results are known yet.")
    passed = int(reached[MEASURE.MODULES])
    return ngettext("%(n)s unit passed.", "%(n)s units passed.", passed) % {"n": passed}


def _over_time(results: list[Got]) -> list[Bar]:
    """Credits, or units passed where there are no credits, per quarter of a year."""
    has_credits = any(one.credits for one in results)
    found: dict[date, Decimal] = defaultdict(lambda: NOTHING)
    for one in best_of(results):
        if one.passed is not False and (one.credits if has_credits else one.passed):
            quarter = one.on.replace(month=(one.on.month - 1) // 3 * 3 + 1, day=1)
            found[quarter] += (one.credits or NOTHING) if has_credits else Decimal(1)
    latest = sorted(found)[-QUARTERS:]
    return [Bar(label=_quarter(one), value=_number(found[one])) for one in latest]


def _number(value: Decimal) -> float:
    return int(value) if value == value.to_integral() else float(value)


def _quarter(first: date) -> str:
    last = first.replace(month=first.month + 2)
    return f"{short_month(first)} - {short_month(last)} {last.year}"


def _average(results: list[Got]) -> str:
    """The average grade weighed as the school weighs, over the latest attempts; empty without grades."""
    graded = [one for one in best_of(results) if one.points is not None]
    weights = [one.weight or Decimal(1) for one in graded]
    if not graded or not sum(weights):
        return ""
    total = sum((one.points or NOTHING) * weight for one, weight in zip(graded, weights, strict=True))
    return number_format(total / sum(weights), decimal_pos=1)


def _row(one: Got) -> tuple[Any, ...]:
    said = {True: gettext("passed"), False: gettext("not passed yet"), None: ""}[one.passed]
    name = f"{one.title} ({one.unit})" if one.unit and one.unit != one.title else one.title
    result = ", ".join(part for part in (grade_in_words(one.grade), said) if part)
    return name, result, _plain(one.credits) if one.credits is not None else "", one.attempt, long_day(one.on)


def _plain(value: Decimal) -> str:
    return number_format(value.normalize() if value != value.to_integral() else int(value))
