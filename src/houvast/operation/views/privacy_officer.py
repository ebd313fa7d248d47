"""The desk of the privacy officer: requests, reading that needs a word, emergencies, holds and erasure after term."""

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.core.access.words import Purpose
from houvast.operation.forms.privacy import AnswerForm, HoldForm, JudgeForm, LeaveOutForm, ReviewForm
from houvast.operation.queries import privacy as queries
from houvast.operation.queries.confidence import let_in, provider_that_waits, waiting_roles
from houvast.operation.views.office import Role, carry_out, office
from houvast.people.clock import now, today
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key
from houvast.privacy import door, plain
from houvast.privacy.actions import emergency, erasure, reading, rights

OFFICER = Role.PRIVACY_OFFICER
SECOND = (Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)


@office(OFFICER, methods=("GET",))
def desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits, the shortest term first."""
    viewer = door.viewer(request)
    found = queries.waiting(viewer)
    named = [one.student_id for one in found.requests] + [one.student_id for one in found.emergencies]
    named += [one.person_id for one in found.holds]
    door.note_shown(named, Purpose.PRIVACY)
    context = {
        "waiting": found,
        "waiting_roles": waiting_roles(viewer),
        "provider_waits": provider_that_waits(viewer),
        "let_in": let_in(viewer, now()),
        "requests": [(one, _quoted(one.about)) for one in found.requests],
        "holds": [(one, new_key()) for one in found.holds],
        "today": today(),
        "key": new_key(),
    }
    return render(request, "operation/privacy/desk.html", context)


def _quoted(about: str) -> str:
    """What it is about in the words the student read: "your" is the student's there, so it is quoted."""
    return f"“{plain.title_of(about)}”"


def _one(
    request: HttpRequest, form: forms.Form, template: str, context: dict[str, object], act: Callable[[], str]
) -> HttpResponse:
    """A page about one thing with one form; `act` gives the word of thanks."""

    def page() -> HttpResponse:
        status = 422 if form.is_bound else 200
        return render(request, template, {**context, "form": form, "key": new_key()}, status=status)

    def work() -> str:
        messages.success(request, act())
        return reverse("privacy-officer")

    return carry_out(request, form, work, page) if request.method == "POST" else page()


@office(OFFICER)
def answer(request: HttpRequest, request_id: uuid.UUID) -> HttpResponse:
    """One request and its answer."""
    viewer = door.viewer(request)
    asked = queries.request_for(viewer, request_id)
    if asked is None:
        raise Http404
    door.note_shown([asked.student_id], Purpose.PRIVACY)
    form = AnswerForm(posted(request), initial={"revision": asked.revision})

    def act() -> str:
        said = form.cleaned_data
        rights.answer(
            request=asked, state=said["state"], words=said["words"], by=viewer, revision=said["revision"], at=now()
        )
        return _("The student reads your answer.")

    context: dict[str, object] = {"asked": asked, "about": _quoted(asked.about), "today": today()}
    return _one(request, form, "operation/privacy/answer.html", context, act)


@office(OFFICER)
def judge(request: HttpRequest, reading_id: uuid.UUID) -> HttpResponse:
    """One report about reading. It says how many, never whom."""
    viewer = door.viewer(request)
    one = queries.reading_for(viewer, reading_id)
    if one is None:
        raise Http404
    form = JudgeForm(posted(request), initial={"revision": one.revision})

    def act() -> str:
        said = form.cleaned_data
        reading.judge(
            reading=one, outcome=said["outcome"], note=said["note"], by=viewer, revision=said["revision"], at=now()
        )
        return _("Your finding is kept.")

    return _one(request, form, "operation/privacy/judge.html", {"reading": one}, act)


@office(OFFICER)
def review(request: HttpRequest, emergency_id: uuid.UUID) -> HttpResponse:
    """One time that data were opened in an emergency."""
    viewer = door.viewer(request)
    one = queries.emergency_for(viewer, emergency_id)
    if one is None:
        raise Http404
    door.note_shown([one.student_id], Purpose.PRIVACY)
    form = ReviewForm(posted(request), initial={"revision": one.revision})

    def act() -> str:
        said = form.cleaned_data
        emergency.review_emergency(
            emergency=one,
            review=said["review"],
            words=said["words"],
            by=viewer,
            revision=said["revision"],
            at=now(),
        )
        return _("The student reads your finding.")

    return _one(request, form, "operation/privacy/review.html", {"emergency": one}, act)


