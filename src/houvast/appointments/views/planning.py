"""Planned talks: propose, choose, move, cancel, bring somebody along, and what comes after a missed one."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.appointments import pages
from houvast.appointments.actions import planning
from houvast.appointments.forms import BringForm, MoveForm, ProposeForm, ReasonForm
from houvast.appointments.models import PlannedTalk
from houvast.appointments.queries import help as questions
from houvast.appointments.queries import planned as talks
from houvast.appointments.queries.people import family_of, helpers_of
from houvast.core.access.words import Action, Data
from houvast.guidance.models import Talk
from houvast.people.carrying import carry_out, press
from houvast.people.clock import now
from houvast.people.posted import posted, seen_revision
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door


@login_required
@require_safe
def talks_of(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The planned talks of a student, for who plans them and who comes along."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLANNED_TALKS)
    context = {
        "student": student,
        "own": student.pk == viewer.person.pk,
        "rows": [pages.planned_row(one, viewer) for one in talks.talks_of(viewer, student)],
        "new_url": reverse("appointments:propose", args=(student.pk,)) if talks.may_plan(viewer, student) else "",
        "calendar_url": reverse("appointments:calendar-link"),
        "back": reverse("student", args=(student.pk,)),
        "today": viewer.day,
    }
    return render(request, "appointments/planned_talks.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Propose one to three moments for a talk; a student says with whom."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLANNED_TALKS, Action.RECORD)
    own = student.pk == viewer.person.pk
    asked = _asked(viewer, student.pk, request.GET.get("request", ""))
    after = _after(viewer, student.pk, request.GET.get("after", ""))
    helpers = helpers_of(student, viewer.day) if own else ()
    form = ProposeForm(posted(request), helpers=helpers, initial=_first_words(after))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "student": student,
            "own": own,
            "form": form,
            "after": after,
            "nobody": own and not helpers,
            "back": reverse("appointments:planned-talks", args=(student.pk,)),
            "submission": request.POST.get("submission") or new_key(),
        }
        return render(request, "appointments/propose.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        made = planning.propose_talk(
            student=student,
            by=viewer,
            proposal=planning.Proposal(
                kind=typed.get("kind") or Talk.Kind.OTHER,
                moments=form.moments,
                minutes=typed["minutes"],
                place=typed["place"],
                words=typed["words"],
            ),
            staff=uuid.UUID(typed["staff"]) if own else None,
            request=asked,
            follows=after,
            at=now(),
        )
        messages.success(request, gettext("Proposed. You hear when a moment is chosen."))
        return reverse("appointments:planned-talk", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _first_words(after: PlannedTalk | None) -> dict[str, Any]:
    """After a missed talk the invitation is worded warmly, to be changed as one likes."""
    if after is None:
        return {}
    return {"words": gettext("We missed you. Shall we find another moment? I am glad to see you."), "kind": after.kind}


def _asked(viewer: Viewer, student: uuid.UUID, text: str) -> Any:
    try:
        found = questions.request_for(viewer, uuid.UUID(text)) if text else None
    except ValueError:
        raise Http404 from None
    if found is not None and found.student_id != student:
        raise Http404
    return found


def _after(viewer: Viewer, student: uuid.UUID, text: str) -> PlannedTalk | None:
    try:
        found = talks.planned_for(viewer, uuid.UUID(text), Action.RECORD) if text else None
    except ValueError:
        raise Http404 from None
    if found is not None and found.student_id != student:
        raise Http404
    return found


@login_required
@require_safe
def planned_talk(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """One planned talk, with what this person may do with it."""
    viewer = door.viewer(request)
    found = talks.planned_for(viewer, planned_id)
    return render(request, "appointments/planned_talk.html", pages.planned_page(found, viewer, at=now()))


@login_required
@require_POST
def choose(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Pick one of the moments."""
    viewer = door.viewer(request)
    found = talks.planned_for(viewer, planned_id, Action.RECORD)

    def work() -> str:
        try:
            moment = uuid.UUID(request.POST.get("moment", ""))
        except ValueError as unreadable:
            raise CannotBeDone(gettext("Choose one of the moments.")) from unreadable
        planning.choose_moment(
            planned=found, by=viewer, moment=moment, seen_revision=seen_revision(request, found.revision), at=now()
        )
        messages.success(request, gettext("Agreed. See you then."))
        return _here(found)

    return press(request, work, again_url=_here(found))


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Propose other moments."""
    viewer = door.viewer(request)
    found = talks.planned_for(viewer, planned_id, Action.RECORD)
    form = MoveForm(posted(request), initial={"revision": found.revision})

    def page(status: int = 200) -> HttpResponse:
        context = {"planned": found, "form": form, "back": _here(found), "submission": new_key()}
        return render(request, "appointments/move.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        planning.move_talk(
            planned=found, by=viewer, moments=form.moments, words=typed["words"], seen_revision=typed["revision"],
            at=now(),
        )  # fmt: skip
        messages.success(request, gettext("Proposed. You hear when a moment is chosen."))
        return _here(found)

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """The talk does not go on."""
    return _with_a_word(request, planned_id, "cancel")


@login_required
@require_http_methods(["GET", "POST"])
def missed(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """The student was not there: the next step is an invitation."""
    return _with_a_word(request, planned_id, "missed")


@login_required
@require_http_methods(["GET", "POST"])
def reached_out(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """Contact was sought after a missed talk."""
    return _with_a_word(request, planned_id, "reached_out")


def _with_a_word(request: HttpRequest, planned_id: uuid.UUID, step: str) -> HttpResponse:
    viewer = door.viewer(request)
    found = talks.planned_for(viewer, planned_id, Action.RECORD)
    own = found.student_id == viewer.person.pk
    if own and step != "cancel":
        raise Http404
    words = pages.STEP_WORDS[step]
    form = ReasonForm(
        posted(request), label=words.label, help_text=words.help_text, initial={"revision": found.revision}
    )

    def page(status: int = 200) -> HttpResponse:
        context = {"planned": found, "form": form, "words": words, "back": _here(found), "submission": new_key()}
        return render(request, "appointments/with_a_word.html", context, status=status)

    def work() -> str:
        said, seen = form.cleaned_data["words"], form.cleaned_data["revision"]
        match step:
            case "cancel":
                planning.cancel_talk(planned=found, by=viewer, words=said, seen_revision=seen, at=now())
            case "missed":
                planning.record_missed(planned=found, by=viewer, words=said, seen_revision=seen, at=now())
            case _:
                planning.record_reached_out(planned=found, by=viewer, words=said, on=viewer.day, at=now())
        messages.success(request, str(words.done))
        return _here(found)

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_POST
def held(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """The talk was held: on to its report."""
    viewer = door.viewer(request)
    found = talks.planned_for(viewer, planned_id, Action.RECORD)
    if found.student_id == viewer.person.pk:
        raise Http404

    def work() -> str:
        planning.record_held(planned=found, by=viewer, seen_revision=seen_revision(request, found.revision), at=now())
        if door.may(viewer, found.student, Data.TALKS, Action.RECORD):
            return reverse("record-talk", args=(found.student_id,)) + f"?kind={found.kind}"
        return _here(found)

    return press(request, work, again_url=_here(found))


@login_required
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, planned_id: uuid.UUID) -> HttpResponse:
    """The student brings somebody along."""
    viewer = door.viewer(request)
    found = talks.planned_for(viewer, planned_id, Action.RECORD)
    if found.student_id != viewer.person.pk:
        raise Http404
    form = BringForm(posted(request), family=family_of(found.student, viewer.day))

    def page(status: int = 200) -> HttpResponse:
        context = {"planned": found, "form": form, "back": _here(found), "submission": new_key()}
        return render(request, "appointments/bring.html", context, status=status)

    def work() -> str:
        person = form.cleaned_data.get("person")
        planning.bring_along(
            planned=found, by=viewer, at=now(), person=uuid.UUID(person) if person else None,
            name=form.cleaned_data["name"],
        )  # fmt: skip
        messages.success(request, gettext("Nice that somebody comes along."))
        return _here(found)

    return page() if request.method == "GET" else carry_out(request, form, work, page)


def _here(planned: PlannedTalk) -> str:
    return reverse("appointments:planned-talk", args=(planned.pk,))
