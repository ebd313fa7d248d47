"""Pages of a region, of what others printed, and of the advice of the study."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from houvast.core.monitor.advised import ADVISED, ORIGIN
from houvast.core.monitor.agenda import PLANS
from houvast.core.monitor.figures import BY_ID, PARTS
from houvast.core.monitor.leaving import Cause
from houvast.core.monitor.published import DIVIDED, SHARES
from houvast.core.monitor.regions import REGIONS
from houvast.monitor import files
from houvast.monitor.queries.cited import country_table, norms_table, printed_early_leavers, printed_inflow
from houvast.monitor.queries.figures import said_in
from houvast.monitor.queries.reach import region_of
from houvast.monitor.queries.region import check_region, is_institution, regions_known, years_published
from houvast.monitor.regional import divided, regional
from houvast.monitor.showing import year_label
from houvast.people.viewer import Viewer
from houvast.privacy import door

COUNTRY = "all"


def _region(given: str, viewer: Viewer) -> str:
    """The region that is asked for; by default that of the viewer's organisation, else the country."""
    if given == COUNTRY:
        return ""
    if given in REGIONS:
        return given
    return region_of(viewer.organisation_id)


@login_required
@require_safe
def region(request: HttpRequest) -> HttpResponse:
    """Institutions of a region and of the country beside each other, for city and school (S-507)."""
    viewer = door.viewer(request)
    check_region(viewer)
    years = years_published()
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(one) for one in years} else (years[0] if years else viewer.day.year - 1)
    figure = request.GET.get("figure", "")
    figure = figure if figure in (*SHARES, *DIVIDED) else SHARES[0]
    of_region = _region(request.GET.get("region", ""), viewer)
    name = REGIONS.get(of_region, "")
    is_divided = figure in DIVIDED
    shown = None if is_divided else regional(figure, year, of_region, name, str(viewer.organisation_id))
    tables = (divided(figure, year, of_region),) if is_divided else shown.tables if shown else ()
    if request.GET.get("as") == "csv":
        rows = [row for table in tables for row in ([str(column.label) for column in table.columns], *table.rows, [])]
        response = HttpResponse(files.as_csv(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{figure}-{year_label(year)}.csv"'
        return response
    context = {
        "shown": shown,
        "tables": tables,
        "year": year,
        "year_label": year_label(year),
        "years": [(one, year_label(one)) for one in years or (year,)],
        "figure": figure,
        "figures": [(one, said_in(BY_ID[one], "title")) for one in (*SHARES, *DIVIDED)],
        "title": said_in(BY_ID[figure], "title"),
        "how": said_in(BY_ID[figure], "how"),
        "region": of_region or COUNTRY,
        "regions": [(COUNTRY, gettext("The whole country")), *regions_known()],
        "name": name or gettext("The whole country"),
        "own_figures": is_institution(viewer),
        "csv_url": f"?year={year}&figure={figure}&region={of_region or COUNTRY}&as=csv",
    }
    return render(request, "monitor/region.html", context)


@login_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """What others printed, beside which our figures stand: norms, tables, plans, and the advice of the study."""
    viewer = door.viewer(request)
    check_region(viewer)
    spoken = get_language() or "nl"
    context = {
        "tables": (printed_early_leavers(), printed_inflow(), norms_table(), country_table()),
        "plans": [
            (plan.title.in_(spoken), plan.years, [one.in_(spoken) for one in plan.asks], plan.source) for plan in PLANS
        ],
        "origin": ORIGIN.in_(spoken),
        "causes": [PARTS["cause"][one].in_(spoken) for one in Cause if one is not Cause.OTHER],
        "advised": [
            (
                one.number,
                one.title.in_(spoken),
                one.asks.in_(spoken),
                [
                    (said_in(BY_ID[each], "title"), f"{reverse('monitor:group', args=(BY_ID[each].group,))}#{each}")
                    for each in one.figures
                ],
            )
            for one in ADVISED
        ],
        "own_figures": is_institution(viewer),
    }
    return render(request, "monitor/sources.html", context)
