"""The table of facts per student and school year, and the counts made of it: written by a refresh, never by hand."""

from typing import ClassVar

from django.db import models

from houvast.education.models import Enrolment, Programme
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, Unit


class Period(models.Model):
    """One enrolment of a student in one school year, with the marks it counts in (`core.monitor.facts.marks`).

    What changes by the day alone (`talk_on`, `coached`, `runs`) stands apart, so that a new day only counts again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the school year begins.")
    team = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    pathway = models.CharField(max_length=3, blank=True)
    runs = models.BooleanField(default=False, help_text="The student's main enrolment, running at the latest refresh.")
    coached = models.BooleanField(default=False)
    talk_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    marks = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "year", "enrolment"], name="period_stands_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "year", "team", "programme"], name="period_by_cell"),
        ]


class Count(models.Model):
    """How often a mark stands with the students of one team, programme, level and pathway in one year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    team = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    pathway = models.CharField(max_length=3, blank=True)
    mark = models.CharField(max_length=80)
    number = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "year", "mark"], name="count_by_mark"),
            models.Index(fields=["organisation", "year", "team", "programme"], name="count_by_cell"),
        ]


class Total(models.Model):
    """Counts added up along one way of dividing, so that a page reads hundreds of rows however large the school is.

    WHOLE: the organisation, per level and pathway; TEAM: per team; PROGRAMME: per programme of the organisation.
    """

    class Grain(models.TextChoices):
        WHOLE = "whole"
        TEAM = "team"
        PROGRAMME = "programme"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    grain = models.CharField(max_length=10, choices=Grain.choices)
    year = models.PositiveSmallIntegerField()
    team = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    pathway = models.CharField(max_length=3, blank=True)
    mark = models.CharField(max_length=80)
    number = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "grain", "year", "mark"], name="total_by_mark"),
        ]


class Published(models.Model):
    """A share of one institution in one year that is over, as everybody may have it: rounded, and None where it would
    be about few or would give away who is. No wall stands around it, so nothing else is ever written here.

    `level` 0 and `pathway` empty: the whole institution; `part` set: one part of a division.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    region = models.CharField(max_length=2, blank=True, help_text="A key of core.monitor.regions.")
    year = models.PositiveSmallIntegerField()
    figure = models.CharField(max_length=30)
    part = models.CharField(max_length=20, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    pathway = models.CharField(max_length=3, blank=True)
    hits = models.PositiveIntegerField(null=True, blank=True)
    of = models.PositiveIntegerField(null=True, blank=True)
    on = models.DateField(help_text="As of which day.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["institution", "year", "figure", "part", "level", "pathway"],
                name="published_stands_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["year", "figure", "region"], name="published_by_figure"),
        ]


class Known(models.Model):
    """What the sources said of a student at the latest refresh, as a digest: who says the same is not looked at."""

    student = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=16)


class Stale(models.Model):
    """A team and programme of a year whose counts are behind the rows of students: counted again, then added up."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    team = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+", db_index=False)
    counted = models.BooleanField(default=False, help_text="Counted again, and not yet added up.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "counted", "year"], name="stale_by_year"),
        ]


class Refresh(models.Model):
    """That the figures were made again: when, as of which day, how many students had news, what was left out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    began_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    students = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict, help_text="How many enrolments are in no figure, per check.")
    to_look = models.JSONField(
        null=True, blank=True, help_text="The slices of students that were not looked at yet, as pairs of ids."
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "began_at"], name="refresh_by_moment"),
        ]
