"""What cannot be done in a plan or with an adjustment."""

from houvast.people.revisions import ChangedMeanwhile
from houvast.plan.models import PlanReview, PlanSection


class SectionChanged(ChangedMeanwhile):
    """Somebody else wrote in this section meanwhile; `section` is what it says now."""

    def __init__(self, section: PlanSection) -> None:
        super().__init__("The plan")
        self.section = section


class ReviewChanged(Exception):
    """Somebody else wrote down how looking back went; `review` is what it says now."""

    def __init__(self, review: PlanReview) -> None:
        super().__init__("Somebody else wrote down how looking back went: put both texts together.")
        self.review = review
