"""Numbers of entrants of earlier years; about nobody in particular."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation


class InflowFigure(models.Model):
    """How many entered one programme of one institution in one school year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    begins_in = models.PositiveSmallIntegerField(help_text="The calendar year in which the school year begins.")
    pathway = models.CharField(max_length=10, blank=True)
    institution_code = models.CharField(max_length=20)
    programme_code = models.CharField(max_length=20)
    status = models.CharField(max_length=40, blank=True)
    entered = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "begins_in", "pathway", "institution_code", "programme_code", "status"],
                name="inflow_is_counted_once",
            ),
        ]
