"""The overview list of professional behaviour: what may be expected of a student, in two parts (S-247 to S-262)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the list; `says` goes on after "the student ..."."""

    name: str
    says: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A part of the list."""

    title: str | Promise
    points: tuple[Point, ...]


LIST = (
    Heading(
        title=_("What may be expected"),
        points=(
            Point(name="present", says=_("is there often enough for this study year")),
            Point(name="agreements", says=_("does what was agreed")),
            Point(name="reports", says=_("lets others know about absence or being late")),
            Point(name="activities", says=_("carries out the activities that were agreed")),
            Point(name="lessons", says=_("gives enough lessons for this study year")),
            Point(name="preparation", says=_("prepares lessons and hands in lesson plans beforehand")),
            Point(name="open_about_progress", says=_("is clear about how the study goes")),
        ),
    ),
    Heading(
        title=_("Towards oneself and others"),
        points=(
            Point(name="reflects", says=_("looks back at the own work")),
            Point(name="contact", says=_("makes good contact with pupils and colleagues")),
            Point(name="learns", says=_("shows what was learnt from feedback")),
            Point(name="welcomes_feedback", says=_("is open to feedback and new experiences")),
            Point(name="own_part", says=_("looks for causes in the own part too")),
            Point(name="initiative", says=_("takes the first step")),
            Point(name="in_talks", says=_("reacts professionally in talks")),
            Point(name="at_visits", says=_("acts professionally when educators visit a lesson")),
        ),
    ),
)
POINTS = {point.name: point for heading in LIST for point in heading.points}
