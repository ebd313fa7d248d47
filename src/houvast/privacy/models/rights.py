"""What a student asks about their own data, and the answer (GDPR 12, 15 to 18, 21)."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class RightsRequest(models.Model):
    """A request of a student about their data. It is answered within a month, with reasons when it is refused."""

    class Kind(models.TextChoices):
        CORRECT = "correct"
        CONTEST = "contest"
        ERASE = "erase"
        OTHER = "other"

    class State(models.TextChoices):
        OPEN = "open"
        GRANTED = "granted"
        PARTLY = "partly"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rights_requests")
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.CharField(max_length=40, help_text="The kind of data, as the policy names it.")
    words = SealedField(compartment="privacy")
    asked_at = models.DateTimeField()
    answer_by = models.DateField(help_text="A month after it was asked (GDPR 12(3)).")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = SealedField(compartment="privacy", blank=True, default="")
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "answer_by"], name="rights_by_term"),
            models.Index(fields=["student", "asked_at"], name="rights_by_student"),
        ]
