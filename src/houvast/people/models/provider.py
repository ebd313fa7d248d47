"""Signing in through the school: the provider of an organisation, and which of its users is which account here."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models.account import Account
from houvast.people.models.organisation import Organisation
from houvast.vault.fields import SealedField


class SignInProvider(models.Model):
    """Where an organisation's people sign in (OpenID Connect or SAML). It says who somebody is; rights stay ours.

    Lies before the wall, as accounts do: it is read before it is known which organisation a visitor belongs to.
    """

    class Protocol(models.TextChoices):
        OIDC = "oidc", "OpenID Connect"
        SAML = "saml", "SAML 2.0"

    class MatchOn(models.TextChoices):
        """Which of our own facts the configured claim must equal."""

        NUMBER = "number"
        EMAIL = "email"

    class FirstLink(models.TextChoices):
        """What must be shown the first time, beside the claim that fits."""

        CONFIRM = "confirm"
        CLAIM = "claim"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, help_text="What people call it; stands on the button.")
    protocol = models.CharField(
        max_length=10, choices=Protocol.choices, default=Protocol.OIDC, db_default=Protocol.OIDC.value
    )
    issuer = models.URLField(max_length=300, help_text="With SAML its entity ID.")
    metadata_address = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="SAML only: where it describes itself."
    )
    signing_key = SealedField(compartment="sign-in", null=True, blank=True)
    certificate = models.TextField(
        blank=True, default="", db_default="", help_text="SAML only: of the key with which we sign what we ask."
    )
    client_id = models.CharField(max_length=200)
    client_secret = SealedField(compartment="sign-in")
    scopes = models.CharField(max_length=200, default="openid profile email")
    match_claim = models.CharField(max_length=80)
    match_on = models.CharField(max_length=10, choices=MatchOn.choices, default=MatchOn.NUMBER)
    first_link = models.CharField(max_length=10, choices=FirstLink.choices, default=FirstLink.CONFIRM)
    home_organisation = models.CharField(
        max_length=120, blank=True, help_text="What schac_home_organization must be; empty: it is not asked."
    )
    roles_claim = models.CharField(max_length=80, blank=True)
    role_rules = models.JSONField(
        default=dict, blank=True, help_text="Per value of the claim the roles that it confirms."
    )
    strong_acr = models.CharField(
        max_length=200, blank=True, help_text="The acr that says the provider asked a second factor."
    )
    is_open = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    confirmed_revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="Up to which change the privacy officer knows it: every change asks again."
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation"], name="provider_is_one_per_organisation"),
        ]

    @property
    def is_confirmed(self) -> bool:
        """Whether the privacy officer knows it as it is now."""
        return self.confirmed_revision == self.revision


class SamlAnswer(models.Model):
    """An answer of a SAML provider that was checked, until the browser that asked for it takes it; then only its id.

    The provider's page posts it, and a browser sends no cookie along with that: so it is checked first and belongs to
    somebody after. An assertion counts once, and one answer to one question: the database refuses the second.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(SignInProvider, on_delete=models.CASCADE, related_name="+")
    assertion = models.CharField(max_length=64, help_text="Hash of the assertion's id.")
    question = models.CharField(max_length=64, help_text="Hash of the id of what was asked.")
    proven = SealedField(compartment="sign-in", null=True, help_text="What it says; null once it was taken.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider", "assertion"], name="assertion_counts_once"),
            models.UniqueConstraint(fields=["provider", "question"], name="question_is_answered_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="saml_answer_by_moment")]


class LinkedIdentity(models.Model):
    """A user of a provider, known by its unchanging subject, who is this account. Made once, after a confirmation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(SignInProvider, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["provider", "subject"], name="subject_is_one_account"),
            models.UniqueConstraint(fields=["provider", "account"], name="account_has_one_subject"),
        ]


class SignInRules(models.Model):
    """What a school asks of who signs in: for whom a second factor, from which day, with how many days of grace."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.CASCADE, related_name="sign_in_rules"
    )
    factor_roles = models.JSONField(default=list, blank=True, help_text="The roles that need a second factor.")
    factor_for_partners = models.BooleanField(default=True, help_text="Partners outside need one too.")
    factor_from = models.DateField(null=True, blank=True, help_text="Empty: it is asked of nobody.")
    grace_days = models.PositiveSmallIntegerField(default=14, help_text="Days from then, or from the account's first.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(grace_days__lte=90), name="grace_is_at_most_90_days"),
        ]
