"""What was done: forms that were handled, acts of administration."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models.organisation import Organisation
from houvast.people.models.person import Person


class Submission(models.Model):
    """A form that was handled: its key, so that sending it twice has one effect and the same answer."""

    key = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    answer = models.CharField(max_length=500, blank=True, help_text="Where the browser was sent.")
    at = models.DateTimeField()


class AdministrativeAct(models.Model):
    """Who changed what about persons, units and rights: append-only, so that it can be asked who gave this access."""

    class Act(models.TextChoices):
        SETTINGS = "settings"
        UNIT = "unit"
        PROGRAMME = "programme"
        INVITED = "invited"
        ACCESS_RESET = "access_reset"
        ACCESS_ENDED = "access_ended"
        ACCESS_RESTORED = "access_restored"
        ROLE_GIVEN = "role_given"
        ROLE_ENDED = "role_ended"
        ROLE_CONFIRMED = "role_confirmed"
        ROLE_REFUSED = "role_refused"
        COACH_ASSIGNED = "coach_assigned"
        CASELOAD_HANDED_OVER = "caseload_handed_over"
        IDENTITY_TYPED = "identity_typed"
        GUARDIAN_ADDED = "guardian_added"
        GUARDIAN_CHANGED = "guardian_changed"
        PARTNER_INVITED = "partner_invited"
        REACH_GIVEN = "reach_given"
        REACH_ENDED = "reach_ended"
        PERSONS_MERGED = "persons_merged"
        PERSONS_APART = "persons_apart"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=30, choices=Act.choices)
    about = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=300, blank=True, help_text="What it was about; no reasons, no dossier.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "at"], name="act_by_moment"),
            models.Index(fields=["about", "act"], name="act_by_person"),
        ]
