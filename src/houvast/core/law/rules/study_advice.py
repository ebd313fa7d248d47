"""Study advice in mbo: when it may be given, and what a negative advice asks first.

WEB art. 8.1.7a (in its forms before and since 2023-08-01); WHW art. 7.8b for hbo; S-339 to S-348.
"""

from dataclasses import dataclass
from datetime import date

from houvast.core.calendar import DAY, months_after
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import ABSENT, Absent, Spec, fact, number, one_of, optional
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.education_duty import DUTY_KEYS, duty_on
from houvast.core.law.rules.person import BIRTH_DATE, ask_for_unknown, happened, in_order, not_later, on_day
from houvast.core.law.rules.removal import HEARD, OTHER_WILLING, SEARCH_STARTED_ON, SEARCH_WEEKS, search_is_done
from houvast.core.law.text import Text

FIRST_GIVEN = Key("study-advice.first-given", bool)
ONE_YEAR_FROM = Key("study-advice.one-year-from-months", int)
ONE_YEAR_UNTIL = Key("study-advice.one-year-until-months", int)
LAST_DAY_BEFORE = Key("study-advice.last-day-before-months", int)
LONGER_FROM = Key("study-advice.longer-from-months", int)
FIRST_YEAR = Key("study-advice.first-year-months", int)
WINDOW_KEYS = (FIRST_GIVEN, ONE_YEAR_FROM, ONE_YEAR_UNTIL, LAST_DAY_BEFORE, LONGER_FROM, FIRST_YEAR)
FORM = Key("study-advice.form", str)
PROGRESS = Key("study-advice.progress-and-circumstances", bool)
CIRCUMSTANCES = Key("study-advice.circumstances-list", tuple)
FACILITIES = Key("study-advice.facilities", bool)
WARNING = Key("study-advice.warning", bool)
OTHER_PROGRAMME = Key("study-advice.other-programme", bool)
HEARING = Key("study-advice.hearing", bool)
HBO = Key("study-advice.hbo-conditions", bool)
CONDITIONAL = Key("study-advice.conditional-advice", bool)

