"""Letters and reports as they were made, sealed, for the dossier of one student."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class Document(models.Model):
    """A letter or a report: its bytes as they were made; of a letter also its values, from which the page is shown.

    What was made is not changed; a letter that was wrong is followed by another.
    """

    class Form(models.TextChoices):
        LETTER = "letter"
        DOSSIER = "dossier"
        REPORT = "report"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents")
    addressee = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=10, choices=Form.choices)
    kind = models.CharField(max_length=60, help_text="Which letter or report: its name in the pack.")
    key = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=300)
    dated_on = models.DateField()
    content = SealedField(compartment="documents", help_text="The file, in base64.")
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Of the file as it was made.")
    values = SealedField(compartment="documents", null=True, blank=True, help_text="The letter as values, in JSON.")
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "key"], name="document_is_made_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "dated_on"], name="document_by_student"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dated_on}"
