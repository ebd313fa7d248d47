"""Talks with their reports and agreements, working notes, and when a student was last seen."""

from datetime import date
from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person

NEVER = date(1900, 1, 1)
"""Sorts before every real day: the student was never talked with. Never shown."""


class Contact(models.Model):
    """How long a student waits: one row a student, kept by this folder's actions, so that a caseload sorts by index."""

    student = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="contact")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    latest_talk_on = models.DateField(null=True, blank=True)
    latest_meeting_on = models.DateField(
        null=True, blank=True, help_text="The latest formal meeting with the student in a procedure."
    )
    next_due_on = models.DateField(null=True, blank=True, help_text="First day on which an open agreement is due.")
    waits_since = models.DateField(
        default=NEVER,
        help_text="The latest talk or meeting, or the day an agreement is due when earlier; 1900-01-01 for never.",
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "waits_since", "student"], name="contact_by_waiting"),
        ]


class Talk(models.Model):
    """A talk with a student and its report. The report belongs to the dossier: the student reads it."""

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction"
        PROGRESS = "progress"
        CONCERN = "concern"
        WELLBEING = "wellbeing"
        SUPPORT = "support"
        CAREER = "career"
        WORK_PLACEMENT = "work_placement"
        ABSENCE = "absence"
        WITH_FAMILY = "with_family"
        RESTART = "restart"
        COACH_CHANGE = "coach_change"
        EXIT = "exit"
        OTHER = "other"

    class Judgement(models.TextChoices):
        """How a component of study progress stands."""

        ON_COURSE = "on_course"
        ATTENTION = "attention"
        CONCERN = "concern"
        NOT_DISCUSSED = "not_discussed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="talks")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    held_on = models.DateField()
    led_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    also_present = models.CharField(max_length=300, blank=True)
    study_choice_advice = models.TextField(
        blank=True, help_text="What the intake advised (or where that document lies): input of the introduction talk."
    )
    goes_well = models.TextField(blank=True)
    report = models.TextField()
    study_behaviour = models.CharField(max_length=15, choices=Judgement.choices, default=Judgement.NOT_DISCUSSED)
    professional_attitude = models.CharField(max_length=15, choices=Judgement.choices, default=Judgement.NOT_DISCUSSED)
    results = models.CharField(max_length=15, choices=Judgement.choices, default=Judgement.NOT_DISCUSSED)
    work_placement = models.CharField(max_length=15, choices=Judgement.choices, default=Judgement.NOT_DISCUSSED)
    wellbeing = models.CharField(max_length=15, choices=Judgement.choices, default=Judgement.NOT_DISCUSSED)
    finishes_in_time = models.BooleanField(
        null=True, blank=True, help_text="Can the programme be finished within the programmed time? Unknown when empty."
    )
    recorded_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student", "held_on"], name="talk_by_student")]


class TalkCorrection(models.Model):
    """What a report said before it was corrected, by whom and why: nothing is written over unseen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="corrections")
    earlier_report = models.TextField()
    reason = models.CharField(max_length=300)
    corrected_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Agreement(models.Model):
    """What was agreed: who does what, by when, and whether it was done."""

    class Side(models.TextChoices):
        STUDENT = "student"
        SCHOOL = "school"
        OTHER = "other"

    class Status(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        NOT_KEPT = "not_kept"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agreements")
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="agreements")
    side = models.CharField(max_length=10, choices=Side.choices, default=Side.STUDENT)
    who = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=500)
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    said_done_on = models.DateField(null=True, blank=True, help_text="The student says it is done; the coach answers.")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remark = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(status="open", answered_on__isnull=True)
                | (~models.Q(status="open") & models.Q(answered_on__isnull=False)),
                name="agreement_is_answered_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "due_on"], name="agreement_by_student"),
        ]


class WorkingNote(models.Model):
    """A staff member's own reminder, apart from the dossier: only its writer sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["writer", "student"], name="note_by_writer")]


class Success(models.Model):
    """Something that went well: as easy to write as a concern. Family reads it when the student shares it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    words = models.CharField(max_length=500)
    seen_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who saw it go well and wrote it."
    )
    is_shared = models.BooleanField(default=False, help_text="The student shares it with family and trusted persons.")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["student", "on"], name="success_by_student")]
