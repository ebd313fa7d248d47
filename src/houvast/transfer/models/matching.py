"""That two rows may be about one pupil or one application, why, and what a person decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.transfer.models.pupil import Application, Pupil


class MatchSuggestion(models.Model):
    """Seen by the organisation whose row it is; of another school it says the name and nothing else."""

    class Kind(models.TextChoices):
        SAME_PUPIL = "same_pupil"
        OTHER_SCHOOL = "other_school"
        DOUBLE_APPLICATION = "double_application"
        RECYCLED_APPLICATION = "recycled_application"

    class Status(models.TextChoices):
        OPEN = "open"
        MERGED = "merged"
        KEPT_APART = "kept_apart"
        OURS = "ours"
        LEFT_US = "left_us"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=25, choices=Kind.choices)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="suggestions")
    other = models.ForeignKey(Pupil, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    other_school = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    other_application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    reasons = models.CharField(max_length=200, help_text="Why, codes separated by spaces.")
    status = models.CharField(max_length=15, choices=Status.choices, default=Status.OPEN)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    moved = models.JSONField(default=dict, help_text="What a merge moved, so that it can be undone.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["pupil", "other"], condition=models.Q(kind="same_pupil"), name="same_pupil_is_suggested_once"
            ),
            models.UniqueConstraint(
                fields=["pupil", "other_school"],
                condition=models.Q(kind="other_school"),
                name="other_school_is_suggested_once",
            ),
            models.UniqueConstraint(
                fields=["application", "other_application"],
                condition=models.Q(application__isnull=False),
                name="double_application_is_suggested_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "status"], name="suggestion_by_status"),
        ]
