"""Work placement (bpv) beside the facts of `education`: guidance, visits, forms, refusals, what the student says."""

from typing import ClassVar

from django.db import models

from houvast.education.models import Placement
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class PlacementGuidance(models.Model):
    """Who guides at the company and from school, and whether the agreement is signed."""

    placement = models.OneToOneField(Placement, primary_key=True, on_delete=models.CASCADE, related_name="guidance")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    trainer_name = models.CharField(max_length=120, blank=True)
    trainer_reach = models.CharField(max_length=200, blank=True, help_text="Mail or phone of the practice trainer.")
    supervisor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Guides from school."
    )
    days = models.CharField(max_length=120, blank=True, help_text="On which days the student works there.")
    agreement_signed_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)


class PlacementVisit(models.Model):
    """Somebody of school was there, or called or talked about it."""

    class Kind(models.TextChoices):
        VISIT = "visit"
        CALL = "call"
        TALK = "talk"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="visits")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["placement", "on"], name="visit_by_placement")]


class PlacementForm(models.Model):
    """A form or assignment of a placement: handed in by the student, looked at by school; who waits for whom shows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="forms")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    handed_in_on = models.DateField(null=True, blank=True)
    looked_at_on = models.DateField(null=True, blank=True)
    looked_at_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["placement", "due_on"], name="form_by_placement")]


class PlacementRefusal(models.Model):
    """A company said no, and why as far as known: it says something about the search, nothing about the student."""

    class Reason(models.TextChoices):
        NO_ANSWER = "no_answer"
        FULL = "full"
        LEVEL = "level"
        LANGUAGE = "language"
        DISTANCE = "distance"
        NOT_RECOGNISED = "not_recognised"
        UNEQUAL = "unequal"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    company = models.CharField(max_length=200)
    on = models.DateField()
    reason = models.CharField(max_length=15, choices=Reason.choices)
    words = models.CharField(max_length=1000, blank=True)
    told_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student", "on"], name="refusal_by_student")]


class PlacementWorry(models.Model):
    """The student says what does not go well with a placement; somebody of school answers."""

    class Kind(models.TextChoices):
        NO_PLACE = "no_place"
        NO_SUPERVISION = "no_supervision"
        FORMS = "forms"
        UNSAFE = "unsafe"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "at"], name="worry_by_student"),
            models.Index(
                fields=["organisation", "at"], condition=models.Q(answered_at__isnull=True), name="worry_to_answer"
            ),
        ]
