"""Sending and stopping the links of a supervisor, and confirming a week for who signed in."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.actions import links as acts
from houvast.workplace.actions.visits import confirm_visit
from houvast.workplace.forms.visits import VisitForm
from houvast.workplace.models import Triad, WorkplaceLink
from houvast.workplace.queries import places, reviews

PURPOSE = WorkplaceLink.Purpose


def _sent(token: str) -> str:
    """Who sent a link reads that it left; in a demonstration no mail leaves, so there the link itself stands here."""
    if not settings.HOUVAST.demo:
        return gettext("The link is on its way by mail.")
    said = gettext("In this demonstration no mail leaves.")
    opened = gettext("Open the supervisor's link")
    return format_html('{} <a href="{}">{}</a>', said, reverse("workplace:by-link", args=(token,)), opened)


@login_required
@require_POST
def send_review_link(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Mail the supervisor a link that opens this review; the one before stops."""
    viewer = door.viewer(request)
    found = reviews.review_for(viewer, review_id, Action.RECORD)
    back = reverse("workplace:review", args=(found.pk,)) + "#link"

    def work() -> str:
        try:
            token = acts.send_review_link(review=found, by=viewer, at=now())
        except CannotBeDone as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(request, _sent(token))
        return back

    return once(request, work)


@login_required
@require_POST
def stop_review_link(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The link stops at once."""
    viewer = door.viewer(request)
    found = reviews.review_for(viewer, review_id, Action.RECORD)
    acts.revoke(purpose=PURPOSE.REVIEW, target=found.pk, student=found.student, by=viewer, at=now())
    messages.success(request, gettext("The link does not work any more."))
    return once(request, lambda: reverse("workplace:review", args=(found.pk,)) + "#link")


def _placed(request: HttpRequest, student_id: uuid.UUID) -> tuple[Viewer, Person, Triad]:
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    triad = places.triad_of(student, viewer.day)
    if triad is None:
        raise Http404
    return viewer, student, triad


@login_required
@require_POST
def send_placement_link(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Mail the supervisor a link for this placement; the one before stops."""
    viewer, student, triad = _placed(request, student_id)
    back = reverse("workplace:student", args=(student.pk,)) + "#link"

    def work() -> str:
        try:
            token = acts.send_placement_link(triad=triad, by=viewer, at=now())
        except CannotBeDone as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(request, _sent(token))
        return back

    return once(request, work)


@login_required
@require_POST
def stop_placement_link(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The link stops at once."""
    viewer, student, triad = _placed(request, student_id)
    acts.revoke(purpose=PURPOSE.PLACEMENT, target=triad.pk, student=student, by=viewer, at=now())
    messages.success(request, gettext("The link does not work any more."))
    return once(request, lambda: reverse("workplace:student", args=(student.pk,)) + "#link")


@login_required
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Confirm that a lesson was seen in a week."""
    viewer, student, triad = _placed(request, student_id)
    form = VisitForm(posted(request), on=viewer.day)
    back = reverse("workplace:student", args=(student.pk,)) + "#visits"

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("The weekly visit"),
            "lead": gettext("With a paid appointment the supervisor sees a lesson every week and talks it over."),
            "over": student.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        confirm_visit(triad=triad, by=viewer, at=now(), **form.answer())
        messages.success(request, gettext("Thank you. The week is kept."))
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)
