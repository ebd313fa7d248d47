"""Asking for help in two taps, and answering."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.appointments import pages
from houvast.appointments.actions import asking
from houvast.appointments.forms import AnswerForm, AskForm, HandOnForm, WordsForm
from houvast.appointments.models import HelpRequest
from houvast.appointments.queries import help as questions
from houvast.appointments.queries.people import helpers_of
from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.days import long_day


def own_student(viewer: Viewer, student_id: uuid.UUID, data: Data) -> Person:
    """The student, who is looking at their own page; Http404 for everybody else."""
    student = door.student(viewer, student_id, data, Action.RECORD)
    if student.pk != viewer.person.pk:
        raise Http404
    return student


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask for help: whom, about what, and a few words; under it the earlier questions."""
    viewer = door.viewer(request)
    student = own_student(viewer, student_id, Data.HELP)
    helpers = helpers_of(student, viewer.day)
    topic = request.GET.get("about", "")
    chosen = topic if topic in HelpRequest.Topic.values else HelpRequest.Topic.SMALL
    form = AskForm(posted(request), helpers=helpers, initial={"topic": chosen})

    def page(status: int = 200) -> HttpResponse:
        context = {
            "student": student,
            "form": form,
            "helpers": helpers,
            "asked": [pages.request_row(one, viewer) for one in questions.requests_of(student)],
            "outside": pages.outside_links(),
            "by_when": pages.answer_by(student, viewer.day),
            "back": reverse("start"),
            "submission": request.POST.get("submission") or new_key(),
            "today": viewer.day,
        }
        return render(request, "appointments/ask.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        made = asking.ask_for_help(
            by=viewer, of=uuid.UUID(typed["of"]), topic=typed["topic"], words=typed["words"], at=now()
        )
        messages.success(
            request,
            gettext("Good that you ask. You hear something by %(day)s.") % {"day": long_day(made.answer_by)},
        )
        return reverse("appointments:help-request", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def help_request(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """One question with what became of it: the student says more, who was asked answers."""
    viewer = door.viewer(request)
    found = questions.request_for(viewer, request_id)
    own = found.student_id == viewer.person.pk
    form: Any = WordsForm(posted(request)) if own else AnswerForm(posted(request), initial={"revision": found.revision})

    def page(status: int = 200) -> HttpResponse:
        context = pages.request_page(found, viewer) | {"form": form, "submission": new_key()}
        return render(request, "appointments/help_request.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        if own:
            asking.add_words(request=found, by=viewer, words=typed["words"], at=now())
        else:
            asking.answer(request=found, by=viewer, words=typed["words"], seen_revision=typed["revision"], at=now())
            messages.success(request, gettext("Your answer is sent. The student gets a mail that it is there."))
        return reverse("appointments:help-request", args=(found.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def hand_on(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """Hand a question on to somebody who can help better, with a word along."""
    viewer = door.viewer(request)
    found = questions.request_for(viewer, request_id)
    if found.student_id == viewer.person.pk:
        raise Http404
    others = [one for one in helpers_of(found.student, viewer.day) if one.pk != viewer.person.pk]
    form = HandOnForm(posted(request), helpers=others, initial={"revision": found.revision})
    here = reverse("appointments:help-request", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {"asked": found, "form": form, "others": others, "back": here, "submission": new_key()}
        return render(request, "appointments/hand_on.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        asking.hand_on(
            request=found, by=viewer, to=uuid.UUID(typed["to"]), words=typed["words"],
            seen_revision=typed["revision"], at=now(),
        )  # fmt: skip
        messages.success(request, gettext("It is handed on. The student reads your words."))
        return reverse("start")

    return page() if request.method == "GET" else carry_out(request, form, work, page)
