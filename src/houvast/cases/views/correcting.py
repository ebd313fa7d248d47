"""Correcting an event, or withdrawing it: a new event, the old one stays to be seen."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from houvast.cases import actions, queries, reading, showing
from houvast.cases.act_form import CorrectionForm
from houvast.cases.errors import CannotNow, NotYourRole
from houvast.core.procedure.log import Correct, Event, EventKind, Reason, ReasonKind, Withdraw
from houvast.people.clock import now
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.submissions import FIELD, new_key, once
from houvast.privacy import door

INVALID, CONFLICT = 422, 409


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, case_id: uuid.UUID, number: int) -> HttpResponse:
    """Say what it should have been and why, or withdraw it."""
    viewer = door.viewer(request)
    opened = reading.read(queries.case_for(viewer, case_id), viewer)
    event = dict(opened.state.effective).get(number - 1)
    role = showing.corrects_as(opened, event, viewer)
    if event is None or role is None or opened.own:
        raise Http404
    act = opened.pack.acts.get(event.act) if event.kind is EventKind.DONE else None
    form = CorrectionForm(act, opened.pack, event, request.POST or None, latest=viewer.day)
    if request.method != "POST" or form.wants_more_rows or not form.is_valid():
        status = INVALID if request.method == "POST" and not form.wants_more_rows else 200
        return _page(request, opened, event, number, form, status=status)
    me = str(viewer.person.pk)
    action: Correct | Withdraw
    if form.withdraws():
        action = Withdraw(target=number - 1, by=me, role=role, reason=form.reason())
    else:
        action = Correct(
            target=number - 1,
            by=me,
            role=role,
            reason=form.reason(),
            data=form.record() if act is not None and act.form else None,
            option=form.chosen_option() if act is not None and act.options else None,
            happened_on=form.chosen_day(),
        )

    def work() -> str:
        actions.act(case_id=case_id, action=action, by=viewer, at=now(), seen_revision=form.seen_revision())
        return reverse("cases:log", args=(case_id,))

    try:
        return once(request, work)
    except CannotNow as refused:
        form.refuse([reason for reason in refused.reasons if reason.kind is ReasonKind.FORM])
        return _page(request, opened, event, number, form, refused=refused.reasons, status=INVALID)
    except NotYourRole:
        raise Http404 from None
    except ChangedMeanwhile:
        return _page(request, opened, event, number, form, status=CONFLICT)


def _page(
    request: HttpRequest,
    opened: reading.OpenedCase,
    event: Event,
    number: int,
    form: CorrectionForm,
    *,
    refused: tuple[Reason, ...] = (),
    status: int = 200,
) -> HttpResponse:
    act = opened.pack.acts.get(event.act)
    context = {
        "opened": opened,
        "case": opened.case,
        "student": opened.case.student,
        "title": act.title.in_(queries.language()) if act else "",
        "number": number,
        "form": form,
        "reasons": showing.why(reason for reason in refused if reason.kind is not ReasonKind.FORM),
        "changed": status == CONFLICT,
        "revision": opened.case.revision,
        "key": request.POST.get(FIELD) or new_key(),
    }
    return render(request, "cases/correct.html", context, status=status)
