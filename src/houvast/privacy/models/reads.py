"""The log of reads: who looked at whom, when, why and from where."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class ReadLog(models.Model):
    """One request that showed personal data of students, written before the answer leaves.

    The students stand in the row itself (one insert a request); a background task lists them in ReadLogStudent, so that
    "who looked at me" is an index look-up plus the few rows not listed yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    purpose = models.CharField(max_length=80, help_text="Purposes, separated by commas.")
    page = models.CharField(max_length=120, help_text="Name of the page or API operation.")
    request_id = models.CharField(max_length=40)
    origin = models.CharField(max_length=45, blank=True, help_text="Network address.")
    students = models.JSONField(help_text="Ids of the students shown, hexadecimal.")
    listed = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "id"], condition=models.Q(listed=False), name="read_log_unlisted"),
        ]


class ReadLogStudent(models.Model):
    """A student shown in a logged request."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    read = models.ForeignKey(ReadLog, on_delete=models.CASCADE, related_name="listed_students")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "read"], name="read_lists_a_student_once"),
        ]


class UnusualReading(models.Model):
    """Reading by one person on one day that needs an explanation; found by the house, judged by the privacy officer.

    Says how many, never whom: whose dossiers they were stands in the log of reads.
    """

    class Sign(models.TextChoices):
        MANY = "many"
        OWN_FAMILY_NAME = "own_family_name"
        EX_STUDENTS = "ex_students"

    class Outcome(models.TextChoices):
        EXPLAINED = "explained"
        FOLLOWED_UP = "followed_up"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    sign = models.CharField(max_length=20, choices=Sign.choices)
    number = models.PositiveIntegerField(help_text="Of how many students a dossier was opened with this sign.")
    usual = models.PositiveIntegerField(default=0, help_text="What this person opens on an ordinary day.")
    found_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    note = SealedField(compartment="privacy", blank=True, default="")
    judged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reader", "day", "sign"], name="reading_is_reported_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "outcome", "day"], name="reading_by_outcome"),
        ]
