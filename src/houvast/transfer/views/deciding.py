"""The placement decision, with the law beside it; and the overview that the mbo sends to its feeder schools."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from houvast import lawbook
from houvast.core.access.words import Action
from houvast.core.law.errors import QuestionError
from houvast.core.law.rules.person import QUALIFICATION_NAMES
from houvast.core.transfer.phases import year_on
from houvast.people.carrying import form_page
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.submissions import new_key, once
from houvast.privacy import door
from houvast.transfer import actions
from houvast.transfer.actions.deciding import DecisionDraft, ask_admission, ground_in_words
from houvast.transfer.actions.overviews import send_overview
from houvast.transfer.forms import DecisionForm
from houvast.transfer.models import BoardRow, Pupil, TransferEvent
from houvast.transfer.queries.overview import overview_rows
from houvast.transfer.queries.pupil import Details, details
from houvast.transfer.views.board import member, side_of
from houvast.web.components import Column

OBTAINED = frozenset({Pupil.Diploma.OBTAINED, Pupil.Diploma.EXPECTED, ""})


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, row_id: uuid.UUID, application_id: uuid.UUID) -> HttpResponse:
    """Place or refuse: the law says what is allowed, a person decides and says why."""
    viewer = door.viewer(request)
    found = details(viewer, row_id, Action.DECIDE)
    application = next((one for one in found.applications if one.pk == application_id), None)
    if application is None or found.row.side != BoardRow.Side.INSTITUTION:
        raise Http404
    given = _facts_sent(request) if request.method == "POST" else _facts_known(found)
    try:
        answer = ask_admission(found.row, application, given, on=viewer.day)
    except QuestionError:
        answer = ask_admission(found.row, application, {}, on=viewer.day)
    grounds = [(one, ground_in_words(one)) for one in actions.refusal_grounds(answer)]
    language = get_language() or "nl"
    form = DecisionForm(
        posted(request), initial={**given, "revision": application.revision}, grounds=grounds, words=_qualifications()
    )
    back = reverse("transfer-pupil", args=(found.row.pk,))

    def work() -> str:
        typed = form.cleaned_data
        draft = DecisionDraft(
            places=typed["decision"] == "place",
            words=typed["words"],
            on=viewer.day,
            facts=form.facts(),
            ground=typed["ground"],
        )
        actions.decide_placement(
            row=found.row, application=application, by=viewer, draft=draft, seen_revision=typed["revision"], at=now()
        )
        messages.success(request, gettext("The decision is told to the pupil and to the feeder school."))
        return back

    return form_page(
        request,
        form,
        work,
        "transfer/decide.html",
        row=found.row,
        application=application,
        has_right=not grounds,
        because=[(one.text.in_(language), one.source) for one in answer.because],
        asks=[one.in_(language) for one in answer.asks_human],
        grounds=grounds,
        back=back,
    )


def _facts_known(found: Details) -> dict[str, object]:
    """What the board knows: whether the intake was held, and the diploma that goes with the school."""
    school, diploma = found.pupil.school_type.replace("-", "_"), found.pupil.diploma
    facts: dict[str, object] = {"intake_done": any(one.kind == TransferEvent.Kind.INTAKE_HELD for one in found.events)}
    if diploma == Pupil.Diploma.PROMOTED:
        facts["qualifications"] = ["havo3_passed"]
    elif school in QUALIFICATION_NAMES and diploma in OBTAINED:
        facts["qualifications"] = [school]
    return facts


def _facts_sent(request: HttpRequest) -> dict[str, object]:
    known = [one for one in request.POST.getlist("qualifications") if one in QUALIFICATION_NAMES]
    return {
        "intake_done": "intake_done" in request.POST,
        "fixed_quota": "fixed_quota" in request.POST,
        "qualifications": known or None,
        "capacity_reached": "capacity_reached" in request.POST if "fixed_quota" in request.POST else None,
    }


def _qualifications() -> dict[str, str]:
    language = get_language() or "nl"
    found = {}
    for name in QUALIFICATION_NAMES:
        try:
            found[name] = lawbook.words_of(name).in_(language)
        except KeyError:
            found[name] = name
    return found


@login_required
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Per feeder school: placed, not appeared, stopped. Sending it tells each school that it is on its board."""
    viewer = member(request)
    if side_of(viewer) != BoardRow.Side.INSTITUTION:
        raise Http404
    year = year_on(viewer.day)
    if request.method == "POST":

        def work() -> str:
            told = send_overview(by=viewer, year=year, at=now())
            messages.success(request, gettext("Told to %(n)s schools.") % {"n": told})
            return reverse("transfer-overview")

        return once(request, work)
    rows = overview_rows(viewer, year)
    columns = [
        gettext("School"),
        *(
            Column(label=label, numeric=True)
            for label in (
                gettext("Applied here"),
                gettext("Has a place"),
                gettext("Started"),
                gettext("Did not appear"),
                gettext("Stopped"),
                gettext("Not admitted"),
            )
        ),
    ]
    cells = [(one.school, one.applied, one.placed, one.started, one.no_show, one.stopped, one.rejected) for one in rows]
    context = {"columns": columns, "rows": cells, "submission": new_key(), "year": f"{year}-{year + 1}"}
    return render(request, "transfer/overview.html", context)
