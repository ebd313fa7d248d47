"""The addresses of ours that a provider must know; each organisation has its own."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from houvast.people.models import SignInProvider


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Our name for this provider (also where our description stands), where answers go, and where one goes out."""

    entity: str
    answer: str
    out: str


def places_of(provider: SignInProvider) -> Places:
    """The addresses for this provider, from the site's public address."""
    home = settings.HOUVAST.public_url.rstrip("/")
    return Places(
        entity=home + reverse("saml-metadata", args=[provider.pk]),
        answer=home + reverse("saml-answer", args=[provider.pk]),
        out=home + reverse("saml-out", args=[provider.pk]),
    )
