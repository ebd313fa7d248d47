"""One plan per student: sections by life area, tasks, reviews, what changed, versions and signatures."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.vault.fields import SealedField


class Plan(models.Model):
    """The one plan of a student (S-285, S-528). There is never a second."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="plan")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class PlanSection(models.Model):
    """One life area of a plan: the goal in the student's own words, what was agreed, and who may see it."""

    class Area(models.TextChoices):
        """The seven life areas (S-426), and study skills beside help outside school (S-653)."""

        EDUCATION_WORK = "education_work"
        STUDY_SKILLS = "study_skills"
        HEALTH = "health"
        MONEY = "money"
        HOUSING = "housing"
        SOCIAL = "social"
        FREE_TIME = "free_time"
        JUSTICE = "justice"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    area = models.CharField(max_length=20, choices=Area.choices)
    goal = SealedField(compartment="plan", null=True, blank=True, help_text="In the student's own words.")
    agreed = SealedField(compartment="plan", null=True, blank=True, help_text="How it is now, and what was agreed.")
    coach_sees = models.BooleanField(default=True)
    support_advisor_sees = models.BooleanField(default=False)
    guardian_sees = models.BooleanField(default=False)
    trusted_person_sees = models.BooleanField(default=False)
    partner_sees = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "area"], name="plan_has_an_area_once"),
        ]


class PlanTask(models.Model):
    """Who does what by when. `owner` is a person around the student; `owner_name` names a helper from outside."""

    class Side(models.TextChoices):
        """Whose task it is; the student's come first on every view (S-529)."""

        STUDENT = "student"
        SCHOOL = "school"
        HELPER = "helper"
        NETWORK = "network"

    class Status(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        NOT_DONE = "not_done"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plan_tasks")
    section = models.ForeignKey(PlanSection, on_delete=models.CASCADE, related_name="tasks")
    side = models.CharField(max_length=10, choices=Side.choices)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=200, blank=True, help_text="Who it is, as it reads on the plan.")
    what = SealedField(compartment="plan")
    where = models.CharField(max_length=200, blank=True, help_text="Where it happens or where to go (S-618).")
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remark = SealedField(compartment="plan", null=True, blank=True)
    came_from = models.CharField(max_length=100, blank=True, help_text="Key of the meeting that decided it.")
    made_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False) | ~models.Q(owner_name=""), name="plan_task_has_an_owner"
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", answered_on__isnull=True)
                | (~models.Q(status="open") & models.Q(answered_on__isnull=False)),
                name="plan_task_is_answered_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "status", "due_on"], name="plan_task_by_student"),
            models.Index(fields=["owner", "due_on"], condition=models.Q(status="open"), name="plan_task_open_by_owner"),
        ]


class PlanReview(models.Model):
    """A set moment to look at the plan together; held when `held_on` is filled."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plan_reviews")
    planned_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    goes_well = SealedField(compartment="plan", null=True, blank=True)
    changes = SealedField(compartment="plan", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["student", "planned_on"], name="plan_review_is_planned_once_a_day"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organisation", "planned_on"],
                condition=models.Q(held_on__isnull=True),
                name="plan_review_waiting",
            ),
        ]


class PlanChange(models.Model):
    """Who changed what when: rows are added and never changed.

    `seen_by` names who could see the section then (comma-separated): text from before a section was shared stays with
    those who saw it.
    """

    class Kind(models.TextChoices):
        STARTED = "started"
        GOAL = "goal"
        AGREED = "agreed"
        SHARING = "sharing"
        TASK_ADDED = "task_added"
        TASK_ANSWERED = "task_answered"
        REVIEW_PLANNED = "review_planned"
        REVIEW_HELD = "review_held"
        SIGNED = "signed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    area = models.CharField(max_length=20, choices=PlanSection.Area.choices, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=300, help_text="Somebody of another organisation has no other name here.")
    at = models.DateTimeField()
    before = SealedField(compartment="plan", null=True, blank=True)
    after = SealedField(compartment="plan", null=True, blank=True)
    seen_by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["plan", "-at"], name="plan_change_by_plan")]


class PlanVersion(models.Model):
    """The plan as it was when somebody signed it. `sha256` is that of the hashes of its sections, in their order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = SealedField(compartment="plan", help_text="The sections with their goals and tasks, in JSON.")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_has_a_number"),
            models.UniqueConstraint(fields=["plan", "sha256"], name="plan_version_is_kept_once"),
        ]


class PlanSignature(models.Model):
    """One person under one version: agrees, or signs with what they see differently; `areas` is what they saw."""

    class Answer(models.TextChoices):
        AGREE = "agree"
        DISSENT = "dissent"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="signatures")
    signer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    signer_name = models.CharField(max_length=300)
    relation = models.CharField(max_length=30)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    remark = SealedField(compartment="plan", null=True, blank=True)
    areas = models.CharField(max_length=200, blank=True, help_text="The areas the signer could see, comma-separated.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "signer"], name="plan_version_is_signed_once"),
        ]
