"""Pages of case analysis, patterns, learning cycles and the rehearsal of a year."""

import uuid
from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action, Data
from houvast.core.monitor.mechanisms import Factor, Mechanism
from houvast.core.monitor.rehearsal import Rates, rehearse
from houvast.core.monitor.shares import Verdict
from houvast.monitor.actions import learning as actions
from houvast.monitor.forms.learning import CloseForm, CycleForm, DecideForm, MarkForm, RehearsalForm
from houvast.monitor.mechanism_words import FACTORS, MECHANISMS
from houvast.monitor.models import Analysis, AnalysisMark
from houvast.monitor.queries import learning as queries
from houvast.monitor.queries.approaches import meetings
from houvast.monitor.queries.cases import case_table
from houvast.monitor.queries.reach import BEHIND, TEAM, may_write, reach_of
from houvast.monitor.showing import rule_words
from houvast.monitor.words import interval_of, percent
from houvast.people.carrying import carry_out, form_page, press
from houvast.people.clock import now
from houvast.people.submissions import new_key, once
from houvast.privacy import door
from houvast.web.components import Bar
from houvast.web.days import long_day


def _kind(kind: str) -> str:
    return {
        AnalysisMark.Kind.CRUCIAL.value: gettext("A crucial moment"),
        AnalysisMark.Kind.HELPED.value: gettext("This helped"),
        AnalysisMark.Kind.FAILED.value: gettext("This failed"),
    }[kind]


