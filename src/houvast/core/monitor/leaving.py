"""Words for a deregistration: who took the initiative, why, what lay beneath, what came after (S-317 to S-320, S-584).

The study of deregistrations found one formal reason for very different stories; here reason, causes and initiative
stand apart, and the student's own view stands beside the school's.
"""

from enum import StrEnum


class Initiator(StrEnum):
    """Who took the initiative, as one side sees it."""

    STUDENT = "student"
    INSTITUTION = "institution"
    BOTH = "both"
    OTHER = "other"
    UNKNOWN = ""


class Initiative(StrEnum):
    """What both views together say; where they differ, or both have a part, it is a grey area with both views."""

    STUDENT = "student"
    INSTITUTION = "institution"
    GREY = "grey"
    OTHER = "other"
    UNKNOWN = "unknown"


def initiative(school: Initiator, student: Initiator) -> Initiative:
    """Both views as one: the one that is known, the one both share, or grey."""
    known = {view for view in (school, student) if view is not Initiator.UNKNOWN}
    if not known:
        return Initiative.UNKNOWN
    if len(known) > 1 or Initiator.BOTH in known:
        return Initiative.GREY
    return Initiative(known.pop().value)


class Reason(StrEnum):
    """The formal reason, as the procedure of deregistration records it."""

    STUDY_ADVICE = "study_advice"
    ABSENCE = "absence"
    DISCIPLINARY = "disciplinary"
    UNSUITABILITY = "unsuitability"
    OTHER_PROGRAMME = "other_programme"
    DIPLOMA = "diploma"
    NO_SHOW = "no_show"
    OWN_REQUEST = "own_request"
    MOVED = "moved"
    DEATH = "death"
    OTHER = "other"


SUGGESTED_CODE = {
    Reason.DIPLOMA: "01",
    Reason.OWN_REQUEST: "02",
    Reason.OTHER_PROGRAMME: "03",
    Reason.NO_SHOW: "04",
    Reason.DEATH: "05",
    Reason.STUDY_ADVICE: "07",
    Reason.ABSENCE: "07",
    Reason.DISCIPLINARY: "07",
    Reason.UNSUITABILITY: "07",
}
"""The code of the register that fits a reason, as a suggestion; who registers chooses."""

CODES = tuple(f"{number:02}" for number in range(1, 11))
FINISHED = frozenset({"01", "08"})
"""Codes read as a finished programme. The public list calls 01 a diploma and 08 administrative; in the overviews
of the register that were read, 08 is what stands beside a diploma of the same day. Both are read as finished, and the
definition of the figure says so.
"""


class Cause(StrEnum):
    """The seven underlying causes of the study (6.3). A school adds its own beside them."""

    CAPACITY = "capacity"
    CHOICE = "choice"
    HOME = "home"
    CONDUCT = "conduct"
    MONEY = "money"
    PREGNANCY = "pregnancy"
    HEALTH = "health"
    OTHER = "other"


class Tried(StrEnum):
    """What the school tried before it let go."""

    TALKS = "talks"
    ADJUSTMENTS = "adjustments"
    SUPPORT = "support"
    YOUTH_TEAM = "youth_team"
    OUTREACH = "outreach"
    GUARDIANS = "guardians"
    OTHER_PROGRAMME = "other_programme"
    TRACK = "track"
    PARTNERS = "partners"
    NOTHING = "nothing"


class Destination(StrEnum):
    """Where the student went."""

    PROGRAMME = "programme"
    OTHER_SCHOOL = "other_school"
    WORK = "work"
    WORK_AND_LEARNING = "work_and_learning"
    CARE = "care"
    DESK = "desk"
    HOME = "home"
    UNKNOWN = "unknown"


class OwnView(StrEnum):
    """How the leaving turned out in the eyes of the student (S-664, appendix 4 of the study)."""

    DROPPED_OUT = "dropped_out"
    NOT_DROPPED_OUT = "not_dropped_out"
    STOPPED_WELL = "stopped_successfully"
    MOVING = "moving"
    MOVED = "moved"
    UNKNOWN = "unknown"


class Handed(StrEnum):
    """What came of the handover."""

    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    ASKED = "asked"
    REFUSED = "refused"
    NONE = "none"


class Where(StrEnum):
    """Where somebody was at a moment of looking back."""

    SCHOOL = "school"
    WORK = "work"
    SCHOOL_AND_WORK = "school_and_work"
    CARE = "care"
    HOME = "home"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"


MOMENTS = (3, 6, 12)
"""Months after leaving at which a school looks back (S-639)."""
UNTIL_LATER = 24
"""Months after which a school looks once more, only with consent; after that the guidance dossier goes."""
AT_WORK = frozenset({"work", "work_and_learning", "school_and_work"})
SETTLED = AT_WORK | {"programme", "other_school", "school", "care"}
"""Where somebody else has hold: words of Destination and of Where."""
