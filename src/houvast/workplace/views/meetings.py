"""The student review meeting, twice a school year."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.people.carrying import carry_out, form_page
from houvast.people.clock import today
from houvast.people.posted import posted
from houvast.people.prepared import asked_ahead
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.actions import meetings as acts
from houvast.workplace.forms.meetings import DiscussForm, MinutesForm, PlanMeetingForm
from houvast.workplace.queries import lists, meetings, places
from houvast.workplace.queries.rights import educates


def _educator(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not educates(viewer):
        raise Http404
    return viewer


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, school_id: uuid.UUID) -> HttpResponse:
    """Plan the first or second meeting of a school year."""
    viewer = _educator(request)
    school = places.training_school_for(viewer, school_id)
    form = PlanMeetingForm(posted(request), on=viewer.day, initial={"number": meetings.next_number(school, viewer.day)})

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Plan a student review meeting"),
            "lead": gettext("Twice a school year institute and training school discuss who needs more attention."),
            "over": school.name,
            "back": reverse("workplace:school", args=(school.pk,)),
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        made = acts.plan_meeting(school=school, by=viewer, **form.cleaned_data)
        return reverse("workplace:meeting", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_safe
def meeting(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The list by concern, and the minutes as they were kept."""
    viewer = _educator(request)
    with asked_ahead(lists.asked_for_meeting(viewer, meeting_id, request.GET)):
        found = meetings.meeting_for(viewer, meeting_id)
        page = lists.meeting_page(viewer, found, request.GET)
    return render(request, "workplace/meeting.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Write the minutes of a meeting."""
    viewer = _educator(request)
    found = meetings.meeting_for(viewer, meeting_id)
    first = {
        "held_on": found.held_on or today(),
        "present": found.present,
        "minutes": found.minutes,
        "revision": found.revision,
    }
    form = MinutesForm(posted(request), on=today(), initial=first)
    back = reverse("workplace:meeting", args=(found.pk,))

    def work() -> str:
        typed = form.cleaned_data
        acts.keep_minutes(
            meeting=found,
            by=viewer,
            held_on=typed["held_on"],
            present=typed["present"],
            minutes=typed["minutes"],
            seen_revision=typed["revision"],
        )
        messages.success(request, gettext("The minutes are kept."))
        return back

    title, label = gettext("Minutes of the meeting"), gettext("Student review meeting")
    return form_page(request, form, work, "workplace/offer.html", title=title, over=found.training_school.name,
                     back=back, back_label=label)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def discuss(request: HttpRequest, meeting_id: uuid.UUID, student_id: uuid.UUID) -> HttpResponse:
    """One student in the meeting: both sides beside each other, the plan, who does what."""
    viewer = _educator(request)
    found = meetings.meeting_for(viewer, meeting_id)
    student = meetings.student_in(viewer, found, student_id)
    context = lists.discuss_page(viewer, found, student)
    written = context["written"]
    first = {
        "institute_side": written.institute_side if written else "",
        "school_side": written.school_side if written else "",
        "plan": written.plan if written else "",
        "revision": written.revision if written else 0,
    }
    form = DiscussForm(posted(request), initial=first)
    back = reverse("workplace:meeting", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        return render(
            request,
            "workplace/discuss.html",
            {**context, "form": form, "key": new_key(), "back": back},
            status=status,
        )

    def work() -> str:
        acts.discuss(
            meeting=found, student=student, by=viewer, draft=form.draft(), seen_revision=form.cleaned_data["revision"]
        )
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_POST
def agreement_done(request: HttpRequest, agreement_id: uuid.UUID) -> HttpResponse:
    """An agreement of a meeting is done."""
    viewer = door.viewer(request)
    found = meetings.agreement_for(viewer, agreement_id)

    def work() -> str:
        acts.agreement_done(agreement=found, by=viewer, on=today())
        return reverse("workplace:student", args=(found.discussed.student_id,))

    return once(request, work)
