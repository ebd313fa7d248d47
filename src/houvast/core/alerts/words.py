"""The words of alerts: what can be measured, in what unit, from what kind of data, and how an alert goes through life.

Every measure counts upwards: a higher value is more reason to raise, never less. So more of what a rule looks at never
takes an alert away.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a value of a measure counts: always a whole number of these."""

    MINUTES = "minutes"
    TIMES = "times"
    DAYS = "days"
    PERCENT = "percent"
    LEVEL = "level"  # of a judgement: 1 asks attention, 2 is a concern


class Source(StrEnum):
    """The kind of data a measure reads. A student of whom a source says nothing has no data: never "fine"."""

    ABSENCE = "absence"
    RESULTS = "results"
    PLACEMENT = "placement"
    TALKS = "talks"
    PERSON = "person"  # somebody raised it: nothing is measured


class Measure(StrEnum):
    """What a rule looks at. Days are inclusive: a window of 7 days that ends on day D begins on D - 6."""

    UNAUTHORISED_MINUTES = "unauthorised_minutes"
    """Minutes of unauthorised and luxury absence in the window."""
    ABSENT_MINUTES = "absent_minutes"
    """Minutes of every kind of absence but being late, in the window: authorised and sick too."""
    LATE_TIMES = "late_times"
    """Times late in the window."""
    SICK_PERIODS = "sick_periods"
    """Separate periods of sickness that touch the window: days of sickness more than `gap_days` apart are two periods.
    A period is counted by its days inside the window only."""
    ABSENCE_CHANGE = "absence_change"
    """Minutes of absence (not authorised, not late) in the window above the student's own usual: what the `past_days`
    before the window held, times window / past (rounded down). Never below 0. No data until the enrolment has run
    for the past and the window together."""
    FAILED_RESULTS = "failed_results"
    """Units whose latest result so far lies in the window and is not a pass (`passed` is false)."""
    CREDITS_BEHIND = "credits_behind"
    MODULES_BEHIND = "modules_behind"
    PLACEMENT_BEHIND = "placement_behind"
    """Percent (rounded down) that the student lacks of the latest norm reached of the own programme: credits earned,
    units passed, hours of placement. A programme without a norm, or a norm not reached yet, gives no finding."""
    ATTITUDE_LEVEL = "attitude_level"
    """How the latest talk in the window that judged it judged the professional attitude: 1 attention, 2 concern."""
    LIFE_AREA_LEVEL = "life_area_level"
    """The same for how the student is doing (wellbeing)."""
    DAYS_WITHOUT_TALK = "days_without_talk"
    """Days since the latest talk, or since the first day of the running enrolment when there was none."""
    AGREEMENTS_OVERDUE = "agreements_overdue"
    """Open agreements whose last day has passed and of which the student did not say that it is done."""
    RAISED = "raised"
    """Somebody raised a concern or gave kudos. Not measured."""
    SIGNALS_NOTICED = "signals_noticed"
    """Different signals of the list for mentors that people noticed in the window. Counted when one is noticed."""
    DAYS_BACK = "days_back"
    """Positive: days since the latest day of absence (authorised and late do not count), when the `past_days` up to
    and including that day held at least `floor` minutes of it; else 0. After `past_days` it is no news, and 0 again."""
    AGREEMENTS_KEPT = "agreements_kept"
    """Positive: agreements answered as kept in the window."""
    RESULTS_IMPROVED = "results_improved"
    """Positive: units passed in the window of which an earlier result was not a pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Unit and source of a measure, whether it needs a window, and the names of its parameters (all required)."""

    unit: Unit
    source: Source
    window: bool = True
    parameters: frozenset[str] = frozenset()


MEASURES: dict[Measure, Counted] = {
    Measure.UNAUTHORISED_MINUTES: Counted(unit=Unit.MINUTES, source=Source.ABSENCE),
    Measure.ABSENT_MINUTES: Counted(unit=Unit.MINUTES, source=Source.ABSENCE),
    Measure.LATE_TIMES: Counted(unit=Unit.TIMES, source=Source.ABSENCE),
    Measure.SICK_PERIODS: Counted(unit=Unit.TIMES, source=Source.ABSENCE, parameters=frozenset({"gap_days"})),
    Measure.ABSENCE_CHANGE: Counted(unit=Unit.MINUTES, source=Source.ABSENCE, parameters=frozenset({"past_days"})),
    Measure.FAILED_RESULTS: Counted(unit=Unit.TIMES, source=Source.RESULTS),
    Measure.CREDITS_BEHIND: Counted(unit=Unit.PERCENT, source=Source.RESULTS, window=False),
    Measure.MODULES_BEHIND: Counted(unit=Unit.PERCENT, source=Source.RESULTS, window=False),
    Measure.PLACEMENT_BEHIND: Counted(unit=Unit.PERCENT, source=Source.PLACEMENT, window=False),
    Measure.ATTITUDE_LEVEL: Counted(unit=Unit.LEVEL, source=Source.TALKS),
    Measure.LIFE_AREA_LEVEL: Counted(unit=Unit.LEVEL, source=Source.TALKS),
    Measure.DAYS_WITHOUT_TALK: Counted(unit=Unit.DAYS, source=Source.TALKS, window=False),
    Measure.AGREEMENTS_OVERDUE: Counted(unit=Unit.TIMES, source=Source.TALKS, window=False),
    Measure.RAISED: Counted(unit=Unit.TIMES, source=Source.PERSON, window=False),
    Measure.SIGNALS_NOTICED: Counted(unit=Unit.TIMES, source=Source.PERSON),
    Measure.DAYS_BACK: Counted(
        unit=Unit.DAYS, source=Source.ABSENCE, window=False, parameters=frozenset({"past_days", "floor"})
    ),
    Measure.AGREEMENTS_KEPT: Counted(unit=Unit.TIMES, source=Source.TALKS),
    Measure.RESULTS_IMPROVED: Counted(unit=Unit.TIMES, source=Source.RESULTS),
}


class Tone(StrEnum):
    CONCERN = "concern"
    POSITIVE = "positive"


class Pace(StrEnum):
    """How soon somebody should look: part of the ranking, set in the rule."""

    FIRST = "first"
    SOON = "soon"
    CALM = "calm"


class FindingState(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"


class State(StrEnum):
    """The life of an alert. What waits for room in the capacity is `raised`; offered or taken, it is owned."""

    RAISED = "raised"
    OWNED = "owned"
    ANSWERED = "answered"
    CLOSED = "closed"


class AnswerKind(StrEnum):
    """What the owner does about it."""

    TALK = "talk"
    PLAN = "plan"
    REFERRAL = "referral"
    REPORT = "report"
    NO_ACTION = "no_action"


class Outcome(StrEnum):
    """How it ended; written as facts."""

    BETTER = "better"
    HELP_RUNS = "help_runs"
    PROCEDURE = "procedure"
    NOT_NEEDED = "not_needed"
    NOT_RIGHT = "not_right"  # the figures or the concern turned out to be wrong
    NO_RESPONSE = "no_response"  # outreach was repeated and documented, nobody answered
    LEFT = "left"


class Signal(StrEnum):
    """The list for mentors (S-623): what a person may notice. Facts that are seen, no causes and no labels."""

    ABSENCE = "absence"
    LATENESS = "lateness"
    SICKNESS = "sickness"
    CONCENTRATION = "concentration"
    MOOD = "mood"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


class Behind(StrEnum):
    """Who stands behind the owner: sees what stays unanswered."""

    TEAM_LEADER = "team_leader"
    SUPPORT_ADVISOR = "support_advisor"
