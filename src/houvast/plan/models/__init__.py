"""One plan per student: sections by life area, tasks, reviews, what changed, signatures; and adjustments.

What stands in a section or an adjustment may be about health, money or justice: it lies sealed.
"""

from houvast.plan.models.adjustments import Adjustment, AdjustmentEvaluation, AdjustmentOption
from houvast.plan.models.plan import Plan, PlanChange, PlanReview, PlanSection, PlanSignature, PlanTask, PlanVersion

__all__ = [
    "Adjustment",
    "AdjustmentEvaluation",
    "AdjustmentOption",
    "Plan",
    "PlanChange",
    "PlanReview",
    "PlanSection",
    "PlanSignature",
    "PlanTask",
    "PlanVersion",
]
