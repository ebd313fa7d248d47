"""What things in workplace learning are called."""

import uuid
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy

from houvast.web.components import Rating
from houvast.workplace.models import Appointment, Concern, Eligibility, Triad

MODES = {
    Triad.Mode.FULL_TIME: gettext_lazy("full-time"),
    Triad.Mode.PART_TIME: gettext_lazy("part-time"),
}
PLACES = {
    "supervisor": gettext_lazy("workplace supervisor"),
    "school_educator": gettext_lazy("school-based educator"),
    "institute_educator": gettext_lazy("institute-based educator"),
}
COLOURS = {
    Eligibility.Colour.GREEN: (Rating.GREEN, gettext_lazy("eligible")),
    Eligibility.Colour.RED: (Rating.RED, gettext_lazy("not yet eligible")),
    Eligibility.Colour.NONE: (Rating.NONE, gettext_lazy("not covered by the norm")),
}
WEIGHTS = {
    Concern.Weight.ATTENTION: (Rating.AMBER, gettext_lazy("attention")),
    Concern.Weight.CONCERN: (Rating.RED, gettext_lazy("concern")),
}
STATES = {
    Appointment.State.REGISTERED: (Rating.AMBER, gettext_lazy("registered, waits for the placement office")),
    Appointment.State.APPROVED: (Rating.GREEN, gettext_lazy("approved")),
    Appointment.State.DECLINED: (Rating.RED, gettext_lazy("not approved")),
    Appointment.State.WITHDRAWN: (Rating.NONE, gettext_lazy("withdrawn")),
}


def reference_of(row: uuid.UUID) -> str:
    """A short number by which a letter is found on the list, of the row of the inventory it is about."""
    return row.hex[-8:].upper()


def missing_in_words(missing: str, row: Eligibility | None = None) -> tuple[str, ...]:
    """What is still missing, each as a sentence; with the numbers of the row where they are known."""
    return tuple(_sentence(name, row) for name in missing.split())


def _sentence(name: str, row: Eligibility | None) -> str:
    if name == "credits" and row is not None and row.credits is not None and row.needed is not None:
        words = {"short": _number(row.needed - row.credits), "needed": _number(row.needed)}
        return gettext("%(short)s credits are short of the %(needed)s that are needed") % words
    return {
        "credits": gettext("there are not enough credits yet, or they are not known"),
        "maximum_attainable": gettext("the most credits for this programme and cohort are not set yet"),
        "foundation_passed": gettext("the foundation year is not passed yet, or not known"),
        "main_phase_first_semester_open": gettext("too many credits of the first main semester are open"),
        "level": gettext("at this level a paid appointment cannot be the placement"),
        "mode": gettext("whether the programme is full-time or part-time is not known"),
        "contradiction": gettext("the credits that were given are more than can be had: somebody has to look at it"),
        "registered_on": gettext("it was registered on or after 1 June"),
        "eligible": gettext("the student is not on the list of who is eligible"),
        "fte": gettext("it is larger than the norm allows"),
        "lesson_hours": gettext("it has more lesson hours than the norm allows"),
        "follows_timetable": gettext("the student cannot follow the timetable"),
        "weekly_visit": gettext("there is no weekly visit of the supervisor"),
        "mentor_tasks": gettext("mentor tasks are part of it"),
        "school_year": gettext("the school year is not known"),
    }.get(name, name)


def _number(value: Decimal) -> str:
    return number_format(int(value) if value == value.to_integral_value() else value.normalize())