@office(OFFICER, methods=("POST",))
def propose(request: HttpRequest) -> HttpResponse:
    """Make a plan of everything that is past its term."""
    viewer = door.viewer(request)
    form = forms.Form(request.POST)

    def work() -> str:
        plan = erasure.propose(by=viewer, at=now())
        return reverse("privacy-plan", args=(plan.pk,))

    def again() -> HttpResponse:
        for text in form.non_field_errors():
            messages.warning(request, str(text))
        return desk_again(request)

    return carry_out(request, form, work, again)


def desk_again(request: HttpRequest) -> HttpResponse:
    """The desk with what could not be done."""
    found = queries.waiting(door.viewer(request))
    context = {"waiting": found, "requests": [], "holds": [], "today": today(), "key": new_key()}
    return render(request, "operation/privacy/desk.html", context, status=422)


@office(*SECOND)
def plan(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """One plan: whom it concerns, until when they may object, and the second person's word."""
    viewer = door.viewer(request)
    found = queries.plan_of(viewer, plan_id)
    if found is None:
        raise Http404
    after = int(request.GET.get("after", "0")) if request.GET.get("after", "0").isdecimal() else 0
    rows = queries.rows_of_plan(found, after)
    door.note_shown([row.person_id for row in rows], Purpose.PRIVACY)
    people, spared = queries.people_of_plan(found)
    form = forms.Form(posted(request))

    def page() -> HttpResponse:
        context = {
            "plan": found,
            "people": people,
            "spared": spared,
            "rows": [(row, new_key()) for row in rows[: queries.MOST]],
            "form": form,
            "key": new_key(),
            "key_withdraw": new_key(),
            "further": after + queries.MOST if len(rows) > queries.MOST else None,
            "may_approve": found.proposed_by_id != viewer.person.pk and found.state == found.State.ANNOUNCED,
            "is_open": found.state in {found.State.ANNOUNCED, found.State.APPROVED},
            "is_officer": viewer.has_role(OFFICER),
        }
        return render(request, "operation/privacy/plan.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        match request.POST.get("do"):
            case "approve":
                erasure.approve(plan=found, by=viewer, revision=found.revision, at=now())
            case "withdraw":
                erasure.withdraw(plan=found, by=viewer, revision=found.revision, at=now())
            case _:
                raise Http404
        return reverse("privacy-plan", args=(found.pk,))

    return carry_out(request, form, work, page) if request.method == "POST" else page()


@office(OFFICER)
def leave_out(request: HttpRequest, row_id: uuid.UUID) -> HttpResponse:
    """Keep one person out of a plan, with the reason."""
    viewer = door.viewer(request)
    row = queries.row_for(viewer, row_id)
    if row is None:
        raise Http404
    door.note_shown([row.person_id], Purpose.PRIVACY)
    form = LeaveOutForm(posted(request))

    def page() -> HttpResponse:
        context = {"row": row, "form": form, "key": new_key()}
        return render(request, "operation/privacy/leave_out.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        erasure.leave_out(row=row, why=form.cleaned_data["why"], by=viewer)
        return reverse("privacy-plan", args=(row.plan_id,))

    return carry_out(request, form, work, page) if request.method == "POST" else page()


@office(OFFICER)
def hold(request: HttpRequest) -> HttpResponse:
    """Keep everything of one student for now."""
    viewer = door.viewer(request)
    form = HoldForm(posted(request))

    def act() -> str:
        said = form.cleaned_data
        student = queries.student_named(viewer, said["number"], said["family_name"])
        if student is None:
            raise CannotBeDone(_("No student has this number and this name."), "number")
        door.note_shown([student], Purpose.PRIVACY)
        erasure.hold(person=student, reason=said["reason"], by=viewer, at=now())
        return _("Nothing of this student is erased until you lift the hold.")

    return _one(request, form, "operation/privacy/hold.html", {}, act)


@office(OFFICER, methods=("POST",))
def lift(request: HttpRequest, hold_id: uuid.UUID) -> HttpResponse:
    """The hold is over."""
    viewer = door.viewer(request)
    held = queries.hold_for(viewer, hold_id)
    if held is None:
        raise Http404

    def work() -> str:
        erasure.lift(held=held, by=viewer, at=now())
        return reverse("privacy-officer")

    return carry_out(request, forms.Form(request.POST), work, lambda: desk_again(request))
