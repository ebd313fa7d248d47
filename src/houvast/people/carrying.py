"""A posted form becomes one action, done once; what was typed is kept when it cannot be done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.choices import flatten_choices
from django.utils.translation import gettext

from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import FIELD, new_key, once
from houvast.web.views import conflict

INVALID = 422

Work = Callable[[], str]
"""An action; gives the address to go to when it is done."""
Once = Callable[[HttpRequest, Work], HttpResponse]
"""Does work once for each key of a form, and goes where it says."""


def carry_out(
    request: HttpRequest,
    form: forms.Form,
    work: Work,
    page: Callable[[int], HttpResponse],
    *,
    do_once: Once = once,
    again_url: str = "",
    meanwhile: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """Do the work of a valid form and go where it says.

    Else the same page with the reason (422), or, when somebody was first, what was typed and the way back (409);
    `meanwhile` makes that page where what the other did can stand beside it.
    """
    if not form.is_valid():
        return page(INVALID)
    try:
        return do_once(request, work)
    except CannotBeDone as reason:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        return page(INVALID)
    except ChangedMeanwhile:
        if meanwhile is not None:
            return meanwhile()
        return conflict(request, typed=typed_in(form), again_url=again_url or request.path)


def form_page(
    request: HttpRequest,
    form: forms.Form,
    work: Work,
    template: str,
    *,
    again_url: str = "",
    meanwhile: Callable[[], HttpResponse] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page that is one form, looked at or sent: as `form` and `submission` in the template, beside `context`."""

    def page(status: int = 200) -> HttpResponse:
        key = request.POST.get(FIELD) or new_key()
        return render(request, template, {"form": form, "submission": key, **context}, status=status)

    if request.method != "POST":
        return page()
    return carry_out(request, form, work, page, again_url=again_url, meanwhile=meanwhile)


def press(request: HttpRequest, work: Work, *, again_url: str) -> HttpResponse:
    """The same for a button without a form: done once, or a page (409) that says why not and leads back."""
    try:
        return once(request, work)
    except ChangedMeanwhile:
        return conflict(request, again_url=again_url)
    except CannotBeDone as reason:
        messages.info(request, str(reason))
        return conflict(request, again_url=again_url)


def typed_in(form: forms.Form) -> dict[str, str]:
    """What somebody typed or chose in a bound form, in words, by the label it stood under."""
    words = {str(field.label): _in_words(field) for field in form.visible_fields()}
    return {label: text for label, text in words.items() if text}


def _in_words(field: BoundField) -> str:
    value = field.value()
    if isinstance(value, bool):
        return gettext("Yes") if value else ""
    offered: Any = flatten_choices(getattr(field.field, "choices", ()))
    choices = {str(key): str(word) for key, word in offered}
    chosen = value if isinstance(value, list | tuple) else [value]
    return ", ".join(choices.get(str(one), str(one)) for one in chosen if one not in (None, ""))
