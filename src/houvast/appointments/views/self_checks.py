"""The self-check: the student's own answers, shared by choice only."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.appointments import pages
from houvast.appointments.actions import self_checks as actions
from houvast.appointments.forms import SelfCheckForm
from houvast.appointments.queries import self_checks as checks
from houvast.appointments.self_check import AREAS, Area
from houvast.appointments.views.asking import own_student
from houvast.core.access.words import Data
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key, once
from houvast.privacy import door


@login_required
@require_http_methods(["GET", "POST"])
def self_check(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Fill in a self-check; under it the earlier ones."""
    viewer = door.viewer(request)
    student = own_student(viewer, student_id, Data.SELF_CHECK)
    form = SelfCheckForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "areas": [(AREAS[area], form.of_area(area)) for area in Area],
            "earlier": checks.checks_of(student),
            "back": reverse("start"),
            "submission": request.POST.get("submission") or new_key(),
        }
        return render(request, "appointments/self_check.html", context, status=status)

    def work() -> str:
        made = actions.take_self_check(
            by=viewer, answers=form.answers(), words=form.cleaned_data["words"], on=viewer.day
        )
        return reverse("appointments:self-check-one", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_safe
def self_check_one(request: HttpRequest, check_id: uuid.UUID) -> HttpResponse:
    """One self-check: what it leads to, and for the student with whom it is shared."""
    viewer = door.viewer(request)
    found = checks.check_for(viewer, check_id)
    return render(request, "appointments/self_check_one.html", pages.check_page(found, viewer))


@login_required
@require_POST
def share_self_check(request: HttpRequest, check_id: uuid.UUID) -> HttpResponse:
    """Show this one to somebody."""
    viewer = door.viewer(request)
    found = checks.own_check_for(viewer, check_id)
    here = reverse("appointments:self-check-one", args=(found.pk,))

    def work() -> str:
        try:
            actions.share_self_check(check=found, by=viewer, to=uuid.UUID(request.POST.get("to", "")), at=now())
            messages.success(request, gettext("Shared. You can stop sharing whenever you like."))
        except (CannotBeDone, ValueError):
            messages.error(request, gettext("Choose somebody who is around you at school."))
        return here

    return once(request, work)


@login_required
@require_POST
def stop_sharing(request: HttpRequest, check_id: uuid.UUID, share_id: uuid.UUID) -> HttpResponse:
    """Take it back."""
    viewer = door.viewer(request)
    found = checks.own_check_for(viewer, check_id)

    def work() -> str:
        actions.stop_sharing(check=found, by=viewer, share_id=share_id, at=now())
        messages.success(request, gettext("You share this no more."))
        return reverse("appointments:self-check-one", args=(found.pk,))

    return once(request, work)


@login_required
@require_POST
def throw_away(request: HttpRequest, check_id: uuid.UUID) -> HttpResponse:
    """The answers are gone, for everybody."""
    viewer = door.viewer(request)
    found = checks.own_check_for(viewer, check_id)

    def work() -> str:
        actions.throw_away(check=found, by=viewer)
        messages.success(request, gettext("This self-check is gone."))
        return reverse("appointments:self-check", args=(viewer.person.pk,))

    return once(request, work)
