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
    education = models.CharField(
        max_length=3,
        choices=Organisation.Education.choices,
        blank=True,
        default="",
        db_default="",
        help_text="Empty: that of the institution.",
    )
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


class ProgressNorm(models.Model):
    """What a programme expects of a student after a number of weeks: its own norm, never a national one.

    `cohort` empty means every cohort that has no row of its own.
    """

    class Measure(models.TextChoices):
        CREDITS = "credits"
        MODULES = "modules"
        PLACEMENT_HOURS = "placement_hours"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="norms")
    cohort = models.CharField(max_length=20, blank=True)
    measure = models.CharField(max_length=16, choices=Measure.choices)
    weeks = models.PositiveSmallIntegerField(help_text="Weeks after the first day of the enrolment.")
    amount = models.DecimalField(max_digits=7, decimal_places=2)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["programme", "cohort", "measure", "weeks"], name="progress_norm_is_set_once"
            ),
        ]


class Placement(models.Model):
    """Work placement of a student with a company: from when to when, how many hours were agreed and are done."""

    class State(models.TextChoices):
        SEARCHING = "searching"
        PLANNED = "planned"
        RUNNING = "running"
        FINISHED = "finished"
        BROKEN_OFF = "broken_off"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="placements")
    company = models.CharField(max_length=200, blank=True, help_text="Empty while the student is searching.")
    state = models.CharField(max_length=12, choices=State.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    hours_agreed = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_done = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    as_of = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "source", "external_id"],
                condition=~models.Q(external_id=""),
                name="placement_is_known_once_per_source",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="placement_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "starts_on"], name="placement_by_student")
        ]


class Result(models.Model):
    """A result: a grade, a pass or credits for a unit of the programme.

    `grade` is the grade as the source wrote it (8,1 or G or voldoende), `points` the same as a number where it is one.
    `attempt` counts from 1: a resit is a result of its own. A correction that removes sets `withdrawn_on`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="results")
    on = models.DateField()
    title = models.CharField(max_length=200)
    grade = models.CharField(max_length=20, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    credits_earned = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    unit = models.CharField(
        max_length=40, blank=True, db_default="", help_text="The code of the unit, where it has one."
    )
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1, db_default=1)
    as_of = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, db_default=1)
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
