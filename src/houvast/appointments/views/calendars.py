"""The private calendar link, and the file behind it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods, require_safe

from houvast.appointments import pages
from houvast.appointments.actions import calendar_links
from houvast.appointments.calendar_file import calendar_file
from houvast.appointments.queries.planned import calendar_of, running_link
from houvast.people.clock import now
from houvast.people.submissions import new_key
from houvast.people.wall_opening import inside
from houvast.privacy import door


@login_required
@require_http_methods(["GET", "POST"])
def calendar_link(request: HttpRequest) -> HttpResponse:
    """Make a link for a calendar program, or end it. A new link is shown once, since only its hash is kept."""
    viewer = door.viewer(request)
    address = ""
    if request.method == "POST" and request.POST.get("what") == "end":
        calendar_links.end_link(by=viewer, at=now())
        messages.success(request, gettext("The link works no more."))
    elif request.method == "POST":
        token = calendar_links.make_link(by=viewer, at=now())
        address = settings.HOUVAST.public_url.rstrip("/") + reverse("appointments:calendar-file", args=(token,))
    context = {
        "address": address,
        "running": running_link(viewer),
        "submission": new_key(),
    }
    return render(request, "appointments/calendar_link.html", context)


@require_safe
def calendar_of_link(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - a calendar program asks
    """The talks of whoever holds this link: with whom, when and where. Http404 for any link that was ended."""
    organisation = calendar_links.organisation_in(token)
    if organisation is None:
        raise Http404
    with inside([organisation]):
        person = calendar_links.person_of(token)
        if person is None:
            raise Http404
        with override(person.language):
            content = calendar_file(
                [pages.event_of(one, person) for one in calendar_of(person, at=now())],
                name=gettext("Talks in Houvast"),
                made_at=now(),
            )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="houvast.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
