"""Other installations, the keys of both sides, desks that can be chosen, and what goes between installations.

The tables of desks, connections and keys name their organisation `of`: they lie before the wall between organisations,
since a giver must be able to choose a desk elsewhere, and they hold no facts about a student.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.core.handover.desks import DeskKind
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, Unit
from houvast.vault.fields import SealedField


def _choices(words: type[DeskKind]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Connection(models.Model):
    """Another installation of Houvast with which this organisation exchanges handovers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=300, help_text="Where the other installation is, without a path.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["of", "address"], name="connection_is_made_once"),
        ]


class SigningKey(models.Model):
    """A key pair with which this organisation signs what it sends; the private half lies sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=64, unique=True, help_text="The thumbprint of the public key (RFC 7638).")
    public = models.TextField(help_text="The public key as a JWK.")
    private = SealedField(compartment="identity")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class TheirKey(models.Model):
    """A public key with which another installation signs; only signatures by a key that was not revoked count."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=64, help_text="The thumbprint of the public key (RFC 7638).")
    public = models.TextField(help_text="The public key as a JWK.")
    added_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["connection", "name"], name="their_key_is_listed_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["name"], name="their_key_by_name")]


class Desk(models.Model):
    """A partner desk that can be chosen: of an organisation here (then it is a unit of it), or behind a connection."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.OneToOneField(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="desk")
    connection = models.ForeignKey(Connection, null=True, blank=True, on_delete=models.PROTECT, related_name="desks")
    remote_id = models.UUIDField(null=True, blank=True, help_text="What the other installation calls this desk.")
    kind = models.CharField(max_length=20, choices=_choices(DeskKind))
    name = models.CharField(max_length=200, help_text="What a student reads: whose desk it is.")
    closed_on = models.DateField(null=True, blank=True, help_text="The last day on which it can be chosen.")
    at_school = models.BooleanField(
        default=False, db_default=False, help_text="Its people are in the school of this organisation (S-624, S-625)."
    )
    where_and_when = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="Where and when students find it at school."
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False, connection__isnull=True)
                | models.Q(unit__isnull=True, connection__isnull=False, remote_id__isnull=False),
                name="desk_is_here_or_elsewhere",
            ),
            models.UniqueConstraint(
                fields=["connection", "remote_id"],
                condition=models.Q(connection__isnull=False),
                name="desk_elsewhere_is_listed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """What goes to another installation, in order, until it says that it has it. Emptied then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="messages")
    handover_id = models.UUIDField()
    body = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=300, blank=True, help_text="Why the other side would not have it.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["handover_id", "made_at"], name="message_by_handover"),
        ]


class ReceivedMessage(models.Model):
    """A message of another installation that was taken in: the same one again changes nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    message_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["connection", "message_id"], name="message_is_taken_in_once"),
        ]
