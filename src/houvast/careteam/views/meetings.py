"""Meetings: planning one, its agenda, who sits there, ending it, its minutes."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.careteam import meeting_pages, pages
from houvast.careteam.actions import items as item_actions
from houvast.careteam.actions import meetings as acts
from houvast.careteam.forms.meetings import EndForm, MembersForm, PlanMeetingForm, PutOnForm
from houvast.careteam.minutes import minutes_pdf
from houvast.careteam.models import Meeting
from houvast.careteam.queries import meetings, own
from houvast.careteam.queries.rights import STAFF, may_plan
from houvast.careteam.queries.rows import asked_to_open
from houvast.people.carrying import carry_out, press
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.prepared import asked_ahead
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The meetings at which the viewer sits; for a partner the students for whom there is a seat."""
    viewer = door.viewer(request)
    seats = own.my_seats(viewer)
    if not seats and not viewer.role_names & STAFF:
        raise Http404
    coming, over = meetings.meetings_of(viewer)
    return render(request, "careteam/start.html", pages.start_page(viewer, coming, over, seats))


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; its agenda is filled when the page comes back."""
    viewer = door.viewer(request)
    if not may_plan(viewer):
        raise Http404
    form = PlanMeetingForm(posted(request), viewer=viewer)

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Plan a meeting"),
            "lead": gettext("The agenda fills itself. You can put students on it and take them off."),
            "back": reverse("careteam:start"),
            "key": new_key(),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        made = acts.plan_meeting(draft=form.draft(), by=viewer, at=now())
        return reverse("careteam:meeting", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@require_safe
@login_required
def meeting(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The agenda on one page; after the meeting its minutes."""
    viewer = door.viewer(request)
    with asked_ahead(asked_to_open(viewer, meeting_id)):
        found = meetings.meeting_for(viewer, meeting_id)
        context = meeting_pages.meeting_page(viewer, found, request.GET.get("after", ""))
    return render(request, "careteam/meeting.html", context)


@require_POST
@login_required
def fill(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Fill the agenda anew."""
    viewer, found = _chaired(request, meeting_id)
    here = reverse("careteam:meeting", args=(found.pk,))

    def work() -> str:
        acts.fill(meeting=found, by=viewer, at=now())
        messages.success(request, gettext("The agenda is up to date."))
        return here

    return press(request, work, again_url=here)


@require_POST
@login_required
def invite(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Tell everybody on the agenda, and ask what they want to say."""
    viewer, found = _chaired(request, meeting_id)
    here = reverse("careteam:meeting", args=(found.pk,))

    def work() -> str:
        n = acts.invite(meeting=found, by=viewer, at=now())
        messages.success(request, ngettext("%(n)s student is invited.", "%(n)s students are invited.", n) % {"n": n})
        return here

    return press(request, work, again_url=here)


@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Who sits at the table."""
    viewer, found = _chaired(request, meeting_id)
    form = MembersForm(posted(request), meeting=found)
    here = reverse("careteam:meeting", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Who sits at the table?"),
            "over": pages.title_of(found),
            "back": here,
            "key": new_key(),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        acts.seat_colleagues(meeting=found, by=viewer, people=form.chosen)
        for person in form.cleaned_data.get("partners", ()):
            acts.seat_partner(meeting=found, by=viewer, person_id=uuid.UUID(person))
        return here

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def put_on(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Put a student on the agenda."""
    viewer, found = _chaired(request, meeting_id)
    form = PutOnForm(posted(request), meeting=found, viewer=viewer)

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Put a student on the agenda"),
            "over": pages.title_of(found),
            "back": reverse("careteam:meeting", args=(found.pk,)),
            "key": new_key(),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        assert form.found is not None
        item = item_actions.put_on(meeting=found, student=form.found, by=viewer, why=form.cleaned_data["why"], at=now())
        return reverse("careteam:item", args=(item.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The meeting is over: who was there, and what holds for everybody."""
    viewer, found = _chaired(request, meeting_id)
    form = EndForm(posted(request), meeting=found, initial={"minutes": found.minutes, "revision": found.revision})
    here = reverse("careteam:meeting", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("End the meeting"),
            "lead": gettext("The minutes are ready at once. Every student who was talked about is told."),
            "over": pages.title_of(found),
            "back": here,
            "key": new_key(),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.end_meeting(
            meeting=found,
            by=viewer,
            present=[uuid.UUID(one) for one in typed["present"]],
            minutes=typed["minutes"],
            seen_revision=typed["revision"],
            at=now(),
        )
        messages.success(request, gettext("The minutes are ready."))
        return here

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@require_safe
@login_required
def minutes(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The minutes as a file, with the students the viewer may see."""
    viewer = door.viewer(request)
    found = meetings.meeting_for(viewer, meeting_id)
    if found.ended_at is None:
        raise Http404
    response = HttpResponse(minutes_pdf(viewer, found, get_language() or "nl"), content_type="application/pdf")
    name = f"{found.planned_on.isoformat()}-{slugify(found.unit.name)[:60]}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _chaired(request: HttpRequest, meeting_id: uuid.UUID) -> tuple[Viewer, Meeting]:
    """A meeting that the viewer leads; Http404 for anybody else."""
    viewer = door.viewer(request)
    found = meetings.meeting_for(viewer, meeting_id)
    if found.chair_id != viewer.person.pk:
        raise Http404
    return viewer, found
