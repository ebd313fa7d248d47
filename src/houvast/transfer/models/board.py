"""What one organisation sees of a pupil on its board: a row of its own, renewed with every event."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, Unit
from houvast.transfer.models.pupil import Pupil


class BoardRow(models.Model):
    """A pupil on the board of one organisation: few columns, so that lists and counts never cross the wall.

    The school that brought the pupil in has one, so has each institution applied at, and the municipality where the
    pupil lives. What a row says is folded from applications and events (`transfer.renewing`);
    `closed_on` takes it away.
    """

    class Side(models.TextChoices):
        SCHOOL = "school"
        INSTITUTION = "institution"
        MUNICIPALITY = "municipality"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="rows")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=15, choices=Side.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    leaving_year = models.CharField(max_length=9)
    name = models.CharField(max_length=300)
    sort_name = models.CharField(max_length=300)
    birth_date = models.DateField(null=True, blank=True)
    school_name = models.CharField(max_length=200)
    school_type = models.CharField(max_length=10)
    mentor = models.CharField(max_length=300, blank=True)
    towards = models.CharField(max_length=400, blank=True, help_text="Programme and institution that lead now.")
    standing = models.CharField(max_length=20)
    stepped_down = models.BooleanField(default=False)
    reasons = models.CharField(max_length=300, blank=True, help_text="Reasons to look, codes separated by spaces.")
    looks = models.PositiveSmallIntegerField(default=0, help_text="How many reasons to look there are.")
    has_dossier = models.BooleanField(default=False)
    needs_guidance = models.BooleanField(default=False)
    applied_on = models.DateField(null=True, blank=True)
    latest_on = models.DateField(null=True, blank=True, help_text="Day of the latest event.")
    attempts = models.PositiveSmallIntegerField(default=0)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "pupil"], name="pupil_stands_on_a_board_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "leaving_year", "sort_name", "id"], name="board_by_name"),
            models.Index(fields=["organisation", "leaving_year", "standing"], name="board_by_standing"),
            models.Index(
                fields=[
                    "organisation",
                    "leaving_year",
                    "side",
                    "standing",
                    "closed_on",
                    "stepped_down",
                    "has_dossier",
                    "needs_guidance",
                    "looks",
                    "school_name",
                ],
                name="board_counts",
            ),
            models.Index(fields=["organisation", "unit"], name="board_by_unit"),
            models.Index(fields=["student"], name="board_by_student"),
        ]


class WorkList(models.Model):
    """A way of looking at the board that was given a name, for oneself or for everybody of the organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_shared = models.BooleanField(default=False)
    asked = models.JSONField(help_text="The filters, as they stand in the address.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "made_by", "name"], name="work_list_has_its_own_name"),
        ]
