"""Carrying out a form: once, with what cannot be done said beside the field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import once
from houvast.web.views import conflict

INVALID = 422


def carry_out(
    request: HttpRequest, form: forms.Form, work: Callable[[], str], page: Callable[[int], HttpResponse]
) -> HttpResponse:
    """Do the work of a valid form and go where it says; else the same page (422), or what was typed kept (409)."""
    if not form.is_valid():
        return page(INVALID)
    try:
        return once(request, work)
    except CannotBeDone as reason:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        return page(INVALID)
    except ChangedMeanwhile:
        return conflict(request, typed=_typed(form), again_url=request.path)


def _typed(form: forms.Form) -> dict[str, Any]:
    """What people wrote, by the label it stood under."""
    return {
        str(form.fields[name].label): value
        for name, value in form.cleaned_data.items()
        if isinstance(value, str) and value and not form.fields[name].widget.is_hidden
    }
