"""Connected systems, their tokens and webhooks; what they asked and what was answered; the feed of changes."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, Unit
from houvast.vault.fields import SealedField


class Client(models.Model):
    """A system of another maker that a school connected. `person` is its name in the log of reads and under what it
    records: a person without an account, who can never sign in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=100)
    keeper = models.CharField(max_length=200, help_text="Whom to call about it: a desk or a supplier.")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the whole school."
    )
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=models.Q(ended_at__isnull=True),
                name="client_name_is_used_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Token(models.Model):
    """What a system shows to come in: one purpose, its scopes, until a day. Only its hash is kept.

    It lies before the wall between organisations, since it tells to which of them a request belongs. What it opens is
    never changed: somebody who needs more makes another.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=12, help_text="The first characters, by which people tell tokens apart.")
    purpose = models.CharField(max_length=20)
    scopes = models.CharField(max_length=400, help_text="Between spaces.")
    reason = models.CharField(max_length=300, help_text="What it is for, in the words of who made it.")
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="token_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client", "made_at"], name="token_by_client")]


class Call(models.Model):
    """One use of a token: rows are only added, and dropped after three months. The ground of the rate limit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="calls", db_index=False)
    at = models.DateTimeField()
    operation = models.CharField(max_length=60)
    status = models.PositiveSmallIntegerField()
    students = models.PositiveSmallIntegerField(default=0, help_text="Of how many students something was shown.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["token", "at"], name="call_by_token")]


class KeptAnswer(models.Model):
    """What was answered to a request with an Idempotency-Key: the same request again gets the same. Holds ids only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["client", "key"], name="answer_is_kept_once"),
        ]


class Webhook(models.Model):
    """An address that is told that something changed: never what, and never about whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="webhooks")
    address = models.URLField(max_length=300)
    resources = models.CharField(max_length=300, help_text="Between spaces.")
    secret = SealedField(
        compartment="api", null=True, help_text="Signs what is sent; empty when it came from elsewhere."
    )
    told = models.BigIntegerField(default=0, help_text="The number of the latest change that was told.")
    told_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class Feed(models.Model):
    """That changes of an organisation are noted, and the number that the latest of them got."""

    organisation = models.OneToOneField(Organisation, primary_key=True, on_delete=models.PROTECT, related_name="+")
    latest = models.BigIntegerField(default=0)
    since = models.DateTimeField(help_text="What happened before is not in the feed.")
    dropped = models.BigIntegerField(default=0, help_text="Changes up to this number are not kept any more.")


class Change(models.Model):
    """That a row was added, changed or removed; written by the database itself, whoever writes.

    `number` is given afterwards, in the order in which the changes could be seen: whoever read up to a number missed
    nothing. Holds ids only.
    """

    class Kind(models.TextChoices):
        ADDED = "added"
        CHANGED = "changed"
        REMOVED = "removed"

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.BigIntegerField(null=True)
    resource = models.CharField(max_length=20)
    thing = models.UUIDField()
    student = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "number"], name="change_has_its_own_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "id"], condition=models.Q(number=None), name="change_unnumbered"),
        ]
