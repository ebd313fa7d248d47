"""The student counsellor's own desk: appointments, a file in a compartment of its own, and advice that leaves it."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField

COMPARTMENT = "counsellor"


class CounsellorVisit(models.Model):
    """An appointment that a student asked for; others read no more of it than that the student came (S-132)."""

    class State(models.TextChoices):
        ASKED = "asked"
        PLANNED = "planned"
        HELD = "held"
        MISSED = "missed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="counsellor_visits")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    about = SealedField(compartment=COMPARTMENT, blank=True, default="")
    asked_at = models.DateTimeField()
    counsellor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    held_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student"],
                condition=models.Q(state__in=["asked", "planned"]),
                name="counsellor_visit_open_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "asked_at"], name="counsellor_visit_by_state"),
        ]


class CounsellorEntry(models.Model):
    """What the counsellor keeps of a talk; read by the student and the counsellors, and by nobody else (S-131)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="counsellor_entries")
    on = models.DateField()
    text = SealedField(compartment=COMPARTMENT)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "on"], name="counsellor_entry_by_student"),
        ]


class CounsellorAdvice(models.Model):
    """Advice of the counsellor. It leaves the desk only when the student releases it, and holds no circumstances."""

    class Kind(models.TextChoices):
        POSTPONE = "postpone"
        EXTENSION = "extension"
        TIME_OUT = "time_out"
        NEW_RIGHTS = "new_rights"
        REMISSION = "remission"

    class State(models.TextChoices):
        WAITS = "waits"
        RELEASED = "released"
        KEPT = "kept"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="counsellor_advice")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = SealedField(compartment=COMPARTMENT)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITS)
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "state"], name="counsellor_advice_by_student"),
            models.Index(fields=["organisation", "state", "answered_at"], name="counsellor_advice_by_state"),
        ]
