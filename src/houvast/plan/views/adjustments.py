"""Pages of adjustments: what is possible, asking, answering with a reason and a route, looking back every year."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action, Data
from houvast.people.carrying import form_page, press
from houvast.people.clock import now, today
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import new_key
from houvast.plan.actions import adjustments as actions
from houvast.plan.adjustment_pages import adjustment_page, list_page, meanwhile_page
from houvast.plan.annex import annex_on_paper
from houvast.plan.forms.adjustments import AskForm, EvaluateForm, GrantForm, OfferForm, RefuseForm
from houvast.plan.models import Adjustment, AdjustmentOption
from houvast.plan.queries import adjustments as queries
from houvast.privacy import door

CONFLICT = 409


@login_required
@require_safe
def of_student(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Everything that was asked for one student, and what can be asked."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ADJUSTMENT)
    return render(request, "plan/adjustments.html", list_page(student, viewer))


@login_required
@require_safe
def annex(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """What was agreed, as the annex to the education agreement: an accessible PDF."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ADJUSTMENT)
    granted = queries.holding(student, viewer.day)
    if not granted:
        raise Http404
    made = annex_on_paper(student, granted, on=viewer.day, language=request.LANGUAGE_CODE)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{viewer.day.isoformat()}-{slugify(student.name) or student.pk}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask for an adjustment: what would help, and a kind of reason; no medical facts."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ADJUSTMENT, Action.RECORD)
    programme = queries.programme_of(student, viewer.day)
    possible = queries.catalogue_of(student.organisation_id, programme)
    initial = AskForm.given(request.GET.get("option", ""))
    form = AskForm(request.POST or None, possible=possible, initial=initial)

    def work() -> str:
        made = actions.ask_adjustment(student=student, by=viewer, asked=form.asked, at=now())
        messages.success(request, gettext("It is asked. The support advisor answers, and you can follow it here."))
        return reverse("plan:adjustment", args=(made.pk,))

    own, back = viewer.person.pk == student.pk, reverse("plan:adjustments", args=(student.pk,))
    return form_page(request, form, work, "plan/ask_adjustment.html", student=student, own=own, back=back)


@login_required
@require_safe
def adjustment(request: HttpRequest, adjustment_id: uuid.UUID) -> HttpResponse:
    """One adjustment: what was asked, the answer with its reason, what can be done against a refusal, looking back."""
    viewer = door.viewer(request)
    found = queries.adjustment_for(viewer, adjustment_id)
    context = adjustment_page(found, viewer, request.LANGUAGE_CODE)
    return render(request, "plan/adjustment.html", {**context, "key": new_key()})


@login_required
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, adjustment_id: uuid.UUID) -> HttpResponse:
    """Agree to what was asked."""
    found = queries.adjustment_for(door.viewer(request), adjustment_id, Action.DECIDE)
    form = GrantForm(request.POST or None, initial=GrantForm.given(found))
    texts = (gettext("Agree to this"), gettext("Agree"))

    def do() -> None:
        seen = form.cleaned_data["revision"]
        viewer = door.viewer(request)
        actions.grant(adjustment=found, by=viewer, granted=form.granted, seen_revision=seen, on=today())

    return _answered(request, found, form, do, texts)


@login_required
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, adjustment_id: uuid.UUID) -> HttpResponse:
    """Refuse what was asked, with the reason; the law says when that is possible."""
    found = queries.adjustment_for(door.viewer(request), adjustment_id, Action.DECIDE)
    form = RefuseForm(request.POST or None, initial={"revision": found.revision})
    texts = (gettext("Refuse this"), gettext("Refuse, with this reason"))

    def do() -> None:
        typed = form.cleaned_data
        actions.refuse(
            adjustment=found,
            by=door.viewer(request),
            reason=typed["reason"],
            is_burden=typed["is_burden"],
            seen_revision=typed["revision"],
            on=today(),
        )

    return _answered(request, found, form, do, texts)


