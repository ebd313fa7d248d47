"""What an adult student agreed to share with family, each change kept."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, PersonalRelation


class ConsentChange(models.Model):
    """A student gave, narrowed or ended what somebody of the network sees: added and never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    relation = models.ForeignKey(PersonalRelation, on_delete=models.CASCADE, related_name="+")
    consents = models.BooleanField()
    shared_data = models.CharField(max_length=400, blank=True, help_text="As on the relation; empty: everything.")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student", "at"], name="consent_by_student")]
