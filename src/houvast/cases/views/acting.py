"""Beginning a procedure and doing an act in it: one generic page, made from the pack."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.cases import actions, available, letters, pack_library, queries, reading, reports, showing
from houvast.cases.act_form import ActForm
from houvast.cases.errors import CannotNow, NotYourRole, RunsAlready
from houvast.core.access.words import Data
from houvast.core.procedure.log import Do, Reason, ReasonKind
from houvast.core.procedure.pack import Act
from houvast.core.procedure.roles import Role
from houvast.people.clock import now
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import FIELD, new_key, once
from houvast.privacy import door

INVALID, CONFLICT = 422, 409
LONG_FORM = 5
"""From so many questions a phone asks one at a time."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, student_id: uuid.UUID, pack_id: str) -> HttpResponse:
    """What the procedure is, what it still needs, and a button to begin it."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.CASES)
    offer = available.offer_of(viewer, student, pack_id)
    if offer is None:
        raise Http404
    status = 200
    if request.method == "POST":
        pack = pack_library.pack_in_use(student.organisation_id, pack_id, viewer.day)

        def work() -> str:
            case = actions.begin(student=student, pack=pack, role=offer.role, by=viewer, at=now())
            first = pack.steps[0].acts[0]
            return (
                reverse("cases:act", args=(case.pk, first.id))
                if offer.role in first.by
                else reverse("cases:case", args=(case.pk,))
            )

        try:
            return once(request, work)
        except RunsAlready as running:
            return (
                redirect("cases:case", running.case_id) if running.case_id else redirect("cases:of-student", student.pk)
            )
        except CannotNow:
            status = INVALID
    context = {"student": student, "offer": offer, "key": request.POST.get(FIELD) or new_key()}
    return render(request, "cases/begin.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, case_id: uuid.UUID, act_id: str) -> HttpResponse:
    """Do one act: what it is, what is in the way, its record form, its options."""
    viewer = door.viewer(request)
    opened = reading.read(queries.case_for(viewer, case_id), viewer)
    found = opened.pack.acts.get(act_id)
    if found is None or opened.erased:
        raise Http404
    role = opened.may_do(found)
    policies = available.deviable(opened, found, role)
    form = ActForm(found, opened.pack, policies, request.POST or None, latest=viewer.day)
    if request.method != "POST":
        return _act_page(request, opened, found, role, form)
    if role is None:
        return _act_page(request, opened, found, role, form, status=INVALID)
    if form.wants_more_rows or not form.is_valid():
        return _act_page(request, opened, found, role, form, status=200 if form.wants_more_rows else INVALID)
    action = Do(
        act=found.id,
        by=str(viewer.person.pk),
        role=role,
        option=form.chosen_option(),
        data=form.record() if found.form else {},
        deviations=form.deviations(),
        happened_on=form.chosen_day(),
    )

    def work() -> str:
        actions.act(case_id=case_id, action=action, by=viewer, at=now(), seen_revision=form.seen_revision())
        return reverse("cases:case", args=(case_id,))

    try:
        return once(request, work)
    except CannotNow as refused:
        form.refuse([reason for reason in refused.reasons if reason.kind is ReasonKind.FORM])
        return _act_page(request, opened, found, role, form, refused=refused.reasons, status=INVALID)
    except NotYourRole:
        raise Http404 from None
    except ChangedMeanwhile:
        return _act_page(request, opened, found, role, form, status=CONFLICT)


def _act_page(
    request: HttpRequest,
    opened: reading.OpenedCase,
    act: Act,
    role: Role | None,
    form: ActForm,
    *,
    refused: tuple[Reason, ...] = (),
    status: int = 200,
) -> HttpResponse:
    spoken = queries.language()
    in_the_way = tuple(reason for reason in refused if reason.kind is not ReasonKind.FORM) or available.blocking(
        opened, act, role
    )
    context: dict[str, Any] = {
        "opened": opened,
        "case": opened.case,
        "student": opened.case.student,
        "act": act,
        "title": act.title.in_(spoken),
        "over": opened.pack.title.in_(spoken),
        "lead": _lead(opened, act, spoken),
        "form": form,
        "may": role is not None,
        "is_long": not form.is_bound and len(tuple(form.groups())) >= LONG_FORM,
        "reasons": showing.why(in_the_way),
        "option_reasons": available.option_reasons(opened, act) if role is not None else (),
        "changed": status == CONFLICT,
        "revision": opened.case.revision,
        "save": gettext("Send the letter") if act.letter else gettext("Record this"),
        "letter": opened.pack.letters[act.letter] if act.letter else None,
        "letter_text": letters.draft(opened.case, opened.pack, opened.state, act.letter, opened.on, spoken)
        if act.letter
        else "",
        "earlier": reports.reports(opened)[:3] if not opened.own else (),
        # after a refusal nothing was stored, so the same key may be used again
        "key": request.POST.get(FIELD) or new_key(),
    }
    return render(request, "cases/act.html", context, status=status)


def _lead(opened: reading.OpenedCase, act: Act, spoken: str) -> str:
    text = act.text if opened.own else act.help
    if text is not None:
        return text.in_(spoken)
    form = opened.pack.forms.get(act.form or "")
    return form.help.in_(spoken) if form and form.help else ""
