"""What the installation remembers about itself; nothing about a person."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation


class Sign(models.Model):
    """The latest sign that something of the installation was done: a backup, a rehearsal of one."""

    class Name(models.TextChoices):
        BACKUP = "backup"
        REHEARSAL = "rehearsal"

    name = models.CharField(primary_key=True, max_length=20, choices=Name.choices)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict, help_text="Numbers and the name of a file; nothing about a person.")

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d}"


class ChainCheck(models.Model):
    """One time that the logs of all dossiers of an organisation were verified, some hundreds at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    reached = models.UUIDField(null=True, blank=True, help_text="The case up to which was verified.")
    cases = models.PositiveIntegerField(default=0)
    troubles = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=list, help_text="The first fifty: case, event, what is wrong.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "asked_at"], name="chain_check_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d} {self.cases}"
