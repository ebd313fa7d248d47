"""The inventory of the placement office, and the red-green list of a training school."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.prepared import asked_ahead
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.actions import inventory as acts
from houvast.workplace.forms.appointments import MaximumForm, StandingsForm
from houvast.workplace.forms.inventory import DrawUpForm, ShareForm
from houvast.workplace.queries import eligibility, lists, places, red_green
from houvast.workplace.queries.rights import decides
from houvast.workplace.sheet import as_sheet
from houvast.workplace.views.places import here

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _office(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not decides(viewer):
        raise Http404
    return viewer


@login_required
@require_http_methods(["GET", "POST"])
def inventory(request: HttpRequest) -> HttpResponse:
    """Everything of the next inventory: facts in, draw up; and the ones there were."""
    viewer = _office(request)
    form = DrawUpForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {**lists.inventory_page(viewer), "form": form, "key": new_key()}
        return render(request, "workplace/inventory.html", context, status=status)

    def work() -> str:
        made = acts.draw_up(for_school_year=lists.next_year(viewer), by=viewer, at=now())
        return reverse("workplace:drawn-up", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def maximum(request: HttpRequest) -> HttpResponse:
    """Set the most credits for a programme and cohort."""
    viewer = _office(request)
    form = MaximumForm(posted(request), viewer=viewer)
    back = reverse("workplace:inventory")

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Most credits that can be had"),
            "lead": gettext("The norm counts from this number, for each programme and cohort."),
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.set_maximum(
            programme=typed["programme"],
            cohort=typed["cohort"],
            counted_on=lists.next_days(viewer).inventory_on,
            credits_=typed["credits"],
            by=viewer,
        )
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def standings(request: HttpRequest) -> HttpResponse:
    """Load how far students are, from a file or pasted lines."""
    viewer = _office(request)
    form = StandingsForm(posted(request), request.FILES or None)
    back = reverse("workplace:inventory")

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("How far students are"),
            "lead": gettext("Everything is read first. When a row is wrong, nothing is kept and you read which row."),
            "back": back,
            "key": new_key(),
            "files": True,
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        drafts = form.cleaned_data["drafts"]
        wrong = acts.keep_standings(drafts=drafts, counted_on=lists.next_days(viewer).inventory_on, by=viewer)
        if wrong:
            raise CannotBeDone(" ".join(wrong[:20]))
        messages.success(request, gettext("%(n)s students are kept.") % {"n": len(drafts)})
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def drawn_up(request: HttpRequest, inventory_id: uuid.UUID) -> HttpResponse:
    """One inventory: how many are green, the part-time side road, per training school; and sharing it."""
    viewer = _office(request)
    found = eligibility.inventory_for(viewer, inventory_id)
    form = ShareForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {**lists.drawn_up_page(viewer, found), "form": form, "key": new_key()}
        return render(request, "workplace/drawn_up.html", context, status=status)

    def work() -> str:
        acts.share(inventory=found, by=viewer, at=now())
        messages.success(request, gettext("The training schools see their list. The letters are on their way."))
        return reverse("workplace:drawn-up", args=(found.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_safe
def school_list(request: HttpRequest, school_id: uuid.UUID) -> HttpResponse:
    """The red-green list of one training school, with the viewer's own students there and nobody else."""
    viewer = here(request)
    begin = red_green.page_at(request.GET)
    with asked_ahead((*places.asked_for_school(viewer, school_id), *red_green.asked_for_newest(viewer, school_id))):
        school = places.training_school_for(viewer, school_id)
        page = lists.list_page(viewer, school, begin=begin)
    return render(request, "workplace/list.html", page)


@login_required
@require_safe
def school_file(request: HttpRequest, school_id: uuid.UUID) -> HttpResponse:
    """The same list as a sheet."""
    viewer = here(request)
    school = places.training_school_for(viewer, school_id)
    found = red_green.newest_inventory(viewer, school)
    if found is None:
        raise Http404
    rows = red_green.whole(viewer, found, school, most=lists.MOST_IN_FILE)
    response = HttpResponse(as_sheet(school, found, rows), content_type=XLSX)
    name = f"{found.counted_on.isoformat()}-{slugify(school.name) or 'list'}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
