"""Learning from one dossier, and learning as a team (S-300 to S-303, S-637, S-773, S-774)."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, Unit
from houvast.vault.fields import SealedField


class Analysis(models.Model):
    """The case analysis of one dossier: first each on their own, then together, then closed with what was learned."""

    class State(models.TextChoices):
        APART = "apart"
        TOGETHER = "together"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.APART)
    begun_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_on = models.DateField()
    learned = SealedField(compartment="dossier", blank=True, help_text="What the school does otherwise next time.")
    closed_on = models.DateField(null=True, blank=True)
    discussed_on = models.DateField(null=True, blank=True, help_text="The talk in which it was laid together.")
    present = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="Which roles were there."
    )
    talk_report = SealedField(compartment="dossier", null=True, blank=True, help_text="The report of that talk.")
    gender = models.CharField(
        max_length=6, blank=True, default="", db_default="", help_text="m, f or x; only when the student agrees."
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student"], condition=~models.Q(state="closed"), name="analysis_runs_once_per_student"
            ),
        ]


class AnalysisMark(models.Model):
    """A moment that one person marks: a day on the line, what it was, which factor, and why."""

    class Kind(models.TextChoices):
        CRUCIAL = "crucial"
        HELPED = "helped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="marks")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(help_text="The day of the moment.")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    factor = models.CharField(max_length=20, blank=True, help_text="A word of core.monitor.mechanisms.Factor.")
    why = SealedField(compartment="dossier")
    shared = models.BooleanField(default=False, help_text="Agreed on by those who looked together.")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["analysis", "on"], name="analysis_mark_by_day")]


class LearningCycle(models.Model):
    """A team picks a figure, a goal and one small change; looks again; keeps, adjusts or drops it. No persons in it."""

    class Decision(models.TextChoices):
        RUNS = ""
        KEEP = "keep"
        ADJUST = "adjust"
        DROP = "drop"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    figure = models.CharField(max_length=30)
    goal = models.CharField(max_length=300)
    target = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The share aimed at, in per cent.")
    small_change = models.CharField(max_length=500)
    mechanism = models.CharField(max_length=20, blank=True)
    begun_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    begun_on = models.DateField()
    look_on = models.DateField()
    before_hits = models.PositiveIntegerField(default=0)
    before_of = models.PositiveIntegerField(default=0)
    after_hits = models.PositiveIntegerField(null=True, blank=True)
    after_of = models.PositiveIntegerField(null=True, blank=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True, default="")
    learned = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(decision="", decided_on__isnull=True)
                | (~models.Q(decision="") & models.Q(decided_on__isnull=False)),
                name="learning_cycle_is_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(look_on__gt=models.F("begun_on")), name="learning_cycle_looks_later"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "team", "begun_on"], name="learning_cycle_by_team"),
        ]
