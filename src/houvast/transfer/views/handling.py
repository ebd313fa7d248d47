"""What the pages of this folder do alike with a form: once, and with what was typed kept when it cannot be done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import new_key, once
from houvast.web.views import conflict

INVALID = 422


def form_page(
    request: HttpRequest,
    form: forms.Form,
    work: Callable[[], str],
    *,
    template: str = "transfer/form.html",
    **context: Any,
) -> HttpResponse:
    """The page with its form; when it was sent and is right, the work and a redirect to the address it gives.

    422 when a field is wrong or the action says no, 409 when somebody else was first; what was typed stays.
    """
    if form.is_bound and form.is_valid():
        try:
            return once(request, work)
        except ChangedMeanwhile:
            typed = {
                str(form.fields[name].label or name): str(value)
                for name, value in form.cleaned_data.items()
                if value and not isinstance(form.fields[name].widget, forms.HiddenInput)
            }
            return conflict(request, typed=typed, again_url=request.path)
        except CannotBeDone as refused:
            form.add_error(None, str(refused))
    context |= {"form": form, "submission": request.POST.get("submission") or new_key()}
    return render(request, template, context, status=INVALID if form.is_bound else 200)
