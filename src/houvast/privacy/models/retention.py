"""Erasure after term: what is planned, who agreed, what is held back, and the proof of what was done."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.privacy.registry import Kept
from houvast.vault.fields import SealedField


class ErasurePlan(models.Model):
    """Persons and kinds of data whose term is over, proposed together; a second person approves, then it is done."""

    class State(models.TextChoices):
        ANNOUNCED = "announced"
        APPROVED = "approved"
        DONE = "done"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    not_before = models.DateField(help_text="Until then whoever was told may object.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(decided_by=models.F("proposed_by")),
                name="erasure_is_approved_by_a_second_person",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "state"], name="erasure_plan_by_state"),
        ]


class PlannedErasure(models.Model):
    """One person and one kind of data in a plan, with the term and where it comes from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(ErasurePlan, on_delete=models.CASCADE, related_name="rows")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kept = models.CharField(max_length=24, choices=[(one.value, one.value) for one in Kept])
    ended_on = models.DateField()
    keep_until = models.DateField()
    receipt = models.CharField(max_length=80, blank=True, help_text="Digest of the answer of the law.")
    left_out = models.CharField(max_length=300, blank=True, help_text="Why it is not erased now, after all.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "person", "kept"], name="erasure_is_planned_once_in_a_plan"),
        ]


class LegalHold(models.Model):
    """Somebody said that nothing of this person may be erased for now, and why: a complaint, an appeal, a claim."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = SealedField(compartment="privacy")
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(lifted_at__isnull=True), name="person_is_held_once"
            ),
        ]


class ErasureProof(models.Model):
    """What was erased, without whom: append-only, and sealed with a key that lies outside the database.

    `digests` are keyed hashes of the ids that went: whoever has an id and the key can show that it was erased, and
    nobody can go back from the hash to a person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    plan = models.OneToOneField(ErasurePlan, on_delete=models.PROTECT, related_name="proof")
    at = models.DateTimeField()
    digests = models.JSONField()
    rows = models.JSONField(help_text="How many rows went or were emptied, by table.")
    proof = models.CharField(max_length=64)
