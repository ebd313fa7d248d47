"""Talks that are planned: proposed moments, who comes along, what was changed, and the private calendar link."""

from typing import ClassVar

from django.db import models

from houvast.appointments.models.asking import HelpRequest
from houvast.guidance.models import Talk
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class PlannedTalk(models.Model):
    """A talk to come between a student and somebody of school. Missing it is an event with a next step, not a mark."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        AGREED = "agreed"
        HELD = "held"
        MISSED = "missed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=20, choices=Talk.Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=500, blank=True)
    request = models.ForeignKey(HelpRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next_ones")
    reached_out_on = models.DateField(null=True, blank=True, help_text="After a missed talk: contact was sought.")
    reached_out_words = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=("proposed", "cancelled")) | models.Q(starts_at__isnull=False),
                name="planned_talk_has_a_moment",
            ),
            models.CheckConstraint(condition=models.Q(minutes__range=(5, 240)), name="planned_talk_lasts_5_to_240"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["staff", "state", "starts_at"], name="planned_talk_by_staff"),
            models.Index(fields=["student", "state", "starts_at"], name="planned_talk_by_student"),
            models.Index(
                fields=["organisation", "starts_at"], condition=models.Q(state="agreed"), name="planned_talk_by_day"
            ),
        ]


class Moment(models.Model):
    """A moment that was proposed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedTalk, on_delete=models.CASCADE, related_name="moments")
    starts_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["planned", "starts_at"], name="moment_is_proposed_once"),
        ]


class Companion(models.Model):
    """Who comes along at the wish of the student: somebody of the network, or a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedTalk, on_delete=models.CASCADE, related_name="companions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name=""), name="companion_is_somebody"
            ),
            models.UniqueConstraint(
                fields=["planned", "person"], condition=models.Q(person__isnull=False), name="companion_comes_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person"], name="companion_by_person")]


class TalkChange(models.Model):
    """What changed about a planned talk, by whom and with which words: added and never changed."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed"
        AGREED = "agreed"
        MOVED = "moved"
        CANCELLED = "cancelled"
        INVITED = "invited"
        HELD = "held"
        MISSED = "missed"
        REACHED_OUT = "reached_out"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedTalk, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()


class CalendarLink(models.Model):
    """A private link for a calendar program. Only its hash is kept; a new link ends the one before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at__isnull=True), name="calendar_link_runs_once"
            ),
        ]
