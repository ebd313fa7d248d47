"""Talking in confidence with a helper outside school. Forms are handled once by the id of what they make."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.careteam import confidence_pages as pages
from houvast.careteam.actions import confidence as acts
from houvast.careteam.forms.helping import ConfideForm, WordForm
from houvast.careteam.models import ConfidentialContact
from houvast.careteam.queries import confidence
from houvast.core.access.words import Action
from houvast.handover.queries import units_of_desks
from houvast.people.carrying import INVALID
from houvast.people.clock import now, today
from houvast.people.ids import new_id
from houvast.people.posted import posted, seen_revision
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.step_up import strong_form
from houvast.people.submissions import FIELD
from houvast.privacy import door
from houvast.web.views import conflict


@require_safe
@login_required
@strong_form
def in_confidence(request: HttpRequest) -> HttpResponse:
    """For a student: who can be reached alone, and the own contacts. For a helper: who asked at the desk."""
    viewer = door.viewer(request)
    if viewer.person.is_student:
        with confidence.inside(viewer):
            context = pages.own_page(viewer)
        return render(request, "careteam/in_confidence.html", context)
    if not units_of_desks(viewer):
        raise Http404
    return render(request, "careteam/desk_in_confidence.html", pages.desk_page(viewer))


@login_required
@require_http_methods(["GET", "POST"])
def confide(request: HttpRequest, desk_id: uuid.UUID) -> HttpResponse:
    """A student asks a helper for contact."""
    viewer = door.viewer(request)
    if not viewer.person.is_student:
        raise Http404
    desk = next((one for one in confidence.desks_reached_alone(viewer) if one.pk == desk_id), None)
    if desk is None:
        raise Http404
    form = ConfideForm(posted(request), initial={"called": viewer.person.given_name})
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.confide(desk=desk, by=viewer, key=_key(request), at=now(), **form.cleaned_data)
        except CannotBeDone as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("They have your message. Your school does not see it."))
            return HttpResponseRedirect(reverse("careteam:contact", args=(made.pk,)))
    context = {
        "form": form,
        "title": desk.name,
        "lead": gettext("Your school does not see that you write here, nor what you write."),
        "back": reverse("careteam:in-confidence"),
        "key": str(new_id()),
        "submit": gettext("Send it"),
    }
    return render(request, "careteam/form.html", context, status=INVALID if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
@strong_form
def contact(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    """What both wrote, and writing on."""
    viewer = door.viewer(request)
    with confidence.inside(viewer):
        found = confidence.contact_for(viewer, contact_id, Action.RECORD)
        here = reverse("careteam:contact", args=(found.pk,))
        form = WordForm(posted(request))
        if request.method == "POST" and form.is_valid():
            try:
                acts.write(contact=found, by=viewer, key=_key(request), text=form.cleaned_data["text"], at=now())
            except CannotBeDone as reason:
                form.add_error(None, str(reason))
            else:
                return HttpResponseRedirect(here)
        context = {**pages.contact_page(viewer, found), "form": form, "key": str(new_id())}
    return render(request, "careteam/contact.html", context, status=INVALID if request.method == "POST" else 200)


@require_POST
@login_required
def contact_step(request: HttpRequest, contact_id: uuid.UUID) -> HttpResponse:
    """Open it as a helper, say that you spoke, end it, or let the school know (or not any more)."""
    viewer = door.viewer(request)
    with confidence.inside(viewer):
        found = confidence.contact_for(viewer, contact_id, Action.RECORD)
        here = reverse("careteam:contact", args=(found.pk,))
        try:
            _step(request, found)
        except ChangedMeanwhile:
            return conflict(request, again_url=here)
        except CannotBeDone as reason:
            messages.info(request, str(reason))
            return conflict(request, again_url=here)
    return HttpResponseRedirect(here)


def _step(request: HttpRequest, found: ConfidentialContact) -> None:
    viewer, step = door.viewer(request), request.POST.get("step", "")
    own = confidence.is_own(viewer, found)
    match step:
        case "open" if not own:
            acts.note_read(contact=found, by=viewer, on=today())
            acts.take(contact=found, by=viewer, at=now())
        case "spoke" if not own:
            acts.say_seen(contact=found, by=viewer, on=today(), at=now())
        case "end":
            acts.end(contact=found, by=viewer, seen_revision=seen_revision(request), on=today())
        case "tell" | "hide" if own:
            acts.let_school_know(contact=found, by=viewer, knows=step == "tell", on=today())
        case _:
            raise CannotBeDone(gettext("Choose one of the buttons on the page."))


def _key(request: HttpRequest) -> uuid.UUID:
    """The id of what this form makes; a fresh one when it cannot be read."""
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return new_id()
