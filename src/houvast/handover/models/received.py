"""What the receiving side keeps: a record of its own with what the student agreed to tell; and the looking back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.core.handover.desks import Group
from houvast.core.handover.steps import State
from houvast.handover.models.exchange import Connection, Desk
from houvast.handover.models.given import Handover
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


def _choices(words: type[Group | State]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Following(models.Model):
    """Somebody whom a desk (or a colleague) was handed, was told of by law, or follows of its own: its own record."""

    class Origin(models.TextChoices):
        HANDOVER = "handover"
        REPORT = "report"
        REGISTERED = "registered"

    class Outcome(models.TextChoices):
        SCHOOL = "school"
        WORK = "work"
        SCHOOL_AND_WORK = "school_and_work"
        CARE = "care"
        QUALIFIED = "qualified"
        HANDED_ON = "handed_on"
        BACK = "back"
        MOVED = "moved"
        NOT_REACHED = "not_reached"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="followings")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Who has hold."
    )
    origin = models.CharField(max_length=10, choices=Origin.choices)
    group = models.CharField(max_length=20, choices=_choices(Group), default=Group.OTHER)
    handover_id = models.UUIDField(null=True, blank=True, help_text="What the giving side calls it.")
    giver = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(Connection, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_name = models.CharField(max_length=300, blank=True, help_text="Who handed over, of which organisation.")
    state = models.CharField(max_length=10, choices=_choices(State))
    content = models.JSONField(default=dict, help_text="What was told, item by item, and the plan; emptied at the end.")
    qualifications = models.JSONField(default=list, help_text="The certificates that are known, by the law's names.")
    until = models.DateField(null=True, blank=True, help_text="The last day on which what was told may be read.")
    arrived_at = models.DateTimeField()
    accepted_on = models.DateField(null=True, blank=True)
    talked_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    first_contact_on = models.DateField(null=True, blank=True)
    in_contact = models.BooleanField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True, help_text="The first day on which something is to be done.")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(desk__isnull=False) | models.Q(holder__isnull=False),
                name="following_is_of_a_desk_or_a_person",
            ),
            models.UniqueConstraint(
                fields=["organisation", "handover_id"],
                condition=models.Q(handover_id__isnull=False),
                name="following_of_a_handover_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | models.Q(closed_on__isnull=False),
                name="following_with_an_outcome_is_closed",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desk", "closed_on", "next_on"], name="following_by_desk"),
            models.Index(fields=["holder", "closed_on", "next_on"], name="following_by_holder"),
            models.Index(fields=["person"], name="following_by_person"),
        ]


class FollowingEntry(models.Model):
    """What a desk did: first contact, home visit, talk, agreement, a try that reached nobody."""

    class Kind(models.TextChoices):
        FIRST_CONTACT = "first_contact"
        TALK = "talk"
        HOME_VISIT = "home_visit"
        AGREEMENT = "agreement"
        TRIED = "tried"
        NOTE = "note"
        STEP = "step"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    following = models.ForeignKey(Following, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    on = models.DateField()
    text = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True, help_text="When the desk looks again.")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["following", "on"], name="entry_by_following")]


class FollowUp(models.Model):
    """Is there still hold, two, six and twelve weeks after? The receiving side answers, and the giving side looks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, null=True, blank=True, on_delete=models.CASCADE, related_name="follow_ups")
    following = models.ForeignKey(Following, null=True, blank=True, on_delete=models.CASCADE, related_name="follow_ups")
    weeks = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    told = models.BooleanField(
        null=True, blank=True, help_text="What the receiving side said: still in contact or not."
    )
    has_hold = models.BooleanField(null=True, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(handover__isnull=False, following__isnull=True)
                | models.Q(handover__isnull=True, following__isnull=False),
                name="follow_up_is_of_one_side",
            ),
            models.UniqueConstraint(fields=["handover", "weeks"], name="follow_up_of_handover_once"),
            models.UniqueConstraint(fields=["following", "weeks"], name="follow_up_of_following_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "due_on"], condition=models.Q(answered_on=None), name="follow_up_due"),
        ]
