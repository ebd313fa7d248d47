"""The questions that a signed-in person asked."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houvast.helpdesk.links import token_of
from houvast.helpdesk.queries import public
from houvast.helpdesk.words import STATUSES
from houvast.people.clock import day_of
from houvast.privacy import door


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My questions to the helpdesk; nobody else of the school sees that they were asked."""
    viewer = door.viewer(request)
    desk = public.desk()
    if desk is None:
        raise Http404
    with public.within(desk):
        asked = [
            {
                "subject": one.subject or one.reference,
                "url": reverse("helpdesk:follow", args=(token_of(one),)),
                "status": STATUSES[one.status],
                "on": day_of(one.latest_at),
            }
            for one in public.own_questions(desk, viewer.person)
        ]
    return render(request, "helpdesk/mine.html", {"desk": desk, "asked": asked})
