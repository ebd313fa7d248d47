"""The student counsellor's desk, and the student's own side of it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out, press
from houvast.people.clock import now, today
from houvast.people.models import Person
from houvast.people.posted import posted, seen_revision
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.workplace.actions import counselling as acts
from houvast.workplace.forms.counselling import AdviceForm, AskForm, CloseForm, EntryForm, PlanForm
from houvast.workplace.queries import counselling


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Who waits for a talk."""
    viewer = door.viewer(request)
    if not counselling.counsels(viewer):
        raise Http404
    return render(
        request, "workplace/counsellor_desk.html", counselling.desk_page(viewer, typed=request.GET.get("q", "")[:120])
    )


@login_required
@require_safe
def file(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The file of one student, for that student and the counsellors."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.COUNSELLING)
    return render(
        request, "workplace/counsellor_file.html", {**counselling.file_page(student, viewer), "key": new_key()}
    )


def _file_url(student: Person) -> str:
    return reverse("workplace:counsellor-of", args=(student.pk,))


def _shown(request: HttpRequest, form: Form, *, title: str, lead: str, student: Person, status: int) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "over": student.name, "back": _file_url(student)}
    return render(request, "workplace/form.html", {**context, "key": new_key()}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """A student asks for a talk."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.COUNSELLING)
    if student.pk != viewer.person.pk:
        raise Http404
    form = AskForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        lead = gettext("What you say stays between you two. Your coach reads only that you came.")
        title = gettext("Ask for a talk with the student counsellor")
        return _shown(request, form, title=title, lead=lead, student=student, status=status)

    def work() -> str:
        acts.ask_visit(student=student, by=viewer, about=form.cleaned_data["about"], at=now())
        messages.success(request, gettext("You hear from the student counsellor when and where."))
        return _file_url(student)

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """Say when and where."""
    viewer = door.viewer(request)
    found = counselling.visit_for(viewer, visit_id)
    form = PlanForm(posted(request), initial={"revision": found.revision, "place": found.place})

    def page(status: int = 200) -> HttpResponse:
        lead = found.about or gettext("The student did not say what it is about.")
        return _shown(request, form, title=gettext("Plan the talk"), lead=lead, student=found.student, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.plan_visit(
            visit=found,
            by=viewer,
            planned_at=form.moment(),
            place=typed["place"],
            seen_revision=typed["revision"],
            at=now(),
        )
        return reverse("workplace:counsellor")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """Say whether the student came."""
    viewer = door.viewer(request)
    found = counselling.visit_for(viewer, visit_id)
    form = CloseForm(posted(request), initial={"revision": found.revision, "on": today()})

    def page(status: int = 200) -> HttpResponse:
        lead = gettext("The coach can read whether the student came: yes or no, and nothing more.")
        return _shown(request, form, title=gettext("How did it go?"), lead=lead, student=found.student, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.close_visit(visit=found, by=viewer, state=typed["state"], on=typed["on"], seen_revision=typed["revision"])
        return _file_url(found.student)

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Write in the file."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.COUNSELLING, Action.RECORD)
    form = EntryForm(posted(request), initial={"on": today()})

    def page(status: int = 200) -> HttpResponse:
        lead = gettext("It lies sealed, and no role of the school opens it.")
        return _shown(request, form, title=gettext("Write in the file"), lead=lead, student=student, status=status)

    def work() -> str:
        acts.write_entry(student=student, by=viewer, at=now(), **form.cleaned_data)
        return _file_url(student)

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def advise(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Write advice that the student may release."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.COUNSELLOR_ADVICE, Action.RECORD)
    form = AdviceForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        lead = gettext("It waits until the student releases it.")
        return _shown(request, form, title=gettext("Write advice"), lead=lead, student=student, status=status)

    def work() -> str:
        acts.write_advice(student=student, by=viewer, at=now(), **form.cleaned_data)
        return _file_url(student)

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_POST
def answer(request: HttpRequest, advice_id: uuid.UUID) -> HttpResponse:
    """The student releases advice, or keeps it."""
    viewer = door.viewer(request)
    found = counselling.advice_for(viewer, advice_id)

    def work() -> str:
        acts.answer_advice(
            advice=found,
            by=viewer,
            release=request.POST.get("answer") == "release",
            seen_revision=seen_revision(request, found.revision),
            at=now(),
        )
        return _file_url(found.student)

    return press(request, work, again_url=_file_url(found.student))


@login_required
@require_safe
def advice(request: HttpRequest, advice_id: uuid.UUID) -> HttpResponse:
    """Advice that the student released, for who weighs it."""
    viewer = door.viewer(request)
    found = counselling.released_for(viewer, advice_id)
    context = {"advice": found, "word": counselling.KINDS[found.kind]}
    return render(request, "workplace/counsellor_advice.html", context)
