"""Saying once more who one is, before something that matters: confidential help, a signature, taking data along.

A session is strong for a quarter of an hour after signing in (`people.sessions` notes when) or after saying it again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from houvast.people.clock import real_now
from houvast.people.models import Account, Device
from houvast.people.sessions import STRONG_AT

STRONG_FOR = timedelta(minutes=15)
TIME_TO_TYPE = timedelta(hours=1)
"""How much longer a form may be sent from a page that was opened in time, so that nothing typed is lost."""
P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def is_strong(request: HttpRequest, within: timedelta = STRONG_FOR) -> bool:
    """Whether whoever sits here said lately who they are. Who was picked in a demonstration has no password to say."""
    if settings.HOUVAST.demo and isinstance(request.user, Account) and request.user.is_demo:
        return True
    try:
        at = datetime.fromisoformat(str(request.session.get(STRONG_AT, "")))
    except ValueError:
        return False
    return real_now() - within <= at <= real_now()


def make_strong(request: HttpRequest) -> None:
    """Somebody just said again who they are: the session gets a new key. It ends when it would have ended."""
    with same_device(request):
        request.session.cycle_key()
    request.session[STRONG_AT] = real_now().isoformat()


@contextmanager
def same_device(request: HttpRequest) -> Iterator[None]:
    """What gives the session a new key keeps its place in the list of devices."""
    before = request.session.session_key or ""
    yield
    Device.objects.filter(session_key=before).update(session_key=str(request.session.session_key))


def ask_again(back: str) -> HttpResponseRedirect:
    """To the page that asks it, and from there to `back`, a path of this site."""
    return HttpResponseRedirect(f"{reverse('say-again')}?{urlencode({'next': back})}")


def strong(page: Page[P]) -> Page[P]:
    """A page for whoever said lately who they are; others are asked first and come back to it.

    A form that was sent is not carried out: its sender comes back to the page it stood on and sends it again.
    """

    @wraps(page)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if is_strong(request):
            return page(request, *args, **kwargs)
        return ask_again(back_to(request))

    return guarded  # type: ignore[return-value]


def strong_form(page: Page[P]) -> Page[P]:
    """As `strong`, for a page on which somebody types: it opens within a quarter of an hour, and takes what was typed
    for an hour more.
    """

    @wraps(page)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        opens = request.method in {"GET", "HEAD"}
        if is_strong(request, STRONG_FOR if opens else STRONG_FOR + TIME_TO_TYPE):
            return page(request, *args, **kwargs)
        return ask_again(back_to(request))

    return guarded  # type: ignore[return-value]


def back_to(request: HttpRequest) -> str:
    """The page itself; of something that was sent, the page of this site it was sent from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() and came_from.path else reverse("start")
