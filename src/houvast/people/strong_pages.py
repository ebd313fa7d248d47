"""Pages above this folder that ask who one is once more: their names stand together in the settings."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from houvast.people.models import Account
from houvast.people.step_up import STRONG_FOR, TIME_TO_TYPE, ask_again, back_to, is_strong


def asked_again(request: HttpRequest, name: str) -> HttpResponseBase | None:
    """To the page that asks it, when this page needs it and nobody said lately who they are; None to go on.

    A form that was opened in time may be sent for an hour more, so that nothing typed is lost.
    """
    if name not in settings.STRONG_PAGES or not isinstance(request.user, Account):
        return None
    opens = request.method in {"GET", "HEAD"}
    if is_strong(request, STRONG_FOR if opens else STRONG_FOR + TIME_TO_TYPE):
        return None
    return ask_again(back_to(request))
