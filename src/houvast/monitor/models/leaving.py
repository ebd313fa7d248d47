"""What is recorded of a deregistration beside the procedure, and the moments of looking back (S-636, S-639)."""

from typing import ClassVar

from django.db import models

from houvast.core.monitor.leaving import Destination, Initiator, OwnView, Reason, Where
from houvast.education.models import Enrolment
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


def _choices(names: type) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in names]  # type: ignore[attr-defined]


class OwnCause(models.Model):
    """A cause that a school adds to the seven of the study."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    closed_on = models.DateField(null=True, blank=True, help_text="The last day on which it can be chosen.")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "name"], name="own_cause_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Leaving(models.Model):
    """One enrolment that ended: both views of who took the initiative, why, what was tried, where to, and how it
    turned out in the student's own eyes. Lists hold words of `core.monitor.leaving`; an own cause stands as its id.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leavings")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, choices=_choices(Reason), blank=True)
    initiator_school = models.CharField(max_length=12, choices=_choices(Initiator), blank=True)
    initiator_student = models.CharField(max_length=12, choices=_choices(Initiator), blank=True)
    causes = models.JSONField(default=list)
    tried = models.JSONField(default=list)
    story = SealedField(compartment="dossier", blank=True)
    destination = models.CharField(max_length=20, choices=_choices(Destination), blank=True)
    handed_to = models.CharField(max_length=200, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    own_view = models.CharField(max_length=24, choices=_choices(OwnView), blank=True)
    own_words = SealedField(compartment="dossier", blank=True)
    own_view_on = models.DateField(null=True, blank=True)
    may_follow = models.BooleanField(
        default=False, help_text="The student agrees that the school asks again after the last set moment."
    )
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student"], name="leaving_by_student")]


class LookBack(models.Model):
    """A set number of months after leaving: was there contact, and where is the student now?"""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    leaving = models.ForeignKey(Leaving, on_delete=models.CASCADE, related_name="look_backs")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    where = models.CharField(max_length=20, choices=_choices(Where), blank=True)
    word = SealedField(compartment="dossier", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["leaving", "months"], name="look_back_stands_once"),
            models.CheckConstraint(
                condition=models.Q(where="", answered_on__isnull=True)
                | (~models.Q(where="") & models.Q(answered_on__isnull=False)),
                name="look_back_is_answered_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "due_on"], condition=models.Q(where=""), name="look_back_due"),
        ]
