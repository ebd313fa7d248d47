"""Adjustments: what a school says is possible, what was asked for a student, the answer and every look back."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class AdjustmentOption(models.Model):
    """What a school says about one adjustment that is possible: for everybody, or for one programme (S-544, S-632).

    `key` is one of `plan.catalogue`, or the school's own; then it has a name of its own.
    """

    class Stance(models.TextChoices):
        OFFERED = "offered"
        ON_REQUEST = "on_request"
        NOT_HERE = "not_here"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        "education.Programme", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200, blank=True)
    stance = models.CharField(max_length=12, choices=Stance.choices)
    remark = models.CharField(max_length=500, blank=True, help_text="How it goes here, or why it is not possible.")
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "key"],
                condition=models.Q(programme__isnull=True),
                name="adjustment_option_once_for_all",
            ),
            models.UniqueConstraint(
                fields=["organisation", "key", "programme"],
                condition=models.Q(programme__isnull=False),
                name="adjustment_option_once_a_programme",
            ),
            models.CheckConstraint(
                condition=~models.Q(stance="not_here") | ~models.Q(remark=""),
                name="adjustment_option_not_here_says_why",
            ),
        ]


class Adjustment(models.Model):
    """An adjustment that was asked for one student, its answer, and for how long it holds (S-393, S-632)."""

    class Domain(models.TextChoices):
        """The five parts of education in which a student is treated equally (Wgbh/cz article 6; S-395 to S-399)."""

        CAREER_ORIENTATION = "career_orientation"
        ACCESS = "access"
        OFFERING = "offering"
        TESTS = "tests"
        FINISHING = "finishing"

    class Ground(models.TextChoices):
        """Why, without medical content: a kind is enough."""

        DISABILITY = "disability"
        PREGNANCY = "pregnancy"
        CARE = "care"
        WORK = "work"
        LIVING = "living"
        TALENT = "talent"
        OTHER = "other"

    class Status(models.TextChoices):
        ASKED = "asked"
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="adjustments")
    option = models.CharField(max_length=40, help_text="Key in the catalogue.")
    domain = models.CharField(max_length=20, choices=Domain.choices)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    what = SealedField(compartment="plan", help_text="What is needed and why it helps, in the asker's own words.")
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    exam_effect = models.CharField(max_length=500, blank=True, help_text="What it changes at tests and exams.")
    arranged = SealedField(compartment="plan", null=True, blank=True, help_text="What was granted: who does what.")
    reason = SealedField(compartment="plan", null=True, blank=True, help_text="Why it was refused.")
    is_burden = models.BooleanField(default=False, help_text="Refused as a disproportionate burden (S-394).")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    evaluate_on = models.DateField(null=True, blank=True, help_text="The next evaluation: at least once a study year.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="adjustment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="refused") | models.Q(reason__isnull=False),
                name="adjustment_refusal_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="granted")
                | models.Q(starts_on__isnull=False, evaluate_on__isnull=False, decided_on__isnull=False),
                name="adjustment_granted_has_a_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "status"], name="adjustment_by_student"),
            models.Index(
                fields=["organisation", "asked_on"], condition=models.Q(status="asked"), name="adjustment_unanswered"
            ),
            models.Index(
                fields=["organisation", "evaluate_on"],
                condition=models.Q(status="granted"),
                name="adjustment_to_evaluate",
            ),
        ]


class AdjustmentEvaluation(models.Model):
    """A look back on an adjustment: what works according to the student, and how it goes on."""

    class Outcome(models.TextChoices):
        CONTINUED = "continued"
        CHANGED = "changed"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    adjustment = models.ForeignKey(Adjustment, on_delete=models.CASCADE, related_name="evaluations")
    held_on = models.DateField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    works = SealedField(compartment="plan", help_text="What works, in the student's words.")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    next_on = models.DateField(null=True, blank=True)
