"""Reporting sick, and being there again."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.attendance.actions import sickness
from houvast.attendance.forms.sickness import BackForm, SickForm
from houvast.attendance.queries.absences import open_sick_report
from houvast.core.access.words import Action, Data
from houvast.people.carrying import form_page
from houvast.people.clock import now, today
from houvast.people.posted import posted
from houvast.privacy import door


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
    form: BackForm | SickForm
    if running:
        form = BackForm(posted(request), initial={"back_on": today() + timedelta(days=1)})
    else:
        form = SickForm(posted(request), initial={"from_day": today()}, own=own)

    def work() -> str:
        if isinstance(form, BackForm):
            assert running is not None
            day = form.cleaned_data["back_on"]
            sickness.report_back(student=student, report=running, back_on=day, by=viewer, at=now())
            said = gettext("Good to know. The sick report is closed.")
        else:
            sickness.report_sick(student=student, sick=form.sick, by=viewer, at=now())
            yours = gettext("You are reported sick. Get well soon; your coach will be in touch.")
            said = yours if own else gettext("The student is reported sick.")
        messages.success(request, said)
        return back

    return form_page(request, form, work, "attendance/sick.html", student=student, own=own, running=running, back=back)
