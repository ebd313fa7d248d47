"""Programmes, enrolments and results."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, Unit


class Programme(models.Model):
    """A programme an institution offers, under its crebo where it has one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    crebo = models.CharField(max_length=5, blank=True)
    name = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 (entree) to 4; unknown when empty.")
    years = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Length in study years.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "crebo", "name"], name="programme_is_listed_once"),
            models.CheckConstraint(
                condition=models.Q(level__isnull=True) | models.Q(level__range=(1, 4)), name="programme_level_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A student in a programme, from the first to the last day."""

    class Pathway(models.TextChoices):
        BOL = "BOL"
        BBL = "BBL"
        OVO = "OVO"
        EX = "EX"
        ODT = "ODT"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pathway = models.CharField(max_length=3, choices=Pathway.choices, blank=True)
    cohort = models.CharField(max_length=20, blank=True, help_text="The school year in which the student started.")
    starts_on = models.DateField(null=True, blank=True)
    expected_end_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=2, blank=True, help_text="Code of the DUO registration.")
    source = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "source", "external_id"],
                condition=~models.Q(external_id=""),
                name="enrolment_is_known_once_per_source",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "starts_on"], name="enrolment_by_student")
        ]


class Diploma(models.Model):
    """A diploma or certificate that counts for the rules of law; `kind` is one of the law's qualifications."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="diplomas")
    kind = models.CharField(max_length=20)
    awarded_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "kind"], name="diploma_kind_once_per_student"),
        ]


class Result(models.Model):
    """A result: a grade, a pass or credits for a unit of the programme."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="results")
    on = models.DateField()
    title = models.CharField(max_length=200)
    grade = models.CharField(max_length=20, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    credits_earned = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "source", "external_id"],
                condition=~models.Q(external_id=""),
                name="result_is_known_once_per_source",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student", "on"], name="result_by_student")]


class Touched(models.Model):
    """Something new is known of a student: the next measuring looks at this student again.

    Rows are only added, and taken away by the measuring that has seen them, each by its own id: what is added in the
    meantime stays for the next time.
    """

    class Kind(models.TextChoices):
        """What is new: absence, a result, a placement, a talk, an agreement, a judgement, an enrolment, a concern."""

        ABSENCE = "absence"
        RESULT = "result"
        PLACEMENT = "placement"
        TALK = "talk"
        AGREEMENT = "agreement"
        REVIEW = "review"
        ENROLMENT = "enrolment"
        CONCERN = "concern"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student"], name="touched_by_student")]
