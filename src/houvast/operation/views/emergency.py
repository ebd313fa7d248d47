"""Breaking the glass: a page for staff who must help a student now."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from houvast.operation.forms.privacy import EmergencyForm
from houvast.operation.queries import privacy as queries
from houvast.operation.views.office import carry_out
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.people.sign_in import note_failed_try, too_many_tries
from houvast.people.step_up import strong
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.privacy.actions import emergency
from houvast.web.views import too_many

WAIT_MINUTES = 15


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@strong
def open_one(request: HttpRequest) -> HttpResponse:
    """Say who and why; what is needed to help opens for some hours, and the student is told."""
    viewer = door.viewer(request)
    if not emergency.may_open(viewer):
        raise Http404
    tries = f"emergency {viewer.person.pk}"
    if too_many_tries(tries, tries):
        return too_many(request, minutes=WAIT_MINUTES)
    form = EmergencyForm(posted(request))
    running = [(one, new_key()) for one in queries.own_running_emergencies(viewer, now())]

    def page() -> HttpResponse:
        context = {"form": form, "key": new_key(), "running": running, "hours": emergency.LASTS.seconds // 3600}
        return render(request, "operation/privacy/emergency.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        said = form.cleaned_data
        student = queries.student_named(viewer, said["number"], said["family_name"])
        if student is None:
            note_failed_try(tries, tries)
            raise CannotBeDone(_("No student has this number and this name."), "number")
        emergency.open_emergency(student=student, reason=said["reason"], by=viewer, at=now())
        return reverse("student", args=(student.pk,))

    return carry_out(request, form, work, page) if request.method == "POST" else page()


@never_cache
@login_required
@require_POST
def close_one(request: HttpRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """It is over: close it before its hours are."""
    viewer = door.viewer(request)
    mine = [one for one in queries.own_running_emergencies(viewer, now()) if one.pk == emergency_id]
    if not mine:
        raise Http404
    emergency.close_emergency(emergency=mine[0], by=viewer, at=now())
    return HttpResponseRedirect(reverse("start"))
