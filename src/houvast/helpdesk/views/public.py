"""What everybody may open: asking, the public answers, and the own conversation by its private link.

A visitor stands outside every wall; these views open the helpdesk's own, and render inside it.
"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from houvast.helpdesk.actions.asking import add_from_asker, ask_from_outside
from houvast.helpdesk.errors import TooOften
from houvast.helpdesk.forms.asking import MoreForm, QuestionForm
from houvast.helpdesk.links import asker_digest, token_of
from houvast.helpdesk.models import Conversation, Helpdesk
from houvast.helpdesk.queries import public
from houvast.helpdesk.words import STATUSES, THEMES
from houvast.people.carrying import INVALID
from houvast.people.clock import now
from houvast.people.models import Account
from houvast.people.refusals import CannotBeDone
from houvast.people.sign_in import origin_of
from houvast.people.submissions import FIELD, new_key

SAID, TOO_MANY = 302, 429


def _desk() -> Helpdesk:
    found = public.desk()
    if found is None:
        raise Http404
    return found


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return uuid.UUID(new_key())


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form for a question, with or without an account. Never says whether an address is known."""
    desk = public.desk()
    if desk is None or not desk.is_open:
        return render(request, "helpdesk/none.html", {"desk": desk})
    account = request.user if isinstance(request.user, Account) else None
    own = {"email": account.person.email} if account else {}
    theme = request.GET.get("theme", "")
    form = QuestionForm(request.POST or None, initial={**own, "theme": theme if theme in THEMES else ""})
    if request.method != "POST":
        return _ask_page(request, desk, form)
    if not form.is_valid():
        return _ask_page(request, desk, form, INVALID)
    try:
        with public.within(desk):
            conversation = ask_from_outside(
                desk=desk,
                question=form.question(),
                origin=origin_of(request),
                at=now(),
                submission=_key(request),
                asker=asker_digest(account.person) if account else "",
            )
            return redirect(reverse("helpdesk:follow", args=(token_of(conversation),)) + "?asked=1")
    except TooOften:
        form.add_error(None, gettext("Many questions came from here in a short time. Try again in an hour, or call."))
        return _ask_page(request, desk, form, TOO_MANY)
    except CannotBeDone as reason:
        form.add_error(None, str(reason))
        return _ask_page(request, desk, form, INVALID)


def _ask_page(request: HttpRequest, desk: Helpdesk, form: QuestionForm, status: int = 200) -> HttpResponse:
    context = {"desk": desk, "form": form, "key": request.POST.get(FIELD) or new_key()}
    return render(request, "helpdesk/ask.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The conversation of a private link: read it, say more. A link that opens nothing is a 404, whyever."""
    desk = _desk()
    form = MoreForm(request.POST or None)
    status = 200
    with public.within(desk):
        conversation = public.conversation_behind(desk, token)
        if request.method == "POST":
            status = _said_more(request, conversation, form)
        context: dict[str, Any] = {
            "desk": desk,
            "conversation": conversation,
            "said": public.messages_for_asker(conversation),
            "status_word": STATUSES[conversation.status],
            "asked_now": request.GET.get("asked") == "1",
            "address": request.build_absolute_uri(request.path),
            "has_mail": bool(conversation.asker and conversation.asker.email),
            "form": form,
        }
    if status == SAID:
        return redirect("helpdesk:follow", token)
    response = render(request, "helpdesk/follow.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _said_more(request: HttpRequest, conversation: Conversation, form: MoreForm) -> int:
    """Adds what the asker says; gives the status that the page then has."""
    if not form.is_valid():
        return INVALID
    try:
        add_from_asker(conversation=conversation, text=form.cleaned_data["text"], at=now(), origin=origin_of(request))
    except TooOften:
        form.add_error(None, gettext("You wrote a lot in a short time. Try again in an hour, or call."))
        return TOO_MANY
    return SAID


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The public answers of the library, by theme, with what they rest on and when they were checked (S-463, S-724)."""
    desk = _desk()
    with public.within(desk):
        found = public.public_answers(desk)
    groups: dict[str, list[public.PublicAnswer]] = {}
    for one in found:
        groups.setdefault(one.theme, []).append(one)
    listed = [(theme, THEMES[theme], groups[theme]) for theme in THEMES if theme in groups]
    return render(request, "helpdesk/answers.html", {"desk": desk, "groups": listed})
