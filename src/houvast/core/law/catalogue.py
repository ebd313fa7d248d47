"""Which rules there are, and the module in `rules` that holds each; modules are imported when they are asked for."""

from functools import cache
from importlib import import_module
from typing import Any, Final

from houvast.core.law.errors import UnknownRule
from houvast.core.law.rule import Rule

MODULES: Final[dict[str, str]] = {
    "education-duty": "education_duty",
    "basic-qualification": "basic_qualification",
    "guardian-involvement": "guardian_involvement",
    "removal": "removal",
    "legal-protection": "legal_protection",
    "appeal-deadline": "legal_protection",
    "deregistration": "deregistration",
    "early-leaver": "early_leaver",
    "absence-report": "absence_report",
    "admission": "admission",
    "study-choice-advice": "admission",
    "study-advice-window": "study_advice",
    "study-advice-negative": "study_advice",
    "study-advice-hbo": "study_advice_hbo",
    "suspension": "measures",
    "unsuitability": "measures",
    "support-agreement": "enrolment",
    "reenrolment": "enrolment",
    "career-guidance-after": "enrolment",
    "equal-treatment": "rights",
    "pregnancy-leave": "rights",
    "student-fund": "rights",
    "course-costs": "rights",
    "exemption": "rights",
    "practical-and-special-education": "origin",
    "leaving-registered": "origin",
    "student-finance-right": "student_finance",
    "student-finance-absence": "student_finance",
    "student-finance-leaving": "student_finance",
    "retention": "retention",
    "paid-appointment": "paid_appointment",
    "appointment-registration": "paid_appointment",
    "progress-rating": "progress_rating",
    "workplace-resit": "workplace",
    "training-school-switch": "workplace",
    "long-term-student": "workplace",
}


def rule_ids() -> tuple[str, ...]:
    """The names of all rules, in the order in which people read them."""
    return tuple(MODULES)


@cache
def rule_named(rule_id: str) -> Rule[Any]:
    """The rule of that name; raises UnknownRule."""
    if rule_id not in MODULES:
        raise UnknownRule(rule_id, rule_ids())
    module = import_module(f"houvast.core.law.rules.{MODULES[rule_id]}")
    rules: tuple[Rule[Any], ...] = module.RULES
    return next(rule for rule in rules if rule.id == rule_id)
