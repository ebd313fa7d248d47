"""Other systems that are asked again and again: what was brought, what is remembered, what does not agree."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class Source(models.Model):
    """A system that a school connected. `cursor` says where the present round has come; empty: it begins anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    connector = models.CharField(max_length=20)
    address = models.CharField(max_length=300)
    token = SealedField(compartment="connections", blank=True, null=True, default="")
    cursor = models.CharField(max_length=300, blank=True, default="")
    made_at = models.DateTimeField()
    nightly = models.BooleanField(default=True, db_default=True, help_text="The worker asks it every night.")
    round_began_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "connector", "address"], name="source_is_connected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.connector} {self.address}"


class Visit(models.Model):
    """One time that a system was asked: until the round was complete, or until something stopped it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="visits")
    began_at = models.DateTimeField()
    latest_at = models.DateTimeField(help_text="When the latest batch was stored.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Empty: it runs, or it was killed.")
    complete = models.BooleanField(default=False)
    problem = models.CharField(max_length=300, blank=True)
    batches = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["source", "began_at"], name="visit_by_source")]


class Mark(models.Model):
    """What a system said last, as short digests, or what its connector wants to remember.

    Of a person only digests: they tell what the system changed from what was changed here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    said = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "key"], name="mark_is_kept_once"),
        ]


class Conflict(models.Model):
    """Something of a system that could not be taken over, as it stood when it was last seen.

    It goes when a complete round does not find it again: mend it at the source or here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=120, help_text="The number that the system has for it.")
    column = models.CharField(max_length=80)
    value = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=30)
    detail = models.CharField(max_length=200, blank=True)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "kind", "about", "column"], name="conflict_is_told_once"),
        ]
