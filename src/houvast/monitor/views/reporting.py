"""The quality agenda, the mechanisms, approaches and meetings: what a school says and learns beside its figures."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.calendar import school_year_of
from houvast.core.monitor.agenda import PLANS, Point
from houvast.core.monitor.approaches import Described, Sector, Theme, age_of
from houvast.monitor.actions import reporting as actions
from houvast.monitor.forms.reporting import ApproachForm, EntryForm, MeetingForm
from houvast.monitor.mechanism_words import MECHANISMS
from houvast.monitor.point_words import AGES, KINDS, POINTS, SECTORS, THEMES
from houvast.monitor.queries import agenda as queries
from houvast.monitor.queries import approaches as described
from houvast.monitor.queries.reach import may_write, reach_of
from houvast.monitor.showing import rule_words, year_label
from houvast.people.carrying import form_page
from houvast.people.clock import now
from houvast.people.viewer import Viewer
from houvast.privacy import door

EARLIEST = 2000


def _year(request: HttpRequest, viewer: Viewer) -> int:
    """The school year that is asked for, else the latest whole one."""
    given = request.GET.get("year", "")
    latest = school_year_of(viewer.day).begins_in
    return int(given) if given.isascii() and given.isdigit() and EARLIEST <= int(given) <= latest else latest - 1


def _writer(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not may_write(viewer):
        raise Http404
    return viewer


@login_required
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """The quality agenda as a report: points, figures, words, goals, and where it comes from."""
    viewer = door.viewer(request)
    reach, year = reach_of(viewer), _year(request, viewer)
    writes, spoken = may_write(viewer), get_language() or "nl"
    context = {
        "parts": [
            (part, f"{reverse('monitor:write-entry', args=(part.point,))}?year={year}" if writes else "")
            for part in queries.agenda(reach, year)
        ],
        "focus": queries.focus_groups(reach, year),
        "links": queries.focus_links(year) if reach.behind else (),
        "stuck": queries.stuck(reach, year),
        "work": queries.work_after(reach, year),
        "plans": [(plan.title.in_(spoken), plan.years, [one.in_(spoken) for one in plan.asks]) for plan in PLANS],
        "year": year,
        "years": [(one, year_label(one)) for one in range(year + 1, year - 5, -1)],
        "year_label": year_label(year),
        "rule": rule_words(reach),
    }
    return render(request, "monitor/quality.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def write_entry(request: HttpRequest, point: str) -> HttpResponse:
    """Words on a point of the agenda, or a figure from elsewhere."""
    viewer = _writer(request)
    if point not in set(Point):
        raise Http404
    chosen, year = Point(point), _year(request, viewer)
    programmes = queries.level_two_programmes(viewer.organisation_id) if chosen is Point.LABOUR_MARKET else ()
    form = EntryForm(request.POST or None, programmes=programmes)
    back = f"{reverse('monitor:quality')}?year={year}#{point}"

    def work() -> str:
        actions.write_entry(by=viewer, draft=form.draft(chosen, year), at=now())
        messages.success(request, gettext("It is in the report."))
        return back

    return form_page(
        request, form, work, "monitor/write_entry.html", point=POINTS[chosen], year_label=year_label(year), back=back
    )


@login_required
@require_safe
def mechanisms(request: HttpRequest) -> HttpResponse:
    """The eight working mechanisms as one whole, each with what the school does and sees (S-776)."""
    viewer = door.viewer(request)
    reach, year = reach_of(viewer), _year(request, viewer)
    served = described.mechanisms(reach, year)
    context = {
        "rows": [(number, MECHANISMS[one.mechanism], one) for number, one in enumerate(served, start=1)],
        "missing": [MECHANISMS[one.mechanism] for one in served if one.is_empty],
        "rule": rule_words(reach),
        "year_label": year_label(year),
    }
    return render(request, "monitor/mechanisms.html", context)


@login_required
@require_safe
def approaches(request: HttpRequest) -> HttpResponse:
    """Approaches and publications, narrowed by sector and theme."""
    viewer = door.viewer(request)
    reach_of(viewer)
    sector, theme = request.GET.get("sector", ""), request.GET.get("theme", "")
    sector, theme = sector if sector in set(Sector) else "", theme if theme in set(Theme) else ""
    writes = may_write(viewer)
    context = {
        "rows": [
            _shown(one, writes=writes)
            for one in described.approaches(viewer.organisation_id, sector=sector, theme=theme)
        ],
        "sector": sector,
        "theme": theme,
        "sectors": [(one.value, name) for one, name in SECTORS.items()],
        "themes": [(one.value, name) for one, name in THEMES.items()],
        "writes": writes,
    }
    return render(request, "monitor/approaches.html", context)


def _shown(one: Described, *, writes: bool) -> dict[str, object]:
    spoken = get_language() or "nl"
    said = (
        (gettext("The context"), one.context), (gettext("The intervention"), one.intervention),
        (gettext("The mechanism"), one.how_it_works), (gettext("The result"), one.results),
        (gettext("What can career guidance take from it?"), one.takeaway),
    )  # fmt: skip
    return {
        "title": one.title.in_(spoken),
        "facts": (
            (gettext("Kind"), str(KINDS[one.kind])),
            (gettext("Year"), f"{one.year} ({AGES[age_of(one.year)]})"),
            (gettext("For"), ", ".join(str(SECTORS[each]) for each in one.sectors)),
            (gettext("About"), ", ".join(str(THEMES[each]) for each in one.themes)),
            *(
                ((gettext("Mechanisms"), ", ".join(str(MECHANISMS[each]) for each in one.mechanisms)),)
                if one.mechanisms
                else ()
            ),
            *((label, text.in_(spoken)) for label, text in said if text.in_(spoken)),
            *(((gettext("Source"), one.source),) if one.source else ()),
        ),
        "url": reverse("monitor:change-approach", args=(one.id,)) if writes and one.id else "",
    }


@login_required
@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, approach_id: uuid.UUID | None = None) -> HttpResponse:
    """Describe an approach or a publication, or describe it better."""
    viewer = _writer(request)
    found = described.approach_for(viewer.organisation_id, approach_id) if approach_id else None
    form = ApproachForm(request.POST or None, initial=ApproachForm.of(found) if found else None)
    back = reverse("monitor:approaches")

    def work() -> str:
        revision = form.cleaned_data["revision"] or 0
        actions.describe_approach(by=viewer, draft=form.draft(), at=now(), approach=found, revision=revision)
        messages.success(request, gettext("It is kept."))
        return back

    return form_page(request, form, work, "monitor/describe.html", found=found, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest) -> HttpResponse:
    """A meeting in which people learned together (S-775)."""
    viewer = _writer(request)
    form = MeetingForm(request.POST or None)
    back = reverse("monitor:learning")

    def work() -> str:
        actions.hold_meeting(by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("It is kept."))
        return back

    return form_page(request, form, work, "monitor/meeting.html", back=back)
