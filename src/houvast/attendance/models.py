"""Absence: moments where they are known, totals where a file gives no more than that."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class AbsenceTotal(models.Model):
    """Hours of absence over a period that a source gives as one figure per kind."""

    class Kind(models.TextChoices):
        AUTHORISED = "authorised"
        UNAUTHORISED = "unauthorised"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absence_totals")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    school_year = models.CharField(max_length=9, help_text="2026-2027.")
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    source = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student", "kind", "school_year", "source"], name="absence_total_is_known_once"
            ),
            models.CheckConstraint(condition=models.Q(hours__gte=0), name="absence_total_is_not_negative"),
        ]
