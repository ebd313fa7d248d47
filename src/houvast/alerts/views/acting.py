"""Acting on everything that is open about one student: each act is one form on one page."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from houvast.alerts import actions
from houvast.alerts.forms import AnswerForm, CloseForm, HandOnForm, OutreachForm, SayForm, VisitForm
from houvast.alerts.models import Alert
from houvast.alerts.queries.colleagues import colleagues_for
from houvast.alerts.queries.place import good_news_of, open_alerts_of
from houvast.alerts.queries.shown import why_of
from houvast.core.access.words import Action, Data
from houvast.core.alerts.words import AnswerKind, Outcome, State
from houvast.people.carrying import form_page, press
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.posted import posted
from houvast.people.viewer import Viewer
from houvast.privacy import door

SEEN = "seen"

Work = Callable[[Mapping[str, Any], list[Alert], dict[uuid.UUID, int]], str]
"""What a valid form does with the open alerts and their revisions as they were read; answers what to say."""


def _staff(request: HttpRequest, student_id: uuid.UUID, action: Action = Action.RECORD) -> tuple[Viewer, Person]:
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ALERTS, action)
    if viewer.person.pk == student.pk:
        raise Http404
    return viewer, student


def _read(request: HttpRequest, alerts: list[Alert]) -> dict[uuid.UUID, int]:
    """The revisions this person saw, from the hidden fields; what was not there then is not acted on."""
    found: dict[uuid.UUID, int] = {}
    for pair in request.POST.getlist(SEEN):
        key, _, revision = pair.partition(":")
        try:
            found[uuid.UUID(key)] = int(revision)
        except ValueError:
            continue
    known = {one.pk for one in alerts}
    return {key: revision for key, revision in found.items() if key in known}


def _form_page(
    request: HttpRequest, student: Person, form: forms.Form, work: Work, *, title: str, submit: str, own: bool = False
) -> HttpResponse:
    here = reverse("alert-place", args=(student.pk,))
    alerts = open_alerts_of(student)

    def handled() -> str:
        seen = _read(request, alerts)
        chosen = [one for one in alerts if one.pk in seen]
        messages.success(request, work(form.cleaned_data, chosen, seen))
        return here

    return form_page(
        request,
        form,
        handled,
        "alerts/act.html",
        student=student,
        title=title,
        submit=submit,
        reasons=[why_of(one, to_student=own) for one in alerts],
        seen=[f"{one.pk}:{one.revision}" for one in alerts],
        back=here,
        own=own,
        nothing=not alerts,
    )


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Say what is done about it: a talk, a plan, help of somebody else, a report, or nothing and why."""
    viewer, student = _staff(request, student_id)

    def work(typed: Mapping[str, Any], alerts: list[Alert], seen: dict[uuid.UUID, int]) -> str:
        kind = AnswerKind(typed["kind"])
        actions.answer(student=student, alerts=alerts, by=viewer, kind=kind, words=typed["words"], seen=seen, at=now())
        return gettext("Your answer is saved. The student reads it on their own page.")

    form = AnswerForm(posted(request))
    title = gettext("What will you do for %(name)s?") % {"name": student.given_name or student.name}
    return _form_page(request, student, form, work, title=title, submit=gettext("Keep the answer"))


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """End what was answered, with an outcome and a word back."""
    viewer, student = _staff(request, student_id)

    def work(typed: Mapping[str, Any], alerts: list[Alert], seen: dict[uuid.UUID, int]) -> str:
        answered = [one for one in alerts if one.state == State.ANSWERED] or alerts
        actions.close(
            student=student, alerts=answered, by=viewer, outcome=Outcome(typed["outcome"]), words=typed["words"],
            seen=seen, at=now(),
        )  # fmt: skip
        return gettext("Closed. Whoever raised it gets your word back.")

    form = CloseForm(posted(request))
    return _form_page(request, student, form, work, title=gettext("How did it end?"), submit=gettext("Close"))


