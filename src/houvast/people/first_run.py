"""The first run: a code on the console opens, once, the page that makes the institution and its administrator."""

import hashlib
import secrets

from django.db import transaction

from houvast.people.clock import now
from houvast.people.models import Account, SetUpCode

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which look alike on a console."""
GROUPS, GROUP_LENGTH = 3, 4


def is_first_run() -> bool:
    """Whether nobody can sign in yet."""
    return not Account.objects.exists()


def _hash(code: str) -> str:
    return hashlib.sha256("".join(code.split()).replace("-", "").lower().encode()).hexdigest()


def new_set_up_code() -> str | None:
    """A fresh code for the console, which replaces the one before; None when somebody can sign in already."""
    if not is_first_run():
        return None
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    SetUpCode.objects.update_or_create(pk=1, defaults={"code_hash": _hash(code), "made_at": now()})
    return code


def code_fits(code: str) -> bool:
    """Whether this is the code that the console showed last."""
    kept = SetUpCode.objects.filter(pk=1).values_list("code_hash", flat=True).first()
    return kept is not None and secrets.compare_digest(kept, _hash(code))


def spend_code() -> None:
    """The code is of no use any more."""
    with transaction.atomic():
        SetUpCode.objects.all().delete()
