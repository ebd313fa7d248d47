"""Signing in through a SAML provider: our description, its answer, in, and out when the provider says so."""

import logging
import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from houvast.people.links import LinkIsSpent
from houvast.people.models import SignInProvider
from houvast.people.provider import session
from houvast.people.provider.fetching import ProviderFails
from houvast.people.provider.matching import NotKnown, provider_with
from houvast.people.provider.protocol import NotProven
from houvast.people.saml import answers, protocol
from houvast.people.saml.places import places_of
from houvast.people.sign_in import note_untrusted_answer, origin_of, too_many_answers
from houvast.people.views.entrance import WAIT_MINUTES
from houvast.people.views.provider import brought_in, refused, sorry
from houvast.web.views import too_many

logger = logging.getLogger("houvast.people")
METADATA = "application/samlmetadata+xml"


def _saml(provider_id: uuid.UUID, *, is_open: bool = True) -> SignInProvider:
    found = provider_with(provider_id, is_open=is_open)
    if found is None or found.protocol != SignInProvider.Protocol.SAML:
        raise Http404
    return found


@require_GET
def describe(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """What a provider must know of us, for everybody to read; there too before people may sign in with it."""
    provider = _saml(provider_id, is_open=False)
    key = "".join(line for line in provider.certificate.splitlines() if "CERTIFICATE" not in line)
    said = {"places": places_of(provider), "key": key, "name": provider.name}
    return render(request, "people/saml_metadata.xml", said, content_type=METADATA)


@never_cache
@csrf_exempt
@require_POST
def answer(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """The provider's page posts its answer here. No cookie comes with that: who asked is looked at one step further."""
    provider, origin = _saml(provider_id), origin_of(request)
    if too_many_answers(origin):
        return too_many(request, minutes=WAIT_MINUTES)
    try:
        assertion, question, proven = protocol.prove(provider, request.POST.get("SAMLResponse", ""))
        answers.keep(provider, assertion, question, proven)
    except (ProviderFails, NotProven) as error:
        if isinstance(error, NotProven):
            note_untrusted_answer(origin)
        return refused(request, provider, error)
    return HttpResponseRedirect(reverse("saml-in", args=[provider.pk]))


@never_cache
@require_GET
def come_in(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """The browser that asked takes its answer, once. Another browser asked nothing, and gets nothing."""
    provider, underway = _saml(provider_id), session.returned(request)
    if underway is None or underway.provider != str(provider.pk):
        return sorry(request, "late", 400)
    try:
        proven = answers.take(provider, underway.trip.state)
        return brought_in(request, provider, proven, underway)
    except (NotProven, NotKnown, LinkIsSpent) as error:
        return refused(request, provider, error)


@never_cache
@require_GET
def out(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """Back from signing out there, or the provider signs somebody out: signed, of now, and only what it began."""
    provider = _saml(provider_id, is_open=False)
    if "SAMLRequest" not in request.GET:
        return HttpResponseRedirect(reverse("sign-in"))
    origin = origin_of(request)
    if too_many_answers(origin):
        return too_many(request, minutes=WAIT_MINUTES)
    try:
        name, sessions, when, back = protocol.asked_out(provider, request.META.get("QUERY_STRING", ""))
    except (ProviderFails, NotProven) as error:
        if isinstance(error, NotProven):
            note_untrusted_answer(origin)
        return refused(request, provider, error)
    ended = session.end_there(provider, name, sessions, before=when)
    logger.info("signed_out_there provider=%s ended=%s", provider.pk, ended)
    return HttpResponseRedirect(back or reverse("sign-in"))
