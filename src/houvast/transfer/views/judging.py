"""What may be one pupil or one application: a person judges, and can take it back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.people.carrying import form_page
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.privacy import door
from houvast.transfer import actions
from houvast.transfer.actions.judging import POSSIBLE
from houvast.transfer.forms import JudgeForm, TakeBackForm
from houvast.transfer.models import Application, MatchSuggestion, Pupil
from houvast.transfer.queries.suggestions import may_judge, suggestion_for, suggestions
from houvast.transfer.words import MATCH_ANSWERS, MATCH_REASONS, MATCHES, SCHOOL_TYPES, STATUSES
from houvast.web.components import Fact, Row
from houvast.web.days import long_day, short_day

Kind = MatchSuggestion.Kind


@login_required
@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    """What waits for a judgement, and what was judged."""
    viewer = door.viewer(request)
    if not may_judge(viewer):
        raise Http404
    found = suggestions(viewer)
    context = {
        "waiting": [_row(one, gettext("Judge")) for one in found.open],
        "decided": [_row(one, gettext("Undo")) for one in found.decided],
        "today": viewer.day,
    }
    return render(request, "transfer/matches.html", context)


def _row(one: MatchSuggestion, label: str) -> Row:
    url = reverse("transfer-match", args=(one.pk,))
    answer = "" if one.status == MatchSuggestion.Status.OPEN else str(MATCH_ANSWERS[one.status])
    return Row(
        name=one.pupil.student.name,
        url=url,
        about=". ".join(part for part in (str(MATCHES[one.kind]), answer) if part),
        why=_reasons(one),
        action_label=label,
        action_url=url,
    )


def _reasons(one: MatchSuggestion) -> str:
    told = ", ".join(str(MATCH_REASONS[code]) for code in one.reasons.split())
    if one.other_school is not None:
        return gettext("%(school)s: %(reasons)s") % {"school": one.other_school.name, "reasons": told}
    return told


@login_required
@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, suggestion_id: uuid.UUID) -> HttpResponse:
    """Both beside each other, the reasons, and a person's answer."""
    viewer = door.viewer(request)
    found = suggestion_for(viewer, suggestion_id)
    is_open = found.status == MatchSuggestion.Status.OPEN
    initial = {"revision": found.revision}
    form: JudgeForm | TakeBackForm
    if is_open:
        form = JudgeForm(posted(request), initial=initial, answers=sorted(POSSIBLE[Kind(found.kind)]))
    else:
        form = TakeBackForm(posted(request))
    back = reverse("transfer-matches")

    def work() -> str:
        typed = form.cleaned_data
        if is_open:
            actions.judge(
                suggestion=found, by=viewer, answer=typed["answer"], remark=typed["remark"],
                seen_revision=typed["revision"], at=now(),
            )  # fmt: skip
            messages.success(request, gettext("Your answer is kept; you can undo it."))
        else:
            actions.undo(suggestion=found, by=viewer, remark=typed["reason"], seen_revision=found.revision, at=now())
            messages.success(request, gettext("It is undone; the question is open again."))
        return back

    return form_page(
        request,
        form,
        work,
        "transfer/match.html",
        title=MATCHES[found.kind],
        lead=_reasons(found),
        one=_facts(found, found.pupil, found.application),
        other=_facts(found, found.other, found.other_application),
        answer=MATCH_ANSWERS[found.status],
        remark=found.remark,
        is_open=is_open,
        save=gettext("Save") if is_open else gettext("Undo this"),
        back=back,
    )


def _facts(found: MatchSuggestion, pupil: Pupil | None, application: Application | None) -> list[Fact]:
    if application is not None:
        return [
            Fact(label=gettext("Programme"), value=application.programme),
            Fact(label=gettext("At"), value=application.institution_name),
            Fact(label=gettext("Number"), value=application.number or "-"),
            Fact(
                label=gettext("Applied on"), value=short_day(application.applied_on) if application.applied_on else "-"
            ),
            Fact(label=gettext("Status"), value=STATUSES[application.status]),
        ]
    if pupil is None:
        school = found.other_school
        return [Fact(label=gettext("School"), value=school.name)] if school else []
    student = pupil.student
    return [
        Fact(label=gettext("Name"), value=student.name),
        Fact(label=gettext("Birth date"), value=long_day(student.birth_date) if student.birth_date else "-"),
        Fact(label=gettext("Number"), value=student.number or "-"),
        Fact(label=gettext("School"), value=SCHOOL_TYPES[pupil.school_type]),
    ]
