"""Scorecards that were made, and rankings that were learned: kept, so that it can be read what was known when."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class Evaluation(models.Model):
    """The cards of all rules over a part of the school's own past, as they were made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    made_at = models.DateTimeField()
    cards = models.JSONField(default=list, help_text="As evaluation.scorecard.as_data writes them.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "made_at"], name="evaluation_by_moment")
        ]


class LearnedRanking(models.Model):
    """A ranking learned from the school's own past, with its card. Off until a person turns it on, which is possible
    only when it beat the rules on later data.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    learned_at = models.DateTimeField()
    model = models.JSONField(help_text="Plain numbers: columns with centre, scale and weight.")
    card = models.JSONField(help_text="What it was learned from, how it did on later data, per group.")
    beats_rules = models.BooleanField(default=False)
    is_on = models.BooleanField(default=False)
    turned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    turned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(is_on=False) | models.Q(beats_rules=True), name="learned_ranking_is_on_when_it_beats"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(is_on=True), name="learned_ranking_is_on_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "learned_at"], name="learned_ranking_by_moment")
        ]
