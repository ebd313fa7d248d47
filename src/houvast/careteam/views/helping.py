"""Teachers' rounds and referrals."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from houvast.careteam import helping_pages as pages
from houvast.careteam.actions import referrals as referral_acts
from houvast.careteam.actions import rounds as acts
from houvast.careteam.forms.helping import AnswerRoundForm, AskRoundForm, CloseRoundForm, ReferForm, StandsForm
from houvast.careteam.queries import rounds
from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out, form_page, press
from houvast.people.clock import now
from houvast.people.posted import posted, seen_revision
from houvast.people.submissions import new_key
from houvast.privacy import door


@login_required
@require_http_methods(["GET", "POST"])
def ask_round(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask every teacher of a student one question."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.TEACHERS_ROUND, Action.MANAGE)
    form = AskRoundForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Ask all teachers one question"),
            "lead": gettext("Each answers in a minute. The student hears that you ask, and reads your summary."),
            "over": student.name,
            "back": reverse("careteam:student", args=(student.pk,)),
            "key": new_key(),
            "submit": gettext("Ask the question"),
        }
        return render(request, "careteam/form.html", context, status=status)

    def work() -> str:
        made = acts.ask_round(student=student, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("The question is asked."))
        return reverse("careteam:round", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def round_(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """The answers together; closing it with a summary."""
    viewer = door.viewer(request)
    found = rounds.round_for(viewer, round_id)
    may_close = door.may(viewer, found.student, Data.TEACHERS_ROUND, Action.MANAGE)
    if request.method == "POST" and not may_close:
        raise Http404
    first = {"in_short": found.in_short, "shares_answers": found.shares_answers, "revision": found.revision}
    form = CloseRoundForm(posted(request), initial=first)
    here = reverse("careteam:round", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {**pages.round_page(viewer, found), "form": form if may_close else None, "key": new_key()}
        return render(request, "careteam/round.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.close_round(
            asked=found,
            by=viewer,
            in_short=typed["in_short"],
            shares_answers=typed["shares_answers"],
            seen_revision=typed["revision"],
            at=now(),
        )
        messages.success(request, gettext("The question is closed. The student reads your summary."))
        return here

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def answer_round(request: HttpRequest, answer_id: uuid.UUID) -> HttpResponse:
    """A teacher answers in a minute."""
    viewer = door.viewer(request)
    found = rounds.answer_for(viewer, answer_id)
    form = AnswerRoundForm(
        posted(request), initial={"standing": found.standing, "goes_well": found.goes_well, "text": found.text}
    )

    def page(status: int = 200) -> HttpResponse:
        context = {**pages.answer_page(found), "form": form, "key": new_key()}
        return render(request, "careteam/answer_round.html", context, status=status)

    def work() -> str:
        acts.answer_round(answer=found, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("Thank you. The coach reads it together with the other answers."))
        return reverse("start")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask a student whether help elsewhere would suit."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.REFERRAL, Action.RECORD)
    area, before = request.GET.get("area", ""), rounds.followed(viewer, student, request.GET.get("after", ""))
    form = ReferForm(
        posted(request),
        organisation_id=student.organisation_id,
        fitting=pages.fitting_help(student, area, on=viewer.day),
        chosen=request.GET.get("choice", ""),
    )

    def work() -> str:
        made = referral_acts.refer(student=student, by=viewer, draft=form.draft(before), at=now())
        messages.success(request, gettext("The student is asked."))
        return reverse("careteam:referral", args=(made.pk,))

    return form_page(
        request,
        form,
        work,
        "careteam/refer.html",
        student=student,
        areas=pages.areas_to_choose(student, area, after=before),
        before=before,
        back=reverse("careteam:student", args=(student.pk,)),
    )


@login_required
@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, referral_id: uuid.UUID) -> HttpResponse:
    """One referral: where it stands, and the next step for who may take it."""
    viewer = door.viewer(request)
    found = rounds.referral_for(viewer, referral_id)
    records = pages.may_record(viewer, found)
    if request.method == "POST" and not records:
        raise Http404
    form = StandsForm(posted(request), referral=found, initial={"revision": found.revision})
    here = reverse("careteam:referral", args=(found.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {**pages.referral_page(viewer, found), "form": form, "key": new_key()}
        return render(request, "careteam/referral.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        referral_acts.say_where_it_stands(
            referral=found,
            by=viewer,
            state=typed["state"],
            word_back=typed["word_back"],
            outcome=typed.get("outcome", ""),
            seen_revision=typed["revision"],
            at=now(),
        )
        messages.success(request, gettext("It is saved, and everybody concerned is told."))
        return here if found.state != found.State.REFUSED or not found.receiver_id else reverse("start")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@require_POST
@login_required
def answer_referral(request: HttpRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The student (under 16 a guardian too) says yes or no, or takes it back."""
    viewer = door.viewer(request)
    found = rounds.referral_for(viewer, referral_id)
    if not door.may(viewer, found.student, Data.REFERRAL, Action.SIGN):
        raise Http404
    here = reverse("careteam:referral", args=(found.pk,))

    def work() -> str:
        seen, answer = seen_revision(request), request.POST.get("answer")
        if answer == "take_back":
            referral_acts.take_back_referral(referral=found, by=viewer, seen_revision=seen, at=now())
            messages.success(request, gettext("It is taken back. Nothing is shared now."))
        else:
            referral_acts.answer_referral(
                referral=found, by=viewer, agrees=answer == "yes", seen_revision=seen, at=now()
            )
            messages.success(request, gettext("Thank you. Your answer is kept."))
        return here

    return press(request, work, again_url=here)
