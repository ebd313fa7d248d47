"""Who may sign in, and how: accounts, tries, single-use links, the code of the first run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from houvast.people.ids import new_id
from houvast.people.models.organisation import Organisation
from houvast.people.models.person import Person

if TYPE_CHECKING:
    _Manager = BaseUserManager["Account"]
else:
    _Manager = BaseUserManager


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
    emergency_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when access in an emergency may run; for whom stands with privacy."
    )
    created_at = models.DateTimeField()

    withheld_roles: frozenset[str] = frozenset()
    """Roles that the provider did not confirm in this session; set by `people.middleware`, never stored."""

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


class SetUpCode(models.Model):
    """The one-time code of the first-run page; only its hash is kept, and only until the first account exists."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="set_up_code_is_one"),
        ]
