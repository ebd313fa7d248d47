"""What a partner at the table may see of one student: as little as will do, part by part (AVG art. 5)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

from houvast.core.calendar import age_on

ADULT_AT = 18


class Part(StrEnum):
    """A part of what stands on the table."""

    QUESTION = "question"
    OWN_WORDS = "own_words"
    ABSENCE = "absence"
    AGREEMENTS = "agreements"
    DECISIONS = "decisions"


BY_LAW = frozenset({Part.ABSENCE})
"""What an attendance officer may see of a minor without consent (Leerplichtwet art. 21a); the student is told."""


def came_from(item: UUID) -> str:
    """The key in a plan of what was decided about one student in one meeting."""
    return f"careteam/{item}"


def is_by_law(parts: Iterable[str], *, is_attendance_officer: bool, birth_date: date | None, on: date) -> bool:
    """Whether these parts need no consent: absence only, of a minor, to an attendance officer."""
    minor = birth_date is not None and age_on(birth_date, on) < ADULT_AT
    return is_attendance_officer and minor and {Part(one) for one in parts} <= BY_LAW
