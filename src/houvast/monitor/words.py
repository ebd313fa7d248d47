"""Numbers and figures as people read them, and what groups, checks and ways are called."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.core.monitor.checks import Check, Way
from houvast.core.monitor.figures import Group
from houvast.core.monitor.shares import Share
from houvast.monitor.queries.figures import Line

GROUPS: Mapping[Group, tuple[Promise, Promise]] = {
    Group.SEEN: (_("Being seen"), _("Does the school keep hold of its students? About teams, never about a person.")),
    Group.LEAVING: (_("Deregistrations"), _("Why students leave, who took the initiative and what came after.")),
    Group.ADVICE: (_("Study advice"), _("What was advised, and how it went on.")),
    Group.EARLY: (_("Early leavers"), _("Who left without a basic qualification, beside norm and country.")),
    Group.STALL: (_("Where do many stall"), _("Which programmes, modules and moments in the year.")),
}
CHECKS: Mapping[Check, Promise] = {
    Check.ENDS_BEFORE_START: _("The last day lies before the first"),
    Check.NO_START: _("There is no first day"),
    Check.UNKNOWN_CODE: _("The code of the reason is not known"),
    Check.NO_CODE: _("Ended without a code"),
    Check.NO_END: _("Runs on without an end"),
    Check.TWO_INSTITUTIONS: _("Enrolled at two institutions at once"),
    Check.DOUBLE: _("The same programme twice at once"),
    Check.NO_LEVEL: _("The level is not known"),
    Check.NO_BIRTH_DATE: _("The birth date is not known"),
    Check.DIFFERS_END: _("DUO has another last day"),
    Check.DIFFERS_CODE: _("DUO has another reason"),
    Check.DIFFERS_START: _("DUO has another first day"),
    Check.ONLY_OURS: _("DUO does not know this enrolment"),
    Check.ONLY_DUO: _("Only DUO knows this enrolment"),
}
WAYS: Mapping[Way, Promise] = {
    Way.MEND_OURS: _("We mend it in our own registration"),
    Way.TELL_DUO: _("Ours is right: we tell DUO"),
    Way.TAKE_DUO: _("DUO is right: we take it over"),
    Way.SAME_ENROLMENT: _("It is one enrolment: we join them"),
    Way.BOTH_TRUE: _("It is true as it stands"),
    Way.STILL_HERE: _("The student is still here"),
    Way.LEAVE_OUT: _("It stays out of the figures"),
}


def percent(value: float | None) -> str:
    """A part of one in per cents with one decimal; a dash for nothing."""
    return "-" if value is None else f"{number_format(Decimal(str(round(value * 100, 1))), 1)}%"


def in_brackets(text: str, *, small: bool) -> str:
    """The study prints small numbers in brackets."""
    return f"({text})" if small else text


def share_of(line: Line) -> str:
    """The share of a row: in brackets when it is about few, "hidden" when nobody may work it out."""
    if line.hits is None or line.of is None:
        return gettext("hidden")
    return in_brackets(percent(line.share.value if line.share else None), small=line.small)


def number_of(number: int | None, *, small: bool = False) -> str:
    """A number of a row."""
    return gettext("hidden") if number is None else in_brackets(number_format(number, use_l10n=True), small=small)


def interval_of(share: Share | None) -> str:
    """Between which shares the true one lies, in whole per cents."""
    if share is None:
        return ""
    low, high = share.interval
    return gettext("%(low)d to %(high)d%%") % {"low": round(low * 100), "high": round(high * 100)}
