"""Alerts and their steps, what is not known of a student, and what a school sets about rules and capacity."""

from typing import ClassVar

from django.db import models

from houvast.alerts.evaluation.models import Evaluation, LearnedRanking
from houvast.alerts.measuring.models import Due, MeasuringRun, RecordedClass
from houvast.core.alerts import words
from houvast.core.alerts.life import Act
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField

__all__ = [
    "Alert",
    "AlertStep",
    "Capacity",
    "Due",
    "Evaluation",
    "LearnedRanking",
    "MeasuringRun",
    "NoData",
    "RecordedClass",
    "RuleSetting",
]


def _choices(names: type) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in names]  # type: ignore[attr-defined]


class Alert(models.Model):
    """One rule that speaks about one student, or one person who raised something, from the first day to its end.

    At most one is open for a student and a rule (and, when somebody raised it, that person): figures that change
    renew it. What people say about it stands in the steps.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="alerts", db_index=False)
    rule = models.CharField(max_length=40)
    tone = models.CharField(max_length=10, choices=_choices(words.Tone))
    state = models.CharField(max_length=10, choices=_choices(words.State), default=words.State.RAISED)
    value = models.PositiveIntegerField(default=0, help_text="In the unit of the rule's measure.")
    threshold = models.PositiveIntegerField(default=0, help_text="As it held on the latest day measured.")
    since = models.DateField(null=True, blank=True, help_text="The first day that was looked at.")
    measured_on = models.DateField(help_text="The latest day that was looked at.")
    evidence = models.JSONField(default=list, help_text="[[source, row, day, amount, label], ...], latest first.")
    signals = models.JSONField(default=list, help_text="What a person noticed: words of the list for mentors.")
    raised_on = models.DateField()
    raised_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    faded_on = models.DateField(null=True, blank=True, help_text="From this day the figures no longer ask for it.")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    offered_on = models.DateField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    climbed_on = models.DateField(null=True, blank=True, help_text="The day the one behind the owner was told.")
    answer = models.CharField(max_length=12, choices=_choices(words.AnswerKind), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=_choices(words.Outcome), blank=True)
    closed_on = models.DateField(null=True, blank=True)
    word_back = SealedField(compartment="dossier", blank=True, help_text="What whoever raised it is told.")
    contested_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student", "rule"],
                condition=models.Q(raised_by__isnull=True) & ~models.Q(state="closed"),
                name="alert_is_open_once_per_rule",
            ),
            models.UniqueConstraint(
                fields=["student", "rule", "raised_by"],
                condition=models.Q(raised_by__isnull=False) & ~models.Q(state="closed"),
                name="alert_is_open_once_per_raiser",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_on__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_on__isnull=True)),
                name="alert_is_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="answered") | models.Q(answered_on__isnull=False),
                name="alert_is_answered_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "rule", "state"], name="alert_by_student"),
            models.Index(
                fields=["owner", "state", "answer_by"], condition=~models.Q(state="closed"), name="alert_open_by_owner"
            ),
            models.Index(
                fields=["organisation", "state", "answer_by"],
                condition=~models.Q(state="closed"),
                name="alert_open_by_term",
            ),
            models.Index(
                fields=["raised_by", "raised_on"], condition=models.Q(raised_by__isnull=False), name="alert_by_raiser"
            ),
        ]


class AlertStep(models.Model):
    """What happened to an alert, who did it and what was said: only added to, and the student reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=12, choices=_choices(Act))
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()
    detail = models.CharField(max_length=20, blank=True, help_text="The kind of answer, outcome or outreach.")
    reached = models.BooleanField(null=True, blank=True, help_text="Of outreach: was there contact?")
    words = SealedField(compartment="dossier", blank=True)


class NoData(models.Model):
    """A source says nothing about a student: a state of its own, never "fine". Gone when the source speaks again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=10, choices=_choices(words.Source))
    since = models.DateField(null=True, blank=True, help_text="Nothing is known from this day on; unknown when empty.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "source"], name="no_data_once_per_source")
        ]


class RuleSetting(models.Model):
    """What a school decided about a rule, from a day on: rows are only added, so that the past can be read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    speaks = models.BooleanField(default=True)
    threshold = models.PositiveIntegerField()
    valid_from = models.DateField()
    why = models.CharField(max_length=300)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()


class Capacity(models.Model):
    """How many students with new alerts a coach can answer in a week; without a coach it holds for the whole school."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    per_week = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
