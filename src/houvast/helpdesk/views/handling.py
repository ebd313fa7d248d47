"""A posted form becomes one action; what was typed is kept when it cannot be done."""

from collections.abc import Callable

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
    """Do the work of a valid form once and go where it says; else the page again, with the reason."""
    if not form.is_valid():
        return page(INVALID)
    try:
        return once(request, work)
    except CannotBeDone as reason:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        return page(INVALID)
    except ChangedMeanwhile:
        typed = {
            str(field.label): str(form.data.get(field.html_name, ""))
            for field in form
            if not field.is_hidden and form.data.get(field.html_name)
        }
        return conflict(request, typed=typed, again_url=request.path)
