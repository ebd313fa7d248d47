"""Mail that leaves, once; and the jobs that run in the background.

Both are work in a queue. A worker takes a piece of work by raising `attempts` and moving `try_after` to the end of its
lease; whoever raised it last holds it. A worker that dies leaves work that is taken but due again when the lease ends.
"""

from typing import ClassVar

from django.db import models

from houvast.outbox.kinds import RATHER_TWICE
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class Work(models.Model):
    """What a queue needs to know of a piece of work. It is due when it waits or is taken and `try_after` is past."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True, help_text="Why the latest attempt failed; no personal data.")

    afresh: ClassVar[dict[str, object]] = {}
    """What an attempt begins with."""

    class Meta:
        abstract = True

    @property
    def may_have_happened(self) -> bool:
        """The worker that held it died at the one moment after which nobody can know whether it had its effect."""
        return False


class Mail(Work):
    """A mail to one person. `key` makes it unique: whoever asks twice for the same mail gets one."""

    recipient = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body = SealedField(compartment="mail", help_text="Emptied when the mail has left.")
    handed_at = models.DateTimeField(
        null=True, blank=True, help_text="Just before the mail server got the text, in the attempt that is being made."
    )
    afresh: ClassVar[dict[str, object]] = {"handed_at": None}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "key"], name="mail_is_asked_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organisation", "try_after"],
                condition=models.Q(status__in=["waiting", "taken"]),
                name="mail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    @property
    def may_have_happened(self) -> bool:
        return self.status == self.Status.TAKEN and self.handed_at is not None and self.kind not in RATHER_TWICE


class Job(Work):
    """A piece of background work, done by the function registered under its name."""

    name = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict, help_text="Ids and days; no personal data.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "name", "key"], name="job_is_asked_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organisation", "try_after"],
                condition=models.Q(status__in=["waiting", "taken"]),
                name="job_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.status}"
