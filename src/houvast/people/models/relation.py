"""The dated roles, memberships and relations that access follows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models.organisation import Organisation, Unit
from houvast.people.models.person import Person


class HeldRoles(models.Manager["RoleAssignment"]):
    """The roles that count: of those that open what was told in confidence, only what a second person confirmed."""

    def get_queryset(self) -> models.QuerySet[RoleAssignment]:
        return super().get_queryset().filter(counts())


class RoleAssignment(models.Model):
    """A role of a person in a unit (or the whole organisation) for a time; the last day counts.

    A role of `GUARDED` counts only once it was confirmed. `objects` knows the roles that count and no other, so that a
    query cannot forget it; `every` has also what waits and what was refused, for pages that say so, files and erasure.
    """

    class Role(models.TextChoices):
        TEACHER = "teacher"
        STUDY_COACH = "study_coach"
        TEAM_LEADER = "team_leader"
        COLLEGE_DIRECTOR = "college_director"
        SUPPORT_ADVISOR = "support_advisor"
        STUDENT_ADMINISTRATION = "student_administration"
        ATTENDANCE_OFFICER = "attendance_officer"
        RMC = "rmc"
        YOUTH_ADVISER = "youth_adviser"
        YOUTH_TEAM = "youth_team"
        OUTREACH = "outreach"
        JOB_COACH = "job_coach"
        INTAKE = "intake"
        PLACEMENT_OFFICE = "placement_office"
        REGIONAL_COORDINATOR = "regional_coordinator"
        SUBJECT_COORDINATOR = "subject_coordinator"
        EDUCATION_MANAGER = "education_manager"
        EXAMINATION_BOARD = "examination_board"
        STUDENT_COUNSELLOR = "student_counsellor"
        LEARNING_WORK_COACH = "learning_work_coach"
        PRIVACY_OFFICER = "privacy_officer"
        HELPDESK = "helpdesk"
        APPEALS_BOARD = "appeals_board"
        COMPLAINTS_COMMITTEE = "complaints_committee"
        OBJECTIONS_COMMITTEE = "objections_committee"
        POLICY_MAKER = "policy_maker"
        ADMINISTRATOR = "administrator"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="roles")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    given_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="Without `confirmed_by`: taken over by an upgrade, or by the operator."
    )
    vouched_by = models.CharField(
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="Who asked the operator to confirm it: two names between semicolons.",
    )
    refused_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_why = models.CharField(max_length=300, blank=True, default="", db_default="")

    every = models.Manager["RoleAssignment"]()
    objects = HeldRoles()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "role"], name="role_by_unit")]


GUARDED = (
    RoleAssignment.Role.STUDENT_COUNSELLOR,
    RoleAssignment.Role.HELPDESK,
    RoleAssignment.Role.APPEALS_BOARD,
    RoleAssignment.Role.COMPLAINTS_COMMITTEE,
    RoleAssignment.Role.OBJECTIONS_COMMITTEE,
    RoleAssignment.Role.PRIVACY_OFFICER,
)
"""Roles that open what was told in confidence, and the role that confirms those."""


def counts() -> models.Q:
    """The condition that a role counts: confirmed, or of a kind that needs no second person."""
    confirmed = models.Q(confirmed_at__isnull=False) | ~models.Q(role__in=GUARDED)
    return confirmed & models.Q(refused_at__isnull=True)


class UnitMembership(models.Model):
    """A student in a unit (a class or a team) for a time: what ties a student to the roles of that unit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["student", "unit"],
                condition=models.Q(ends_on__isnull=True),
                name="membership_runs_once_per_unit",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "student"], name="membership_by_unit"),
        ]


class PersonalRelation(models.Model):
    """What a person is to one student for a time: coach, guardian, trusted person, on the case team, handed over to."""

    class Kind(models.TextChoices):
        COACH = "coach"
        COACH_COVER = "coach_cover"
        FORMER_COACH = "former_coach"
        GUARDIAN = "guardian"
        TRUSTED_PERSON = "trusted_person"
        CASE_TEAM = "case_team"
        PARTNER = "partner"
        HANDED_OVER = "handed_over"
        WORKPLACE_SUPERVISOR = "workplace_supervisor"
        SCHOOL_EDUCATOR = "school_educator"
        INSTITUTE_EDUCATOR = "institute_educator"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations_held")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    has_authority = models.BooleanField(default=True, help_text="A guardian: has parental authority.")
    student_consents = models.BooleanField(
        default=False, help_text="A guardian of an adult student: the student agrees to share."
    )
    shared_data = models.CharField(
        max_length=400,
        blank=True,
        default="",
        db_default="",
        help_text="What an adult student shares, kinds of data between commas (,results,absence,); empty: everything.",
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="relation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(holder=models.F("student")), name="relation_is_between_two_persons"
            ),
            models.UniqueConstraint(
                fields=["kind", "holder", "student"],
                condition=models.Q(ends_on__isnull=True),
                name="relation_runs_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["holder", "kind", "student"], name="relation_by_holder"),
            models.Index(  # all that is asked of who is tied to a viewer: nothing is read beside it
                fields=["holder", "kind", "student", "starts_on", "ends_on", "organisation"], name="relation_of_holder"
            ),
            models.Index(fields=["student", "kind"], name="relation_by_student"),
        ]
