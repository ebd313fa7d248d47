"""Raising a concern and giving kudos: one tap to the page, one tap on what was noticed."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.alerts import actions
from houvast.alerts.forms import ConcernForm
from houvast.alerts.words import SIGNALS
from houvast.core.access.words import Action, Data
from houvast.core.alerts.words import Signal
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.posted import posted
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door

INVALID = 422


def _back(viewer: Viewer, student: Person) -> str:
    return reverse("start") if viewer.person.pk == student.pk else reverse("student", args=(student.pk,))


@login_required
@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Somebody at school is concerned, or a student asks for contact."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.CONCERNS, Action.RECORD)
    own = viewer.person.pk == student.pk
    form = ConcernForm(posted(request))
    if own:
        form.fields["words"].help_text = gettext("Your coach reads this.")
    noticed = request.POST.get("signal", "")
    chosen = [Signal(noticed)] if noticed in Signal.__members__.values() else []
    if form.is_valid() and (own or chosen):

        def work() -> str:
            words = form.cleaned_data["words"]
            actions.raise_concern(student=student, by=viewer, signals=chosen, words=words, at=now())
            said = gettext("Your coach sees that you would like contact. Good that you say so.")
            seen = gettext("Thank you. The coach sees it today, and you get a word back.")
            messages.success(request, said if own else seen)
            return reverse("alert-place", args=(student.pk,)) if own else _back(viewer, student)

        return once(request, work)
    context = {
        "student": student,
        "form": form,
        "signals": [(one.value, word) for one, word in SIGNALS.items()],
        "submission": request.POST.get("submission") or new_key(),
        "back": _back(viewer, student),
        "unchosen": request.method == "POST" and not own and not chosen,
    }
    template = "alerts/ask.html" if own else "alerts/concern.html"
    return render(request, template, context, status=INVALID if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def kudos(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Say what goes well."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.CONCERNS, Action.RECORD)
    if viewer.person.pk == student.pk:
        raise Http404
    form = ConcernForm(posted(request))
    form.fields["words"].help_text = gettext("What did you see? The student and the coach read it.")
    if form.is_valid():

        def work() -> str:
            actions.give_kudos(student=student, by=viewer, words=form.cleaned_data["words"], at=now())
            messages.success(request, gettext("The student and the coach see your kudos."))
            return _back(viewer, student)

        return once(request, work)
    context = {
        "student": student,
        "form": form,
        "submission": request.POST.get("submission") or new_key(),
        "back": _back(viewer, student),
    }
    return render(request, "alerts/kudos.html", context, status=INVALID if request.method == "POST" else 200)
