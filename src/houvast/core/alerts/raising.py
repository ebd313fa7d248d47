"""When a finding raises an alert, renews one that is open, or says that the figures no longer hold.

Nothing here takes an open alert away: people close alerts. Figures that fall below the threshold are marked as such
(the alert has "faded"), and whoever owns it decides what that means.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from houvast.core.alerts.findings import Finding
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import FindingState


class Step(StrEnum):
    RAISE = "raise"
    RENEW = "renew"
    FADE = "fade"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The open alert of this student and this rule, as it stands."""

    value: int
    on: date
    faded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The latest closed alert of this student and this rule: when it was closed and with what value."""

    closed_on: date
    value: int


def step(rule: Rule, finding: Finding, *, standing: Standing | None, earlier: Earlier | None) -> Step:
    """What to do with a finding. A finding older than what stands changes nothing; the same one twice neither.

    After closing, the rule keeps quiet for `quiet_days` (what was talked about is still in the window), unless the
    value grew by a whole threshold more.
    """
    if standing is not None:
        if finding.on < standing.on:
            return Step.NOTHING
        if finding.state is FindingState.MET:
            return Step.RENEW if finding.value != standing.value or standing.faded else Step.NOTHING
        return Step.FADE if finding.state is FindingState.NOT_MET and not standing.faded else Step.NOTHING
    if finding.state is not FindingState.MET or (earlier and _is_quiet(rule, finding, earlier)):
        return Step.NOTHING
    return Step.RAISE


def _is_quiet(rule: Rule, finding: Finding, earlier: Earlier) -> bool:
    rests = finding.on < earlier.closed_on + timedelta(days=rule.quiet_days)
    return rests and finding.value < earlier.value + rule.threshold
