"""A handover as the giving side keeps it: asked, agreed to item by item, answered, done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.core.handover.items import Item
from houvast.core.handover.steps import Ground, Party, State
from houvast.handover.models.exchange import Desk
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


def _choices(words: type[Item | Ground | Party | State]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Handover(models.Model):
    """A warm handover as the giving side keeps it: to a desk, or to a colleague of the same organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handovers")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    colleague = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=_choices(Ground), default=Ground.CONSENT)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateField(help_text="The last day on which the receiving side may read what was told.")
    state = models.CharField(max_length=10, choices=_choices(State), default=State.ASKED)
    agreed_at = models.DateTimeField(null=True, blank=True)
    guardian_agreed_at = models.DateTimeField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    talked_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was refused or revoked.")
    arrived_on = models.DateField(null=True, blank=True, help_text="The receiving side says: arrived.")
    in_contact = models.BooleanField(null=True, blank=True, help_text="The receiving side says: in contact, or not.")
    in_contact_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next")
    case_id = models.UUIDField(null=True, blank=True, help_text="The procedure in which it was asked.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(desk__isnull=False, colleague__isnull=True)
                | models.Q(desk__isnull=True, colleague__isnull=False),
                name="handover_is_to_a_desk_or_a_colleague",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("refused", "revoked")) | models.Q(ended_on__isnull=False),
                name="handover_that_ended_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_on__isnull=False), name="handover_done_has_a_day"
            ),
            models.UniqueConstraint(
                fields=["student", "desk"],
                condition=models.Q(state__in=("asked", "consented", "accepted", "talked")),
                name="handover_runs_once_per_desk",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "state"], name="handover_by_student"),
            models.Index(fields=["organisation", "state", "asked_at"], name="handover_by_state"),
        ]


class HandoverItem(models.Model):
    """One thing that is told, in the words in which it is told; the student agrees to each apart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    item = models.CharField(max_length=15, choices=_choices(Item))
    text = models.TextField(blank=True)
    agreed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["handover", "item"], name="handover_item_is_told_once"),
        ]


class PlanLine(models.Model):
    """A line of the joint plan that goes along: who does what, where and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="plan")
    who = models.CharField(max_length=120)
    what = models.CharField(max_length=300)
    where = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["handover", "place"], name="plan_line_has_its_place"),
        ]


class HandoverStep(models.Model):
    """What was done with a handover, by whom and when: added to, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="steps")
    party = models.CharField(max_length=10, choices=_choices(Party))
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=_choices(State))
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()


class ConsentLink(models.Model):
    """A link with which a student answers on their own phone without an account; it works until it is answered.

    It lies before the wall (`of`): whoever opens it has not signed in. Only the hash of its token is kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    handover_id = models.UUIDField()
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["handover_id"], name="consent_link_by_handover")]