@login_required
@require_http_methods(["GET", "POST"])
def outreach(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Write down a try to get in touch."""
    viewer, student = _staff(request, student_id)

    def work(typed: Mapping[str, Any], alerts: list[Alert], _seen: dict[uuid.UUID, int]) -> str:
        actions.reach_out(
            student=student, alerts=alerts, by=viewer, way=typed["way"], reached=typed["reached"] == "yes",
            words=typed["words"], at=now(),
        )  # fmt: skip
        return gettext("Kept.")

    form = OutreachForm(posted(request))
    return _form_page(request, student, form, work, title=gettext("You tried to get in touch"), submit=gettext("Keep"))


@login_required
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask for somebody to go to the student's home."""
    viewer, student = _staff(request, student_id)

    def work(typed: Mapping[str, Any], alerts: list[Alert], _seen: dict[uuid.UUID, int]) -> str:
        actions.ask_visit(student=student, alerts=alerts, by=viewer, words=typed["words"], at=now())
        return gettext("The coordinator sees that you ask for a visit.")

    form = VisitForm(posted(request))
    return _form_page(request, student, form, work, title=gettext("Ask for a visit at home"), submit=gettext("Ask"))


@login_required
@require_http_methods(["GET", "POST"])
def hand_on(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The coordinator asks somebody else."""
    viewer, student = _staff(request, student_id, Action.MANAGE)
    colleagues = colleagues_for(student, viewer.day)

    def work(typed: Mapping[str, Any], alerts: list[Alert], _seen: dict[uuid.UUID, int]) -> str:
        to = next(one for one in colleagues if str(one.pk) == typed["to"])
        actions.hand_on(student=student, alerts=alerts, to=to, by=viewer, words=typed["words"], at=now())
        return gettext("Handed on to %(name)s.") % {"name": to.name}

    form = HandOnForm(posted(request), colleagues=colleagues)
    return _form_page(request, student, form, work, title=gettext("Who takes this over?"), submit=gettext("Hand on"))


def _of_student(request: HttpRequest, student_id: uuid.UUID, *, contests: bool, title: str, done: str) -> HttpResponse:
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ALERTS, Action.RECORD)

    def work(typed: Mapping[str, Any], alerts: list[Alert], _seen: dict[uuid.UUID, int]) -> str:
        actions.say(student=student, alerts=alerts, by=viewer, words=typed["words"], contests=contests, at=now())
        return done

    own = viewer.person.pk == student.pk
    form = SayForm(posted(request))
    if not own:
        form.fields["words"].help_text = gettext("The student reads this too.")
    return _form_page(request, student, form, work, title=title, submit=gettext("Send"), own=own)


@login_required
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Add one's own view."""
    done = gettext("Your words are shown beside it.")
    return _of_student(request, student_id, contests=False, title=gettext("Add something"), done=done)


@login_required
@require_http_methods(["GET", "POST"])
def contest(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The student says that it is not right."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ALERTS, Action.RECORD)
    if viewer.person.pk != student.pk:
        raise Http404
    done = gettext("Your coach sees that you do not agree, and why.")
    return _of_student(request, student_id, contests=True, title=gettext("I do not agree"), done=done)


@login_required
@require_POST
def take(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Take up what is open about this student."""
    viewer, student = _staff(request, student_id)
    here = reverse("alert-place", args=(student.pk,))

    def work() -> str:
        waits = [one for one in open_alerts_of(student) if one.state in (State.RAISED, State.OWNED)]
        actions.take(student=student, alerts=waits, by=viewer, at=now())
        messages.success(request, gettext("You take this up."))
        return here

    return press(request, work, again_url=here)


@login_required
@require_POST
def seen(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Say to the student that good news was seen."""
    viewer, student = _staff(request, student_id)
    here = reverse("alert-place", args=(student.pk,))

    def work() -> str:
        good = good_news_of(student)
        words = gettext("I saw it. Well done!")
        actions.see_good_news(student=student, alerts=good, by=viewer, words=words, at=now())
        messages.success(request, gettext("The student reads that you saw it."))
        return here

    return press(request, work, again_url=here)
