"""Training schools, placing a student, and the start of workplace learning."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out, form_page
from houvast.people.clock import today
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.actions import places as acts
from houvast.workplace.actions import placing
from houvast.workplace.forms.pasted import MOST_SAID
from houvast.workplace.forms.places import GuideForm, SchoolForm, TriadForm, first_values
from houvast.workplace.forms.placing import PlaceManyForm
from houvast.workplace.queries import office, places
from houvast.workplace.queries.rights import manages, works_here


def here(request: HttpRequest) -> Viewer:
    """Who looks; Http404 for whom workplace learning is not."""
    viewer = door.viewer(request)
    if not works_here(viewer):
        raise Http404
    return viewer


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What waits in workplace learning: for the placement office, and for who guides."""
    return render(request, "workplace/start.html", office.start_page(here(request)))


@login_required
@require_safe
def school(request: HttpRequest, school_id: uuid.UUID) -> HttpResponse:
    """One training school: its students with who is in charge, its list, its meetings."""
    after = request.GET.get("after", "")[:400]
    page = office.school_page(here(request), school_id, after=after)
    return render(request, "workplace/school.html", page)


def _office(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not manages(viewer):
        raise Http404
    return viewer


@login_required
@require_http_methods(["GET", "POST"])
def new_school(request: HttpRequest) -> HttpResponse:
    """Add a training school."""
    viewer = _office(request)
    form = SchoolForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {"form": form, "title": gettext("Add a training school"), "back": reverse("workplace:start")}
        return render(request, "workplace/form.html", {**context, "key": new_key()}, status=status)

    def work() -> str:
        made = acts.name_training_school(by=viewer, **form.cleaned_data)
        return reverse("workplace:school", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def new_guide(request: HttpRequest) -> HttpResponse:
    """Add somebody of a training school who guides students."""
    viewer = _office(request)
    form = GuideForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Add a guide"),
            "lead": gettext("Somebody of a training school: a workplace supervisor or a school-based educator."),
            "back": reverse("workplace:start"),
        }
        return render(request, "workplace/form.html", {**context, "key": new_key()}, status=status)

    def work() -> str:
        made = acts.add_guide(by=viewer, **form.cleaned_data)
        messages.success(request, gettext("%(name)s can now be chosen as a guide.") % {"name": made.name})
        return reverse("workplace:start")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def place_many(request: HttpRequest) -> HttpResponse:
    """Where many students learn from one day on, from a file or pasted lines."""
    viewer = _office(request)
    form = PlaceManyForm(posted(request), request.FILES or None, initial={"starts_on": today()})
    back = reverse("workplace:places")

    def work() -> str:
        lines = form.cleaned_data["drafts"]
        wrong = placing.place_many(lines=lines, starts_on=form.cleaned_data["starts_on"], by=viewer)
        if wrong:
            raise CannotBeDone(" ".join(wrong[:MOST_SAID]))
        messages.success(
            request, gettext("%(n)s students have their place. Who guides can see them from that day.")
            % {"n": len(lines)},
        )  # fmt: skip
        return back

    return form_page(
        request, form, work, "workplace/place_many.html", title=gettext("Place many students at once"), back=back,
        lead=gettext("Everything is read first. When a row is wrong, nothing is kept and you read which row."),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Where the student learns at work from a day on, and with whom."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.WORKPLACE, Action.MANAGE)
    running = places.triad_of(student, viewer.day)
    back = reverse("workplace:student", args=(student.pk,))
    form = TriadForm(posted(request), viewer=viewer, initial={**first_values(running), "starts_on": today()})

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Where and with whom"),
            "over": student.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        acts.place(student=student, by=viewer, draft=form.draft(), seen_revision=form.cleaned_data["revision"])
        messages.success(request, gettext("The placement is kept. Who guides can see this student from that day."))
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)
