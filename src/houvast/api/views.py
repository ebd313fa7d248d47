"""Connected systems, for whoever administers the school: connect one, give it a token, end either."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houvast.api import actions, queries
from houvast.api.feed_words import RESOURCE_NAMES
from houvast.api.forms import SystemForm, TokenForm, WebhookForm
from houvast.api.models import Client
from houvast.api.scopes import BY_NAME, PURPOSE_NAMES
from houvast.core.access.words import Purpose
from houvast.people.carrying import form_page, press
from houvast.people.clock import now
from houvast.people.models import RoleAssignment
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.privacy import door

SHOW_KEY = "system-secret"


def keeper_only(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for administrators of the school; for anybody else it is not there."""

    def wrap(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @never_cache
        @login_required
        @require_http_methods(list(methods))
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not door.viewer(request).has_role(RoleAssignment.Role.ADMINISTRATOR):
                raise Http404
            return page(request, *args, **kwargs)

        return guarded

    return wrap


@keeper_only("GET")
def systems(request: HttpRequest) -> HttpResponse:
    """Every system that is connected."""
    return render(request, "api/systems.html", {"rows": queries.clients(door.viewer(request), now())})


@keeper_only("GET", "POST")
def connect(request: HttpRequest) -> HttpResponse:
    viewer = door.viewer(request)
    form = SystemForm(posted(request), units=queries.units_to_tie(viewer))

    def work() -> str:
        client = actions.connect(new=form.new(), by=viewer, at=now())
        return _page_of(client)

    return form_page(request, form, work, "api/connect.html")


def _page_of(client: Client) -> str:
    return reverse("administration-system", kwargs={"client_id": client.pk})


def _client(request: HttpRequest, client_id: uuid.UUID) -> Client:
    found = queries.client_of(door.viewer(request), client_id)
    if found is None:
        raise Http404
    return found


@keeper_only("GET")
def system(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    """One system: its tokens, what they open and when they were used, and the addresses that are told."""
    client = _client(request, client_id)
    tokens = [
        {
            "row": row,
            "purpose": PURPOSE_NAMES[Purpose(row.token.purpose)],
            "opens": [BY_NAME[name].label for name in row.token.scopes.split() if name in BY_NAME],
            "key": new_key(),
        }
        for row in queries.tokens_of(client, now())
    ]
    webhooks = [
        {"row": one, "fails": fails, "of": [RESOURCE_NAMES[name] for name in one.resources.split()], "key": new_key()}
        for one, fails in queries.webhooks_of(client)
    ]
    context = {
        "client": client,
        "tokens": tokens,
        "webhooks": webhooks,
        "purposes": [(str(one), *_halves(str(name))) for one, name in PURPOSE_NAMES.items()],
        "secret": request.session.pop(SHOW_KEY, None),
        "key": new_key(),
    }
    return render(request, "api/system.html", context)


def _halves(text: str) -> tuple[str, str]:
    """The name of a purpose, and what it is for."""
    name, _colon, about = text.partition(": ")
    return name, about


@keeper_only("GET", "POST")
def new_token(request: HttpRequest, client_id: uuid.UUID, purpose: str) -> HttpResponse:
    """A token for one purpose; it is shown once, on the page that follows."""
    viewer, client = door.viewer(request), _client(request, client_id)
    if purpose not in PURPOSE_NAMES or client.ended_at is not None:
        raise Http404
    form = TokenForm(posted(request), purpose=Purpose(purpose), viewer=viewer)

    def work() -> str:
        token = actions.give_token(client=client, new=form.new(), by=viewer, at=now())
        request.session[SHOW_KEY] = {"of": "token", "text": token}
        return _page_of(client)

    purpose_name = PURPOSE_NAMES[Purpose(purpose)]
    return form_page(request, form, work, "api/new_token.html", client=client, purpose_name=purpose_name)


@keeper_only("POST")
def end_token(request: HttpRequest, token_id: uuid.UUID) -> HttpResponse:
    viewer = door.viewer(request)
    token = queries.token_of(viewer, token_id)
    if token is None:
        raise Http404

    def work() -> str:
        actions.end_token(token=token, by=viewer, at=now())
        messages.success(request, _("This token opens nothing any more."))
        return _page_of(token.client)

    return press(request, work, again_url=_page_of(token.client))


@keeper_only("GET", "POST")
def end(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    """Asks once more; then the system and all its tokens and addresses end."""
    viewer, client = door.viewer(request), _client(request, client_id)
    if request.method == "GET":
        return render(request, "api/end.html", {"client": client, "key": new_key()})

    def work() -> str:
        actions.end_client(client=client, by=viewer, at=now())
        messages.success(request, _("%(name)s is not connected any more.") % {"name": client.name})
        return reverse("administration-systems")

    return press(request, work, again_url=_page_of(client))


@keeper_only("GET", "POST")
def new_webhook(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    """An address that is told of changes; the secret that signs is shown once, on the page that follows."""
    viewer, client = door.viewer(request), _client(request, client_id)
    if client.ended_at is not None:
        raise Http404
    form = WebhookForm(posted(request))

    def work() -> str:
        secret = actions.add_webhook(client=client, **form.cleaned_data, by=viewer, at=now())
        request.session[SHOW_KEY] = {"of": "webhook", "text": secret}
        return _page_of(client)

    return form_page(request, form, work, "api/new_webhook.html", client=client)


@keeper_only("POST")
def end_webhook(request: HttpRequest, webhook_id: uuid.UUID) -> HttpResponse:
    viewer = door.viewer(request)
    webhook = queries.webhook_of(viewer, webhook_id)
    if webhook is None:
        raise Http404

    def work() -> str:
        actions.end_webhook(webhook=webhook, by=viewer, at=now())
        messages.success(request, _("This address is told nothing any more."))
        return _page_of(webhook.client)

    return press(request, work, again_url=_page_of(webhook.client))
