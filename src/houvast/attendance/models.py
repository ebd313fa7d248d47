"""Absence: moments where they are known, totals where a file gives no more than that; contact and reports about it."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class Absence(models.Model):
    """A lesson or a day a student was not there, or came late.

    A row with an `external_id` is known by it within its source; a row without one by student, day, start and lesson,
    whichever source it came from. A correction replaces; one that removes sets `withdrawn_on`, and the row counts no
    more. `as_of` is the moment a source gave for what it says: an older word never replaces a newer one.

    Rows are many (a hundred a student a year), so they are narrow and carry only the indexes that are read.
    """

    class Kind(models.IntegerChoices):
        AUTHORISED = 1
        UNAUTHORISED = 2
        LATE = 3
        SICK = 4
        LUXURY = 5

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences", db_index=False)
    day = models.DateField()
    starts_at = models.TimeField(null=True, blank=True, help_text="Empty when the whole day, or not known.")
    minutes = models.PositiveSmallIntegerField(help_text="At least 1, at most a day of 24 hours.")
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    confirmed = models.BooleanField(default=False, help_text="By the teacher or the desk; a guardian sees only these.")
    lesson = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=120, blank=True)
    as_of = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    revision = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "source", "external_id"],
                condition=~models.Q(external_id=""),
                name="absence_is_known_once_per_source",
            ),
            models.UniqueConstraint(
                "student",
                "day",
                Coalesce("starts_at", time(0, 0)),
                "lesson",
                condition=models.Q(external_id=""),
                name="absence_is_known_once_per_lesson",
            ),
            models.CheckConstraint(condition=models.Q(minutes__range=(1, 1440)), name="absence_minutes_1_to_1440"),
            models.CheckConstraint(condition=models.Q(kind__range=(1, 5)), name="absence_kind_is_known"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student", "day"], name="absence_by_student_day")]


class SickReport(models.Model):
    """A student is sick, as he or a guardian of a minor told; he chose how much of the reason others see."""

    class Shared(models.TextChoices):
        NOTHING = "nothing"
        COACH = "coach"
        TEAM = "team"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sick_reports")
    reported_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    from_day = models.DateField()
    back_on = models.DateField(null=True, blank=True, help_text="The first day the student is there again.")
    reason = SealedField(compartment="dossier", blank=True)
    shared = models.CharField(max_length=10, choices=Shared.choices, default=Shared.NOTHING)
    reported_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student"], condition=models.Q(back_on__isnull=True), name="sick_report_one_open_per_student"
            ),
            models.CheckConstraint(
                condition=models.Q(back_on__isnull=True) | models.Q(back_on__gte=models.F("from_day")),
                name="sick_report_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "from_day"], name="sick_report_by_student")
        ]


class MissedContact(models.Model):
    """A person told a student that he is missed, or tried to: what makes the task of the first day of absence done."""

    class Outcome(models.TextChoices):
        REACHED = "reached"
        MESSAGE = "message"
        NOT_REACHED = "not_reached"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="missed_contacts")
    day = models.DateField(help_text="The first day of the absence it is about.")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    word = SealedField(compartment="dossier", blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "day"], name="missed_contact_by_student")
        ]


class AbsenceReport(models.Model):
    """A report of absence as the register of students in education asks for it: prepared, checked, handed in, followed.

    The fields are those of article 14, a to p, of the Besluit register onderwijsdeelnemers. Its `kind` names the duty
    or the liberty it rests on; `counted_from` and `counted_to` are the days that were counted, both included.
    """

    class Kind(models.TextChoices):
        SIXTEEN_HOURS = "sixteen_hours"
        FOUR_WEEKS = "four_weeks"
        LUXURY = "luxury"
        OTHER = "other"
        FINANCE_WARNING = "finance_warning"
        FINANCE_REPORT = "finance_report"

    class State(models.TextChoices):
        PREPARED = "prepared"
        CHECKED = "checked"
        EXPORTED = "exported"
        LET_GO = "let_go"

    class Status(models.TextChoices):
        UNKNOWN = ""
        REGISTERED = "registered"
        IN_PROGRESS = "in_progress"
        CLOSED = "closed"
        WITHDRAWN = "withdrawn"
        NOTED = "noted"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absence_reports")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    counted_from = models.DateField()
    counted_to = models.DateField()
    due_on = models.DateField(null=True, blank=True, help_text="The last day the law gives, where it gives one.")
    minutes = models.PositiveIntegerField(default=0)
    rule_answer = models.JSONField(default=dict, help_text="What the rule of law found, with its version and sources.")
    qualified = models.BooleanField(null=True, help_text="a. Has a basic qualification.")
    begins_on = models.DateField(help_text="b.")
    ends_on = models.DateField(null=True, blank=True, help_text="c.")
    presumed_kind = models.CharField(max_length=16, blank=True, help_text="d.")
    presumed_reason = SealedField(compartment="dossier", blank=True, help_text="e.")
    all_lessons = models.BooleanField(null=True, help_text="f.")
    school_action = SealedField(compartment="dossier", blank=True, help_text="g.")
    action_wanted = models.BooleanField(default=False, help_text="h. Action of the municipality is wanted.")
    wanted_why = SealedField(compartment="dossier", blank=True, help_text="h. With what priority, and why.")
    location = models.CharField(max_length=120, blank=True, help_text="i.")
    contact_name = models.CharField(max_length=200, blank=True, help_text="j.")
    contact_function = models.CharField(max_length=120, blank=True, help_text="j.")
    contact_phone = models.CharField(max_length=40, blank=True, help_text="j.")
    contact_email = models.CharField(max_length=254, blank=True, help_text="j.")
    family_phone = SealedField(compartment="dossier", blank=True, help_text="k. Of the student or a guardian.")
    specification = models.JSONField(default=list, help_text="l. Days with minutes: [[day, minutes], ...].")
    status = models.CharField(max_length=12, choices=Status.choices, blank=True, help_text="m.")
    closing_reason = models.CharField(max_length=200, blank=True, help_text="n.")
    remark = SealedField(compartment="dossier", blank=True, help_text="o.")
    municipal_contact = models.CharField(max_length=200, blank=True, help_text="p.")
    prepared_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    exported_at = models.DateTimeField(null=True, blank=True)
    status_on = models.DateField(null=True, blank=True)
    let_go_why = models.CharField(max_length=500, blank=True)
    external_id = models.CharField(max_length=60, blank=True, help_text="The number the national register gave it.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "kind", "counted_from"], name="absence_report_once_per_count"),
            models.CheckConstraint(
                condition=models.Q(counted_to__gte=models.F("counted_from")), name="absence_report_counts_forward"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state"], name="absence_report_by_state")
        ]


class AbsenceTotal(models.Model):
    """Hours of absence over a period that a source gives as one figure per kind."""

    class Kind(models.TextChoices):
        AUTHORISED = "authorised"
        UNAUTHORISED = "unauthorised"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absence_totals")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    school_year = models.CharField(max_length=9, help_text="2026-2027.")
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    source = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student", "kind", "school_year", "source"], name="absence_total_is_known_once"
            ),
            models.CheckConstraint(condition=models.Q(hours__gte=0), name="absence_total_is_not_negative"),
        ]
