"""Persons, and what other systems call them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext

from houvast.people.ids import new_id
from houvast.people.models.organisation import Organisation
from houvast.vault.fields import SealedField


class Person(models.Model):
    """Anybody the organisation knows. A name or birth date may be unknown: a state of its own, never guessed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="persons")
    given_name = models.CharField(max_length=120, blank=True)
    name_prefix = models.CharField(max_length=40, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, default="nl")
    is_student = models.BooleanField(default=False)
    number = models.CharField(max_length=40, blank=True, help_text="The number people know: a student or staff number.")
    sort_name = models.CharField(max_length=300, help_text="Family name, given name, number; small letters.")
    bsn_digest = models.CharField(max_length=64, blank=True, help_text="Keyed hash; finds, never shows.")
    bsn = SealedField(compartment="identity", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The record that took over everything of this one: they were the same person.",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "bsn_digest"],
                condition=~models.Q(bsn_digest=""),
                name="person_bsn_is_used_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "is_student", "sort_name", "id"], name="person_by_name"),
            models.Index(fields=["organisation", "number"], name="person_by_number"),
            models.Index(
                fields=["organisation", "sort_name", "id"],
                condition=models.Q(birth_date__isnull=True, is_student=True, erased_at__isnull=True),
                name="person_birth_date_needed",
            ),
            models.Index(  # for lists by name of students whose keys are known
                fields=["id", "organisation", "sort_name"],
                condition=models.Q(is_student=True, erased_at__isnull=True),
                name="student_by_key",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The full name; the number where no name is known."""
        return full_name(self.given_name, self.name_prefix, self.family_name, self.number)


def full_name(given_name: str, name_prefix: str, family_name: str, number: str) -> str:
    """What a person is called, for lists that read columns and no persons: see `Person.name`.

    Files of the national register give neither a name nor a number: then it is said that the name is not known.
    """
    known = " ".join(part for part in (given_name, name_prefix, family_name) if part)
    return known or number or gettext("Name unknown")


class PersonIdentifier(models.Model):
    """What another system calls a person: identity is organisation, source and external id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    source = models.CharField(max_length=40)
    value = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "source", "value"], name="identifier_means_one_person"),
        ]


class KnownApart(models.Model):
    """Two persons who looked like one, and of whom somebody said that they are two: they are not offered again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["one", "other"], name="apart_is_said_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="apart_has_an_order"),
        ]
