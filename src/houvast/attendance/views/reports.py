"""Absence reports: the worklist, checking one, the file for the national desk, and what it says back."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from houvast.attendance.actions import reporting
from houvast.attendance.forms.reports import CheckForm, LetGoForm, StatusFile, StatusForm
from houvast.attendance.models import AbsenceReport
from houvast.attendance.queries.reports import FINANCE, ORDER, SHOWN, handed_in_last, may_work_on, report_for, worklist
from houvast.attendance.report_file import as_csv
from houvast.attendance.rows import in_hours, report_row
from houvast.attendance.words import REPORTS, STATES, STATUSES
from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out, press
from houvast.people.clock import day_of, now, today
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Column, Fact, Link
from houvast.web.days import long_day
from houvast.web.more import begin_in

INVALID = 422
STATE = AbsenceReport.State


def _worker(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not may_work_on(viewer):
        raise Http404
    return viewer


@login_required
@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """What waits to be checked, to be handed in, and what was handed in; POST takes a file with statuses."""
    viewer = _worker(request)
    form = StatusFile(request.POST, request.FILES) if request.method == "POST" else StatusFile()
    if form.is_bound and form.is_valid():

        def work() -> str:
            taken = reporting.take_statuses(rows=form.cleaned_data["file"], by=viewer)
            said = ngettext("%(n)s report has a new status.", "%(n)s reports have a new status.", taken)
            messages.success(request, said % {"n": taken})
            return f"{reverse('absence:reports')}?state={STATE.EXPORTED}"

        return once(request, work)
    state = request.GET.get("state", "")
    chosen = STATE(state) if state in ORDER else STATE.PREPARED
    begin = begin_in(request.GET, "after")
    found, more = worklist(viewer, chosen, begin=begin)
    context = {
        "rows": [report_row(one) for one in found],
        "today": viewer.day,
        "state": chosen.value,
        "tabs": tuple(
            Link(label=str(STATES[one]).capitalize(), url=f"?state={one}", current=one == chosen) for one in ORDER
        ),
        "form": form,
        "key": new_key(),
        "lead": _lead(found, chosen),
        "first": begin + 1,
        "last": begin + len(found),
        "next_url": f"?state={chosen}&after={begin + len(found)}" if more else "",
        "previous_url": f"?state={chosen}&after={max(begin - SHOWN, 0)}" if begin else "",
        "may_hand_in": chosen == STATE.CHECKED and bool(found),
        "may_hand_in_again": chosen == STATE.EXPORTED and any(one.state == STATE.EXPORTED for one in found),
    }
    return render(request, "attendance/reports.html", context, status=INVALID if form.is_bound else 200)


def _lead(found: list[AbsenceReport], state: STATE) -> str:
    late = sum(1 for one in found if one.due_on and one.due_on < today())
    if state == STATE.PREPARED and late:
        return ngettext("%(n)s report is past its last day.", "%(n)s reports are past their last day.", late) % {
            "n": late
        }
    if state == STATE.PREPARED:
        return gettext("The law counted; you look whether it is right. Nothing is sent from here.")
    return ""


@login_required
@require_POST
def count_again(request: HttpRequest) -> HttpResponse:
    """Count now instead of tomorrow morning."""
    viewer = _worker(request)

    def work() -> str:
        made = reporting.prepare_reports(organisation_id=viewer.organisation_id, at=now())
        said = ngettext("%(n)s new report was prepared.", "%(n)s new reports were prepared.", made) % {"n": made}
        if not made:
            said = gettext("Counted again: there is no new report.")
        messages.success(request, said)
        return reverse("absence:reports")

    return once(request, work)


@login_required
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """A file with every checked report, for the national desk; it is noted that they were taken out.

    With `again` the latest file once more: a download may be lost.
    """
    viewer = _worker(request)
    try:
        found = handed_in_last(viewer) if "again" in request.POST else reporting.hand_in(by=viewer, at=now()).reports
    except CannotBeDone as problem:
        messages.warning(request, str(problem))
        return redirect("absence:reports")
    if not found:
        messages.warning(request, gettext("No report has been handed in yet."))
        return redirect("absence:reports")
    response = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
    on = day_of(found[0].exported_at or now())
    response["Content-Disposition"] = f'attachment; filename="verzuimmeldingen-{on}.csv"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """One report: what the law counted and why, the fields to check, letting it go, or the status."""
    viewer = door.viewer(request)
    found = report_for(viewer, report_id)
    works = door.may(viewer, found.student, Data.ABSENCE_REPORT, Action.RECORD)
    if request.method == "POST" and not works:
        raise Http404
    what = request.POST.get("what", "")
    forms = _forms(found, viewer, request.POST if request.method == "POST" else None, what)
    form = forms.get(what)

    def page(status: int = 200) -> HttpResponse:
        context = {
            **_page(found, viewer),
            "works": works,
            "forms": forms,
            "submission": request.POST.get("submission") or new_key(),
            "second_submission": new_key(),
        }
        return render(request, "attendance/report.html", context, status=status)

    if form is None:
        return page(INVALID if request.method == "POST" else 200)

    def work() -> str:
        _do(what, found, form.cleaned_data, viewer)
        messages.success(request, gettext("Saved."))
        return reverse("absence:reports") if may_work_on(viewer) else request.path

    return carry_out(request, form, work, page)


def _do(what: str, found: AbsenceReport, typed: Mapping[str, Any], viewer: Viewer) -> None:
    fields = dict(typed)
    seen = fields.pop("revision")
    match what:
        case "check":
            reporting.check_report(report=found, fields=fields, seen_revision=seen, by=viewer, at=now())
        case "let_go":
            reporting.let_go(report=found, why=fields["why"], seen_revision=seen, by=viewer)
        case _:
            reporting.set_status(report=found, fields=fields, seen_revision=seen, by=viewer)


def _forms(found: AbsenceReport, viewer: Viewer, data: Any, what: str) -> dict[str, Any]:
    """The forms that fit the state of this report; the one that was sent is bound."""
    if found.state in {STATE.PREPARED, STATE.CHECKED}:
        kinds: dict[str, Any] = {"check": CheckForm, "let_go": LetGoForm}
    elif found.state == STATE.EXPORTED:
        kinds = {"status": StatusForm}
    else:
        kinds = {}
    initial = {name: getattr(found, name) for name in reporting.FIELDS}
    if found.state == STATE.PREPARED:
        initial["contact_name"] = initial["contact_name"] or viewer.person.name
        initial["contact_email"] = initial["contact_email"] or viewer.person.email
        initial["family_phone"] = initial["family_phone"] or found.student.phone
    initial |= {"revision": found.revision, "status": found.status, "status_on": found.status_on or today()}
    initial |= {name: getattr(found, name) for name in ("external_id", "closing_reason", "municipal_contact")}
    return {name: kind(data if name == what else None, initial=initial, prefix=None) for name, kind in kinds.items()}


def _page(found: AbsenceReport, viewer: Viewer) -> dict[str, Any]:
    because = found.rule_answer.get("because", ()) if get_language() == "nl" else ()
    facts = [
        Fact(label=gettext("Why"), value=REPORTS[AbsenceReport.Kind(found.kind)]),
        Fact(label=gettext("Stands as"), value=STATES[AbsenceReport.State(found.state)]),
        Fact(label=gettext("Missed"), value=in_hours(found.minutes)),
        Fact(label=gettext("From"), value=long_day(found.counted_from)),
        Fact(label=gettext("Up to and including"), value=long_day(found.counted_to)),
    ]
    if found.due_on and found.state in {STATE.PREPARED, STATE.CHECKED}:
        facts.append(Fact(label=gettext("Last day to report"), value=long_day(found.due_on)))
    if found.status:
        facts.append(Fact(label=gettext("Status"), value=STATUSES[AbsenceReport.Status(found.status)]))
    if found.let_go_why:
        facts.append(Fact(label=gettext("Why it was not reported"), value=found.let_go_why))
    return {
        "found": found,
        "student": found.student,
        "facts": facts,
        "because": [(one["text"], one["source"], one.get("url", "")) for one in because],
        "day_columns": [gettext("Day"), Column(label=gettext("Time"), numeric=True)],
        "days": [(_as_day(day), in_hours(minutes)) for day, minutes in found.specification],
        "back": reverse("absence:reports")
        if may_work_on(viewer)
        else reverse("absence:of-student", args=(found.student_id,)),
        "is_finance": found.kind in FINANCE,
    }


def _as_day(given: str) -> str:
    return long_day(date.fromisoformat(given))


@login_required
@require_POST
def report_now(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Prepare a report of the school's own accord, before the law asks it."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ABSENCE_REPORT, Action.RECORD)

    def work() -> str:
        made = reporting.prepare_other(student=student, by=viewer, at=now())
        return reverse("absence:report", args=(made.pk,))

    return press(request, work, again_url=reverse("absence:of-student", args=(student.pk,)))
