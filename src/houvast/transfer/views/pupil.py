"""One pupil on the board, and everything that is recorded about the transfer."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action
from houvast.people.carrying import form_page
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.privacy import door
from houvast.transfer import actions, pages
from houvast.transfer.actions.recording import ABOUT_AN_APPLICATION, BY_SIDE, EventDraft
from houvast.transfer.forms import ApplicationForm, EventForm, MarksForm, NeedsForm, TakeBackForm
from houvast.transfer.models import BoardRow, TransferEvent
from houvast.transfer.queries.pupil import Details, details, institutions_elsewhere
from houvast.transfer.queries.reach import decision
from houvast.transfer.words import EVENTS, LIFE_AREAS

Kind = TransferEvent.Kind
Side = BoardRow.Side


@login_required
@require_safe
def pupil(request: HttpRequest, row_id: uuid.UUID) -> HttpResponse:
    """Where this pupil stands: applications, what happened, needs as far as agreed, and what can be done now."""
    viewer = door.viewer(request)
    found = details(viewer, row_id)
    records = decision(viewer, found.row, Action.RECORD).allowed
    own = found.row.side == Side.SCHOOL
    context = {
        "found": found,
        "row": found.row,
        "facts": pages.pupil_facts(found),
        "reasons": pages.reasons_of(found.row),
        "applications": pages.application_rows(viewer, found),
        "needs": pages.need_facts(found),
        "entries": pages.timeline(found),
        "recordable": pages.recordable(viewer, found),
        "mine": _mine(found),
        "records": records,
        "own": own,
        "is_municipality": found.row.side == Side.MUNICIPALITY,
        "handover_url": pages.handover_url(viewer, found),
        "handovers": pages.running_handovers(viewer, found),
        "team_url": pages.team_url(viewer, found),
        "today": viewer.day,
    }
    return render(request, "transfer/pupil.html", context)


def _mine(found: Details) -> list[tuple[TransferEvent, str]]:
    """What this organisation recorded and may take back."""
    decided = {Kind.PLACED, Kind.REFUSED}
    return [
        (one, str(EVENTS[one.kind]))
        for one in found.events
        if one.by_organisation_id == found.row.organisation_id and one.kind not in decided and one.by_id
    ]


@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, row_id: uuid.UUID, kind: str) -> HttpResponse:
    """Write down one thing that happened."""
    viewer = door.viewer(request)
    found = details(viewer, row_id, Action.RECORD)
    name = kind.replace("-", "_")
    if name not in BY_SIDE[found.row.side]:
        raise Http404
    about = name in ABOUT_AN_APPLICATION
    form = EventForm(
        posted(request),
        initial={"happened_on": viewer.day},
        applications=pages.open_applications(found, name) if about else [],
        needs_one=about,
    )
    back = reverse("transfer-pupil", args=(found.row.pk,))

    def work() -> str:
        draft = EventDraft(
            kind=name, on=form.cleaned_data["happened_on"], note=form.cleaned_data["note"], application=form.chosen
        )
        actions.record_event(row=found.row, by=viewer, draft=draft, at=now())
        messages.success(request, gettext("It is on the board, for everybody in the chain of this pupil."))
        return back

    return form_page(request, form, work, "transfer/form.html", title=EVENTS[name], lead=found.row.name, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, row_id: uuid.UUID, event_id: uuid.UUID) -> HttpResponse:
    """Say that something recorded was a slip."""
    viewer = door.viewer(request)
    found = details(viewer, row_id, Action.RECORD)
    event = next((one for one, _ in _mine(found) if one.pk == event_id), None)
    if event is None:
        raise Http404
    form = TakeBackForm(posted(request))
    back = reverse("transfer-pupil", args=(found.row.pk,))

    def work() -> str:
        actions.take_back(row=found.row, event=event, by=viewer, reason=form.cleaned_data["reason"], at=now())
        messages.success(request, gettext("It is taken back."))
        return back

    title = gettext("Take back: %(what)s") % {"what": EVENTS[event.kind]}
    return form_page(request, form, work, "transfer/form.html", title=title, lead=found.row.name, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def needs(request: HttpRequest, row_id: uuid.UUID) -> HttpResponse:
    """Every life area asked, and what helps there."""
    viewer = door.viewer(request)
    found = details(viewer, row_id, Action.RECORD)
    if found.row.side == Side.MUNICIPALITY:
        raise Http404
    source = str(found.row.organisation_id)
    known = {need.area: need.text for need in found.needs if need.source == source}
    form = NeedsForm(posted(request), initial=known)
    back = reverse("transfer-pupil", args=(found.row.pk,))

    def work() -> str:
        said = {area.value: form.cleaned_data[area.value] for area in LIFE_AREAS}
        asked = {area: text for area, text in said.items() if text.strip() or area in known}
        actions.record_needs(row=found.row, by=viewer, said=asked, at=now())
        messages.success(request, gettext("What was said is saved. It never counts in the decision on placement."))
        return back

    lead = gettext(
        "Ask about every area; write down only what helps for a good start. It never counts in the decision."
    )
    return form_page(request, form, work, "transfer/form.html", title=gettext("Life areas"), lead=lead, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def marks(request: HttpRequest, row_id: uuid.UUID) -> HttpResponse:
    """What the school says of its own pupil."""
    viewer = door.viewer(request)
    found = details(viewer, row_id, Action.RECORD)
    if found.row.side != Side.SCHOOL:
        raise Http404
    names = (*actions.MARKS, "revision")
    initial = {name: getattr(found.pupil, name) for name in names}
    form = MarksForm(posted(request), initial=initial, school_type=found.pupil.school_type)
    back = reverse("transfer-pupil", args=(found.row.pk,))

    def work() -> str:
        actions.mark(
            row=found.row, by=viewer, marks=form.marks(), seen_revision=form.cleaned_data["revision"], on=viewer.day
        )
        messages.success(request, gettext("The board is renewed."))
        return back

    title = gettext("What the school says")
    return form_page(request, form, work, "transfer/form.html", title=title, lead=found.row.name, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, row_id: uuid.UUID) -> HttpResponse:
    """Add an application of a pupil."""
    viewer = door.viewer(request)
    found = details(viewer, row_id, Action.RECORD)
    if found.row.side != Side.SCHOOL:
        raise Http404
    form = ApplicationForm(
        posted(request), initial={"applied_on": viewer.day}, institutions=institutions_elsewhere(viewer)
    )
    back = reverse("transfer-pupil", args=(found.row.pk,))

    def work() -> str:
        actions.apply(row=found.row, by=viewer, application=form.application("typed"), at=now())
        messages.success(request, gettext("The application is on the board, also at the school where it was sent."))
        return back

    title = gettext("Add an application")
    return form_page(request, form, work, "transfer/form.html", title=title, lead=found.row.name, back=back)
