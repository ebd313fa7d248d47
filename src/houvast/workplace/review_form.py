"""The progress review form of the training schools: its fourteen items in two parts (S-222 to S-241)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.web.components import Rating
from houvast.workplace.models import ProgressReview, ReviewRating

Colour = ProgressReview.Colour
Side = ReviewRating.Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the form; `says` goes on after "the student ..."."""

    code: str
    says: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the form with its items; `agreements` is the field of the review for what is agreed about it."""

    name: str
    title: str | Promise
    items: tuple[Item, ...]
    agreements: str


PROGRESS = Part(
    name="progress",
    title=_("Study progress"),
    agreements="progress_agreements",
    items=(
        Item(code="p1", says=_("can show which assignments have to be done in which period")),
        Item(
            code="p2",
            says=_("has an up-to-date portfolio and is on schedule with assignments, questions and learning tasks"),
        ),
        Item(code="p3", says=_("works visibly on the points of development and the plan, and renews them")),
        Item(
            code="p4",
            says=_("acts professionally around illness, training days and meetings; is on time and keeps agreements"),
        ),
        Item(code="p5", says=_("takes part in the training days")),
    ),
)
DEVELOPMENT = Part(
    name="development",
    title=_("Development"),
    agreements="development_agreements",
    items=(
        Item(code="d1", says=_("is open to coaching")),
        Item(code="d2", says=_("works together well and has a place in the team")),
        Item(code="d3", says=_("communicates well enough")),
        Item(code="d4", says=_("grows in pedagogical work as the level describes")),
        Item(code="d5", says=_("grows in didactic work as the level describes")),
        Item(code="d6", says=_("grows in professional work as the level describes")),
        Item(code="d7", says=_("fits in with how the school looks at people and education")),
        Item(code="d8", says=_("is motivated for the profession and the programme")),
        Item(code="d9", says=_("has the language that this teaching asks")),
    ),
)
PARTS = (PROGRESS, DEVELOPMENT)
ITEMS = tuple(item for part in PARTS for item in part.items)
CODES = tuple(item.code for item in ITEMS)
HIGHEST_LEVEL = 4

COLOUR_WORDS: dict[str, tuple[Rating, str | Promise]] = {
    Colour.GREEN: (Rating.GREEN, _("on level")),
    Colour.AMBER: (Rating.AMBER, _("some backlog")),
    Colour.RED: (Rating.RED, _("concern")),
    "": (Rating.NONE, _("not filled in")),
}
COLOUR_MEANINGS: dict[str, str | Promise] = {
    Colour.GREEN: _("Grows as the level asks, and has the credits that are needed."),
    Colour.AMBER: _("There is some backlog, and there are concrete, feasible agreements to catch up."),
    Colour.RED: _("If nothing changes, going on at this training school next school year makes little sense."),
}
SIDE_WORDS: dict[str, str | Promise] = {
    Side.TOGETHER: _("together"),
    Side.STUDENT: _("student"),
    Side.SUPERVISOR: _("workplace supervisor"),
    Side.EDUCATOR: _("teacher educator"),
}
WARNING_WORDS: dict[str, str | Promise] = {
    "red_inside_green": _("The published rule says green although an item is red: it names no limit for reds."),
    "amber_out_of_reach": _(
        "By the published rule amber is out of reach on a full form: nine greens and four ambers are thirteen of the "
        "fourteen items. So look at what you see together, not at the count."
    ),
    "items_unscored": _("Not every item is filled in; the rule counted what is there."),
}
