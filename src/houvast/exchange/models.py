"""What an import leaves behind beside the persons themselves, and a file that waits for a yes."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class SourceRow(models.Model):
    """What a format last said about a person, as a digest per part.

    A part that says what it said before is not looked at: what was changed by hand since then stays as it is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    format = models.CharField(max_length=40)
    said = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "format"], name="source_row_is_kept_once"),
        ]


class ImportRun(models.Model):
    """That a file was loaded: by whom, when, and how many rows. The file itself is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the command line."
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    format = models.CharField(max_length=40)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    left = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "at"], name="import_run_by_moment"),
        ]


class PendingImport(models.Model):
    """A file that was rehearsed and waits for a yes, a day at most. Sealed, since it may hold a BSN."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200, help_text="What the file is called on the computer it came from.")
    content = SealedField(compartment="identity", help_text="The file, compressed, base64.")
    rehearsal = SealedField(compartment="identity", help_text="What the rehearsal found, as JSON.")
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "made_at"], name="pending_import_by_moment"),
        ]
