"""What a school decided about small numbers, and its region: rows are only added, so an old report can be read."""

from typing import ClassVar

from django.db import models

from houvast.core.monitor.small import LEAST, Shows
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class MonitorSetting(models.Model):
    """From which number on a figure is not small, and how small ones are shown to who may see the students."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    least = models.PositiveSmallIntegerField(default=LEAST)
    shows = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Shows], default=Shows.BRACKETS)
    region = models.CharField(
        max_length=2, blank=True, default="", db_default="", help_text="A key of core.monitor.regions."
    )
    why = models.CharField(max_length=300)
    set_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(least__gte=3), name="small_number_is_at_least_three"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "set_at"], name="monitor_setting_by_moment"),
        ]