@login_required
@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, adjustment_id: uuid.UUID) -> HttpResponse:
    """Look back together on an adjustment."""
    viewer = door.viewer(request)
    found = queries.adjustment_for(viewer, adjustment_id, Action.RECORD)
    if viewer.person.pk == found.student_id:
        raise Http404
    form = EvaluateForm(request.POST or None, initial={"revision": found.revision, "arranged": found.arranged or ""})
    texts = (gettext("Look back together"), gettext("Keep this"))

    def do() -> None:
        seen = form.cleaned_data["revision"]
        actions.evaluate(adjustment=found, by=viewer, evaluated=form.evaluated, seen_revision=seen, on=today())

    return _answered(request, found, form, do, texts)


def _answered(
    request: HttpRequest, found: Adjustment, form: forms.Form, do: Callable[[], None], texts: tuple[str, str]
) -> HttpResponse:
    """The form of one answer; what was typed stays on every refusal."""
    here = reverse("plan:adjustment", args=(found.pk,))

    def work() -> str:
        if form.cleaned_data["revision"] != found.revision:
            raise ChangedMeanwhile("The adjustment")
        do()
        messages.success(request, gettext("It is written down, and the student can read it."))
        return here

    title, save = texts

    def meanwhile() -> HttpResponse:
        now_there = queries.adjustment_for(door.viewer(request), found.pk)
        context = {**meanwhile_page(now_there, form), "student": now_there.student, "save": save, "back": here}
        return render(request, "plan/meanwhile.html", {**context, "submission": new_key()}, status=CONFLICT)

    return form_page(
        request, form, work, "plan/form.html", meanwhile=meanwhile, student=found.student, title=title, save=save,
        back=here,
    )  # fmt: skip


@login_required
@require_POST
def withdraw(request: HttpRequest, adjustment_id: uuid.UUID) -> HttpResponse:
    """Not needed after all."""
    viewer = door.viewer(request)
    found = queries.adjustment_for(viewer, adjustment_id, Action.RECORD)
    if viewer.person.pk not in {found.student_id, found.asked_by_id}:
        raise Http404
    here = reverse("plan:adjustment", args=(found.pk,))

    def work() -> str:
        actions.withdraw(adjustment=found, by=viewer, seen_revision=found.revision, on=today())
        return here

    return press(request, work, again_url=here)


@login_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """What is possible at this school, and where a programme differs: for everybody who has an account."""
    viewer = door.viewer(request)
    chosen = queries.programme_named(viewer, request.GET.get("programme", ""))
    found = queries.catalogue_of(viewer.organisation_id, chosen)
    keeps = queries.keeps_catalogue(viewer)
    context: dict[str, Any] = {
        "groups": queries.by_kind(found),
        "programmes": queries.programmes_of(viewer)[: queries.MOST_PROGRAMMES],
        "chosen": chosen,
        "keeps": keeps,
        "own_url": reverse("plan:ask", args=(viewer.person.pk,)) if viewer.person.is_student else "",
    }
    return render(request, "plan/catalogue.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """Say what the school offers: of one adjustment of the catalogue, or a new one of its own."""
    viewer = door.viewer(request)
    if not queries.keeps_catalogue(viewer):
        raise Http404
    key = request.GET.get("key", "")
    known = next((one for one in queries.catalogue_of(viewer.organisation_id) if one.key == key), None)
    if key and known is None:
        raise Http404
    initial = {
        "stance": known.stance if known else AdjustmentOption.Stance.ON_REQUEST,
        "remark": known.remark if known else "",
    }
    form = OfferForm(
        request.POST or None, initial=initial, programmes=queries.programmes_of(viewer), is_new=known is None
    )
    back = reverse("plan:catalogue")

    def work() -> str:
        actions.set_offer(by=viewer, offer=form.offer(known), at=now())
        return back

    return form_page(request, form, work, "plan/offer.html", known=known, back=back)
