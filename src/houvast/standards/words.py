"""What does not agree, in words."""

from django.utils.translation import gettext

from houvast.exchange.explain import reason_of
from houvast.exchange.reading.errors import Reason, RowError
from houvast.standards.connecting.differing import CHANGED_HERE


def because(reason: str, detail: str = "") -> str:
    """Why something of another system was not taken over."""
    if reason == CHANGED_HERE:
        return gettext("Changed in Houvast and at the source. It stays as it is in Houvast: make them the same.")
    return reason_of(RowError(line=1, column="", value="", reason=Reason(reason), detail=detail))


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
