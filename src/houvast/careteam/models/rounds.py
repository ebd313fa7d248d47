"""One question of the coach to every teacher of a student, and their answers together."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class Round(models.Model):
    """A teachers' round: asked, open until a day, summed up in the coach's words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rounds")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    question = SealedField(compartment="dossier")
    asked_at = models.DateTimeField()
    closes_on = models.DateField(help_text="The last day on which a teacher can answer.")
    closed_on = models.DateField(null=True, blank=True)
    in_short = SealedField(compartment="dossier", blank=True, help_text="The answers in the coach's words.")
    shares_answers = models.BooleanField(default=False, help_text="The student reads the answers themselves too.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student", "asked_at"], name="round_by_student")]


class RoundAnswer(models.Model):
    """One teacher's answer; empty until it is given."""

    class Standing(models.TextChoices):
        ON_COURSE = "on_course"
        ATTENTION = "attention"
        CONCERN = "concern"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answers")
    teacher = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing.choices, blank=True)
    goes_well = SealedField(compartment="dossier", blank=True)
    text = SealedField(compartment="dossier", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "teacher"], name="teacher_answers_once_in_a_round"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["teacher"], condition=models.Q(answered_at__isnull=True), name="round_answer_open"),
        ]
