"""Plans and adjustments: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.plan.models import (
    Adjustment,
    AdjustmentEvaluation,
    AdjustmentOption,
    Plan,
    PlanChange,
    PlanReview,
    PlanSection,
    PlanSignature,
    PlanTask,
    PlanVersion,
)
from houvast.privacy.registry import Personal, register

for personal in (
    Personal(model=Plan, title=gettext_noop("Your plan"), whose=("student",), data=Data.PLAN, actors=("started_by",)),
    Personal(model=PlanSection, title=gettext_noop("The parts of your plan"), whose=("plan__student",), data=Data.PLAN),
    Personal(
        model=PlanTask,
        title=gettext_noop("Tasks in your plan"),
        whose=("student",),
        data=Data.PLAN,
        actors=("owner", "answered_by"),
    ),
    Personal(
        model=PlanReview,
        title=gettext_noop("Moments to look back at your plan"),
        whose=("student",),
        data=Data.PLAN,
        actors=("held_by",),
    ),
    Personal(
        model=PlanChange,
        title=gettext_noop("What changed in your plan"),
        whose=("plan__student",),
        data=Data.PLAN,
        actors=("by",),
    ),
    Personal(
        model=PlanVersion,
        title=gettext_noop("Your plan as it was signed"),
        whose=("plan__student",),
        data=Data.PLAN,
    ),
    Personal(
        model=PlanSignature,
        title=gettext_noop("Signatures under your plan"),
        whose=("version__plan__student",),
        data=Data.PLAN,
        actors=("signer",),
    ),
    Personal(
        model=Adjustment,
        title=gettext_noop("Adjustments for you"),
        whose=("student",),
        data=Data.ADJUSTMENT,
        actors=("asked_by", "decided_by"),
    ),
    Personal(
        model=AdjustmentEvaluation,
        title=gettext_noop("Evaluations of your adjustments"),
        whose=("adjustment__student",),
        data=Data.ADJUSTMENT,
        actors=("by",),
    ),
    Personal(
        model=AdjustmentOption,
        title=gettext_noop("Adjustments that a school offers"),
        actors=("changed_by",),
        withheld=gettext_noop("Says what a school offers, nothing about you."),
    ),
):
    register(personal)
