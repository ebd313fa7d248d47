"""The administrator's pages: the rules with their scorecard, one rule with its history, the capacity."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.alerts import actions
from houvast.alerts.forms import CapacityForm, RuleForm
from houvast.alerts.queries.rules import capacities_of
from houvast.alerts.queries.scorecards import score_lines
from houvast.alerts.queries.setting import (
    coaches_of,
    history_of,
    own_figures,
    rule_page,
    rules_page,
    unit_help,
)
from houvast.packbook.alerts import UnknownRule
from houvast.packbook.alerts import rule as rule_named
from houvast.people.clock import now
from houvast.people.models import RoleAssignment
from houvast.people.posted import posted
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door

INVALID = 422


def _administrator(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not viewer.has_role(RoleAssignment.Role.ADMINISTRATOR):
        raise Http404
    return viewer


@login_required
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule as this school set it, and how much a coach can answer in a week."""
    viewer = _administrator(request)
    here = reverse("alert-rules")
    capacities, coaches = capacities_of(viewer.organisation_id, viewer.day), coaches_of(viewer)
    form = CapacityForm(posted(request), initial={"per_week": capacities[None]}, coaches=coaches)
    if form.is_valid():

        def work() -> str:
            actions.set_capacity(by=viewer, per_week=form.cleaned_data["per_week"], coach=form.chosen, at=now())
            messages.success(request, gettext("The capacity holds from today."))
            return here

        return once(request, work)
    context = {
        "form": form,
        "all_coaches": capacities[None],
        "own_figures": own_figures(coaches, capacities),
        "submission": new_key(),
        **rules_page(viewer),
    }
    return render(request, "alerts/rules.html", context, status=INVALID if request.method == "POST" else 200)


@login_required
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: what it says, from what value, what was set before and why."""
    viewer = _administrator(request)
    try:
        found = rule_named(rule_id)
    except UnknownRule:
        raise Http404 from None
    page = rule_page(found, viewer)
    initial = {"speaks": page["speaks"], "threshold": page["set_threshold"]}
    form = RuleForm(posted(request), initial=initial, rule=found, unit=unit_help(found))
    if form.is_valid():
        typed = form.cleaned_data

        def work() -> str:
            actions.set_rule(
                name=found.id, by=viewer, speaks=typed["speaks"], threshold=typed["threshold"], why=typed["why"],
                at=now(),
            )  # fmt: skip
            messages.success(request, gettext("This holds from today. What was set before stays readable."))
            return reverse("alert-rules")

        return once(request, work)
    context = {
        **page,
        "score": score_lines(viewer.organisation_id, found.id),
        "form": form,
        "history": history_of(found, viewer),
        "back": reverse("alert-rules"),
        "submission": new_key(),
    }
    return render(request, "alerts/rule.html", context, status=INVALID if request.method == "POST" else 200)
