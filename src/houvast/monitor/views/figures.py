"""Pages and files of figures."""

import uuid
from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from houvast.core.calendar import school_year_of
from houvast.core.monitor.figures import FIGURES, FIRST, Group
from houvast.core.monitor.published import SHARES
from houvast.monitor import files
from houvast.monitor.queries.advice import advice_table
from houvast.monitor.queries.behind import PAGE, students_behind
from houvast.monitor.queries.counting import By, freshness, years_known
from houvast.monitor.queries.figures import own_causes, part_name, said_in, shown_group
from houvast.monitor.queries.overview import openings
from houvast.monitor.queries.reach import Reach, may_check, may_set, reach_of
from houvast.monitor.queries.region import beside, is_institution, sees_region
from houvast.monitor.queries.tables import early_table, inflow_table, open_rows
from houvast.monitor.showing import (
    answer_of,
    beside_words,
    block_of,
    by_names,
    fresh_words,
    group_tabs,
    partial_words,
    rule_words,
    year_label,
)
from houvast.monitor.words import GROUPS
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Column, Link
from houvast.web.more import begin_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EARLIEST = 2000


def _year(request: HttpRequest, viewer: Viewer) -> int:
    """The school year that is asked for, else the present one."""
    given = request.GET.get("year", "")
    now = school_year_of(viewer.day).begins_in
    return int(given) if given.isascii() and given.isdigit() and EARLIEST <= int(given) <= now else now


def _by(request: HttpRequest) -> By:
    given = request.GET.get("by", "")
    return By(given) if given in set(By) else By.TEAM


def _about(viewer: Viewer, reach: Reach, year: int) -> dict[str, object]:
    fresh = freshness(reach.organisation)
    years = years_known(reach)
    return {
        "year": year,
        "year_label": year_label(year),
        "years": [(one, year_label(one)) for one in years or (year,)],
        "fresh": fresh_words(fresh),
        "rule": rule_words(reach),
        "partial": partial_words(year, years, fresh, viewer.day),
    }


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """One figure of each page, and the ways on."""
    viewer = door.viewer(request)
    if not is_institution(viewer) and sees_region(viewer):
        return redirect("monitor:region")
    reach, year = reach_of(viewer), _year(request, viewer)
    context = _about(viewer, reach, year) | {
        "tabs": group_tabs(None),
        "openings": [
            {
                "title": GROUPS[one.group][0],
                "about": GROUPS[one.group][1],
                "url": f"{reverse('monitor:group', args=(one.group,))}?year={year}",
                "figure": said_in(one.shown.figure, "title"),
                "answer": answer_of(one.shown),
                "changed": one.shown.whole.said,
            }
            for one in openings(reach, year)
        ],
        "ways": _ways(viewer),
    }
    return render(request, "monitor/overview.html", context)


def _ways(viewer: Viewer) -> list[Link]:
    pages = [
        (gettext("What we learn: goals and small changes"), "monitor:learning", True),
        (gettext("Patterns over case analyses"), "monitor:patterns", True),
        (gettext("Rehearse a school year"), "monitor:rehearsal", True),
        (gettext("Beside other schools: region and country"), "monitor:region", True),
        (gettext("Quality agenda as a report"), "monitor:quality", True),
        (gettext("The eight working mechanisms together"), "monitor:mechanisms", True),
        (gettext("Approaches and publications"), "monitor:approaches", True),
        (gettext("Yearly report, to print"), "monitor:report", True),
        (gettext("Open data of years that are over"), "monitor:open-data", True),
        (gettext("Data checks and differences with DUO"), "monitor:checks", may_check(viewer)),
        (gettext("Small numbers and own causes"), "monitor:settings", may_set(viewer)),
        (gettext("What each figure means"), "monitor:definitions", True),
        (gettext("Norms, and what others printed"), "monitor:sources", True),
    ]
    return [Link(label=label, url=reverse(name)) for label, name, shown in pages if shown]


@login_required
@require_safe
def group(request: HttpRequest, group: str) -> HttpResponse:
    """Every figure of one page."""
    viewer = door.viewer(request)
    reach, year, by = reach_of(viewer), _year(request, viewer), _by(request)
    chosen = _group(group)
    shown = shown_group(reach, chosen, year, by)
    title, about = GROUPS[chosen]
    context = _about(viewer, reach, year) | {
        "tabs": group_tabs(chosen),
        "title": title,
        "about": about,
        "group": chosen,
        "by": by,
        "bys": list(by_names().items()),
        "blocks": [block_of(one, reach, year, by) for one in shown],
        "query": f"year={year}&by={by}",
        "early": early_table(reach, year) if chosen is Group.EARLY else None,
        "inflow": inflow_table(reach, year) if chosen is Group.EARLY else None,
        "advice": advice_table(reach, year) if chosen is Group.ADVICE else None,
        "beside": beside_words(beside(reach.organisation, FIRST[chosen], year)) if FIRST[chosen] in SHARES else (),
    }
    return render(request, "monitor/group.html", context)


def _group(given: str) -> Group:
    if given not in set(Group):
        raise Http404
    return Group(given)


