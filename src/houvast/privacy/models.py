"""The log of reads: who looked at whom, when, why and from where."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


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
