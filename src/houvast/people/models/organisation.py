"""Organisations and their units."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id


class Organisation(models.Model):
    """A controller of personal data: an institution, a feeder school, a municipality, another partner."""

    class Kind(models.TextChoices):
        INSTITUTION = "institution"
        FEEDER_SCHOOL = "feeder_school"
        MUNICIPALITY = "municipality"
        PARTNER = "partner"

    class SchoolRegion(models.TextChoices):
        """The school holidays differ per region."""

        NORTH = "noord"
        MIDDLE = "midden"
        SOUTH = "zuid"

    class Education(models.TextChoices):
        """Which law its programmes fall under: the WEB (mbo) or the WHW (hbo). Empty for whoever gives neither."""

        MBO = "mbo"
        HBO = "hbo"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.INSTITUTION)
    education = models.CharField(
        max_length=3,
        choices=Education.choices,
        blank=True,
        default=Education.MBO,
        db_default="mbo",
        help_text="A programme may say otherwise for itself.",
    )
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True, help_text="BRIN or another code that files use.")
    school_region = models.CharField(max_length=10, choices=SchoolRegion.choices, default=SchoolRegion.MIDDLE)
    accent = models.CharField(max_length=20, default="houvast", help_text="Name of the theme's accent.")
    unseen_after_weeks = models.PositiveSmallIntegerField(default=6)
    mails_talk_report = models.BooleanField(default=False)
    postal_address = models.TextField(
        blank=True, default="", db_default="", help_text="Lines as they stand on an envelope, without the name."
    )
    phone = models.CharField(max_length=30, blank=True, default="", db_default="")
    email = models.EmailField(blank=True, default="", db_default="", help_text="Where anybody may write to.")
    website = models.URLField(blank=True, default="", db_default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="organisation_code_is_used_once"
            ),
            models.CheckConstraint(
                condition=models.Q(unseen_after_weeks__gte=1), name="organisation_unseen_after_at_least_a_week"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an organisation: a college, a programme team or a class; `path` names all units above, itself last."""

    class Kind(models.TextChoices):
        COLLEGE = "college"
        TEAM = "team"
        GROUP = "class"
        DESK = "desk"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=500, help_text="Hexadecimal ids from the top, each followed by a slash.")
    closed_on = models.DateField(null=True, blank=True, help_text="The last day on which it is used.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "name", "parent"], name="unit_name_is_used_once_under_a_parent"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "name"],
                condition=models.Q(parent__isnull=True),
                name="unit_name_is_used_once_at_the_top",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "path"], name="unit_by_path")]

    def __str__(self) -> str:
        return self.name
