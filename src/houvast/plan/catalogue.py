"""What is possible, to begin with: adjustments that schools make. A school says per option how it goes there (S-632).

Sources: the study of deregistrations (made to measure: timetable, pace, tests, place, combining with work, restart) and
what good schools do for students in a vulnerable position. A school adds its own, and says where a programme differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from houvast.plan.models import Adjustment

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Domain = Adjustment.Domain


class Kind(StrEnum):
    """What is adjusted."""

    TIMETABLE = "timetable"
    PACE = "pace"
    EXAMS = "exams"
    MATERIAL = "material"
    PLACE = "place"
    LONGER = "longer"
    COMBINED = "combined"
    RESTART = "restart"


KINDS: "Mapping[Kind, StrPromise]" = MappingProxyType(
    {
        Kind.TIMETABLE: _("Timetable"),
        Kind.PACE: _("Pace"),
        Kind.EXAMS: _("Tests and exams"),
        Kind.MATERIAL: _("Books and tools"),
        Kind.PLACE: _("Where you learn"),
        Kind.LONGER: _("More time for the programme"),
        Kind.COMBINED: _("Learning and working"),
        Kind.RESTART: _("A pause and starting again"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One adjustment that is possible; `exam_effect` says what it changes at tests and exams, empty for nothing."""

    key: str
    kind: Kind
    domain: Domain
    name: "StrPromise"
    exam_effect: "StrPromise | str" = ""


_DIPLOMA = _("You do the same exam. You do it later.")
_BOARD = _("The examination board gives permission. What you must know and be able to do stays the same.")

OPTIONS: tuple[Option, ...] = (
    Option(
        key="own-timetable",
        kind=Kind.TIMETABLE,
        domain=Domain.OFFERING,
        name=_("A timetable of your own: fewer days, or other hours"),
    ),
    Option(key="later-start", kind=Kind.TIMETABLE, domain=Domain.OFFERING, name=_("Beginning later in the day")),
    Option(key="rest", kind=Kind.TIMETABLE, domain=Domain.OFFERING, name=_("Fixed moments of rest, in a quiet room")),
    Option(
        key="evening",
        kind=Kind.TIMETABLE,
        domain=Domain.OFFERING,
        name=_("Lessons in the evening or in the summer"),
    ),
    Option(
        key="own-pace",
        kind=Kind.PACE,
        domain=Domain.OFFERING,
        name=_("A track of your own, at your own pace"),
        exam_effect=_DIPLOMA,
    ),
    Option(
        key="spread-tests",
        kind=Kind.PACE,
        domain=Domain.TESTS,
        name=_("Tests spread over more weeks"),
        exam_effect=_("You do the same tests, on other days."),
    ),
    Option(
        key="small-steps",
        kind=Kind.PACE,
        domain=Domain.OFFERING,
        name=_("Learning in small steps, in a small group"),
    ),
    Option(key="extra-time", kind=Kind.EXAMS, domain=Domain.TESTS, name=_("More time at tests"), exam_effect=_BOARD),
    Option(
        key="oral",
        kind=Kind.EXAMS,
        domain=Domain.TESTS,
        name=_("An oral test instead of a written one"),
        exam_effect=_BOARD,
    ),
    Option(
        key="typing",
        kind=Kind.EXAMS,
        domain=Domain.TESTS,
        name=_("Typing a test instead of writing"),
        exam_effect=_BOARD,
    ),
    Option(
        key="quiet-test", kind=Kind.EXAMS, domain=Domain.TESTS, name=_("A test in a quiet room"), exam_effect=_BOARD
    ),
    Option(
        key="read-aloud",
        kind=Kind.EXAMS,
        domain=Domain.TESTS,
        name=_("A test that is read aloud, or in large letters"),
        exam_effect=_BOARD,
    ),
    Option(
        key="reading-tools",
        kind=Kind.MATERIAL,
        domain=Domain.OFFERING,
        name=_("Books that are read aloud, or in large letters"),
    ),
    Option(key="laptop", kind=Kind.MATERIAL, domain=Domain.OFFERING, name=_("A laptop or another tool in the lesson")),
    Option(
        key="partly-home",
        kind=Kind.PLACE,
        domain=Domain.OFFERING,
        name=_("Partly learning at home or online"),
    ),
    Option(key="quiet-place", kind=Kind.PLACE, domain=Domain.OFFERING, name=_("A fixed quiet place to work at school")),
    Option(
        key="placement-guidance",
        kind=Kind.PLACE,
        domain=Domain.OFFERING,
        name=_("More guidance at the work placement"),
    ),
    Option(
        key="placement-place",
        kind=Kind.PLACE,
        domain=Domain.OFFERING,
        name=_("A work placement that fits what you can do now"),
    ),
    Option(
        key="accessible",
        kind=Kind.PLACE,
        domain=Domain.ACCESS,
        name=_("A building or room that you can get into"),
    ),
    Option(
        key="longer-programme",
        kind=Kind.LONGER,
        domain=Domain.FINISHING,
        name=_("A longer programme"),
        exam_effect=_DIPLOMA,
    ),
    Option(
        key="exam-parts",
        kind=Kind.LONGER,
        domain=Domain.FINISHING,
        name=_("Finishing in parts, with a certificate for each part"),
        exam_effect=_BOARD,
    ),
    Option(
        key="learn-and-work",
        kind=Kind.COMBINED,
        domain=Domain.OFFERING,
        name=_("Combining the programme with work"),
    ),
    Option(
        key="explore",
        kind=Kind.COMBINED,
        domain=Domain.CAREER_ORIENTATION,
        name=_("Trying out a job or a programme with somebody beside you"),
    ),
    Option(
        key="pause",
        kind=Kind.RESTART,
        domain=Domain.FINISHING,
        name=_("A pause, while we stay in touch"),
        exam_effect=_("What you have passed stays yours."),
    ),
    Option(
        key="restart",
        kind=Kind.RESTART,
        domain=Domain.ACCESS,
        name=_("Starting again straight away after leave or illness"),
        exam_effect=_("What you have passed stays yours."),
    ),
)
OTHER, OTHER_NAME = "other", _("Something else")
"""Whatever is in no list: it can be asked all the same."""
BY_KEY = {option.key: option for option in OPTIONS}
