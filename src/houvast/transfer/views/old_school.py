"""From a student of ours to the mentor of the old school, with the student's consent."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.people.carrying import form_page
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.privacy import door
from houvast.transfer import actions, pages
from houvast.transfer.forms import OldMentorForm
from houvast.transfer.queries.old_school import old_school

TEMPLATE = "transfer/old_school.html"


@login_required
@require_http_methods(["GET", "POST"])
def ask_old_mentor(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask the old mentor along; without consent, or without a known school, the page says so and what to do then."""
    viewer = door.viewer(request)
    found = old_school(viewer, student_id)
    student = found.student
    here = request.path
    context: dict[str, Any] = {
        "student": student,
        "found": found,
        "entries": pages.entries_of(found.said, {}),
        "back": reverse("student", args=(student.pk,)),
    }
    if not found.agreed and request.method == "GET":
        return render(request, TEMPLATE, context)
    form = OldMentorForm(posted(request))

    def work() -> str:
        told = actions.ask_old_mentor(student=student, by=viewer, question=form.cleaned_data["question"], at=now())
        messages.success(
            request,
            gettext("The mentor got a mail, and reads your question on the transfer board.")
            if told
            else gettext("Your question is on the board of the school. No mentor is known there now: call."),
        )
        return here

    return form_page(request, form, work, TEMPLATE, **context)
