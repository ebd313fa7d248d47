"""Pages of work placement: of one student, and the list of who helps."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action, Data
from houvast.education.models import Placement
from houvast.people.carrying import form_page, press
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.posted import posted, seen_revision
from houvast.people.viewer import Viewer
from houvast.placement import actions, forms, pages, queries
from houvast.privacy import door

INVALID = 422


@login_required
@require_safe
def of_student(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The work placements of a student: for the student, family of a minor, and who guides."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLACEMENT)
    return render(request, "placement/of_student.html", pages.student_page(student, viewer))


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Who has no place, lacks guidance, waits for a form, or said something."""
    viewer = door.viewer(request)
    if not queries.HELPS & viewer.role_names:
        raise Http404
    return render(request, "placement/board.html", pages.board_page(viewer, request.GET))


def _kept(viewer: Viewer, student_id: uuid.UUID) -> Person:
    """A student whose placement this viewer keeps: never one's own."""
    student = door.student(viewer, student_id, Data.PLACEMENT, Action.RECORD)
    if student.pk == viewer.person.pk:
        raise Http404
    return student


def _facts(typed: dict[str, Any]) -> actions.PlacementFacts:
    values = {name: typed[name] for name in (*actions.OWN, *actions.GUIDANCE)}
    supervisor = typed["supervisor"]
    return actions.PlacementFacts(**values, supervisor=uuid.UUID(supervisor) if supervisor else None)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """A placement that is found, or that is being searched."""
    viewer = door.viewer(request)
    student = _kept(viewer, student_id)
    form = forms.KeepForm(posted(request), supervisors=queries.supervisors(viewer))
    back = reverse("placement:of-student", args=(student.pk,))

    def work() -> str:
        actions.keep_placement(student=student, by=viewer, facts=_facts(form.cleaned_data), at=now())
        messages.success(request, gettext("The placement is kept."))
        return back

    return form_page(
        request, form, work, "placement/form.html", title=gettext("Add a work placement"), lead=student.name, back=back
    )


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, placement_id: uuid.UUID) -> HttpResponse:
    """Change what is known of a placement."""
    viewer = door.viewer(request)
    found = queries.placement_for(viewer, placement_id)
    student = _kept(viewer, found.student_id)
    form = forms.KeepForm(posted(request), supervisors=queries.supervisors(viewer), initial=_known(found))
    back = reverse("placement:of-student", args=(student.pk,))

    def work() -> str:
        actions.keep_placement(
            student=student, by=viewer, facts=_facts(form.cleaned_data), at=now(), placement=found,
            seen_revision=form.cleaned_data["revision"] or 0,
        )  # fmt: skip
        messages.success(request, gettext("The placement is kept."))
        return back

    return form_page(
        request,
        form,
        work,
        "placement/form.html",
        title=gettext("Change the work placement"),
        lead=student.name,
        back=back,
    )


def _known(placement: Placement) -> dict[str, Any]:
    guidance = queries.guidance_of(placement)
    known: dict[str, Any] = {name: getattr(placement, name) for name in actions.OWN}
    if guidance:
        known |= {name: getattr(guidance, name) for name in actions.GUIDANCE}
        known["supervisor"] = str(guidance.supervisor_id or "")
    return known | {"revision": placement.revision}


@login_required
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, placement_id: uuid.UUID) -> HttpResponse:
    """A visit, a call or a talk about the placement."""
    viewer = door.viewer(request)
    found = queries.placement_for(viewer, placement_id)
    _kept(viewer, found.student_id)
    form = forms.VisitForm(posted(request), initial={"kind": "visit", "on": viewer.day})
    back = reverse("placement:of-student", args=(found.student_id,))

    def work() -> str:
        actions.record_visit(placement=found, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("Kept. The student reads it too."))
        return back

    title = gettext("Record a visit or a call")
    return form_page(request, form, work, "placement/form.html", title=title, lead=found.company, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def add_form(request: HttpRequest, placement_id: uuid.UUID) -> HttpResponse:
    """A form or assignment that is to be handed in."""
    viewer = door.viewer(request)
    found = queries.placement_for(viewer, placement_id)
    _kept(viewer, found.student_id)
    form = forms.FormForm(posted(request))
    back = reverse("placement:of-student", args=(found.student_id,))

    def work() -> str:
        actions.add_form(placement=found, by=viewer, **form.cleaned_data)
        return back

    title = gettext("Add a form or assignment")
    return form_page(request, form, work, "placement/form.html", title=title, lead=found.company, back=back)


@login_required
@require_POST
def hand_in(request: HttpRequest, form_id: uuid.UUID) -> HttpResponse:
    """The student says: handed in."""
    viewer = door.viewer(request)
    found = queries.form_for(viewer, form_id)
    return _mark(
        request,
        found,
        lambda: actions.hand_in(form=found, by=viewer, seen_revision=seen_revision(request, found.revision)),
    )


@login_required
@require_POST
def look_at(request: HttpRequest, form_id: uuid.UUID) -> HttpResponse:
    """School says: looked at."""
    viewer = door.viewer(request)
    found = queries.form_for(viewer, form_id)
    _kept(viewer, found.placement.student_id)
    return _mark(
        request,
        found,
        lambda: actions.look_at(form=found, by=viewer, seen_revision=seen_revision(request, found.revision)),
    )


def _mark(request: HttpRequest, found: Any, act: Callable[[], None]) -> HttpResponse:
    page = reverse("placement:of-student", args=(found.placement.student_id,))

    def work() -> str:
        act()
        return page

    return press(request, work, again_url=page)


@login_required
@require_http_methods(["GET", "POST"])
def refusal(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """A company said no."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLACEMENT, Action.RECORD)
    form = forms.RefusalForm(posted(request), initial={"on": viewer.day})
    back = reverse("placement:of-student", args=(student.pk,))

    def work() -> str:
        actions.record_refusal(student=student, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("Noted. A no says nothing about you. Shall we look further together?"))
        return back

    lead = gettext("It helps us to see what makes searching hard.")
    return form_page(
        request, form, work, "placement/form.html", title=gettext("A company said no"), lead=lead, back=back
    )


@login_required
@require_http_methods(["GET", "POST"])
def worry(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The student says what does not go well."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLACEMENT, Action.RECORD)
    if student.pk != viewer.person.pk:
        raise Http404
    form = forms.WorryForm(posted(request), initial={"kind": request.GET.get("kind", "")})
    back = reverse("placement:of-student", args=(student.pk,))

    def work() -> str:
        actions.say_worry(by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("Good that you say it. Somebody of school answers you here."))
        return back

    title, lead = (
        gettext("Something about my work placement"),
        gettext("Your coach and the learning-work coach read it."),
    )
    return form_page(request, form, work, "placement/form.html", title=title, lead=lead, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, worry_id: uuid.UUID) -> HttpResponse:
    """What school does about it."""
    viewer = door.viewer(request)
    found = queries.worry_for(viewer, worry_id)
    form = forms.AnswerForm(posted(request), initial={"revision": found.revision})
    back = reverse("placement:of-student", args=(found.student_id,))

    def work() -> str:
        typed = form.cleaned_data
        actions.answer_worry(worry=found, by=viewer, words=typed["words"], seen_revision=typed["revision"], at=now())
        messages.success(request, gettext("Answered. The student gets a mail that it is there."))
        return back

    title = f"{pages.worry_name(found.kind)}: {found.student.name}"
    return form_page(request, form, work, "placement/form.html", title=title, lead=found.words, back=back)
