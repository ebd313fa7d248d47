"""Paid appointments: the inventory of who is eligible, and what is registered with the placement office."""

from typing import ClassVar

from django.db import models

from houvast.documents.models import Document
from houvast.education.models import Programme
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.workplace.models.places import TrainingSchool, Triad


class Maximum(models.Model):
    """The most credits a student of this programme and cohort can have on the day of an inventory."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    cohort = models.CharField(max_length=9)
    counted_on = models.DateField()
    credits = models.DecimalField(max_digits=6, decimal_places=2)
    set_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "cohort", "counted_on"], name="maximum_is_set_once"),
            models.CheckConstraint(condition=models.Q(credits__gte=0), name="maximum_is_not_negative"),
        ]


class Standing(models.Model):
    """How far a student is on a day, as the programme's own register says: the facts of an inventory."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="standings")
    counted_on = models.DateField()
    credits = models.DecimalField(max_digits=6, decimal_places=2)
    first_semester_open = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    foundation_passed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "counted_on"], name="standing_is_counted_once"),
            models.CheckConstraint(condition=models.Q(credits__gte=0), name="standing_is_not_negative"),
        ]


class Inventory(models.Model):
    """Who may hold a paid appointment next school year, drawn up on one day and then shared."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    counted_on = models.DateField()
    for_school_year = models.CharField(max_length=9)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    shared_on = models.DateField(null=True, blank=True, help_text="From this day training schools see their list.")
    letters_done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "counted_on"], name="inventory_is_made_once"),
        ]


class Eligibility(models.Model):
    """What the rule found for one student of an inventory, with the receipt by which it can be asked again."""

    class Colour(models.TextChoices):
        GREEN = "green"
        RED = "red"
        NONE = "none"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="rows")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="eligibilities")
    training_school = models.ForeignKey(TrainingSchool, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(help_text="The level at which the job would be held.")
    mode = models.CharField(max_length=10, choices=Triad.Mode.choices)
    was_full_time = models.BooleanField(default=False, help_text="Changed to part time since the year before.")
    holds_one = models.BooleanField(default=False, help_text="Holds an appointment already: looked at again.")
    colour = models.CharField(max_length=5, choices=Colour.choices)
    credits = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    needed = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    max_fte = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    max_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    missing = models.CharField(max_length=200, blank=True, help_text="Names of facts, with spaces between.")
    receipt = models.TextField(help_text="Of the rule paid-appointment, in JSON.")
    letter = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["inventory", "student"], name="eligibility_once_per_inventory"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["inventory", "training_school", "student"], name="eligibility_by_school"),
        ]


class Appointment(models.Model):
    """A paid job that is the placement, as it was registered with the placement office."""

    class State(models.TextChoices):
        REGISTERED = "registered"
        APPROVED = "approved"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    training_school = models.ForeignKey(TrainingSchool, on_delete=models.PROTECT, related_name="+")
    school_year = models.CharField(max_length=9)
    level = models.PositiveSmallIntegerField()
    fte = models.DecimalField(max_digits=3, decimal_places=2)
    lesson_hours = models.DecimalField(max_digits=4, decimal_places=1)
    follows_timetable = models.BooleanField()
    weekly_visit = models.BooleanField(help_text="The supervisor visits a lesson every week and discusses progress.")
    mentor_tasks = models.BooleanField()
    renewal = models.BooleanField(default=False)
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    registered_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.REGISTERED)
    missing = models.CharField(max_length=300, blank=True, help_text="What the rule found, names with spaces between.")
    receipt = models.TextField(help_text="Of the rule appointment-registration, in JSON.")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(fte__gt=0, fte__lte=1), name="appointment_fte_up_to_one"),
            models.UniqueConstraint(
                fields=["student", "school_year"],
                condition=models.Q(state__in=["registered", "approved"]),
                name="appointment_once_a_year",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state", "registered_on"], name="appointment_by_state"),
        ]
