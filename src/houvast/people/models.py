"""Organisations, their units, persons, accounts, and the dated roles and relations that access follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext

from houvast.people.ids import new_id
from houvast.vault.fields import SealedField

if TYPE_CHECKING:
    _Manager = BaseUserManager["Account"]
else:
    _Manager = BaseUserManager


class Organisation(models.Model):
    """A controller of personal data: an institution, a feeder school, a municipality, another partner."""

    class Kind(models.TextChoices):
        INSTITUTION = "institution"
        FEEDER_SCHOOL = "feeder_school"
        MUNICIPALITY = "municipality"
        PARTNER = "partner"

    class SchoolRegion(models.TextChoices):
        """The school holidays differ per region."""

        NORTH = "noord"
        MIDDLE = "midden"
        SOUTH = "zuid"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.INSTITUTION)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True, help_text="BRIN or another code that files use.")
    school_region = models.CharField(max_length=10, choices=SchoolRegion.choices, default=SchoolRegion.MIDDLE)
    accent = models.CharField(max_length=20, default="houvast", help_text="Name of the theme's accent.")
    unseen_after_weeks = models.PositiveSmallIntegerField(default=6)
    mails_talk_report = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="organisation_code_is_used_once"
            ),
            models.CheckConstraint(
                condition=models.Q(unseen_after_weeks__gte=1), name="organisation_unseen_after_at_least_a_week"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A part of an organisation: a college, a programme team or a class; `path` names all units above, itself last."""

    class Kind(models.TextChoices):
        COLLEGE = "college"
        TEAM = "team"
        GROUP = "class"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=500, help_text="Hexadecimal ids from the top, each followed by a slash.")
    closed_on = models.DateField(null=True, blank=True, help_text="The last day on which it is used.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "name", "parent"], name="unit_name_is_used_once_under_a_parent"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "name"],
                condition=models.Q(parent__isnull=True),
                name="unit_name_is_used_once_at_the_top",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organisation", "path"], name="unit_by_path")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Anybody the organisation knows. A name or birth date may be unknown: a state of its own, never guessed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="persons")
    given_name = models.CharField(max_length=120, blank=True)
    name_prefix = models.CharField(max_length=40, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, default="nl")
    is_student = models.BooleanField(default=False)
    number = models.CharField(max_length=40, blank=True, help_text="The number people know: a student or staff number.")
    sort_name = models.CharField(max_length=300, help_text="Family name, given name, number; small letters.")
    bsn_digest = models.CharField(max_length=64, blank=True, help_text="Keyed hash; finds, never shows.")
    bsn = SealedField(compartment="identity", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "bsn_digest"],
                condition=~models.Q(bsn_digest=""),
                name="person_bsn_is_used_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "is_student", "sort_name", "id"], name="person_by_name"),
            models.Index(fields=["organisation", "number"], name="person_by_number"),
            models.Index(
                fields=["organisation", "sort_name", "id"],
                condition=models.Q(birth_date__isnull=True, is_student=True, erased_at__isnull=True),
                name="person_birth_date_needed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The full name; the number where no name is known."""
        return full_name(self.given_name, self.name_prefix, self.family_name, self.number)


def full_name(given_name: str, name_prefix: str, family_name: str, number: str) -> str:
    """What a person is called, for lists that read columns and no persons: see `Person.name`.

    Files of the national register give neither a name nor a number: then it is said that the name is not known.
    """
    return " ".join(part for part in (given_name, name_prefix, family_name) if part) or number or gettext("Name unknown")


class PersonIdentifier(models.Model):
    """What another system calls a person: identity is organisation, source and external id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    source = models.CharField(max_length=40)
    value = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "source", "value"], name="identifier_means_one_person"),
        ]


class AccountManager(_Manager):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username or "")


class Account(AbstractBaseUser):
    """Who may sign in. Rights follow from the person's roles and relations, never from the account.

    Accounts and their reach lie before the wall between organisations: they are read before it is known which
    organisation a request belongs to.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="account")
    email = models.EmailField()
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    demo_story_nl = models.CharField(max_length=300, blank=True, help_text="What you see when you pick this person.")
    demo_story_en = models.CharField(max_length=300, blank=True)
    has_reach = models.BooleanField(default=False, help_text="Holds a relation in another organisation.")
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="account_email_is_used_once"),
        ]

    def __str__(self) -> str:
        return self.email


class AccountReach(models.Model):
    """Another organisation in which this account's person holds a relation (an attendance officer, a partner)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="reach")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "organisation"], name="reach_is_listed_once"),
        ]


class SignInAttempt(models.Model):
    """A failed try to sign in, by hashed address and hashed origin, kept a day: the ground of the rate limit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email_hash = models.CharField(max_length=64)
    origin_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["email_hash", "at"], name="attempt_by_email"),
            models.Index(fields=["origin_hash", "at"], name="attempt_by_origin"),
        ]


class SingleUseLink(models.Model):
    """A link that works once: an invitation or a new password. Only its hash is kept."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation"
        RESET = "reset"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class RoleAssignment(models.Model):
    """A role of a person in a unit (or the whole organisation) for a time; the last day counts."""

    class Role(models.TextChoices):
        TEACHER = "teacher"
        STUDY_COACH = "study_coach"
        TEAM_LEADER = "team_leader"
        COLLEGE_DIRECTOR = "college_director"
        SUPPORT_ADVISOR = "support_advisor"
        STUDENT_ADMINISTRATION = "student_administration"
        ATTENDANCE_OFFICER = "attendance_officer"
        RMC = "rmc"
        ADMINISTRATOR = "administrator"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="roles")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "role"], name="role_by_unit")]


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
        GUARDIAN = "guardian"
        TRUSTED_PERSON = "trusted_person"
        CASE_TEAM = "case_team"
        PARTNER = "partner"

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
            models.Index(fields=["student", "kind"], name="relation_by_student"),
        ]


class Submission(models.Model):
    """A form that was handled: its key, so that sending it twice has one effect and the same answer."""

    key = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    answer = models.CharField(max_length=500, blank=True, help_text="Where the browser was sent.")
    at = models.DateTimeField()


class AdministrativeAct(models.Model):
    """Who changed what about persons, units and rights: append-only, so that it can be asked who gave this access."""

    class Act(models.TextChoices):
        SETTINGS = "settings"
        UNIT = "unit"
        PROGRAMME = "programme"
        INVITED = "invited"
        ACCESS_RESET = "access_reset"
        ACCESS_ENDED = "access_ended"
        ACCESS_RESTORED = "access_restored"
        ROLE_GIVEN = "role_given"
        ROLE_ENDED = "role_ended"
        COACH_ASSIGNED = "coach_assigned"
        CASELOAD_HANDED_OVER = "caseload_handed_over"
        IDENTITY_TYPED = "identity_typed"
        GUARDIAN_ADDED = "guardian_added"
        GUARDIAN_CHANGED = "guardian_changed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=30, choices=Act.choices)
    about = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=300, blank=True, help_text="What it was about; no reasons, no dossier.")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "at"], name="act_by_moment"),
            models.Index(fields=["about", "act"], name="act_by_person"),
        ]


class SetUpCode(models.Model):
    """The one-time code of the first-run page; only its hash is kept, and only until the first account exists."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="set_up_code_is_one"),
        ]