@login_required
@require_http_methods(["GET", "POST"])
def analysis(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The analyses of one dossier; begin one, or go on with the one that runs."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.CASE_ANALYSIS)
    may_record = door.may(viewer, student, Data.CASE_ANALYSIS, Action.RECORD)
    if request.method == "POST":
        if not may_record:
            raise Http404

        def work() -> str:
            made = actions.begin_analysis(student=student, by=viewer, at=now())
            return reverse("monitor:analysis-one", args=(student.pk, made.pk))

        return once(request, work)
    context = {
        "student": student,
        "own": viewer.person.pk == student.pk,
        "may_record": may_record,
        "analyses": [
            (one, reverse("monitor:analysis-one", args=(student.pk, one.pk))) for one in queries.analyses_of(student)
        ],
        "submission": new_key(),
    }
    return render(request, "monitor/analysis.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def analysis_one(request: HttpRequest, student_id: uuid.UUID, analysis_id: uuid.UUID) -> HttpResponse:
    """One analysis: mark moments apart, lay them together, agree and close."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.CASE_ANALYSIS)
    found = queries.analysis_of(student, analysis_id)
    may_record = door.may(viewer, student, Data.CASE_ANALYSIS, Action.RECORD)
    here = reverse("monitor:analysis-one", args=(student.pk, found.pk))
    marks = queries.marks_for(found, viewer)
    choices = [(str(one.pk), f"{long_day(one.on)}: {_kind(one.kind)}. {one.why}") for one in marks]
    closing, together = "learned" in request.POST, "together" in request.POST
    posted = request.method == "POST"
    if posted and not may_record:
        raise Http404
    form = MarkForm(request.POST if posted and not closing and not together else None)
    close = CloseForm(request.POST if closing else None, marks=choices, initial={"revision": found.revision})
    chosen = close if closing else form

    def work() -> str:
        if together:
            actions.look_together(analysis=found, by=viewer, revision=found.revision)
        elif closing:
            revision = close.cleaned_data["revision"]
            actions.close_analysis(analysis=found, by=viewer, draft=close.draft(), revision=revision, at=now())
        else:
            actions.mark_moment(analysis=found, by=viewer, draft=form.draft(), at=now())
        messages.success(request, gettext("It is kept."))
        return here

    if together:
        return press(request, work, again_url=here)
    context = {
        "student": student,
        "own": viewer.person.pk == student.pk,
        "analysis": found,
        "may_record": may_record and found.state != Analysis.State.CLOSED,
        "apart": found.state == Analysis.State.APART,
        "together": found.state == Analysis.State.TOGETHER,
        "closed": found.state == Analysis.State.CLOSED,
        "lookers": queries.lookers(found),
        "line": [
            row
            | {
                "kind": _kind(row["kind"]) if row["kind"] else "",
                "factor": FACTORS[Factor(row["factor"])] if row["factor"] else "",
            }
            for row in queries.line_of(marks, viewer, student)
        ],
        "form": form,
        "close": close,
        "submission": new_key(),
        "second": new_key(),
        "third": new_key(),
        "dossier": reverse("student", args=(student.pk,)),
    }

    def page(status: int = 200) -> HttpResponse:
        return render(request, "monitor/analysis_one.html", context, status=status)

    return carry_out(request, chosen, work, page, again_url=here) if posted else page()


@login_required
@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """What helped and what failed over many dossiers, without anybody in it."""
    reach = reach_of(door.viewer(request))
    closed, found = queries.patterns(reach)
    context = {
        "closed": closed,
        "least": reach.rule.least,
        "cases": case_table(reach, closed),
        "rows": [(FACTORS[Factor(one.factor)], one) for one in found],
    }
    return render(request, "monitor/patterns.html", context)


@login_required
@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """Goals and small changes of teams, with the figure before and now."""
    viewer = door.viewer(request)
    reach = reach_of(viewer)
    acts = bool(viewer.role_names & (BEHIND | TEAM))
    rows = [
        {
            "cycle": one.cycle,
            "title": one.title,
            "mechanism": MECHANISMS[Mechanism(one.cycle.mechanism)] if one.cycle.mechanism else "",
            "before": gettext("hidden") if one.hidden else f"{percent(one.before.value)} ({interval_of(one.before)})",
            "now": gettext("hidden") if one.hidden else f"{percent(one.now.value)} ({interval_of(one.now)})",
            "verdict": _verdict(one.change.verdict),
            "url": reverse("monitor:decide", args=(one.cycle.pk,)) if acts and not one.cycle.decision else "",
        }
        for one in queries.cycles(reach, viewer)
    ]
    context = {
        "rows": rows,
        "rule": rule_words(reach),
        "today": viewer.day,
        "acts": acts,
        "meetings": meetings(reach.organisation),
        "writes": may_write(viewer),
    }
    return render(request, "monitor/learning.html", context)


def _verdict(verdict: Verdict) -> str:
    match verdict:
        case Verdict.MORE:
            return gettext("It went up, more than chance explains.")
        case Verdict.LESS:
            return gettext("It went down, more than chance explains.")
        case Verdict.CANNOT_TELL:
            return gettext("A difference cannot be told from chance yet.")
        case Verdict.TOO_FEW:
            return gettext("Too few students to say anything.")


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A team sets a goal and picks one small change."""
    viewer = door.viewer(request)
    reach = reach_of(viewer)
    if not viewer.role_names & (BEHIND | TEAM):
        raise Http404
    form = CycleForm(
        request.POST or None, teams=queries.teams_in(reach), initial={"figure": request.GET.get("figure", "")}
    )
    here = reverse("monitor:learning")

    def work() -> str:
        actions.begin_cycle(by=viewer, draft=form.draft(), at=now())
        messages.success(request, gettext("Good luck. The figure as it is now is kept."))
        return here

    return form_page(request, form, work, "monitor/begin.html", back=here)


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, cycle_id: uuid.UUID) -> HttpResponse:
    """Keep, adjust or drop."""
    viewer = door.viewer(request)
    reach = reach_of(viewer)
    found = queries.cycle_for(reach, cycle_id)
    if not viewer.role_names & (BEHIND | TEAM):
        raise Http404
    form = DecideForm(request.POST or None, initial={"revision": found.revision})
    here = reverse("monitor:learning")

    def work() -> str:
        said = form.cleaned_data
        actions.decide_cycle(
            cycle=found,
            by=viewer,
            decision=said["decision"],
            learned=said["learned"],
            revision=said["revision"],
            at=now(),
        )
        messages.success(request, gettext("It is saved, with today's figure beside the one of then."))
        return here

    return form_page(request, form, work, "monitor/decide.html", again_url=here, cycle=found, back=here)


@login_required
@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    """A school year rehearsed from the school's own rates; other numbers say what if. Nothing is stored."""
    viewer = door.viewer(request)
    reach = reach_of(viewer)
    own = queries.own_rates(reach, viewer)
    form = RehearsalForm(request.GET if "students" in request.GET else _asked(own))
    valid = form.is_valid()
    rates = _rates(form) if valid else own
    year = rehearse(rates)
    fullest = year.per_coach[year.fullest_week]
    changed = valid and "students" in request.GET
    mine = rehearse(own) if changed else year
    names = {
        "talks": gettext("Talks"), "alerts": gettext("Alerts"), "tracks": gettext("Improvement tracks"),
        "warnings": gettext("Warnings"), "negative": gettext("Negative advice"), "appeals": gettext("Appeals"),
        "leaving": gettext("Deregistrations"), "letters": gettext("Letters"),
    }  # fmt: skip
    context = {
        "form": form,
        "changed": changed,
        "rows": [
            (
                names[kind],
                mine.totals[kind].middle,
                one.middle,
                gettext("%(low)d to %(high)d") % {"low": one.low, "high": one.high},
                number_format(year.weekly[kind], 2),
            )
            for kind, one in year.totals.items()
        ],
        "bars": [
            Bar(label=gettext("Week %(n)d") % {"n": week + 1}, value=value) for week, value in enumerate(year.per_coach)
        ],
        "fullest": year.fullest_week + 1,
        "fullest_work": number_format(fullest, 1 if fullest >= 1 else 2),
    }
    return render(request, "monitor/rehearsal.html", context)


def _asked(own: Rates) -> dict[str, object]:
    """Rates as the form asks them: per hundred students, in per cents."""
    hundred = {"tracks", "warnings", "negative", "appeals", "leaving"}
    return {name: round(value * 100, 1) if name in hundred else value for name, value in asdict(own).items()}


def _rates(form: RehearsalForm) -> Rates:
    said = form.cleaned_data
    return Rates(
        students=said["students"],
        coaches=said["coaches"],
        talks=said["talks"],
        alerts=said["alerts"],
        tracks=said["tracks"] / 100,
        warnings=said["warnings"] / 100,
        negative=said["negative"] / 100,
        appeals=said["appeals"] / 100,
        leaving=said["leaving"] / 100,
    )
