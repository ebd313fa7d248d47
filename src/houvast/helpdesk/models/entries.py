"""Answers that are given again: nobody can be recognised in them, and a person checked that."""

from typing import ClassVar

from django.db import models

from houvast.helpdesk.models.conversation import Conversation
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class Entry(models.Model):
    """A question and its answer; public once a person has checked it. It does not say which conversation it is from."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(max_length=20, choices=Conversation.Theme.choices)
    question_nl = models.CharField(max_length=300)
    answer_nl = models.TextField()
    question_en = models.CharField(max_length=300, blank=True)
    answer_en = models.TextField(blank=True)
    source = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0, help_text="How often it was put in an answer.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(checked_on__isnull=False),
                name="entry_is_published_after_a_check",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "status", "theme"], name="entry_by_theme"),
        ]

    def __str__(self) -> str:
        return self.question_nl