@login_required
@require_safe
def export(request: HttpRequest, group: str, kind: str) -> HttpResponse:
    """The figures of one page as CSV or XLSX: what the page shows, no more."""
    viewer = door.viewer(request)
    reach, year, by = reach_of(viewer), _year(request, viewer), _by(request)
    chosen = _group(group)
    rows = files.rows_of(shown_group(reach, chosen, year, by), year_label(year))
    if chosen is Group.ADVICE:
        rows += files.rows_of_table(advice_table(reach, year))
    name = f"{chosen}-{year_label(year)}"
    if kind == "csv":
        return _file(files.as_csv(rows), "text/csv; charset=utf-8", f"{name}.csv")
    if kind == "xlsx":
        about = [*fresh_words(freshness(reach.organisation)), rule_words(reach)]
        return _file(files.as_xlsx(rows, str(GROUPS[chosen][0]), about), XLSX, f"{name}.xlsx")
    raise Http404


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """All figures of a year on one page, to print: for an annual report or a city report."""
    viewer = door.viewer(request)
    reach, year, by = reach_of(viewer), _year(request, viewer), _by(request)
    context = _about(viewer, reach, year) | {
        "by": by,
        "bys": list(by_names().items()),
        "parts": [
            (
                GROUPS[one][0],
                [block_of(each, reach, year, by, printed=True) for each in shown_group(reach, one, year, by)],
            )
            for one in Group
        ],
        "early": early_table(reach, year),
        "inflow": inflow_table(reach, year),
        "advice": advice_table(reach, year),
        "organisation": viewer.person.organisation.name,
    }
    return render(request, "monitor/report.html", context)


@login_required
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """What each figure means, who counts, and how it is reckoned."""
    reach_of(door.viewer(request))
    parts = [
        (
            GROUPS[one][0],
            [
                {
                    "id": figure.id,
                    "title": said_in(figure, "title"),
                    "facts": (
                        (gettext("What the figure says"), said_in(figure, "says")),
                        (gettext("Who counts"), said_in(figure, "who")),
                        (gettext("How it is worked out"), said_in(figure, "how")),
                        (
                            gettext("Period"),
                            gettext("as of the latest refresh")
                            if figure.now
                            else gettext("a school year, 1 August to 31 July"),
                        ),
                        (gettext("Source"), said_in(figure, "source")),
                    ),
                }
                for figure in FIGURES
                if figure.group is one
            ],
        )
        for one in Group
    ]
    return render(request, "monitor/definitions.html", {"parts": parts, "tabs": group_tabs(None)})


@login_required
@require_safe
def students(request: HttpRequest) -> HttpResponse:
    """The students behind a number, as far as the viewer may see them."""
    viewer = door.viewer(request)
    reach, year = reach_of(viewer), _year(request, viewer)
    mark = request.GET.get("mark", "")[:80]
    start = begin_in(request.GET, "after")
    rows, more = students_behind(viewer, reach, mark=mark, year=year, parts=_parts(request.GET), after=start)
    context = {
        "year_label": year_label(year),
        "columns": (
            Column(label=gettext("Student")),
            Column(label=gettext("Team")),
            Column(label=gettext("Programme")),
            Column(label=gettext("Last day")),
        ),
        "rows": [(one, reverse("student", args=(one.id,))) for one in rows],
        "shows_leaving": mark.split(":")[0] not in {"students", "counted", "advice"},
        "first": start + 1,
        "last": start + len(rows),
        "next_url": f"?{_asked(request, start + PAGE)}" if more else "",
        "what": _named(reach, mark),
    }
    return render(request, "monitor/students.html", context)


def _asked(request: HttpRequest, after: int) -> str:
    given = request.GET.copy()
    given["after"] = str(after)
    return given.urlencode()


def _parts(given: Mapping[str, str]) -> dict[By, str]:
    parts = {by: given[by.value] for by in By if by.value in given}
    for by in (By.TEAM, By.PROGRAMME):
        if by in parts and parts[by] not in {"", "none"}:
            try:
                uuid.UUID(parts[by])
            except ValueError:
                raise Http404 from None
    if By.LEVEL in parts and not (parts[By.LEVEL] in {"", "none"} or parts[By.LEVEL] in set("1234")):
        raise Http404
    return parts


def _named(reach: Reach, mark: str) -> str:
    """What a mark is called: its figure, and its part."""
    for figure in FIGURES:
        if figure.hits == mark:
            return said_in(figure, "title")
        if figure.prefix and mark.startswith(f"{figure.prefix}:"):
            part = mark.removeprefix(f"{figure.prefix}:")
            return f"{said_in(figure, 'title')}: {part_name(figure, part, own_causes(reach.organisation))}"
    return mark


@login_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Early leavers and deregistrations per level and pathway of years that are over, as a file anybody may have."""
    viewer = door.viewer(request)
    reach = reach_of(viewer)
    rows = open_rows(reach, viewer.day)
    return _file(files.as_csv(rows), "text/csv; charset=utf-8", "open-data.csv")
