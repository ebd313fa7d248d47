"""Where the agreements of the institute are written, and who leads: what the pages refer to."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class Pointer(models.Model):
    """One thing that is written elsewhere, as the placement office keeps it: a title, a place in words, an address."""

    class About(models.TextChoices):
        RESIT = "resit"
        APPOINTMENT = "appointment"
        GUIDANCE = "guidance"
        LEADER = "leader"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=12, choices=About.choices)
    title = models.CharField(max_length=200, help_text="What it is called, or who it is.")
    place = models.CharField(max_length=200, blank=True, help_text="A chapter or page, or how to reach somebody.")
    url = models.URLField(max_length=300, blank=True)
    kept_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kept_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "about"], name="pointer_once_per_subject"),
        ]
