"""What a student tells a helper outside the school, in a compartment that the school cannot open (S-131, S-452, S-453).

These rows belong to the helper's organisation, so that on PostgreSQL the wall hides them from every account of the
school; their texts lie under a key of their own. Only `SeenByHelper` is the school's: one row while the student wants
the school to know that there was contact, and none before or after.
"""

from typing import ClassVar

from django.db import models

from houvast.handover.models import Desk
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField

COMPARTMENT = "youth_team"


class ConfidentialContact(models.Model):
    """A student asked a helper for contact. Name and how to reach are as the student gave them for this alone; no field
    refers to the school's file of that student.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    student_digest = models.CharField(max_length=64, help_text="A keyed hash: finds the own contacts, names nobody.")
    called = SealedField(compartment=COMPARTMENT)
    reach_me = SealedField(compartment=COMPARTMENT, blank=True)
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    helper_name = models.CharField(max_length=300, blank=True)
    seen_on = models.DateField(null=True, blank=True, help_text="They spoke for the first time.")
    ended_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student_digest", "desk"],
                condition=models.Q(ended_on__isnull=True),
                name="confidence_runs_once_per_desk",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "ended_on", "asked_at"], name="confidence_by_desk"),
        ]


class ConfidentialWord(models.Model):
    """What one wrote to the other."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(ConfidentialContact, on_delete=models.CASCADE, related_name="words")
    helper = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: by the student.",
    )
    text = SealedField(compartment=COMPARTMENT)
    at = models.DateTimeField()


class ConfidentialRead(models.Model):
    """Who opened it: the student's own log of this compartment, apart from the school's log of reads."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(ConfidentialContact, on_delete=models.CASCADE, related_name="reads")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reader_name = models.CharField(max_length=300)
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contact", "reader", "on"], name="confidential_read_once_a_day"),
        ]


class SeenByHelper(models.Model):
    """The student wants the school to know that there was contact, and nothing else; gone when taken back (S-132)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by_whom = models.CharField(max_length=200, help_text="The name of the helping team.")
    said_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "by_whom"], name="seen_by_helper_is_said_once"),
        ]
