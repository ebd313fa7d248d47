"""Concerns that those who guide raise, and the student review meeting in which they are discussed."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.workplace.models.places import TrainingSchool


class Concern(models.Model):
    """A guide says that a student needs more attention: what was seen, and how it ended."""

    class Weight(models.TextChoices):
        ATTENTION = "attention"
        CONCERN = "concern"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="workplace_concerns")
    weight = models.CharField(max_length=10, choices=Weight.choices)
    seen = models.TextField(help_text="Facts and examples.")
    goes_well = models.TextField(blank=True)
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "closed_on"], name="concern_by_student"),
            models.Index(
                fields=["organisation", "student", "weight"],
                condition=models.Q(closed_on__isnull=True),
                name="concern_that_is_open",
            ),
        ]


class ReviewMeeting(models.Model):
    """Institute and training school discuss the students who need more attention; twice a school year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    training_school = models.ForeignKey(TrainingSchool, on_delete=models.CASCADE, related_name="meetings")
    school_year = models.CharField(max_length=9)
    number = models.PositiveSmallIntegerField(help_text="1 or 2.")
    planned_on = models.DateField()
    present = models.CharField(max_length=500, blank=True)
    minutes = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    led_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["training_school", "school_year", "number"], name="review_meeting_is_planned_once"
            ),
            models.CheckConstraint(condition=models.Q(number__range=(1, 2)), name="review_meeting_twice_a_year"),
        ]


class Discussed(models.Model):
    """One student in one meeting: what each side brought in, within what may be shared, and the plan they made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(ReviewMeeting, on_delete=models.CASCADE, related_name="students")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="review_meetings")
    institute_side = models.TextField(blank=True)
    school_side = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "student"], name="student_once_in_a_meeting"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student"], name="discussed_by_student")]


class MeetingAgreement(models.Model):
    """Who does what by when for this student, agreed in the meeting."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    discussed = models.ForeignKey(Discussed, on_delete=models.CASCADE, related_name="agreements")
    who = models.CharField(max_length=120)
    what = models.CharField(max_length=500)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
