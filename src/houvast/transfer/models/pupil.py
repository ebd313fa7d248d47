"""A pupil who leaves or may leave, with applications, what happened, needs and consent; rows of the school's own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class Pupil(models.Model):
    """One possible leaver in one school year. The row belongs to the school that brought the pupil in."""

    class SchoolType(models.TextChoices):
        PRO = "pro"
        VSO = "vso"
        VMBO_BB = "vmbo-bb"
        VMBO_KB = "vmbo-kb"
        VMBO_GL = "vmbo-gl"
        VMBO_TL = "vmbo-tl"
        HAVO = "havo"
        VWO = "vwo"
        ISK = "isk"
        ENTREE = "entree"
        MBO2 = "mbo-2"
        UNKNOWN = "unknown"

    class ExitProfile(models.TextChoices):
        FURTHER_EDUCATION = "further_education"
        WORK = "work"
        DAY_ACTIVITIES = "day_activities"

    class Diploma(models.TextChoices):
        EXPECTED = "expected"
        OBTAINED = "obtained"
        NOT_OBTAINED = "not_obtained"
        PROMOTED = "promoted"

    class Support(models.TextChoices):
        YES = "yes"
        NO = "no"
        RATHER_NOT_SAY = "rather_not_say"

    class Wish(models.TextChoices):
        MBO = "mbo"
        STAYS = "stays"
        WORK = "work"
        OTHER = "other"

    class SpecialGroup(models.TextChoices):
        """The four groups (clusters) of special secondary education (S-360 to S-363)."""

        SIGHT = "cluster_1"
        HEARING_AND_LANGUAGE = "cluster_2"
        DISABILITY_AND_ILLNESS = "cluster_3"
        BEHAVIOUR = "cluster_4"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="transfers")
    leaving_year = models.CharField(max_length=9, help_text="The school year at whose end the pupil may leave.")
    school_type = models.CharField(max_length=10, choices=SchoolType.choices, default=SchoolType.UNKNOWN)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    exit_profile = models.CharField(max_length=20, choices=ExitProfile.choices, blank=True)
    diploma = models.CharField(max_length=20, choices=Diploma.choices, blank=True)
    wish = models.CharField(max_length=10, choices=Wish.choices, blank=True, help_text="Where the pupil wants to go.")
    second_language = models.BooleanField(default=False, help_text="Learned Dutch as a second language.")
    expects_support = models.CharField(max_length=20, choices=Support.choices, blank=True)
    needs_choice_guidance = models.BooleanField(default=False)
    special_group = models.CharField(
        max_length=10, choices=SpecialGroup.choices, blank=True, default="", db_default="",
        help_text="Of a pupil of vso; told to another school only when the pupil agreed.",
    )  # fmt: skip
    admissible_until = models.DateField(
        null=True, blank=True, help_text="Last day of the admissibility statement of the school partnership (S-356)."
    )
    development_plan_on = models.DateField(
        null=True, blank=True, help_text="Day on which the development plan was talked about last (S-357)."
    )
    own_words = models.TextField(blank=True, help_text="What the pupil needs for a good start, in their own words.")
    comes_along = models.CharField(max_length=200, blank=True, help_text="Who comes along to introduction and intake.")
    dossier_complete_on = models.DateField(null=True, blank=True)
    lives_in = models.CharField(max_length=120, blank=True)
    municipality = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=24, blank=True, help_text="Digest of what a file last said.")
    person_key = models.CharField(max_length=64, blank=True, help_text="Keyed hash of birth date and initial: finds.")
    number_key = models.CharField(max_length=64, blank=True, help_text="Keyed hash of a national number: finds.")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    closed_on = models.DateField(null=True, blank=True, help_text="Left the chain; nobody else sees the row since.")
    closed_because = models.CharField(max_length=300, blank=True)
    shared_with = models.JSONField(default=list, help_text="Ids of the organisations with a board row of this pupil.")
    source = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "leaving_year"], name="pupil_leaves_once_a_year"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["leaving_year", "person_key"], name="pupil_by_person_key"),
            models.Index(fields=["leaving_year", "number_key"], name="pupil_by_number_key"),
        ]


class Application(models.Model):
    """An application of a pupil for a programme, with the status under the names of CAMBO."""

    class Status(models.TextChoices):
        RECEIVED = "received"
        AGREEMENT_OFFERED = "agreement_offered"
        NO_ENROLMENT = "no_enrolment"
        WITHDRAWN = "withdrawn"
        ENROLLED = "enrolled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="applications")
    institution = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    institution_name = models.CharField(max_length=200)
    institution_code = models.CharField(max_length=20, blank=True)
    programme = models.CharField(max_length=200)
    crebo = models.CharField(max_length=5, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    pathway = models.CharField(max_length=3, blank=True)
    number = models.CharField(max_length=40, blank=True, help_text="What CAMBO or the institution calls it.")
    applied_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RECEIVED)
    status_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    refusal_ground = models.CharField(max_length=60, blank=True)
    decision_words = models.TextField(blank=True)
    law_receipt = models.JSONField(null=True, blank=True)
    reported_to_school_on = models.DateField(null=True, blank=True)
    reported_to_pupil_on = models.DateField(null=True, blank=True)
    double_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="doubles")
    source = models.CharField(max_length=40, blank=True)
    said = models.CharField(max_length=24, blank=True, help_text="Digest of what a file last said.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "number"], name="application_by_number"),
            models.Index(fields=["institution", "status"], name="application_by_institution"),
        ]


class TransferEvent(models.Model):
    """What happened on the way; rows are added, and a slip is taken back by a row that says so."""

    class Kind(models.TextChoices):
        ORIENTATION = "orientation"
        CHOICE_GUIDANCE = "choice_guidance"
        DOSSIER_SENT = "dossier_sent"
        INFORMATION_ASKED = "information_asked"
        INFORMATION_GIVEN = "information_given"
        INTRODUCTION_INVITED = "introduction_invited"
        INTRODUCTION_HELD = "introduction_held"
        INTAKE_INVITED = "intake_invited"
        INTAKE_HELD = "intake_held"
        INTAKE_MISSED = "intake_missed"
        ADVICE_ASKED = "advice_asked"
        ADVICE_GIVEN = "advice_given"
        PLACED = "placed"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        STARTED = "started"
        NO_SHOW = "no_show"
        BROKE_OFF = "broke_off"
        REPLACEMENT_CONSIDERED = "replacement_considered"
        REPLACED = "replaced"
        FURTHER_ORIENTATION = "further_orientation"
        ATTEMPT = "attempt"
        WARM_HANDOVER = "warm_handover"
        OVERVIEW_SENT = "overview_sent"
        TAKEN_BACK = "taken_back"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="events")
    application = models.ForeignKey(Application, null=True, blank=True, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=300, blank=True)
    by_organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    takes_back = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["pupil", "on"], name="transfer_event_by_day")]


class Need(models.Model):
    """What was said about one life area, and what helps there. Never a ground for refusal."""

    class Area(models.TextChoices):
        HEALTH = "health"
        EDUCATION_AND_WORK = "education_and_work"
        MONEY = "money"
        FREE_TIME = "free_time"
        SOCIAL = "social"
        JUSTICE = "justice"
        HOUSING = "housing"
        SUPPORT = "support"
        ABSENCE = "absence"
        RESULTS = "results"
        ADVICE = "advice"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="needs")
    area = models.CharField(max_length=20, choices=Area.choices)
    text = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pupil", "area", "source"], name="need_stands_once_per_source"),
        ]


class ConsentItem(models.Model):
    """What the pupil (below 16: the guardian) agreed to be told to whom, until when."""

    class Item(models.TextChoices):
        SUPPORT = "support"
        LIFE_AREAS = "life_areas"
        RESULTS = "results"
        ABSENCE = "absence"
        GUARDIANS = "guardians"
        HANDOVER = "handover"

    class Party(models.TextChoices):
        INSTITUTION = "institution"
        MUNICIPALITY = "municipality"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="consents")
    item = models.CharField(max_length=20, choices=Item.choices)
    party = models.CharField(max_length=20, choices=Party.choices)
    given = models.BooleanField()
    until = models.DateField(null=True, blank=True)
    on = models.DateField()
    said_by = models.CharField(max_length=20, help_text="pupil, guardian, or the name of a file format.")
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pupil", "item", "party"], name="consent_is_said_once_per_item"),
        ]
