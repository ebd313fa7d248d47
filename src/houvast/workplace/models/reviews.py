"""The progress review of a teacher student: prepared, filled in apart or together, rated, signed (S-213 to S-246)."""

from typing import ClassVar

from django.db import models

from houvast.documents.models import Document
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.workplace.models.places import Triad


class ReviewThreshold(models.Model):
    """From a day on, what a school counts as green and amber; what it counted before stays readable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    least_green = models.PositiveSmallIntegerField()
    most_amber = models.PositiveSmallIntegerField()
    most_red_in_green = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: as published, which names no reds."
    )
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="threshold_from_a_day_once"),
        ]


class ProgressReview(models.Model):
    """One review with its head, preparation, agreements and rating; the items stand in ReviewRating."""

    class Way(models.TextChoices):
        TOGETHER = "together"
        APART = "apart"

    class Colour(models.TextChoices):
        GREEN = "green"
        AMBER = "amber"
        RED = "red"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="progress_reviews")
    triad = models.ForeignKey(Triad, on_delete=models.PROTECT, related_name="reviews")
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.TOGETHER)
    planned_on = models.DateField()
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(null=True, blank=True)
    participants = models.CharField(max_length=300, blank=True)
    filled_in_by = models.CharField(max_length=200, blank=True)
    guide_read = models.BooleanField(default=False, help_text="The student read the guide to learning at work.")
    portfolio = models.CharField(max_length=500, blank=True, help_text="Where the portfolio is, or what is in it.")
    learning_questions = models.TextField(blank=True)
    credits = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    credits_on = models.DateField(null=True, blank=True, help_text="The day of the overview that was pulled in.")
    prepared_at = models.DateTimeField(null=True, blank=True)
    progress_agreements = models.TextField(blank=True)
    development_agreements = models.TextField(blank=True)
    on_schedule = models.CharField(
        max_length=5, choices=Colour.choices, blank=True, help_text="Level 4 only: for the final assessment."
    )
    counted = models.CharField(max_length=5, choices=Colour.choices, blank=True, help_text="What the rule counted.")
    colour = models.CharField(max_length=5, choices=Colour.choices, blank=True, help_text="What the guides gave.")
    why = models.CharField(max_length=500, blank=True, help_text="Why the guides gave another colour than counted.")
    warnings = models.CharField(max_length=200, blank=True, help_text="Names, with spaces between.")
    receipt = models.TextField(blank=True, help_text="Of the rule progress-rating, in JSON, with the thresholds used.")
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "planned_on"], name="review_by_student"),
            models.Index(fields=["organisation", "concluded_at"], name="review_by_state"),
        ]


class ReviewRating(models.Model):
    """The colour one side gave to one item; `together` is what counts."""

    class Side(models.TextChoices):
        TOGETHER = "together"
        STUDENT = "student"
        SUPERVISOR = "supervisor"
        EDUCATOR = "educator"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(ProgressReview, on_delete=models.CASCADE, related_name="ratings")
    side = models.CharField(max_length=10, choices=Side.choices)
    item = models.CharField(max_length=3, help_text="p1 to p5 of progress, d1 to d9 of development.")
    colour = models.CharField(max_length=5, choices=ProgressReview.Colour.choices)
    remark = models.CharField(max_length=500, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "side", "item"], name="rating_once_a_side"),
        ]


class ReviewSignature(models.Model):
    """A signature under a review, or a signature with a disagreement; `by_link` says that no account was needed."""

    class Answer(models.TextChoices):
        AGREE = "agree"
        DISSENT = "dissent"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(ProgressReview, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=10, choices=[("student", "student"), ("supervisor", "supervisor")])
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    remark = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()
    by_link = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "role"], name="review_signed_once_a_role"),
        ]
