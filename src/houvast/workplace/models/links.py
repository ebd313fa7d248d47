"""Links with which a workplace supervisor works without an account, and the weekly visits confirmed with them."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.workplace.models.places import Triad


class WorkplaceLink(models.Model):
    """A link for one purpose: one review, or one placement. Only hashes of its token, device and code are kept.

    It lies before the wall (`of`): whoever opens it has not signed in. What it opens is asked anew of the policy each
    time, as the person it was made for.
    """

    class Purpose(models.TextChoices):
        REVIEW = "review"
        PLACEMENT = "placement"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    target_id = models.UUIDField(help_text="The review, or the triad of the placement.")
    person_id = models.UUIDField(help_text="For whom it was made.")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    device_hash = models.CharField(max_length=64, blank=True, help_text="Empty until it was first opened.")
    opened_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_sent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["purpose", "target_id"], name="workplace_link_by_target"),
        ]


class WeeklyVisit(models.Model):
    """The supervisor saw a lesson in this week and talked it over, or could not (S-191)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="weekly_visits")
    triad = models.ForeignKey(Triad, on_delete=models.CASCADE, related_name="visits")
    monday = models.DateField()
    visited = models.BooleanField()
    discussed = models.BooleanField(default=False)
    remark = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_link = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["triad", "monday"], name="visit_once_a_week"),
        ]