PROGRAMME_START = on_day("start van de opleiding", "start of the programme")
PROGRAMME_YEARS = Spec(kind=number(0.25, 8), title=Text("studieduur in jaren", "length of the programme in years"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowFacts:
    programme_start: date | None = fact(PROGRAMME_START)
    programme_years: float | None = fact(PROGRAMME_YEARS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeFacts:
    programme_start: date | None = fact(PROGRAMME_START)
    programme_years: float | None = fact(PROGRAMME_YEARS)
    birth_date: date | None = fact(BIRTH_DATE)
    warned_on: date | None = fact(on_day("schriftelijk gewaarschuwd op", "warned in writing on"))
    term_ends_on: date | None = fact(on_day("laatste dag van de verbetertermijn", "last day of the term to improve"))
    facilities_given: bool | None = fact(happened("voorzieningen gegeven", "facilities given"))
    circumstances_weighed: bool | None = fact(
        happened("persoonlijke omstandigheden gewogen", "personal circumstances weighed"),
    )
    heard: bool | None = fact(HEARD)
    other_programme_offered: bool | None = fact(happened("andere opleiding aangeboden", "another programme offered"))
    progress_insufficient: bool | Absent | None = optional(
        happened("onvoldoende vooruitgang vastgesteld", "insufficient progress established"),
    )
    search_started_on: date | Absent | None = optional(SEARCH_STARTED_ON)
    other_institution_willing: bool | Absent | None = optional(OTHER_WILLING)
    institution_kind: str | Absent | None = optional(
        Spec(kind=one_of("mbo", "hbo"), title=Text("soort instelling", "kind of institution")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days on which the advice may be given, both included."""

    earliest: date
    latest: date


def window(programme_start: date, programme_years: float, law: Law) -> Window:
    """The window of a programme; up to one year long counts as one-year."""
    from_key, until_key = (ONE_YEAR_FROM, ONE_YEAR_UNTIL) if programme_years <= 1 else (LONGER_FROM, FIRST_YEAR)
    earliest = months_after(programme_start, law[from_key])
    latest = months_after(programme_start, law[until_key]) - law[LAST_DAY_BEFORE] * DAY
    return Window(earliest=earliest, latest=max(earliest, latest))


def _explain_window(start: date, years: float, reasons: Reasons, *words: str, found: Window) -> None:
    days: dict[str, object] = {"earliest": found.earliest, "latest": found.latest}
    if years <= 1:
        reasons.because(ONE_YEAR_FROM)
        reasons.because(ONE_YEAR_UNTIL, *words, **days)
        reasons.because(LAST_DAY_BEFORE)
        reasons.ask("study-advice.last-day-reading")
    else:
        reasons.because(LONGER_FROM, "study-advice.not-third-month")
        reasons.because(FIRST_YEAR, *words, **days)
    if (start.month, start.day) != (8, 1):
        reasons.ask("study-advice.reading-other-start")


def study_advice_window(facts: WindowFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(FIRST_GIVEN)
    if facts.programme_start is None or facts.programme_years is None:
        ask_for_unknown(reasons, facts, "programme_start", "programme_years")
        return reasons.conclude(earliest=None, latest=None)
    found = window(facts.programme_start, facts.programme_years, law)
    _explain_window(facts.programme_start, facts.programme_years, reasons, found=found)
    reasons.ask("study-advice.continuous-route")
    return reasons.conclude(earliest=found.earliest, latest=found.latest)


def study_advice_negative(facts: NegativeFacts, law: Law) -> Finding:
    """What is missing, in the order in which a school meets it: window, care, hearing, another programme."""
    in_order(("warned_on", facts.warned_on), ("term_ends_on", facts.term_ends_on))
    in_order(("programme_start", facts.programme_start), ("warned_on", facts.warned_on))
    not_later("birth_date", facts.birth_date, law)
    hbo = facts.institution_kind == "hbo"
    reasons = Reasons(law)
    missing: list[str] = []
    if hbo:
        reasons.because(HBO)
        reasons.ask("study-advice.hbo-window")
    else:
        reasons.because(FORM)
        missing += _window_missing(facts, law, reasons)
    missing += _care_missing(facts, law, reasons)
    if hbo and not facts.heard:
        missing.append("heard")
    if not hbo:
        reasons.because(HEARING)
        missing += _offer_missing(facts, law, reasons)
        reasons.because(CONDITIONAL)
        reasons.ask("study-advice.continuous-route")
    return reasons.conclude(allowed=not missing, missing=tuple(missing))


def _window_missing(facts: NegativeFacts, law: Law, reasons: Reasons) -> list[str]:
    if facts.programme_start is None or facts.programme_years is None:
        ask_for_unknown(reasons, facts, "programme_start", "programme_years")
        return ["window"]
    found = window(facts.programme_start, facts.programme_years, law)
    reasons.note("earliest", found.earliest)
    reasons.note("latest", found.latest)
    inside = found.earliest <= law.on <= found.latest
    words = () if inside else ("study-advice.outside-window",)
    _explain_window(facts.programme_start, facts.programme_years, reasons, *words, found=found)
    return [] if inside else ["window"]


def _care_missing(facts: NegativeFacts, law: Law, reasons: Reasons) -> list[str]:
    missing: list[str] = []
    if facts.progress_insufficient is ABSENT:
        reasons.ask("study-advice.progress")
    elif not facts.progress_insufficient:
        missing.append("progress_insufficient")
    reasons.because(PROGRESS)
    reasons.because(CIRCUMSTANCES)
    reasons.because(FACILITIES)
    reasons.because(WARNING)
    if not facts.circumstances_weighed:
        missing.append("circumstances_weighed")
    reasons.ask("study-advice.circumstances")
    if not facts.facilities_given:
        missing.append("facilities_given")
    if facts.warned_on is None or facts.warned_on > law.on:
        missing.append("warned_on")
    # The last day of the term still belongs to the student: a decision comes the day after at the earliest.
    no_term = facts.term_ends_on is None or facts.term_ends_on == facts.warned_on
    if no_term or (facts.term_ends_on is not None and law.on <= facts.term_ends_on):
        missing.append("term_ends_on")
    reasons.ask("study-advice.reasonable-term")
    return missing


def _offer_missing(facts: NegativeFacts, law: Law, reasons: Reasons) -> list[str]:
    reasons.because(OTHER_PROGRAMME)
    missing: list[str] = []
    bound = facts.birth_date is not None and duty_on(facts.birth_date, None, law).binds
    started, willing = facts.search_started_on, facts.other_institution_willing
    searched = started is not ABSENT or willing is not ABSENT
    # Before 2023-08-01 only those with an education duty had a right to the search, and nobody to another programme.
    if (law[OTHER_PROGRAMME] or (bound and not searched)) and not facts.other_programme_offered:
        missing.append("other_programme_offered")
    if not law[OTHER_PROGRAMME] and facts.birth_date is None:
        ask_for_unknown(reasons, facts, "birth_date")
        missing.append("birth_date")
    if searched and (law[OTHER_PROGRAMME] or bound):
        reasons.because(SEARCH_WEEKS)
        started_on = None if started is ABSENT else started
        if not search_is_done(started_on, willing=None if willing is ABSENT else willing, law=law):
            missing.append("search_started_on")
    return missing


RULES = (
    Rule(
        id="study-advice-window",
        title=Text("Wanneer het studieadvies komt", "When the study advice is due"),
        question=Text(
            "Vanaf wanneer en tot wanneer mag het studieadvies komen?",
            "From when until when may the study advice be given?",
        ),
        facts=WindowFacts,
        outcome={"earliest": Text("vroegste dag", "earliest day"), "latest": Text("laatste dag", "latest day")},
        uses=WINDOW_KEYS,
        formulas=(study_advice_window,),
        boundaries=(
            Boundary(fact="programme_start", key=ONE_YEAR_FROM),
            Boundary(fact="programme_start", key=ONE_YEAR_UNTIL),
            Boundary(fact="programme_start", key=LONGER_FROM),
            Boundary(fact="programme_start", key=FIRST_YEAR),
        ),
    ),
    Rule(
        id="study-advice-negative",
        title=Text("Negatief bindend studieadvies", "Negative binding study advice"),
        question=Text(
            "Mag de school een negatief bindend studieadvies geven?",
            "May the school give a negative binding study advice?",
        ),
        facts=NegativeFacts,
        outcome={
            "allowed": Text("toegestaan", "allowed"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
        },
        uses=(
            *WINDOW_KEYS,
            *DUTY_KEYS,
            FORM,
            PROGRESS,
            CIRCUMSTANCES,
            FACILITIES,
            WARNING,
            OTHER_PROGRAMME,
            HEARING,
            HBO,
            CONDITIONAL,
            SEARCH_WEEKS,
        ),
        formulas=(study_advice_negative,),
        boundaries=(
            Boundary(fact="programme_start", key=ONE_YEAR_FROM),
            Boundary(fact="programme_start", key=LONGER_FROM),
            Boundary(fact="search_started_on", key=SEARCH_WEEKS),
        ),
    ),
)
