"""A referral to help inside or outside the school: from the first question to the word back."""

from typing import ClassVar

from django.db import models

from houvast.careteam.models.meetings import Item
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class Referral(models.Model):
    """A student is asked whether help somewhere else would suit; nothing goes out before the yes."""

    class Where(models.TextChoices):
        INSIDE = "inside"
        OUTSIDE = "outside"

    class State(models.TextChoices):
        ASKED = "asked"
        DECLINED = "declined"
        AGREED = "agreed"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        BEGUN = "begun"
        ENDED = "ended"
        WITHDRAWN = "withdrawn"

    class Outcome(models.TextChoices):
        """Where somebody went when the help ended: what outreach is after is that it lasts (S-456)."""

        SCHOOL = "school"
        ACTIVITY = "activity"
        OTHER_HELP = "other_help"
        NOT_NEEDED = "not_needed"
        OUT_OF_SIGHT = "out_of_sight"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="referrals")
    where = models.CharField(max_length=10, choices=Where.choices)
    to_name = models.CharField(max_length=200, help_text="The help, by name.")
    service_id = models.UUIDField(
        null=True, blank=True, help_text="The service in the directory, when it stands there."
    )
    receiver = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receiver_name = models.CharField(max_length=300, blank=True)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="referrals")
    why = SealedField(compartment="dossier", help_text="Why this may help, in words for the student.")
    told = SealedField(
        compartment="dossier", blank=True, help_text="What is told to who helps; nothing else goes along."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True, help_text="The student said yes or no.")
    guardian_agreed_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True, help_text="Everybody who must said yes: it went to who helps.")
    answer_by = models.DateField(
        null=True, blank=True, help_text="An answer is expected by this day; then it is a task."
    )
    reminded_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    begun_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="Ended, refused, declined or withdrawn.")
    word_back = SealedField(compartment="dossier", blank=True, help_text="What who referred is told at the end.")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True, default="", db_default="")
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
        help_text="The help that this takes over from: another age, school or home town (S-545).",
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(state__in=("ended", "refused", "declined", "withdrawn"))
                | models.Q(ended_on__isnull=False),
                name="referral_that_ended_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("accepted", "begun")) | models.Q(sent_on__isnull=False),
                name="referral_is_accepted_after_it_was_agreed",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "state"], name="referral_by_student"),
            models.Index(fields=["asked_by", "state"], name="referral_by_asker"),
            models.Index(fields=["receiver", "state"], name="referral_by_receiver"),
        ]
