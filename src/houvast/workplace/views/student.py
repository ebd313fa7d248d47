"""The workplace learning of one student, for the student and for who may see it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.workplace.actions import appointments as appointing
from houvast.workplace.actions import meetings as meeting
from houvast.workplace.forms.appointments import AppointmentForm, DecideForm
from houvast.workplace.forms.meetings import CloseConcernForm, ConcernForm
from houvast.workplace.queries import eligibility, meetings, student


@login_required
@require_safe
def page(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Who is in charge, who guides, whether a paid appointment is possible and why, concerns and agreements."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.WORKPLACE)
    return render(request, "workplace/student.html", student.student_page(found, viewer))


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Register a paid appointment with the placement office."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.APPOINTMENT, Action.RECORD)
    back = reverse("workplace:student", args=(found.pk,))
    form = AppointmentForm(posted(request), own=found.pk == viewer.person.pk)

    def shown(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Register a paid appointment"),
            "lead": student.registration_lead(found, viewer),
            "over": found.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        made = appointing.register(student=found, by=viewer, draft=form.draft(), at=now())
        if made.missing:
            messages.info(
                request,
                gettext(
                    "It is registered. Not everything fits the norm: the placement office talks about it with you."
                ),
            )
        else:
            messages.success(request, gettext("It is registered, and it fits the norm. You hear from us soon."))
        return back

    return shown() if request.method == "GET" else carry_out(request, form, work, shown)


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, appointment_id: uuid.UUID) -> HttpResponse:
    """The placement office answers a registration."""
    viewer = door.viewer(request)
    found = eligibility.appointment_for(viewer, appointment_id)
    door.student(viewer, found.student_id, Data.APPOINTMENT, Action.DECIDE)
    form = DecideForm(posted(request), initial={"revision": found.revision})

    def shown(status: int = 200) -> HttpResponse:
        context = {"form": form, "key": new_key(), "back": reverse("workplace:start")}
        return render(request, "workplace/decide.html", {**context, **student.appointment_page(found)}, status=status)

    def work() -> str:
        typed = form.cleaned_data
        appointing.decide(
            appointment=found,
            by=viewer,
            approve=typed["answer"] == "yes",
            reason=typed["reason"],
            seen_revision=typed["revision"],
            at=now(),
        )
        messages.success(request, gettext("The student gets word."))
        return reverse("workplace:start")

    return shown() if request.method == "GET" else carry_out(request, form, work, shown)


@login_required
@require_http_methods(["GET", "POST"])
def raise_concern(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Say that a student needs attention."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    back = reverse("workplace:student", args=(found.pk,))
    form = ConcernForm(posted(request))

    def shown(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Something needs attention"),
            "lead": gettext("The student reads along. Who is in charge gets a message at once."),
            "over": found.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        meeting.raise_concern(student=found, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("Thank you. It stands on the list of the next student review meeting too."))
        return back

    return shown() if request.method == "GET" else carry_out(request, form, work, shown)


@login_required
@require_http_methods(["GET", "POST"])
def close_concern(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """Say how a concern ended."""
    viewer = door.viewer(request)
    found = meetings.concern_for(viewer, concern_id)
    back = reverse("workplace:student", args=(found.student_id,))
    form = CloseConcernForm(posted(request), initial={"revision": found.revision})

    def shown(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("How did it end?"),
            "lead": found.seen,
            "over": found.student.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        meeting.close_concern(
            concern=found, by=viewer, outcome=typed["outcome"], seen_revision=typed["revision"], at=now()
        )
        return back

    return shown() if request.method == "GET" else carry_out(request, form, work, shown)
