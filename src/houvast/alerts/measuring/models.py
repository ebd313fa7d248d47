"""How far a measuring has come, when a student must be looked at again, and in which classes absence is recorded."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, Unit


class MeasuringRun(models.Model):
    """One measuring of a whole school for one day. `after` is the latest student done: a new start goes on there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    after = models.UUIDField(null=True, blank=True)
    students = models.PositiveIntegerField(default=0, help_text="Known at the start: for the progress.")
    done = models.PositiveIntegerField(default=0)
    raised = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(finished_at__isnull=True),
                name="measuring_runs_once_per_school",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "on"], name="measuring_run_by_day"),
        ]


class Due(models.Model):
    """The first day on which a rule may speak or fall silent about a student without anything new being known."""

    student = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "on"], name="measuring_due")]


class RecordedClass(models.Model):
    """A class of which absence is being recorded, as the latest measuring saw it. Elsewhere there is no data."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
