"""Reporting sick, and being there again."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.attendance.actions import sickness
from houvast.attendance.forms.sickness import BackForm, SickForm
from houvast.attendance.queries.absences import open_sick_report
from houvast.core.access.words import Action, Data
from houvast.people.clock import now, today
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key, once
from houvast.privacy import door

INVALID = 422


@login_required
@require_http_methods(["GET", "POST"])
def sick(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Say that you are sick, or that you are there again; a guardian does it for a minor, the school for anybody."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.SICK_REPORT, Action.RECORD)
    if not sickness.may_report(viewer, student):
        raise Http404
    running = open_sick_report(student)
    own = student.pk == viewer.person.pk
    back = reverse("start") if own else reverse("student", args=(student.pk,))
    initial = {"back_on": today() + timedelta(days=1)} if running else {"from_day": today()}
    form: BackForm | SickForm = (BackForm if running else SickForm)(request.POST or None, initial=initial)
    if form.is_valid():

        def work() -> str:
            if isinstance(form, BackForm):
                assert running is not None
                sickness.report_back(
                    student=student, report=running, back_on=form.cleaned_data["back_on"], by=viewer, at=now()
                )
                messages.success(request, gettext("Good to know. The sick report is closed."))
            else:
                sickness.report_sick(student=student, sick=form.sick, by=viewer, at=now())
                messages.success(
                    request, gettext("You are reported sick. Get well soon; your coach will be in touch.")
                ) if own else messages.success(request, gettext("The student is reported sick."))
            return back

        try:
            return once(request, work)
        except CannotBeDone as problem:
            form.add_error(None, str(problem))
    context = {
        "student": student,
        "own": own,
        "running": running,
        "form": form,
        "back": back,
        "submission": request.POST.get("submission") or new_key(),
    }
    return render(request, "attendance/sick.html", context, status=INVALID if request.method == "POST" else 200)
