"""The page about one student's leaving: what the school knows, the student's own view, and looking back."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action, Data
from houvast.monitor.actions import looking_back
from houvast.monitor.forms.leaving import LeavingForm, LookBackForm, OwnViewForm
from houvast.monitor.queries.figures import own_causes
from houvast.monitor.queries.leaving import leaving_page, leaving_to_change, look_back_for
from houvast.people.carrying import form_page
from houvast.people.clock import now
from houvast.privacy import door

INVALID = 422


@login_required
@require_safe
def leaving(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Every enrolment of a student that ended, with what is known of it."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.LEAVING)
    return render(request, "monitor/leaving.html", leaving_page(viewer, student))


@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, student_id: uuid.UUID, enrolment_id: uuid.UUID) -> HttpResponse:
    """The school records; the student says how it turned out: the same address, each their own form."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.LEAVING, Action.RECORD)
    enrolment, known = leaving_to_change(student, enrolment_id)
    own = viewer.person.pk == student.pk
    initial = {"revision": known.revision if known else 0} | (_initial(known) if known else {})
    form: Any = (
        OwnViewForm(request.POST or None, initial=initial)
        if own
        else LeavingForm(request.POST or None, initial=initial, own=own_causes(student.organisation_id))
    )
    here = reverse("monitor:leaving", args=(student.pk,))

    def work() -> str:
        at, revision = now(), form.cleaned_data["revision"]
        act: Any = looking_back.say_own_view if own else looking_back.record_leaving
        act(student=student, enrolment=enrolment, by=viewer, draft=form.draft(), revision=revision, at=at)
        messages.success(request, gettext("Thank you. It is kept.") if own else gettext("It is kept."))
        return here

    return form_page(
        request, form, work, "monitor/record.html", student=student, own=own, enrolment=enrolment, back=here
    )


def _initial(known: Any) -> dict[str, Any]:
    names = (
        *("reason", "initiator_school", "causes", "tried", "story", "destination", "handed_to", "arrived_on"),
        *("own_view", "initiator_student", "own_words", "may_follow"),
    )
    return {name: getattr(known, name) for name in names}


@login_required
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, student_id: uuid.UUID, look_id: uuid.UUID) -> HttpResponse:
    """A moment of looking back."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.LEAVING, Action.RECORD)
    if viewer.person.pk == student.pk:
        raise Http404
    found = look_back_for(student, look_id)
    form = LookBackForm(
        request.POST or None, initial={"where": found.where, "word": found.word, "revision": found.revision}
    )
    here = reverse("monitor:leaving", args=(student.pk,))

    def work() -> str:
        said = form.cleaned_data
        looking_back.look_back(
            look=found, by=viewer, where=said["where"], word=said["word"], revision=said["revision"], at=now()
        )
        messages.success(request, gettext("It is kept."))
        return here

    return form_page(request, form, work, "monitor/look.html", student=student, look=found, back=here)
