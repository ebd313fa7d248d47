"""Who is signed in, whose house this is, and the development clock: what the page frame shows of people."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from houvast.people.clock import is_moved, today
from houvast.people.models import Account
from houvast.web.addresses import address
from houvast.web.components import Account as SignedIn
from houvast.web.components import Institution, Link, WhatIf


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """`account`, `institution` and `what_if` for the frame; no query of its own."""
    found: dict[str, Any] = {}
    if settings.HOUVAST.what_if_clock:
        found["what_if"] = WhatIf(today=today(), url=address("what-if"), is_set=is_moved())
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return found
    person = account.person
    organisation = person.organisation
    found["account"] = SignedIn(
        name=person.name,
        links=(Link(label=gettext("My access"), url=address("my-access")),),
        sign_out_url=address("sign-out"),
    )
    found["institution"] = Institution(
        name=organisation.name, accent=organisation.accent if organisation.accent.startswith("#") else ""
    )
    return found
