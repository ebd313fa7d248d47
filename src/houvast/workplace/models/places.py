"""Where teacher students learn at work, and with whom."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class TrainingSchool(models.Model):
    """A partnership of schools where teacher students learn at work; `region` is the placement office's own word."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=80, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="The last day on which it takes students.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "name"], name="training_school_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Location(models.Model):
    """A school building of a training school."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    training_school = models.ForeignKey(TrainingSchool, on_delete=models.CASCADE, related_name="locations")
    name = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["training_school", "name"], name="location_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceOffer(models.Model):
    """How many students a training school can take in a school year, as it told the placement office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    training_school = models.ForeignKey(TrainingSchool, on_delete=models.CASCADE, related_name="offers")
    school_year = models.CharField(max_length=9, help_text="Written 2026-2027.")
    places = models.PositiveSmallIntegerField()
    remark = models.CharField(max_length=300, blank=True)
    kept_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kept_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["training_school", "school_year"], name="offer_once_a_year"),
        ]


class Triad(models.Model):
    """A student at a training school for a study year, and the three who guide there; a change is a next row.

    An empty guide is still to be found. Who is in charge follows from the row and the law's rule for long-term
    students; it is not stored.
    """

    class Mode(models.TextChoices):
        FULL_TIME = "full_time"
        PART_TIME = "part_time"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="triads")
    school_year = models.CharField(max_length=9, help_text="Written 2026-2027.")
    training_school = models.ForeignKey(TrainingSchool, on_delete=models.PROTECT, related_name="triads")
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode.choices)
    level = models.PositiveSmallIntegerField(help_text="1 to 4, the level of workplace learning this year.")
    supervisor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    school_educator = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    institute_educator = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="triad_level_1_to_4"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="triad_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["student"], condition=models.Q(ends_on__isnull=True), name="triad_runs_once_per_student"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "starts_on"], name="triad_by_student"),
            models.Index(fields=["training_school", "school_year"], name="triad_by_school"),
            models.Index(  # for what is counted of everybody who is at work: nothing is read beside these
                fields=["organisation", "training_school", "school_year"],
                condition=models.Q(ends_on__isnull=True),
                name="triad_open_by_school",
            ),
            models.Index(
                fields=["organisation", "student"],
                condition=models.Q(ends_on__isnull=True),
                name="triad_open_by_student",
            ),
            models.Index(
                fields=["organisation", "ends_on"], condition=models.Q(ends_on__isnull=False), name="triad_that_ends"
            ),
        ]
