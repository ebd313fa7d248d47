"""Questions and answers, and walking along with somebody who complains or appeals. All text is sealed."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField

COMPARTMENT = "helpdesk"
DIGEST = 64  # hexadecimal characters of a SHA-256


class Conversation(models.Model):
    """One question and what followed. `organisation` is the helpdesk's: no school reaches it.

    An asker with a mail address is a person of the helpdesk's own records; `asker_digest` is a keyed hash by which a
    signed-in asker finds the own questions back, without the helpdesk knowing which account that is.
    """

    class Channel(models.TextChoices):
        FORM = "form"
        MAIL = "mail"
        PHONE = "phone"
        CHAT = "chat"
        VISIT = "visit"

    class Theme(models.TextChoices):
        FINANCE = "finance"
        SUPPORT = "support"
        STUDY_ADVICE = "study_advice"
        ADMISSION = "admission"
        PRIVACY = "privacy"
        ABSENCE = "absence"
        TRANSFER = "transfer"
        LEAVING = "leaving"
        MONEY_HOME = "money_home"
        COMPLAINT = "complaint"
        OTHER = "other"

    class Asker(models.TextChoices):
        STUDENT = "student"
        PARENT = "parent"
        PROFESSIONAL = "professional"
        OTHER = "other"

    class Sector(models.TextChoices):
        MBO = "mbo"
        TO_MBO = "to_mbo"
        OTHER = "other"

    class Status(models.TextChoices):
        NEW = "new"
        ANSWERED = "answered"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, help_text="What people say on the phone; opens nothing.")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    theme = models.CharField(max_length=20, choices=Theme.choices, default=Theme.OTHER)
    asker_kind = models.CharField(max_length=20, choices=Asker.choices, default=Asker.OTHER)
    sector = models.CharField(max_length=10, choices=Sector.choices, default=Sector.OTHER)
    about = models.CharField(max_length=200, blank=True, help_text="Which institution it is about.")
    subject = SealedField(compartment=COMPARTMENT)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.NEW)
    asker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    asker_digest = models.CharField(max_length=DIGEST, blank=True)
    link_digest = models.CharField(max_length=DIGEST)
    link_version = models.PositiveSmallIntegerField(default=1)
    submission = models.UUIDField(null=True, blank=True)
    taken_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    latest_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True, help_text="When its text was removed, after the term.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="conversation_has_its_own_reference"),
            models.UniqueConstraint(fields=["link_digest"], name="conversation_has_its_own_link"),
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(submission__isnull=False), name="question_is_sent_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status="closed", closed_at__isnull=False)
                | (~models.Q(status="closed") & models.Q(closed_at__isnull=True)),
                name="conversation_closes_at_a_moment",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "status", "latest_at"], name="conversation_by_status"),
            models.Index(fields=["organisation", "asked_at"], name="conversation_by_year"),
            models.Index(fields=["asker_digest"], name="conversation_by_asker"),
        ]


class Message(models.Model):
    """Something said in a conversation: by the asker, by the helpdesk, or a note for colleagues only."""

    class By(models.TextChoices):
        ASKER = "asker"
        HELPDESK = "helpdesk"
        NOTE = "note"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    by = models.CharField(max_length=10, choices=By.choices)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = SealedField(compartment=COMPARTMENT)
    left_out = models.PositiveSmallIntegerField(default=0, help_text="Attachments of a mail that were not taken.")
    mail_digest = models.CharField(max_length=DIGEST, blank=True, help_text="Keyed hash of the Message-ID.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "mail_digest"],
                condition=~models.Q(mail_digest=""),
                name="mail_is_read_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["conversation", "at"], name="message_by_time")]


class Accompaniment(models.Model):
    """More than information: personal advice, or walking along in a complaint or an appeal, with its last day."""

    class Kind(models.TextChoices):
        ADVICE = "advice"
        COMPLAINT = "complaint"
        OBJECTION = "objection"
        APPEAL = "appeal"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="accompaniment")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    matter = models.CharField(max_length=30, blank=True, help_text="As the rule of law names it.")
    notified_on = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    led_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    begun_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = SealedField(compartment=COMPARTMENT, null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organisation", "last_day"],
                condition=models.Q(ended_on__isnull=True),
                name="accompaniment_by_last_day",
            ),
        ]
