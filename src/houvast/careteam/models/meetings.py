"""The care team meeting and the student review meeting: who sits there, who is discussed and why, what was decided."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, Unit
from houvast.vault.fields import SealedField


class Meeting(models.Model):
    """A meeting about students of one unit, led by a chair."""

    class Kind(models.TextChoices):
        CARE_TEAM = "care_team"
        REVIEW = "review"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    filled_at = models.DateTimeField(null=True, blank=True, help_text="When the agenda was filled for the last time.")
    left_out = models.PositiveIntegerField(default=0, help_text="Students with a reason for whom there was no place.")
    minutes = SealedField(compartment="dossier", blank=True, help_text="What holds for all students.")
    ended_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "planned_on"], name="care_meeting_by_day"),
        ]


class Member(models.Model):
    """Somebody at the table. The name is kept here, since the file of a partner lies in another organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    called = models.CharField(max_length=300)
    of_organisation = models.CharField(max_length=200, blank=True, help_text="Empty for the school's own people.")
    was_present = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "person"], name="member_sits_once_in_a_meeting"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person"], name="care_member_by_person")]


class Item(models.Model):
    """One student on the agenda: why, what the student asks, what was said, and what the student reads of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="care_items")
    reasons = models.JSONField(
        default=list, help_text="[[kind, how many, since (ISO day or empty)], ...], weightiest first."
    )
    weight = models.PositiveIntegerField(default=0)
    put_on_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = SealedField(
        compartment="dossier", blank=True, help_text="What is asked of the meeting, by a professional."
    )
    off_on = models.DateField(null=True, blank=True, help_text="Taken off the agenda.")
    off_why = models.CharField(max_length=300, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    comes = models.BooleanField(null=True, blank=True, help_text="The student comes to this part of the meeting.")
    own_question = SealedField(compartment="dossier", blank=True, help_text="What the student asks or wants to say.")
    said = SealedField(compartment="dossier", blank=True)
    for_student = SealedField(compartment="dossier", blank=True, help_text="What was decided, in plain words.")
    discussed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "student"], name="student_once_on_an_agenda"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["meeting", "-weight", "id"], name="care_item_by_weight"),
        ]


class Decision(models.Model):
    """Who does what by when, as it was decided in a meeting; from then on it is a task in the student's plan."""

    class Side(models.TextChoices):
        STUDENT = "student"
        SCHOOL = "school"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="decisions")
    side = models.CharField(max_length=10, choices=Side.choices)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=300)
    what = models.CharField(max_length=500)
    due_on = models.DateField()
    task_id = models.UUIDField(help_text="The task in the student's plan that says whether it was done.")


class Seat(models.Model):
    """A partner is asked to the table for one student, and sees the named parts when the student said yes.

    An attendance officer may see absence by law, without consent; the student is told.
    """

    class Ground(models.TextChoices):
        CONSENT = "consent"
        LAW = "law"

    class State(models.TextChoices):
        ASKED = "asked"
        AGREED = "agreed"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="seats")
    parts = models.JSONField(default=list, help_text="The names of the parts that are shown.")
    why = models.CharField(max_length=300, help_text="What this partner is asked, in words the student reads.")
    ground = models.CharField(max_length=10, choices=Ground.choices, default=Ground.CONSENT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True)
    guardian_agreed_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "member"], name="partner_has_one_seat_per_student"),
        ]


class Wish(models.Model):
    """A student or a professional asks that this student be talked about; it waits for the next meeting."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    question = SealedField(compartment="dossier")
    asked_on = models.DateField()
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="wishes")
    answered_on = models.DateField(null=True, blank=True, help_text="It was talked about, or the student took it back.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student"], condition=models.Q(answered_on__isnull=True), name="care_wish_open"),
        ]
