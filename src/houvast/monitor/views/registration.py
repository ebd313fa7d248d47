"""Pages of data checks, of differences with DUO, and of what a school sets about its figures."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.calendar import school_year_of
from houvast.core.monitor.checks import Check
from houvast.monitor import files
from houvast.monitor.actions import registration as actions
from houvast.monitor.actions.reporting import set_region
from houvast.monitor.forms.registration import CauseForm, SmallNumbersForm, SolveForm
from houvast.monitor.forms.reporting import RegionForm
from houvast.monitor.queries.figures import own_causes
from houvast.monitor.queries.reach import may_check, may_set, region_of, rule_of
from houvast.monitor.queries.registration import PAGE, check_for, kinds, open_checks, own_registration
from houvast.monitor.showing import year_label
from houvast.monitor.words import CHECKS
from houvast.people.carrying import carry_out, form_page
from houvast.people.clock import now
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Link
from houvast.web.more import begin_in


def _checker(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not may_check(viewer):
        raise Http404
    return viewer


@login_required
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """What is wrong or differs, student by student, with the ways to solve it."""
    viewer = _checker(request)
    given = request.GET.get("check", "")
    chosen = Check(given) if given in set(Check) else None
    start = begin_in(request.GET, "after")
    rows, more = open_checks(viewer, chosen, start)
    here = reverse("monitor:checks")
    year = school_year_of(viewer.day).begins_in
    context = {
        "kinds": [
            Link(
                label=str(CHECKS[one.check]),
                url=f"{here}?check={one.check}",
                count=one.open,
                current=one.check is chosen,
            )
            for one in kinds(viewer.organisation_id)
        ],
        "rows": [(one, CHECKS[Check(one.check_name)], reverse("monitor:solve", args=(one.pk,))) for one in rows],
        "chosen": CHECKS[chosen] if chosen else "",
        "first": start + 1,
        "last": start + len(rows),
        "next_url": f"{here}?check={given}&after={start + PAGE}" if more else "",
        "files": [
            (year_label(one), f"{reverse('monitor:own-registration')}?year={one}") for one in (year, year - 1, year - 2)
        ],
    }
    return render(request, "monitor/checks.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def solve(request: HttpRequest, check_id: uuid.UUID) -> HttpResponse:
    """Say how one check is solved."""
    viewer = _checker(request)
    found = check_for(viewer, check_id)
    form = SolveForm(request.POST or None, check=Check(found.check_name), initial={"revision": found.revision})
    here = reverse("monitor:checks")

    def work() -> str:
        said = form.cleaned_data
        actions.solve_check(
            check=found, by=viewer, way=said["way"], note=said["note"], revision=said["revision"], at=now()
        )
        messages.success(request, gettext("It is kept. The figures follow at the next refresh."))
        return here

    title = CHECKS[Check(found.check_name)]
    return form_page(request, form, work, "monitor/solve.html", again_url=here, found=found, title=title, back=here)


@login_required
@require_safe
def own_file(request: HttpRequest) -> HttpResponse:
    """Our own deregistrations with the columns of DUO's reports, to lay beside them."""
    viewer = _checker(request)
    given = request.GET.get("year", "")
    now_year = school_year_of(viewer.day).begins_in
    year = int(given) if given.isascii() and given.isdigit() and 2000 <= int(given) <= now_year else now_year  # noqa: PLR2004
    response = HttpResponse(files.as_csv(own_registration(viewer, year)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="uitschrijvingen-{year_label(year)}.csv"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Small numbers, causes of the school's own, and the region."""
    viewer = door.viewer(request)
    if not may_set(viewer):
        raise Http404
    here = reverse("monitor:settings")
    rule = rule_of(viewer.organisation_id)
    adding, placing = "name" in request.POST, "region" in request.POST
    posted = request.method == "POST"
    cause = CauseForm(request.POST if adding else None)
    small = SmallNumbersForm(
        request.POST if posted and not adding and not placing else None,
        initial={"least": rule.least, "shows": rule.shows},
    )
    region = RegionForm(request.POST if placing else None, initial={"region": region_of(viewer.organisation_id)})
    form = cause if adding else region if placing else small

    def work() -> str:
        said = form.cleaned_data
        if adding:
            actions.add_cause(by=viewer, name=said["name"], at=now())
        elif placing:
            set_region(by=viewer, region=said["region"], at=now())
        else:
            actions.set_small_numbers(by=viewer, least=said["least"], shows=said["shows"], why=said["why"], at=now())
        messages.success(request, gettext("It is kept."))
        return here

    context = {
        "small": small,
        "cause": cause,
        "causes": sorted(own_causes(viewer.organisation_id).values()),
        "submission": new_key(),
        "second": new_key(),
        "region": region,
        "third": new_key(),
    }

    def page(status: int = 200) -> HttpResponse:
        return render(request, "monitor/settings.html", context, status=status)

    return carry_out(request, form, work, page, again_url=here) if posted else page()
