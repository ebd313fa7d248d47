"""A student who does not agree: the way and the last day, the letter, handing it in, the proof."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from houvast.helpdesk.actions import contesting
from houvast.helpdesk.advice import advice_for
from houvast.helpdesk.forms.contesting import BeginForm, HandInForm, WordsForm
from houvast.helpdesk.letter import is_in_time, moment, parts_of, subject_of
from houvast.helpdesk.models import Contest
from houvast.helpdesk.queries import contests as reading
from houvast.helpdesk.routes import route_for
from houvast.helpdesk.words import BODIES, MATTERS, ROUTES
from houvast.people.carrying import carry_out
from houvast.people.clock import now, today
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Row, Term


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contests(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The student's own letters, and beginning one: what is it about, and when did you hear it?"""
    viewer = door.viewer(request)
    own = reading.own_contests(viewer, student_id)
    begun = reading.beginning_of(viewer, request.GET.get("case", ""))
    form = BeginForm(request.POST or None, initial=begun)

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "rows": [_row(one) for one in own],
            "decided": reading.decided_lately(viewer, _language()),
            "begun": bool(begun) or bool(form.errors),
            "key": request.POST.get("submission") or new_key(),
            "today": viewer.day,
        }
        return render(request, "helpdesk/contests.html", context, status=status)

    if request.method != "POST":
        return page()

    def work() -> str:
        made = contesting.begin(student=viewer.person, by=viewer, at=now(), **form.cleaned_data)
        return reverse("helpdesk:contest", args=(made.pk,))

    return carry_out(request, form, work, page)


def _row(contest: Contest) -> Row:
    url = reverse("helpdesk:contest", args=(contest.pk,))
    draft = contest.status == Contest.Status.DRAFT
    if draft:
        why = gettext("a draft: not handed in yet")
    elif contest.case and contest.case.outcome:
        why = contest.case.outcome_en if _language() == "en" else contest.case.outcome_nl
    else:
        why = gettext("handed in with proof")
    return Row(
        name=f"{subject_of(contest)}: {MATTERS[contest.matter]!s}",
        url=url,
        why=why,
        due=contest.last_day if draft else None,
        action_label=gettext("Write on") if draft else gettext("Open"),
        action_url=url,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, contest_id: uuid.UUID) -> HttpResponse:
    """A draft: days left, what helps to say, the letter. Handed in: the proof, the hearing, where it stands."""
    viewer = door.viewer(request)
    found = reading.contest_of_own(viewer, contest_id)
    if found.status == Contest.Status.HANDED_IN:
        return _handed_in(request, found)
    late = not is_in_time(found, now())
    names = (*contesting.Words.__dataclass_fields__, "revision")
    form = WordsForm(request.POST or None, initial={name: getattr(found, name) for name in names}, is_late=late)

    def page(status: int = 200) -> HttpResponse:
        return _draft(request, viewer, found, form, status)

    if request.method != "POST":
        return page()

    def work() -> str:
        contesting.write(contest=found, by=viewer, words=form.words(), seen_revision=form.cleaned_data["revision"])
        if "hand_in" in request.POST:
            return reverse("helpdesk:hand-in", args=(found.pk,))
        messages.success(request, gettext("Your letter is kept. Only you can read it."))
        return reverse("helpdesk:contest", args=(found.pk,))

    return carry_out(request, form, work, page)


def _draft(request: HttpRequest, viewer: Viewer, found: Contest, form: WordsForm, status: int) -> HttpResponse:
    way = route_for(found.matter, found.notified_on, on=viewer.day)
    context: dict[str, Any] = {
        "contest": found,
        "title": subject_of(found),
        "matter": MATTERS[found.matter],
        "route": ROUTES[found.route],
        "body": BODIES[found.route],
        "term": _term(found),
        "late": not is_in_time(found, now()),
        "law": [(one.text.in_(_language()), one.source, one.url) for one in way.answer.because],
        "human": [text.in_(_language()) for text in way.answer.asks_human],
        "advice": advice_for(found.matter),
        "form": form,
        "key": request.POST.get("submission") or new_key(),
        "away": new_key(),
    }
    return render(request, "helpdesk/contest.html", context, status=status)


def _term(found: Contest) -> Term | None:
    """The days that run out; nothing where no term runs or it has passed."""
    if found.last_day is None or found.notified_on is None or found.last_day < today():
        return None
    return Term(text=gettext("To hand in your letter"), begins=found.notified_on, ends=found.last_day, today=today())


def _handed_in(request: HttpRequest, found: Contest) -> HttpResponse:
    assert found.handed_in_at is not None
    assert found.case is not None
    english = _language() == "en"
    context = {
        "contest": found,
        "title": subject_of(found),
        "matter": MATTERS[found.matter],
        "body": BODIES[found.route],
        "received": moment(found.handed_in_at),
        "in_time": is_in_time(found, found.handed_in_at),
        "hearing": moment(found.hearing_at) if found.hearing_at else "",
        "decided_by": found.decide_by if not found.case.outcome else None,
        "outcome": found.case.outcome_en if english else found.case.outcome_nl,
        "parts": parts_of(found),
        "today": today(),
    }
    return render(request, "helpdesk/handed_in.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, contest_id: uuid.UUID) -> HttpResponse:
    """Read it once more, and hand it in."""
    viewer = door.viewer(request)
    found = reading.contest_of_own(viewer, contest_id)
    if found.status == Contest.Status.HANDED_IN:
        return redirect("helpdesk:contest", found.pk)
    form = HandInForm(request.POST or None, initial={"revision": found.revision})
    missing = contesting.missing_in(found, now())

    def page(status: int = 200) -> HttpResponse:
        context = {
            "contest": found,
            "title": subject_of(found),
            "body": BODIES[found.route],
            "parts": parts_of(found),
            "missing": missing,
            "form": form,
            "today": viewer.day,
            "key": request.POST.get("submission") or new_key(),
        }
        return render(request, "helpdesk/hand_in.html", context, status=status)

    if request.method != "POST":
        return page()

    def work() -> str:
        contesting.hand_in(contest=found, by=viewer, at=now(), seen_revision=form.cleaned_data["revision"])
        messages.success(request, gettext("Your letter was received. The proof is here."))
        return reverse("helpdesk:contest", args=(found.pk,))

    return carry_out(request, form, work, page)


@login_required
@require_POST
def throw_away(request: HttpRequest, contest_id: uuid.UUID) -> HttpResponse:
    """A draft that is not needed."""
    viewer = door.viewer(request)
    found = reading.contest_of_own(viewer, contest_id)

    def work() -> str:
        contesting.throw_away(contest=found, by=viewer)
        messages.success(request, gettext("The draft is gone."))
        return reverse("helpdesk:contests", args=(viewer.person.pk,))

    try:
        return once(request, work)
    except CannotBeDone as reason:
        messages.info(request, str(reason))
        return redirect("helpdesk:contest", found.pk)
