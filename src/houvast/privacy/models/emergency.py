"""Access in an emergency: with a reason, for some hours, told to the student, reviewed afterwards."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class Emergency(models.Model):
    """A staff member opened what is needed to help one student now. No compartment opens by it."""

    class Review(models.TextChoices):
        RIGHT = "right"
        NOT_RIGHT = "not_right"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="emergencies")
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = SealedField(compartment="privacy")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(max_length=10, choices=Review.choices, blank=True)
    review_words = SealedField(compartment="privacy", blank=True, default="")
    reviewed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("opened_at")), name="emergency_ends_after_it_opens"
            ),
            models.CheckConstraint(
                condition=~models.Q(reviewed_by=models.F("holder")), name="emergency_is_reviewed_by_another"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["holder", "student", "until"], name="emergency_by_holder"),
            models.Index(fields=["organisation", "review", "opened_at"], name="emergency_by_review"),
        ]
