"""What the parts of a plan and of an adjustment are called."""

from functools import lru_cache

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from houvast.core.access.words import Relation
from houvast.plan.models import Adjustment, AdjustmentEvaluation, AdjustmentOption, PlanChange, PlanSection, PlanTask

AREAS = {
    PlanSection.Area.EDUCATION_WORK: _("Education and work"),
    PlanSection.Area.STUDY_SKILLS: _("Learning to learn"),
    PlanSection.Area.HEALTH: _("Health"),
    PlanSection.Area.MONEY: _("Money"),
    PlanSection.Area.HOUSING: _("Housing"),
    PlanSection.Area.SOCIAL: _("Friends and family"),
    PlanSection.Area.FREE_TIME: _("Free time"),
    PlanSection.Area.JUSTICE: _("Police and justice"),
}
SIDES = {
    PlanTask.Side.STUDENT: pgettext_lazy("who does it", "the student"),
    PlanTask.Side.SCHOOL: pgettext_lazy("who does it", "the school"),
    PlanTask.Side.HELPER: pgettext_lazy("who does it", "a helper"),
    PlanTask.Side.NETWORK: pgettext_lazy("who does it", "somebody close to the student"),
}
STATUSES = {
    PlanTask.Status.OPEN: pgettext_lazy("task", "to do"),
    PlanTask.Status.DONE: pgettext_lazy("task", "done"),
    PlanTask.Status.NOT_DONE: pgettext_lazy("task", "not done"),
    PlanTask.Status.DROPPED: pgettext_lazy("task", "no longer needed"),
}
AUDIENCES = {
    Relation.COACH: pgettext_lazy("who may see it", "the coach"),
    Relation.SUPPORT_ADVISOR: pgettext_lazy("who may see it", "the support advisor"),
    Relation.GUARDIAN: pgettext_lazy("who may see it", "parents or carers"),
    Relation.TRUSTED_PERSON: pgettext_lazy("who may see it", "the trusted person"),
    Relation.PARTNER: pgettext_lazy("who may see it", "a partner outside school"),
}
CHANGES = {
    PlanChange.Kind.STARTED: _("Began the plan"),
    PlanChange.Kind.GOAL: _("Changed the goal"),
    PlanChange.Kind.AGREED: _("Changed what we agreed"),
    PlanChange.Kind.SHARING: _("Changed who may see it"),
    PlanChange.Kind.TASK_ADDED: _("Added a task"),
    PlanChange.Kind.TASK_ANSWERED: _("Said how a task went"),
    PlanChange.Kind.REVIEW_PLANNED: _("Planned a moment to look back"),
    PlanChange.Kind.REVIEW_HELD: _("Looked back together"),
    PlanChange.Kind.SIGNED: _("Signed the plan"),
}
DOMAINS = {
    Adjustment.Domain.CAREER_ORIENTATION: _("choosing a programme or a job"),
    Adjustment.Domain.ACCESS: _("getting into a programme"),
    Adjustment.Domain.OFFERING: _("following the lessons"),
    Adjustment.Domain.TESTS: _("tests and exams"),
    Adjustment.Domain.FINISHING: _("finishing the programme"),
}
GROUNDS = {
    Adjustment.Ground.DISABILITY: _("a disability or a long-lasting illness"),
    Adjustment.Ground.PREGNANCY: _("pregnancy or a young child"),
    Adjustment.Ground.CARE: _("care for somebody at home"),
    Adjustment.Ground.WORK: _("work beside the programme"),
    Adjustment.Ground.LIVING: _("the situation at home"),
    Adjustment.Ground.TALENT: _("top sport or another talent"),
    Adjustment.Ground.OTHER: _("something else"),
}
ADJUSTMENT_STATUSES = {
    Adjustment.Status.ASKED: pgettext_lazy("adjustment", "waits for an answer"),
    Adjustment.Status.GRANTED: pgettext_lazy("adjustment", "agreed"),
    Adjustment.Status.REFUSED: pgettext_lazy("adjustment", "refused"),
    Adjustment.Status.WITHDRAWN: pgettext_lazy("adjustment", "not needed after all"),
    Adjustment.Status.ENDED: pgettext_lazy("adjustment", "ended"),
}
STANCES = {
    AdjustmentOption.Stance.OFFERED: pgettext_lazy("adjustment", "possible"),
    AdjustmentOption.Stance.ON_REQUEST: pgettext_lazy("adjustment", "ask for it"),
    AdjustmentOption.Stance.NOT_HERE: pgettext_lazy("adjustment", "not possible here"),
}
OUTCOMES = {
    AdjustmentEvaluation.Outcome.CONTINUED: _("It goes on as it is"),
    AdjustmentEvaluation.Outcome.CHANGED: _("It goes on, in another way"),
    AdjustmentEvaluation.Outcome.ENDED: _("It is no longer needed"),
}


def area_name(area: str) -> str:
    """A life area in words; empty for none."""
    return _area_name(area, get_language()) if area else ""


@lru_cache(maxsize=64)
def _area_name(area: str, _language: str | None) -> str:
    return str(AREAS[PlanSection.Area(area)])


def side_name(side: str) -> str:
    """Whose task it is; a PlanTask.Side value."""
    return str(SIDES[PlanTask.Side(side)])


def status_name(status: str) -> str:
    """Where a task stands; a PlanTask.Status value."""
    return _status_name(status, get_language())


@lru_cache(maxsize=64)
def _status_name(status: str, _language: str | None) -> str:
    """Every task of a plan has one."""
    return str(STATUSES[PlanTask.Status(status)])


def audience_names(relations: frozenset[Relation]) -> str:
    """Who may see a section, beside the student."""
    return _audience_names(relations, get_language())


@lru_cache(maxsize=256)
def _audience_names(relations: frozenset[Relation], _language: str | None) -> str:
    """Every section of a plan has some."""
    named = [str(word) for relation, word in AUDIENCES.items() if relation in relations]
    return ", ".join(named) or gettext("nobody else")
