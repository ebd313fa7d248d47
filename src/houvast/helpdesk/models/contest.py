"""A student who does not agree: the letter in own words, the proof of receipt, the hearing; and what is published."""

from typing import ClassVar

from django.db import models

from houvast.cases.models import Case
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField

COMPARTMENT = "contest"


class Contest(models.Model):
    """A complaint, objection or appeal by the student. A draft is the student's alone; handed in it has a case."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        HANDED_IN = "handed_in"

    class Route(models.TextChoices):
        """Named as the packs are."""

        APPEAL = "appeal"
        OBJECTION = "objection"
        COMPLAINT = "complaint"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=10, choices=Route.choices)
    matter = models.CharField(max_length=30)
    notified_on = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    decision = SealedField(compartment=COMPARTMENT, blank=True, default="")
    happened = SealedField(compartment=COMPARTMENT, blank=True, default="")
    disagree = SealedField(compartment=COMPARTMENT, blank=True, default="")
    wanted = SealedField(compartment=COMPARTMENT, blank=True, default="")
    along = SealedField(compartment=COMPARTMENT, blank=True, default="")
    late = SealedField(compartment=COMPARTMENT, blank=True, default="")
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    began_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    case = models.OneToOneField(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="contest")
    letter_id = models.UUIDField(null=True, blank=True)
    receipt_id = models.UUIDField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True, help_text="The last day for the decision, from the procedure.")
    hearing_at = models.DateTimeField(null=True, blank=True)
    hearing_place = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(status="draft", handed_in_at__isnull=True, case__isnull=True)
                | models.Q(status="handed_in", handed_in_at__isnull=False, case__isnull=False),
                name="contest_is_handed_in_with_a_case",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "began_at"], name="contest_by_student"),
            models.Index(fields=["organisation", "handed_in_at"], name="contest_by_day"),
        ]


class Publication(models.Model):
    """An outcome in which nobody can be recognised: written by one member, read and published by another."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contest = models.OneToOneField(
        Contest, null=True, blank=True, on_delete=models.SET_NULL, related_name="publication"
    )
    route = models.CharField(max_length=10, choices=Contest.Route.choices)
    year = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(checked_at__isnull=False),
                name="outcome_is_published_after_a_check",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True) | ~models.Q(checked_by=models.F("written_by")),
                name="outcome_is_checked_by_another_person",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "status", "year"], name="outcome_by_year"),
        ]

    def __str__(self) -> str:
        return self.title
