"""The helpdesk itself, and how often somebody knocks at its public form."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation


class Helpdesk(models.Model):
    """What everybody may read of a helpdesk. It lies before the wall (`of`, not `organisation`): a visitor reads it
    before it is known to which organisation a request belongs.
    """

    of = models.OneToOneField(Organisation, primary_key=True, on_delete=models.CASCADE, related_name="helpdesk")
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    chat = models.CharField(max_length=80, blank=True, help_text="A number or name for chat.")
    email = models.EmailField(blank=True, help_text="The address of the inbox that the worker reads.")
    hours_nl = models.CharField(max_length=200, blank=True)
    hours_en = models.CharField(max_length=200, blank=True)
    is_open = models.BooleanField(default=True, help_text="Whether new questions are taken.")
    kept_months = models.PositiveSmallIntegerField(default=24)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(kept_months__gte=1), name="helpdesk_keeps_at_least_a_month"),
        ]

    def __str__(self) -> str:
        return self.name


class Knock(models.Model):
    """Somebody sent a question or tried a link, by hashed origin, kept a day: the ground of the rate limit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    origin_hash = models.CharField(max_length=64)
    what = models.CharField(max_length=10)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["what", "origin_hash", "at"], name="knock_by_origin"),
            models.Index(fields=["what", "at"], name="knock_by_time"),
        ]
