"""Progress reviews of one student: the list with its trend, and the pages of one review."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out
from houvast.people.clock import now, today
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.workplace.actions import reviews as acts
from houvast.workplace.forms.reviews import ConcludeForm, PlanReviewForm, PrepareForm, ThresholdForm
from houvast.workplace.models import ProgressReview, WorkplaceLink
from houvast.workplace.queries import link_pages, links, review_pages, reviews
from houvast.workplace.queries.results import credits_of
from houvast.workplace.queries.rights import manages
from houvast.workplace.review_form import Side
from houvast.workplace.review_paper import review_pdf
from houvast.workplace.views import review_steps
from houvast.workplace.views.places import here


def _way(review: ProgressReview) -> review_steps.Way:
    return review_steps.Way(home=reverse("workplace:review", args=(review.pk,)))


@login_required
@require_safe
def of_student(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Every review of a student and how it goes over the reviews."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.PROGRESS_REVIEW)
    return render(request, "workplace/reviews.html", review_pages.list_page(found, viewer))


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Plan a review."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PROGRESS_REVIEW, Action.RECORD)
    form = PlanReviewForm(posted(request), initial={"planned_on": today()})
    back = reverse("workplace:reviews", args=(student.pk,))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Plan a progress review"),
            "lead": gettext("Student and guides look together at what goes well and what comes next."),
            "over": student.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        made = acts.plan_review(student=student, by=viewer, **form.cleaned_data)
        return reverse("workplace:review", args=(made.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_safe
def review(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """One review."""
    viewer = door.viewer(request)
    found = reviews.review_for(viewer, review_id)
    context = review_pages.review_page(found, viewer)
    sides = [one.value for one in review_steps.sides_for(viewer, found)] if context["may_fill"] else []
    link = links.running_link(WorkplaceLink.Purpose.REVIEW, found.pk, at=now())
    more = {"sides": sides, "link_state": link_pages.state_words(link), "link_runs": link is not None, "key": new_key()}
    return render(request, "workplace/review.html", {**context, **more})


@login_required
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The student prepares the review."""
    viewer = door.viewer(request)
    found = reviews.review_for(viewer, review_id, Action.RECORD)
    if viewer.person.pk != found.student_id:
        raise Http404
    if request.method == "GET" and found.concluded_at:
        return redirect(_way(found).home)
    first = {
        "guide_read": found.guide_read,
        "portfolio": found.portfolio,
        "learning_questions": found.learning_questions,
        "with_credits": found.credits is not None,
        "revision": found.revision,
    }
    form = PrepareForm(posted(request), initial=first)
    back = _way(found).home

    def page(status: int = 200) -> HttpResponse:
        known = credits_of(found.student, viewer.day)
        context = {"form": form, "review": found, "known": known, "back": back, "key": new_key()}
        return render(request, "workplace/review_prepare.html", context, status=status)

    def work() -> str:
        acts.prepare(review=found, by=viewer, draft=form.draft(), seen_revision=form.cleaned_data["revision"], at=now())
        messages.success(request, gettext("Your preparation is kept."))
        return back

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, review_id: uuid.UUID, side: str) -> HttpResponse:
    """Fill in the own side, or the form of together."""
    viewer = door.viewer(request)
    found = reviews.review_for(viewer, review_id, Action.RECORD)
    sides = {one.value: one for one in review_steps.sides_for(viewer, found)}
    if side not in sides:
        raise Http404
    return review_steps.fill(request, viewer, found, Side(side), _way(found))


@login_required
@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The guides give the colour."""
    viewer = door.viewer(request)
    found = reviews.review_for(viewer, review_id, Action.RECORD)
    if viewer.person.pk == found.student_id:
        raise Http404
    if request.method == "GET" and found.concluded_at:
        return redirect(_way(found).home)
    counted = review_pages.conclude_page(found, viewer.day)
    first = {"revision": found.revision, "colour": counted["counted"].colour if counted["counted_colour"] else None}
    form = ConcludeForm(posted(request), initial=first)
    if not counted["counted"].open:
        form.fields.pop("leave_open")

    def page(status: int = 200) -> HttpResponse:
        fill_url = reverse("workplace:fill-review", args=(found.pk, Side.TOGETHER))
        context = {**counted, "form": form, "back": _way(found).home, "fill_url": fill_url, "key": new_key()}
        return render(request, "workplace/review_conclude.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.conclude(
            review=found,
            by=viewer,
            colour=typed["colour"],
            why=typed["why"],
            leave_open=typed.get("leave_open", False),
            seen_revision=typed["revision"],
            at=now(),
        )
        messages.success(request, gettext("The review is finished. Student and supervisor can sign."))
        return _way(found).home

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Sign a finished review."""
    viewer = door.viewer(request)
    found = reviews.review_for(viewer, review_id, Action.SIGN)
    return review_steps.sign(request, viewer, found, _way(found))


@login_required
@require_safe
def paper(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The form as PDF: for the portfolio, the supervisor and the archive of the school-based educator."""
    viewer = door.viewer(request)
    return pdf_answer(reviews.review_for(viewer, review_id))


def pdf_answer(found: ProgressReview) -> HttpResponse:
    """The form as a file to keep."""
    day = (found.held_on or found.planned_on).isoformat()
    response = HttpResponse(review_pdf(found, language=get_language() or "nl"), content_type="application/pdf")
    name = gettext("progress-review")
    response["Content-Disposition"] = f'inline; filename="{name}-{found.student.number or "student"}-{day}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def thresholds(request: HttpRequest) -> HttpResponse:
    """By which numbers the school counts, and by which it counted before."""
    viewer = here(request)
    may_set = manages(viewer)
    if request.method == "POST" and not may_set:
        raise Http404
    form = ThresholdForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        threshold = reviews.threshold_on(viewer.organisation_id, viewer.day)
        context = {
            "form": form if may_set else None,
            "rule": review_pages.rule_words(threshold, viewer.day),
            "threshold": threshold,
            "published": review_pages.rule_words(None, viewer.day),
            "history": [(one, review_pages.rule_words(one, one.valid_from)) for one in reviews.thresholds_of(viewer)],
            "key": new_key(),
            "back": reverse("workplace:start"),
        }
        return render(request, "workplace/thresholds.html", context, status=status)

    def work() -> str:
        acts.set_threshold(by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("The thresholds are kept. What was counted before stays as it was."))
        return reverse("workplace:review-thresholds")

    return page() if request.method == "GET" else carry_out(request, form, work, page)
