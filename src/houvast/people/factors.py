"""The second factor of an account: a code of an app (TOTP), a passkey (WebAuthn), or a code on paper."""

import base64
import hashlib
import secrets
import uuid
from typing import Any
from urllib.parse import urlsplit

import pyotp
from django.db import transaction
from django.http import HttpRequest
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from houvast.people.clock import real_now
from houvast.people.models import Account, AuthenticatorApp, Passkey, RecoveryCode

ISSUER = "Houvast"
STEP_SECONDS = 30
STEPS_ASIDE = 1
"""A clock may run half a minute wrong."""
RECOVERY_CODES = 8
PAPER_BYTES = 15
CHALLENGE = "passkey_challenge"
NAME_LENGTH = 80


class NotRight(ValueError):
    """The code or passkey does not fit; which of the reasons is not said."""


def has_factor(account: Account) -> bool:
    """Whether signing in asks for more than the password."""
    return has_app(account) or account.passkeys.exists()


def has_app(account: Account) -> bool:
    return AuthenticatorApp.objects.filter(account=account, confirmed_at__isnull=False).exists()


def begin_app(account: Account) -> AuthenticatorApp:
    """A fresh secret that waits to be confirmed; one that is in use stays."""
    app, _ = AuthenticatorApp.objects.get_or_create(
        account=account, defaults={"secret": pyotp.random_base32(), "made_at": real_now()}
    )
    return app


def app_address(app: AuthenticatorApp) -> str:
    """What the app reads from the picture: an otpauth:// address."""
    return pyotp.TOTP(str(app.secret)).provisioning_uri(name=app.account.email, issuer_name=ISSUER)


def confirm_app(account: Account, code: str) -> tuple[str, ...]:
    """Take the app in use with its first code; gives fresh codes for on paper, shown once. Raises NotRight."""
    app = AuthenticatorApp.objects.filter(account=account, confirmed_at__isnull=True).first()
    if app is None or not _use_step(app, code):
        raise NotRight
    AuthenticatorApp.objects.filter(pk=app.pk).update(confirmed_at=real_now())
    return fresh_recovery_codes(account)


def check_code(account: Account, code: str) -> bool:
    """Whether this is the code of now, for the first time, or a code on paper that was not used."""
    typed = code.replace(" ", "").replace("-", "").lower()
    app = AuthenticatorApp.objects.filter(account=account, confirmed_at__isnull=False).first()
    if app is not None and _use_step(app, typed):
        return True
    unused = RecoveryCode.objects.filter(account=account, code_hash=_hash(typed), used_at__isnull=True)
    return bool(unused.update(used_at=real_now()))


def _use_step(app: AuthenticatorApp, code: str) -> bool:
    """A code works once: the half minute it belongs to must be later than that of the last one."""
    typed = code.strip().replace(" ", "")
    now = int(real_now().timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(str(app.secret))
    for step in range(now - STEPS_ASIDE, now + STEPS_ASIDE + 1):
        if secrets.compare_digest(totp.at(step * STEP_SECONDS).encode(), typed.encode()):
            rows = AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step)
            return bool(rows.update(last_step=step))
    return False


def fresh_recovery_codes(account: Account) -> tuple[str, ...]:
    """New codes for on paper; the earlier ones stop working."""
    codes = tuple(_paper_code() for _ in range(RECOVERY_CODES))
    with transaction.atomic():
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(account=account, code_hash=_hash(code.replace("-", ""))) for code in codes
        )
    return codes


def _paper_code() -> str:
    """120 bits, so that a plain hash of it cannot be searched (ASVS 5.0, V6.5.2): four groups of six."""
    code = base64.b32encode(secrets.token_bytes(PAPER_BYTES)).decode().lower()
    return "-".join(code[at : at + 6] for at in range(0, len(code), 6))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def remove_app(account: Account) -> None:
    """The app is no longer asked for; its paper codes go with it when no passkey is left."""
    AuthenticatorApp.objects.filter(account=account).delete()
    if not account.passkeys.exists():
        RecoveryCode.objects.filter(account=account).delete()


def take_away(account: Account) -> None:
    """The app, the passkeys and the codes on paper were lost: none of them works any more."""
    with transaction.atomic():
        AuthenticatorApp.objects.filter(account=account).delete()
        account.passkeys.all().delete()
        RecoveryCode.objects.filter(account=account).delete()


def passkey_options(request: HttpRequest, account: Account) -> str:
    """What a browser needs to make a passkey, as JSON; the challenge is kept in the session."""
    known = [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in account.passkeys.all()]
    options = generate_registration_options(
        rp_id=_site(request),
        rp_name=ISSUER,
        user_id=account.pk.bytes,
        user_name=account.email,
        user_display_name=account.person.name,
        exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return options_to_json(options)


def keep_passkey(request: HttpRequest, account: Account, answer: dict[str, Any], name: str) -> Passkey:
    """Keep the passkey that a browser made for this challenge. Raises NotRight."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=_challenge(request),
            expected_origin=_origin(request),
            expected_rp_id=_site(request),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise NotRight from error
    return Passkey.objects.create(
        account=account,
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        name=name[:NAME_LENGTH] or ISSUER,
        made_at=real_now(),
    )


def remove_passkey(account: Account, passkey_id: uuid.UUID) -> bool:
    """Forget a passkey of this account; False when it has no such passkey."""
    _, removed = account.passkeys.filter(pk=passkey_id).delete()
    return bool(removed)


def sign_in_options(request: HttpRequest) -> str:
    """What a browser needs to sign in with any passkey of this site, as JSON. Says nothing about any account."""
    options = generate_authentication_options(
        rp_id=_site(request), user_verification=UserVerificationRequirement.REQUIRED
    )
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return options_to_json(options)


def account_of_passkey(request: HttpRequest, answer: dict[str, Any]) -> Account:
    """Whose passkey answered this challenge; a passkey that counts backwards is a copy. Raises NotRight."""
    challenge = _challenge(request)
    known = (
        Passkey.objects.select_related("account")
        .filter(credential_id=str(answer.get("id", "")), account__is_active=True)
        .first()
    )
    if known is None:
        raise NotRight
    try:
        used = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_site(request),
            expected_origin=_origin(request),
            credential_public_key=base64url_to_bytes(known.public_key),
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise NotRight from error
    rows = Passkey.objects.filter(pk=known.pk, sign_count=known.sign_count)
    if not rows.update(sign_count=used.new_sign_count, used_at=real_now()):
        raise NotRight
    return known.account


def _challenge(request: HttpRequest) -> bytes:
    """The challenge of this session, which works once. Raises NotRight when there is none."""
    kept = request.session.pop(CHALLENGE, None)
    if not isinstance(kept, str):
        raise NotRight
    return base64url_to_bytes(kept)


def _site(request: HttpRequest) -> str:
    """The host name a passkey belongs to; Django has judged it against the allowed hosts."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
