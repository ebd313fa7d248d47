"""What does not agree, in words."""

from django.utils.translation import gettext

from houvast.exchange.explain import reason_of
from houvast.exchange.reading.errors import Reason, RowError
from houvast.standards.connecting.contract import Trouble
from houvast.standards.connecting.differing import CHANGED_HERE


def because(reason: str, detail: str = "") -> str:
    """Why something of another system was not taken over."""
    if reason == CHANGED_HERE:
        return gettext("Changed in Houvast and at the source. It stays as it is in Houvast: make them the same.")
    return reason_of(RowError(line=1, column="", value="", reason=Reason(reason), detail=detail))


def problem_words(problem: str) -> str:
    """Why a visit stopped: in the reader's language where we know it, else as the connector said it."""
    trouble, _, place = problem.partition(": ")
    if trouble not in set(Trouble):
        return problem
    words = {
        Trouble.ADDRESS: gettext("An address that begins with https is needed: %(place)s."),
        Trouble.NO_ANSWER: gettext("The system does not answer: %(place)s."),
        Trouble.REFUSED: gettext("The token is missing, has ended or does not open this: %(place)s."),
        Trouble.STATUS: gettext("The system answered with an error: %(place)s."),
        Trouble.NOT_READABLE: gettext("The answer cannot be read: %(place)s."),
        Trouble.TOO_LARGE: gettext("The answer is too large: %(place)s."),
        Trouble.OTHER_VERSION: gettext("The answer is of another version than is understood: %(place)s."),
    }
    return words[Trouble(trouble)] % {"place": place}


def kind_words(kind: str) -> str:
    """What it is about."""
    words = {
        "programmes": gettext("Programme"),
        "students": gettext("Student"),
        "staff": gettext("Staff member"),
        "guardians": gettext("Guardian"),
        "relations": gettext("Relation"),
        "results": gettext("Result"),
        "absences": gettext("Absence"),
        "placements": gettext("Work placement"),
    }
    return words.get(kind, kind)
