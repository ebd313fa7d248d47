"""A pack at work: the case, its pinned pack, its chained log with the content apart, and what waits for whom."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField

HASH = 64  # hexadecimal characters of a SHA-256


class PackVersion(models.Model):
    """A procedure as it was when a case began: steps, forms, texts and terms. Kept once per organisation, never
    changed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pack = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    title_nl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text = models.TextField(help_text="The whole pack as JSON; its digest is `sha256`.")
    sha256 = models.CharField(max_length=HASH)
    pinned_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="pack_is_pinned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"


class Case(models.Model):
    """One student in one procedure. What stands here is folded from the log, so that lists need not read it."""

    class Status(models.TextChoices):
        OPEN = "open"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    pack_version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="cases")
    pack = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    step = models.CharField(max_length=60, blank=True)
    step_nl = models.CharField(max_length=200, blank=True)
    step_en = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    outcome_nl = models.CharField(max_length=200, blank=True)
    outcome_en = models.CharField(max_length=200, blank=True)
    deviated = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    latest_meeting_on = models.DateField(
        null=True, blank=True, help_text="The latest day on which the student was spoken in a meeting of this case."
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student", "pack"], condition=models.Q(status="open"), name="case_runs_once_per_procedure"
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", closed_on__isnull=True)
                | models.Q(status="ended", closed_on__isnull=False),
                name="case_ends_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "status", "pack"], name="case_by_status"),
            models.Index(fields=["student", "opened_on"], name="case_by_student"),
        ]


class CaseEvent(models.Model):
    """One line of the log, never changed. `hash` is keyed, over the hash before it and the envelope.

    The columns beside `envelope` say the same for queries; `dossier verify` compares them. `by` is empty when time
    itself brought the event.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    act = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    day = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    from_step = models.CharField(max_length=60, blank=True)
    envelope = models.TextField()
    content_digest = models.CharField(max_length=HASH)
    previous_hash = models.CharField(max_length=HASH)
    hash = models.CharField(max_length=HASH)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "number"], name="event_has_its_own_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="event_numbers_count_from_one"),
        ]


class EventContent(models.Model):
    """What an event says, apart from the log: lawful erasure empties it and leaves when, why and a keyed proof."""

    event = models.OneToOneField(CaseEvent, primary_key=True, on_delete=models.PROTECT, related_name="content")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    salt = models.CharField(max_length=HASH, blank=True)
    content = SealedField(compartment="dossier", null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=300, blank=True)
    proof = models.CharField(max_length=HASH, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True, content__isnull=False)
                | (models.Q(erased_at__isnull=False, content__isnull=True, salt="") & ~models.Q(ground="")),
                name="content_is_whole_or_erased_on_a_ground",
            ),
        ]


class CaseRole(models.Model):
    """Somebody who was named in this case for a role: goes before whoever has the role for the student anyway."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="named_roles")
    role = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "role", "person"],
                condition=models.Q(ends_on__isnull=True),
                name="case_role_is_named_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "case"], name="case_role_by_person")]


class CaseFact(models.Model):
    """A fact about the student that only a person can tell this case; who typed it last, and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="typed_facts")
    name = models.CharField(max_length=60, help_text="As the procedure names it in the world.")
    value = SealedField(compartment="dossier", help_text="JSON.")
    typed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "name"], name="case_knows_a_fact_once"),
        ]


class CaseTask(models.Model):
    """What waits in a case: a projection of the log, rebuilt after every event; `key` stays the same under replay."""

    class Kind(models.TextChoices):
        ACT = "act"
        SIGN = "sign"
        FACT = "fact"
        MISSED = "missed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title_nl = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400)
    role = models.CharField(max_length=40, help_text="Who owns it.")
    signer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+", help_text="Whose signature is asked."
    )
    act = models.CharField(max_length=60, blank=True)
    instance = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)
    optional = models.BooleanField(default=False)
    ready = models.BooleanField(default=True, help_text="Nothing but the record itself stands in the way.")
    since = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "key"], name="case_task_stands_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organisation", "role", "due_on"], condition=models.Q(done_on__isnull=True), name="task_by_role"
            ),
            models.Index(fields=["student", "role"], condition=models.Q(done_on__isnull=True), name="task_by_student"),
        ]


class CaseLetter(models.Model):
    """A letter that the log brought about, for one reader; `key` is the engine's. The document holds its text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    key = models.CharField(max_length=120)
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    document_id = models.UUIDField()
    title_nl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    sent_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "key", "recipient"], name="letter_is_sent_once_to_each"),
        ]


class PackProposal(models.Model):
    """A school's own version of a procedure: uploaded with its findings, in use from a day once a second person
    approved.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pack = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    title_nl = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text = models.TextField(help_text="The file as it was uploaded.")
    sha256 = models.CharField(max_length=HASH)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    active_from = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=~models.Q(status="withdrawn"),
                name="own_procedure_is_proposed_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="approved") | ~models.Q(answered_by=models.F("proposed_by")),
                name="own_procedure_is_approved_by_another_person",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "pack", "active_from"], name="own_procedure_by_pack"),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"
