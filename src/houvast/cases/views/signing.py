"""Signing a record: for oneself, or (a refusal, or that somebody could not be reached) recorded by the school."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from houvast.cases import actions, queries, reading, reports, showing
from houvast.cases.errors import CannotNow, NotYourRole
from houvast.cases.roles import OWN
from houvast.cases.sign_forms import SignForm, SilenceForm
from houvast.core.procedure.log import Reason, Sign
from houvast.core.procedure.pack import Act
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Instance
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.step_up import strong_form
from houvast.people.submissions import FIELD, new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door

INVALID, CONFLICT = 422, 409


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@strong_form
def sign(request: HttpRequest, case_id: uuid.UUID, act_id: str, instance: int) -> HttpResponse:
    """Read the record and sign, sign with a disagreement, or say that you do not sign."""
    viewer = door.viewer(request)
    opened, act, found = _instance(viewer, case_id, act_id, instance)
    role = next(
        (
            signer.role
            for signer in act.signatures
            if signer.role in opened.roles and _open_for(opened, act, found, signer.role, viewer)
        ),
        None,
    )
    signer_in_pack = next((signer for signer in act.signatures if signer.role is role), None)
    form = SignForm(
        request.POST or None,
        may_dissent=signer_in_pack is not None and signer_in_pack.may_dissent,
        may_refuse=signer_in_pack is not None and signer_in_pack.passes is not None,
    )
    if request.method != "POST" or role is None:
        return _page(request, opened, act, found, form, role=role, status=200 if request.method != "POST" else INVALID)
    if not form.is_valid():
        return _page(request, opened, act, found, form, role=role, status=INVALID)
    me = str(viewer.person.pk)
    action = Sign(
        act=act.id,
        by=me,
        role=role,
        signer_role=role,
        signer=me,
        answer=form.answer(),
        note=form.note(),
        instance=found.number,
    )
    return _do(request, opened, act, found, form, action, role)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_for(
    request: HttpRequest, case_id: uuid.UUID, act_id: str, instance: int, role: str, signer: uuid.UUID
) -> HttpResponse:
    """Record that somebody does not sign, or could not be reached, with the attempts: the case goes on."""
    viewer = door.viewer(request)
    opened, act, found = _instance(viewer, case_id, act_id, instance)
    asked = next((one for one in act.signatures if one.role.value == role and one.passes is not None), None)
    mine = next((one for one in opened.roles if asked and asked.passes and one in asked.passes.roles), None)
    if asked is None or mine is None:
        raise Http404
    person = get_object_or_404(Person, pk=signer, organisation_id=opened.case.organisation_id)
    form = SilenceForm(request.POST or None, latest=viewer.day)
    if request.method != "POST" or form.wants_more_rows or not form.is_valid():
        status = INVALID if request.method == "POST" and not form.wants_more_rows else 200
        return _page(request, opened, act, found, form, role=mine, about=person, status=status)
    action = Sign(
        act=act.id,
        by=str(viewer.person.pk),
        role=mine,
        signer_role=asked.role,
        signer=str(person.pk),
        answer=form.answer(),
        note=form.note(),
        attempts=form.attempts(),
        instance=found.number,
    )
    return _do(request, opened, act, found, form, action, mine, about=person)


def _instance(viewer: Viewer, case_id: uuid.UUID, act_id: str, number: int) -> tuple[reading.OpenedCase, Act, Instance]:
    opened = reading.read(queries.case_for(viewer, case_id), viewer)
    act = opened.pack.acts.get(act_id)
    found = next((one for one in opened.state.instances.get(act_id, ()) if one.number == number), None)
    if act is None or found is None or not act.signatures:
        raise Http404
    return opened, act, found


def _open_for(opened: reading.OpenedCase, act: Act, found: Instance, role: Role, viewer: Viewer) -> bool:
    """Whether the viewer's own signature in this role is still asked."""
    return any(
        task.act == act.id
        and task.instance == found.number
        and task.role is role
        and opened.is_mine(task, viewer.person)
        for task in opened.tasks()
    )


def _do(
    request: HttpRequest,
    opened: reading.OpenedCase,
    act: Act,
    found: Instance,
    form: SignForm | SilenceForm,
    action: Sign,
    role: Role,
    about: Person | None = None,
) -> HttpResponse:
    viewer = door.viewer(request)

    def work() -> str:
        actions.act(case_id=opened.case.pk, action=action, by=viewer, at=now(), seen_revision=form.seen_revision())
        return reverse("cases:case", args=(opened.case.pk,))

    try:
        return once(request, work)
    except CannotNow as refused:
        return _page(request, opened, act, found, form, role=role, about=about, refused=refused.reasons, status=INVALID)
    except NotYourRole:
        raise Http404 from None
    except ChangedMeanwhile:
        return _page(request, opened, act, found, form, role=role, about=about, status=CONFLICT)


def _page(
    request: HttpRequest,
    opened: reading.OpenedCase,
    act: Act,
    found: Instance,
    form: SignForm | SilenceForm,
    *,
    role: Role | None,
    about: Person | None = None,
    refused: tuple[Reason, ...] = (),
    status: int = 200,
) -> HttpResponse:
    spoken = queries.language()
    context = {
        "opened": opened,
        "case": opened.case,
        "student": opened.case.student,
        "title": act.title.in_(spoken),
        "over": opened.pack.title.in_(spoken),
        "report": reports.report_of(opened, act, found),
        "form": form,
        "role": role,
        "about": about,
        "own": role in OWN if role else False,
        "reasons": showing.why(refused),
        "changed": status == CONFLICT,
        "revision": opened.case.revision,
        "key": request.POST.get(FIELD) or new_key(),
    }
    return render(request, "cases/sign_for.html" if about else "cases/sign.html", context, status=status)
