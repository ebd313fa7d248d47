"""Reading: a coach's morning, what has climbed, what I raised, one student's place."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houvast.alerts.pages import board_context, climbed_context, place_context, raised_context
from houvast.alerts.queries.behind import may_look_behind
from houvast.alerts.queries.raised import may_raise
from houvast.core.access.words import Action, Data
from houvast.privacy import door


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """A coach's alerts on one page."""
    viewer = door.viewer(request)
    if not may_raise(viewer):
        raise Http404
    return render(request, "alerts/board.html", board_context(viewer))


@login_required
@require_safe
def climbed(request: HttpRequest) -> HttpResponse:
    """What stayed unanswered, for whoever stands behind the coaches."""
    viewer = door.viewer(request)
    if not may_look_behind(viewer):
        raise Http404
    return render(request, "alerts/climbed.html", climbed_context(viewer, request.GET))


@login_required
@require_safe
def raised(request: HttpRequest) -> HttpResponse:
    """What this person raised, and the word back."""
    viewer = door.viewer(request)
    if not may_raise(viewer):
        raise Http404
    return render(request, "alerts/raised.html", raised_context(viewer, request.GET))


@login_required
@require_safe
def place(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Everything raised about one student, with its evidence: staff act on it, the student reads and answers."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ALERTS)
    acts = viewer.person.pk != student.pk and door.may(viewer, student, Data.ALERTS, Action.RECORD)
    template = "alerts/own.html" if viewer.person.pk == student.pk else "alerts/place.html"
    return render(request, template, place_context(student, viewer, acts=acts))
