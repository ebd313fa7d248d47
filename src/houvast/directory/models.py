"""Services as organisations keep them: who helps with what, for whom, and when that was last looked at.

An entry says nothing about any student or helper: it is public. It therefore names its keeper as `kept_by` and lies
outside the wall between organisations, so that a visitor may read it; who looked at it, and when, lies inside
(`ServiceCheck`).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class Service(models.Model):
    """One service of one organisation in one place. `kind` is a key of the catalogue that ships with the house."""

    class State(models.TextChoices):
        """A waiting entry is seen only by its keeper, until somebody there has looked at it."""

        WAITING = "waiting"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    code = models.CharField(max_length=60, help_text="The keeper's own name for it in files; unique per keeper.")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    name = models.CharField(max_length=120)
    does = models.TextField(help_text="What it does, in plain words.")
    does_en = models.TextField(blank=True)
    for_whom = models.CharField(max_length=300, blank=True)
    for_whom_en = models.CharField(max_length=300, blank=True)
    areas = models.CharField(max_length=120, help_text="Life areas, separated by spaces.")
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_until = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The last age that counts.")
    levels = models.CharField(max_length=10, blank=True, help_text="Levels of mbo, separated by spaces; empty: all.")
    places = models.CharField(
        max_length=300, blank=True, help_text="Towns or districts, separated by commas; empty: everywhere."
    )
    by_whom = models.CharField(max_length=160, blank=True, help_text="Which profession or team; no person's name.")
    where_and_when = models.CharField(max_length=300, blank=True)
    reach = models.CharField(max_length=300, help_text="How to get in touch.")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    without_school = models.BooleanField(default=True, help_text="It can be reached without school knowing.")
    cost = models.CharField(max_length=160, blank=True, help_text="Empty: it costs nothing.")
    waiting_days = models.PositiveSmallIntegerField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=120, blank=True, help_text="The organisation or desk; no person's name.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kept_by", "code"], name="service_code_is_used_once_by_a_keeper"),
            models.CheckConstraint(
                condition=models.Q(age_from__isnull=True)
                | models.Q(age_until__isnull=True)
                | models.Q(age_until__gte=models.F("age_from")),
                name="service_ages_go_up",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | ~models.Q(name=""), name="service_published_has_a_name"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "kind"], name="service_by_kind"),
            models.Index(fields=["kept_by", "checked_on"], name="service_by_check"),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceDoubt(models.Model):
    """Readers say that something of an entry is not right: one row for each kind of fault, counted, until it is looked
    at. It names nobody and lies outside the wall, as the entry does: a visitor without an account may say it.
    """

    class Fault(models.TextChoices):
        REACH = "reach"
        CLOSED = "closed"
        FOR_WHOM = "for_whom"
        WHERE_AND_WHEN = "where_and_when"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="doubts")
    fault = models.CharField(max_length=20, choices=Fault.choices)
    words = models.CharField(max_length=200, blank=True, help_text="What the latest reader wrote; no person's name.")
    times = models.PositiveIntegerField(default=1)
    latest_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "fault"], name="service_doubt_of_a_kind_once"),
        ]


class ServiceCheck(models.Model):
    """Somebody looked at an entry of their organisation, and what came of it. Added, never changed."""

    class Outcome(models.TextChoices):
        RIGHT = "right"
        CHANGED = "changed"
        WITHDRAWN = "withdrawn"
        IMPORTED = "imported"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="checks")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["service", "at"], name="service_check_by_moment")]
