"""One student on an agenda: the screen, taking off, partners, the student's own answers."""

import uuid
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.careteam import pages
from houvast.careteam.actions import items as acts
from houvast.careteam.actions import seats as seat_acts
from houvast.careteam.forms.meetings import DiscussForm, InvitationForm, SeatForm, TakeOffForm, WishForm
from houvast.careteam.models import Item
from houvast.careteam.queries import meetings, own
from houvast.careteam.queries.one import questions
from houvast.careteam.queries.rows import asked_to_open_item
from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out, press
from houvast.people.clock import now, today
from houvast.people.posted import posted, seen_revision
from houvast.people.prepared import asked_ahead
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door


@login_required
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """One student on one screen; what was said and decided is kept here."""
    viewer = door.viewer(request)
    with asked_ahead(asked_to_open_item(viewer, item_id)):
        found = meetings.item_for(viewer, item_id)
        if request.method == "GET":
            with asked_ahead(questions(viewer, found)):
                return _item_page(request, viewer, found, DiscussForm(item=found, initial=_said(found)))
    here = reverse("careteam:item", args=(found.pk,))
    form = DiscussForm(posted(request), item=found, initial=_said(found))

    def work() -> str:
        typed = form.cleaned_data
        acts.discuss(
            item=found,
            by=viewer,
            said=typed["said"],
            for_student=typed["for_student"],
            decisions=form.decisions(),
            seen_revision=typed["revision"],
            at=now(),
        )
        messages.success(request, gettext("It is kept. What was decided stands in the plan as tasks."))
        following = meetings.neighbours(viewer, found)[1]
        return reverse("careteam:item", args=(following,)) if "next" in request.POST and following else here

    return carry_out(request, form, work, partial(_item_page, request, viewer, found, form))


def _said(item: Item) -> dict[str, object]:
    return {"said": item.said, "for_student": item.for_student, "revision": item.revision}


def _item_page(request: HttpRequest, viewer: Viewer, item: Item, form: DiscussForm, status: int = 200) -> HttpResponse:
    context = {**pages.item_page(viewer, item), "form": form, "key": new_key()}
    return render(request, "careteam/item.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def take_off(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """The chair takes a student off the agenda."""
    viewer = door.viewer(request)
    found = meetings.item_for(viewer, item_id)
    if found.meeting.chair_id != viewer.person.pk:
        raise Http404
    form = TakeOffForm(posted(request))
    back = reverse("careteam:meeting", args=(found.meeting_id,))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Take off the agenda"),
            "over": found.student.name,
            "back": reverse("careteam:item", args=(found.pk,)),
            "key": new_key(),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        acts.take_off(item=found, by=viewer, why=form.cleaned_data["why"], at=now())
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def ask_seat(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Ask a partner to the table for this student."""
    viewer = door.viewer(request)
    found = meetings.item_for(viewer, item_id)
    if found.meeting.chair_id != viewer.person.pk:
        raise Http404
    form = SeatForm(posted(request), item=found)
    back = reverse("careteam:item", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Ask a partner to the table"),
            "lead": gettext("The student answers first. Without a yes this partner sees nothing."),
            "over": found.student.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        seat = seat_acts.ask_seat(
            item=found,
            member=form.partners[typed["member"]],
            parts=typed["parts"],
            why=typed["why"],
            by=viewer,
            at=now(),
        )
        if seat.ground == seat.Ground.LAW:
            messages.success(request, gettext("Absence of a minor may be shared by law. The student is told."))
        else:
            messages.success(request, gettext("The student is asked."))
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@require_safe
@login_required
def seat(request: HttpRequest, seat_id: uuid.UUID) -> HttpResponse:
    """What a partner sees of one student: the parts that were agreed to."""
    viewer = door.viewer(request)
    return render(request, "careteam/seat.html", pages.seat_context(viewer, own.seat_page(viewer, seat_id)))


@require_POST
@login_required
def answer_seat(request: HttpRequest, seat_id: uuid.UUID) -> HttpResponse:
    """The student (under 16 a guardian too) says yes or no, or takes a yes back."""
    viewer = door.viewer(request)
    found = own.seat_to_answer(viewer, seat_id)
    back = reverse("careteam:student", args=(found.item.student_id,))

    def work() -> str:
        seen = seen_revision(request)
        if request.POST.get("answer") == "take_back":
            seat_acts.take_back_seat(seat=found, by=viewer, seen_revision=seen)
            messages.success(request, gettext("You took your yes back. This partner sees nothing more."))
        else:
            agrees = request.POST.get("answer") == "yes"
            seat_acts.answer_seat(seat=found, by=viewer, agrees=agrees, seen_revision=seen, on=today(), at=now())
            messages.success(request, gettext("Thank you. Your answer is kept; you can come back to it."))
        return back

    return press(request, work, again_url=back)


@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """The student says whether to come, and puts a question on the agenda."""
    viewer = door.viewer(request)
    found = meetings.own_item(viewer, item_id)
    comes = {True: "yes", False: "no", None: ""}[found.comes]
    first = {"comes": comes, "own_question": found.own_question, "revision": found.revision}
    form = InvitationForm(posted(request), initial=first)
    back = reverse("careteam:student", args=(found.student_id,))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Your place at the table"),
            "lead": gettext("It is about you, so your words come first."),
            "over": pages.title_of(found.meeting),
            "back": back,
            "key": new_key(),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.answer_invitation(
            item=found,
            by=viewer,
            comes=typed["comes"] == "yes",
            own_question=typed["own_question"],
            seen_revision=typed["revision"],
        )
        messages.success(request, gettext("Thank you. It stands on the agenda in your words."))
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@require_safe
@login_required
def student(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Meetings, questions and referrals about one student: for the student, a guardian and who guides."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.CARE_TEAM)
    return render(request, "careteam/student.html", pages.student_page(viewer, found))


@login_required
@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask to talk about this student in the next meeting."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.CARE_TEAM, Action.RECORD)
    form = WishForm(posted(request))
    back = reverse("careteam:student", args=(found.pk,))
    is_own = viewer.person.pk == found.pk

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Put something on the table"),
            "lead": gettext("It comes first in the next meeting. You hear when that is, and who sits there.")
            if is_own
            else gettext("It waits for the next meeting. The student reads what you ask."),
            "over": "" if is_own else found.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        acts.wish(student=found, by=viewer, question=form.cleaned_data["question"], on=today())
        messages.success(request, gettext("It is asked. It waits for the next meeting."))
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@require_POST
@login_required
def take_back_wish(request: HttpRequest, wish_id: uuid.UUID) -> HttpResponse:
    """What was asked is not needed any more."""
    viewer = door.viewer(request)
    found = own.wish_of(viewer, wish_id)
    back = reverse("careteam:student", args=(found.student_id,))

    def work() -> str:
        acts.take_back(asked=found, by=viewer, on=today())
        return back

    return press(request, work, again_url=back)
