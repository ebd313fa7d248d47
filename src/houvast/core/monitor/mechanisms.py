"""The eight working mechanisms of the study of approaches that keep students in school, and the factors of the case
analysis (S-519 to S-538, S-759 to S-774). They are seen in connection: a change names one, a figure may serve several.
"""

from enum import StrEnum


class Mechanism(StrEnum):
    """The eight, in the order of the study."""

    SAFE = "safe"
    CONNECTION = "connection"
    POSITIVE = "positive"
    HELP_IS_NORMAL = "help_is_normal"
    OWN_DIRECTION = "own_direction"
    REAL_CONTEXT = "real_context"
    COOPERATION = "cooperation"
    LEARNING = "learning"


class Factor(StrEnum):
    """What can help or fail around a student, as the case analysis found it."""

    CONTACT = "contact"
    IN_TIME = "in_time"
    ONE_PLAN = "one_plan"
    ADJUSTMENTS = "adjustments"
    PERSPECTIVE = "perspective"
    STUDY_SKILLS = "study_skills"
    LIVING = "living"
    WITHDRAWING = "withdrawing"
    FAILING_AGAIN = "failing_again"
    OTHER = "other"


MEASURED_BY: dict[Mechanism, tuple[str, ...]] = {
    Mechanism.SAFE: ("coached",),
    Mechanism.CONNECTION: ("talked", "coached"),
    Mechanism.POSITIVE: ("alerts",),
    Mechanism.HELP_IS_NORMAL: ("missed-contact",),
    Mechanism.OWN_DIRECTION: ("own-view",),
    Mechanism.REAL_CONTEXT: ("working-after",),
    Mechanism.COOPERATION: ("handovers", "partner-contact", "plans"),
    Mechanism.LEARNING: ("looked-back",),
}
"""Figures that say something of a mechanism; none of them is the mechanism itself."""
