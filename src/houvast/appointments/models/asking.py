"""A student's question for help with what became of it, and self-checks that stay the student's own."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class HelpRequest(models.Model):
    """A question for help: who was asked first, who has it now, and by which school day an answer comes."""

    class Topic(models.TextChoices):
        SMALL = "small"
        STUDY = "study"
        WELLBEING = "wellbeing"
        MONEY = "money"
        PLACEMENT = "placement"
        HOME = "home"
        OTHER = "other"

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_first = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_of = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    topic = models.CharField(max_length=10, choices=Topic.choices)
    words = models.CharField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField()
    answer_by = models.DateField(help_text="The last school day for an answer; after it somebody else is asked too.")
    passed_on_at = models.DateTimeField(null=True, blank=True, help_text="No answer came in time: the cover has it.")
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state="open", answered_at__isnull=True)
                | (~models.Q(state="open") & models.Q(answered_at__isnull=False)),
                name="help_is_answered_at_a_moment",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["asked_of", "state", "answer_by"], name="help_by_who_was_asked"),
            models.Index(fields=["student", "asked_at"], name="help_by_student"),
            models.Index(
                fields=["organisation", "answer_by"], condition=models.Q(state="open"), name="help_by_last_day"
            ),
        ]


class HelpStep(models.Model):
    """What happened with a question, in order: added and never changed."""

    class Kind(models.TextChoices):
        ASKED = "asked"
        ADDED = "added"
        ANSWERED = "answered"
        PLANNED = "planned"
        HANDED_ON = "handed_on"
        PASSED_ON = "passed_on"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    to = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()


class SelfCheck(models.Model):
    """How a student thinks it goes, by their own answers; sealed, and nobody's but theirs until they share it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    taken_on = models.DateField()
    answers = SealedField(compartment="self_check", help_text="A JSON object of question and answer.")
    words = SealedField(compartment="self_check", blank=True, default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "taken_on"], name="self_check_by_student")
        ]


class SelfCheckShare(models.Model):
    """The student showed a self-check to somebody, and may take that back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    check_shared = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="shares")
    shared_with = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["check_shared", "shared_with"],
                condition=models.Q(ended_at__isnull=True),
                name="self_check_is_shared_once_with_a_person",
            ),
        ]
