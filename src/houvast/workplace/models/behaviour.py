"""Observations of professional behaviour: facts beside the overview list of the training schools (S-247 to S-262)."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class Observation(models.Model):
    """What somebody saw or heard on a day, under one point of the list; it is talked over, and never counted."""

    class Kind(models.TextChoices):
        GOES_WELL = "goes_well"
        ATTENTION = "attention"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="observations")
    item = models.CharField(max_length=30, help_text="The point of the list, by name.")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seen_on = models.DateField()
    fact = models.TextField(help_text="What was seen or heard, without judgement.")
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    discussed_on = models.DateField(null=True, blank=True)
    discussed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    own_view = models.TextField(blank=True, help_text="What the student says about it.")
    agreed = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "seen_on"], name="observation_by_student"),
        ]
