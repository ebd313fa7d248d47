"""Student finance in mbo, as advice: who has a right, what long absence does, and what stopping does.

WSF 2000 chapters 4 to 6; WEB art. 8.1.7; S-374 to S-385. DUO decides; the rule says what to look out for.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from houvast.core.calendar import DAY, anniversary, months_after
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import ABSENT, Absent, Spec, fact, one_of, optional, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.person import (
    BIRTH_DATE,
    ask_for_unknown,
    happened,
    in_order,
    not_later,
    on_day,
)
from houvast.core.law.rules.terms import TERM_KEYS, working_days
from houvast.core.law.text import Text

FROM_AGE = Key("student-finance.from-age", int)
UNTIL_AGE = Key("student-finance.until-age", int)
PATHWAYS = Key("student-finance.pathways", tuple)
TRAVEL = Key("student-finance.travel", bool)
GIFT = Key("student-finance.gift-levels", int)
PERFORMANCE = Key("student-finance.performance-grant", int)
DIPLOMA_YEARS = Key("student-finance.diploma-years", int)
DISABILITY_YEARS = Key("student-finance.disability-years", int)
FIRST_YEAR = Key("student-finance.first-year-until", str)
SPECIALIST = Key("student-finance.specialist-years", int)
AFTER_GRANT = Key("student-finance.after-grant-years", int)
LOANS = Key("student-finance.loans-repaid", bool)
ABSENCE_WEEKS = Key("student-finance.absence-weeks", int)
WARN_WEEKS = Key("student-finance.warn-after-weeks", int)
WARN_DAYS = Key("student-finance.warn-within-days", int)
ESTABLISH_WEEKS = Key("student-finance.establish-after-weeks", int)
ESTABLISH_DAYS = Key("student-finance.establish-within-days", int)
RETURN_WEEKS = Key("student-finance.return-weeks", int)
VALID_REASONS = Key("student-finance.valid-reasons", tuple)
GIFT_LEVELS = (1, 2)

LEVEL = Spec(kind=whole(1, 4), title=Text("niveau (1 is entree)", "level (1 is entree)"))
PATHWAY = Spec(kind=one_of("bol", "bbl"), title=Text("leerweg", "pathway"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RightFacts:
    birth_date: date | None = fact(BIRTH_DATE)
    pathway: str | None = fact(PATHWAY)
    level: int | None = fact(LEVEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceFacts:
    level: int | None = fact(LEVEL)
    absent_since: date | None = fact(on_day("eerste dag van het verzuim", "first day of the absence"))
    returned_on: date | None = fact(on_day("eerste dag terug", "first day back"))
    valid_reason: bool | None = fact(happened("geldige reden", "valid reason"))
    holiday_weeks: int | Absent | None = optional(
        Spec(kind=whole(0, 10), title=Text("vakantieweken in het verzuim", "holiday weeks in the absence")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingFacts:
    level: int | None = fact(LEVEL)
    finance_since: date | None = fact(on_day("eerste maand studiefinanciering", "first month of student finance"))
    stopped_on: date | None = fact(on_day("gestopt op", "stopped on"))
    diploma_on: date | None = fact(on_day("diploma van niveau 3 of hoger op", "diploma of level 3 or higher on"))
    disability: bool | None = fact(happened("beperking of chronische ziekte", "disability or chronic illness"))


def student_finance_right(facts: RightFacts, law: Law) -> Finding:
    not_later("birth_date", facts.birth_date, law)
    reasons = Reasons(law)
    for key in (PATHWAYS, FROM_AGE, UNTIL_AGE, TRAVEL):
        reasons.because(key)
    reasons.ask("student-finance.duo-decides")
    reasons.ask("student-finance.nationality")
    if facts.birth_date is None or facts.pathway is None:
        ask_for_unknown(reasons, facts, "birth_date", "pathway")
        return reasons.conclude(finance=None, travel_product=None, form=None)
    in_pathway = facts.pathway in law[PATHWAYS]
    old_enough = law.on >= anniversary(facts.birth_date, law[FROM_AGE])
    young_enough = law.on < anniversary(facts.birth_date, law[UNTIL_AGE])
    form = None
    if facts.level is not None and in_pathway:
        form = "gift" if facts.level in GIFT_LEVELS else "performance_grant"
        reasons.because(GIFT if facts.level in GIFT_LEVELS else PERFORMANCE)
        if facts.level not in GIFT_LEVELS:
            reasons.because(DIPLOMA_YEARS)
            reasons.because(SPECIALIST)
            reasons.because(AFTER_GRANT)
    reasons.because(LOANS)
    return reasons.conclude(
        finance=in_pathway and old_enough and young_enough,
        travel_product=in_pathway and young_enough,
        form=form,
    )


def student_finance_absence(facts: AbsenceFacts, law: Law) -> Finding:
    """Warning, becoming a loan, establishing, and becoming a gift again, each with its day."""
    in_order(("absent_since", facts.absent_since), ("returned_on", facts.returned_on))
    not_later("absent_since", facts.absent_since, law)
    reasons = Reasons(law)
    for key in (ABSENCE_WEEKS, VALID_REASONS):
        reasons.because(key)
    reasons.ask("student-finance.duo-decides")
    if facts.level is None or facts.absent_since is None:
        ask_for_unknown(reasons, facts, "level", "absent_since")
        return _no_absence_rule(reasons, becomes_loan=None)
    if facts.level not in GIFT_LEVELS or facts.valid_reason:
        return _no_absence_rule(reasons, becomes_loan=False)
    for key in (WARN_WEEKS, WARN_DAYS, ESTABLISH_WEEKS, ESTABLISH_DAYS, RETURN_WEEKS):
        reasons.because(key)
    reasons.ask("student-finance.valid-reason")
    holidays = 0 if facts.holiday_weeks is ABSENT or facts.holiday_weeks is None else facts.holiday_weeks
    if not holidays:
        reasons.ask("student-finance.holidays-lengthen")
    return _absence_days(facts, facts.absent_since, holidays, law, reasons)


def _no_absence_rule(reasons: Reasons, *, becomes_loan: bool | None) -> Finding:
    return reasons.conclude(
        becomes_loan=becomes_loan,
        loan_from=None,
        warn_by=None,
        establish_by=None,
        gift_again_from=None,
    )


def _absence_days(facts: AbsenceFacts, since: date, holidays: int, law: Law, reasons: Reasons) -> Finding:
    days = working_days(law)

    def after(key: Key[int]) -> date:
        return since + timedelta(weeks=law[key] + holidays)

    until = law.on if facts.returned_on is None else min(law.on, facts.returned_on)
    becomes_loan = until >= after(ABSENCE_WEEKS)
    back_in_time = (
        facts.returned_on is not None and facts.returned_on <= law.on and facts.returned_on < after(RETURN_WEEKS) + DAY
    )
    gift_again = becomes_loan and back_in_time and facts.returned_on is not None
    reasons.note("absence_reached_on", after(ABSENCE_WEEKS))
    return reasons.conclude(
        becomes_loan=becomes_loan,
        loan_from=_next_month(since) if becomes_loan else None,
        warn_by=days.after(after(WARN_WEEKS), law[WARN_DAYS]) if until >= after(WARN_WEEKS) else None,
        establish_by=days.after(after(ESTABLISH_WEEKS), law[ESTABLISH_DAYS])
        if until >= after(ESTABLISH_WEEKS)
        else None,
        gift_again_from=_next_month(facts.returned_on) if gift_again and facts.returned_on is not None else None,
    )


def _next_month(day: date) -> date:
    return months_after(day.replace(day=1), 1)


def student_finance_leaving(facts: LeavingFacts, law: Law) -> Finding:
    in_order(("finance_since", facts.finance_since), ("stopped_on", facts.stopped_on))
    in_order(("finance_since", facts.finance_since), ("diploma_on", facts.diploma_on))
    reasons = Reasons(law)
    reasons.because(LOANS)
    reasons.ask("student-finance.duo-decides")
    if facts.level is None:
        reasons.because(GIFT)
        reasons.because(PERFORMANCE)
        ask_for_unknown(reasons, facts, "level")
        return reasons.conclude(grant=None, diploma_by=None)
    if facts.level in GIFT_LEVELS:
        reasons.because(GIFT)
        return reasons.conclude(grant="gift", diploma_by=None)
    reasons.because(PERFORMANCE)
    if facts.finance_since is None:
        ask_for_unknown(reasons, facts, "finance_since")
        return reasons.conclude(grant="not_yet", diploma_by=None)
    return _performance_grant(facts, facts.finance_since, law, reasons)


def _performance_grant(facts: LeavingFacts, since: date, law: Law, reasons: Reasons) -> Finding:
    years = law[DIPLOMA_YEARS]
    reasons.because(DIPLOMA_YEARS)
    if facts.disability:
        years += law[DISABILITY_YEARS]
        reasons.because(DISABILITY_YEARS)
    diploma_by = anniversary(since.replace(day=1), years) - DAY
    reasons.because(FIRST_YEAR)
    if facts.stopped_on is not None and _in_first_year(since, facts.stopped_on, law):
        return reasons.conclude(grant="becomes_gift", diploma_by=None)
    if facts.diploma_on is not None and facts.diploma_on <= diploma_by:
        return reasons.conclude(grant="becomes_gift", diploma_by=diploma_by)
    grant = "repaid_unless_diploma" if law.on <= diploma_by else "repaid"
    return reasons.conclude(grant=grant, diploma_by=diploma_by)


def _in_first_year(since: date, stopped_on: date, law: Law) -> bool:
    """Whether the student stopped before the first 1 February after the finance began."""
    month, day = (int(part) for part in law[FIRST_YEAR].split("-"))
    limit = date(since.year, month, day)
    return stopped_on < (limit if since < limit else anniversary(limit, 1))


RULES = (
    Rule(
        id="student-finance-right",
        title=Text("Recht op studiefinanciering", "Right to student finance"),
        question=Text("Heb ik recht op studiefinanciering?", "Do I have a right to student finance?"),
        facts=RightFacts,
        outcome={
            "finance": Text("studiefinanciering", "student finance"),
            "travel_product": Text("reisproduct", "travel product"),
            "form": Text("gift of prestatiebeurs", "gift or performance grant"),
        },
        uses=(FROM_AGE, UNTIL_AGE, PATHWAYS, TRAVEL, GIFT, PERFORMANCE, DIPLOMA_YEARS, SPECIALIST, AFTER_GRANT, LOANS),
        formulas=(student_finance_right,),
        boundaries=(Boundary(fact="birth_date", key=FROM_AGE), Boundary(fact="birth_date", key=UNTIL_AGE)),
    ),
    Rule(
        id="student-finance-absence",
        title=Text("Lang verzuim en studiefinanciering", "Long absence and student finance"),
        question=Text("Wat doet lang verzuim met de beurs?", "What does long absence do to the grant?"),
        facts=AbsenceFacts,
        outcome={
            "becomes_loan": Text("beurs wordt lening", "grant becomes a loan"),
            "loan_from": Text("lening vanaf", "loan from"),
            "warn_by": Text("school waarschuwt uiterlijk", "school warns by"),
            "establish_by": Text("school stelt vast uiterlijk", "school establishes by"),
            "gift_again_from": Text("weer een gift vanaf", "a gift again from"),
        },
        uses=(
            *TERM_KEYS,
            *(ABSENCE_WEEKS, WARN_WEEKS, WARN_DAYS, ESTABLISH_WEEKS, ESTABLISH_DAYS, RETURN_WEEKS, VALID_REASONS),
        ),
        formulas=(student_finance_absence,),
        boundaries=(
            Boundary(fact="absent_since", key=WARN_WEEKS),
            Boundary(fact="absent_since", key=ABSENCE_WEEKS),
            Boundary(fact="absent_since", key=ESTABLISH_WEEKS),
        ),
    ),
    Rule(
        id="student-finance-leaving",
        title=Text("Stoppen en studiefinanciering", "Leaving and student finance"),
        question=Text("Wat gebeurt er met mijn beurs als ik stop?", "What happens to my grant when I stop?"),
        facts=LeavingFacts,
        outcome={
            "grant": Text(
                "wat er met de beurs gebeurt (gift, becomes_gift, repaid_unless_diploma, repaid, not_yet)",
                "what happens to the grant (gift, becomes_gift, repaid_unless_diploma, repaid, not_yet)",
            ),
            "diploma_by": Text("diploma uiterlijk op", "diploma by"),
        },
        uses=(GIFT, PERFORMANCE, DIPLOMA_YEARS, DISABILITY_YEARS, FIRST_YEAR, LOANS),
        formulas=(student_finance_leaving,),
        boundaries=(Boundary(fact="finance_since", key=DIPLOMA_YEARS),),
    ),
)
