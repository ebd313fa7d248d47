"""The second factor: passkeys, an app that shows a code, codes on paper; and the devices on which one is signed in."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models.account import Account
from houvast.vault.fields import SealedField


class Passkey(models.Model):
    """A passkey of an account: the public half only, so that nothing here lets anybody in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True, help_text="Base64url.")
    public_key = models.TextField(help_text="Base64url of the COSE key.")
    sign_count = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class AuthenticatorApp(models.Model):
    """An app that shows a new code every half minute (TOTP, RFC 6238). `last_step` keeps a code from working twice."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="authenticator")
    secret = SealedField(compartment="sign-in")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.PositiveBigIntegerField(default=0)


class RecoveryCode(models.Model):
    """A code on paper that works once, for whoever lost the device; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "code_hash"], name="recovery_code_is_its_own"),
        ]


class Device(models.Model):
    """A browser in which an account is signed in: shown to its owner, who can end it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120, help_text="Browser and system, as the browser calls itself.")
    way = models.CharField(max_length=20, help_text="How one came in: password, passkey, code, provider.")
    signed_in_at = models.DateTimeField()
    provider = models.ForeignKey(
        "people.SignInProvider", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    provider_session = models.CharField(
        max_length=255, blank=True, default="", db_default="", help_text="What the provider calls this signing in."
    )
