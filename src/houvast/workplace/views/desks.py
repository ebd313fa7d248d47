"""The lists of the institute's desks: places, the region, one school's figures, switches, third chances."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.people.carrying import form_page
from houvast.people.clock import today
from houvast.people.posted import posted
from houvast.people.prepared import asked_ahead
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.actions.offers import keep_offer
from houvast.workplace.actions.pointers import keep_pointer
from houvast.workplace.forms.offers import OfferForm
from houvast.workplace.forms.pointers import PointerForm
from houvast.workplace.queries import desk_pages, places, placing
from houvast.workplace.queries import figures as figures_of
from houvast.workplace.queries.about import ABOUT, about_page, may_read, pointer_of
from houvast.workplace.queries.rights import judges_switches, judges_third_chances, manages, sees_all_schools
from houvast.workplace.views.places import here


def _all_schools(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not sees_all_schools(viewer):
        raise Http404
    return viewer


@login_required
@require_safe
def places_page(request: HttpRequest) -> HttpResponse:
    """Places that schools offer, requests that wait for one, and who is still without."""
    viewer = _all_schools(request)
    year = request.GET.get("year", "")
    page = desk_pages.places_page(viewer, year=year, after=request.GET.get("after", "")[:400])
    return render(request, "workplace/places.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, school_id: uuid.UUID, school_year: str) -> HttpResponse:
    """How many places this school offers in this school year."""
    viewer = _all_schools(request)
    if not manages(viewer) or school_year not in placing.years(viewer):
        raise Http404
    school = places.training_school_for(viewer, school_id)
    known = placing.offer_of(school, school_year)
    first = {"places": known.places, "remark": known.remark, "revision": known.revision} if known else None
    form = OfferForm(posted(request), initial=first)
    back = reverse("workplace:places")

    def work() -> str:
        typed = form.cleaned_data
        keep_offer(
            school=school, school_year=school_year, places=typed["places"], remark=typed["remark"],
            by=viewer, on=today(), seen_revision=typed["revision"],
        )  # fmt: skip
        messages.success(request, gettext("The number of places is kept."))
        return back

    title = gettext("Places in %(year)s") % {"year": school_year}
    return form_page(request, form, work, "workplace/offer.html", title=title, over=school.name, back=back,
                     back_label=gettext("Places and requests"))  # fmt: skip


@login_required
@require_safe
def region(request: HttpRequest) -> HttpResponse:
    """What is open in the region: guides, switches, registrations, meetings."""
    viewer = _all_schools(request)
    return render(request, "workplace/region.html", desk_pages.region_page(viewer, request.GET.get("region", "")))


@login_required
@require_safe
def figures(request: HttpRequest, school_id: uuid.UUID) -> HttpResponse:
    """How one training school stands."""
    viewer = here(request)
    with asked_ahead(figures_of.asked_for_figures(viewer, school_id)):
        school = places.training_school_for(viewer, school_id)
        page = {**figures_of.school_figures(viewer, school), "school": school, "today": viewer.day}
    return render(request, "workplace/figures.html", page)


@login_required
@require_safe
def switches(request: HttpRequest) -> HttpResponse:
    """Every request for another training school that the viewer has a part in."""
    viewer = door.viewer(request)
    if not (sees_all_schools(viewer) or judges_switches(viewer)):
        raise Http404
    page = desk_pages.switches_page(viewer, ended=request.GET.get("show") == "ended")
    return render(request, "workplace/requests.html", page)


@login_required
@require_safe
def third_chances(request: HttpRequest) -> HttpResponse:
    """Every request for a third chance that waits for advice or a decision."""
    viewer = door.viewer(request)
    if not judges_third_chances(viewer):
        raise Http404
    page = desk_pages.third_chances_page(viewer, ended=request.GET.get("show") == "ended")
    return render(request, "workplace/requests.html", page)


@login_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How guidance is organised, who leads, and where the agreements are written (S-077, S-195, S-196)."""
    viewer = door.viewer(request)
    if not may_read(viewer):
        raise Http404
    return render(request, "workplace/about.html", about_page(viewer))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pointer(request: HttpRequest, subject: str) -> HttpResponse:
    """Say where one of them is written."""
    viewer = door.viewer(request)
    if not manages(viewer) or subject not in ABOUT:
        raise Http404
    known = pointer_of(viewer, subject)
    first = None if known is None else {
        "title": known.title, "place": known.place, "url": known.url, "revision": known.revision
    }  # fmt: skip
    form = PointerForm(posted(request), initial=first)
    back = reverse("workplace:about")

    def work() -> str:
        typed = dict(form.cleaned_data)
        seen = typed.pop("revision")
        keep_pointer(about=subject, by=viewer, on=today(), seen_revision=seen, **typed)
        return back

    return form_page(request, form, work, "workplace/offer.html", title=ABOUT[subject], over="", back=back,
                     back_label=gettext("How guidance is organised"))  # fmt: skip
