"""What the law book says for workplace learning: plain questions with plain answers.

What a list asks for every student, with a day for all there is to know, is asked once for each pair of days.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from houvast import lawbook
from houvast.core.calendar import SchoolYear, school_year_of
from houvast.core.law.answers import Answer
from houvast.core.law.rules.paid_appointment import BELOW, CREDITS, NORM

JOB_LEVELS = (3, 4)
OLD_NORM = "may"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days before a school year; `shared_on`, of list and letters, is None where no day was agreed."""

    inventory_on: date
    shared_on: date | None
    register_before: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one student is. Unknown numbers are None and are asked for, never guessed."""

    mode: str
    level: int
    cohort: str | None
    credits: float | None
    maximum: float | None
    first_semester_open: float | None
    foundation_passed: bool | None
    study_year: int | None


def year_after(day: date) -> str:
    """The school year after the one in which `day` lies: the one an inventory is made for."""
    return SchoolYear(begins_in=school_year_of(day).begins_in + 1).label


@lru_cache(maxsize=64)
def days_of(school_year: str, on: date) -> Days:
    """The days that hold for appointments in this school year, under the norm of `on`."""
    nothing = dict.fromkeys(
        ("registered_on", "mode", "level", "eligible", "fte", "lesson_hours", "follows_timetable", "weekly_visit")
    )
    facts = {**nothing, "mentor_tasks": None, "school_year": school_year}
    outcome = lawbook.ask("appointment-registration", facts, on=on).outcome
    inventory_on, shared_on, before = outcome["inventory_on"], outcome["shared_on"], outcome["register_before"]
    assert isinstance(inventory_on, date)
    assert isinstance(before, date)
    return Days(
        inventory_on=inventory_on, shared_on=shared_on if isinstance(shared_on, date) else None, register_before=before
    )


def eligibility(progress: Progress, on: date) -> Answer:
    """May a paid job be the placement of this student, at `progress.level`? Raises QuestionError."""
    facts: dict[str, object] = {
        "mode": progress.mode,
        "level": progress.level,
        "cohort": progress.cohort,
        "credits": progress.credits,
        "maximum_attainable": progress.maximum,
        "main_phase_first_semester_open": progress.first_semester_open,
        "foundation_passed": progress.foundation_passed,
    }
    if progress.study_year is not None:
        facts["study_year"] = progress.study_year
    return lawbook.ask("paid-appointment", facts, on=on)


def credits_needed(level: int, maximum: float | None, on: date) -> Decimal | None:
    """The least credits that meet the norm of `on`; None when the maximum that it goes by is not known."""
    if level not in JOB_LEVELS:
        return None
    rule = lawbook.rule_named("paid-appointment")
    law = lawbook.book_for(rule).view(rule, on, None, None).law
    if law[NORM] == OLD_NORM:
        return Decimal(law[CREDITS[level]])
    return None if maximum is None else Decimal(str(maximum)) - law[BELOW[level]]


@lru_cache(maxsize=4096)
def guided_by_programme(enrolled_on: date | None, on: date) -> bool:
    """Whether the programme itself guides, since the student is enrolled for so many years (S-108 to S-110)."""
    if enrolled_on is None or enrolled_on > on:
        return False
    answer = lawbook.ask("long-term-student", {"enrolled_on": enrolled_on, "finished_on": None}, on=on)
    return answer.outcome["guided_by"] == "programme"


def study_year_on(enrolled_on: date | None, on: date) -> int | None:
    """The how-manieth study year it is, counted in school years from the first; None when that is not known."""
    if enrolled_on is None or enrolled_on > on:
        return None
    return school_year_of(on).begins_in - school_year_of(enrolled_on).begins_in + 1
