"""What is about no single student: the directory of services, and figures with small numbers hidden."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from houvast.api.rest import shapes
from houvast.api.rest.entering import asking, reads
from houvast.api.rest.paging import Cursor, PageSize, as_page, keyset
from houvast.api.tokens import SystemViewer
from houvast.core.monitor.figures import FIGURES
from houvast.directory.models import Service
from houvast.monitor.queries.counting import sums
from houvast.monitor.queries.figures import whole_of
from houvast.monitor.queries.reach import Reach, rule_of

router = Router(tags=["services and figures"])
SCHOOL_YEAR_BEGINS = 8
Year = Annotated[int | None, Query(ge=2000, le=2100, description="In which the school year begins; empty: this one.")]


@reads(router, "/services", scope="services:read", answers=shapes.Page[shapes.Service], summary="The directory")
def services(request: HttpRequest, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    """What the school published."""

    def show(one: Service) -> shapes.Service:
        return shapes.Service.from_row(one, areas=one.areas.split())

    organisation = asking(request).viewer.organisation_id
    rows = Service.objects.filter(kept_by=organisation, state=Service.State.PUBLISHED)
    return as_page(request, keyset(rows, cursor, page_size), show, page_size)


@reads(router, "/figures", scope="figures:read", answers=shapes.Figures, summary="Figures of a school year")
def figures(request: HttpRequest, year: Year = None) -> Any:
    """Counts of the part of the school that the system reaches; nobody can be told from them."""
    viewer = asking(request).viewer
    chosen = year or (viewer.day.year if viewer.day.month >= SCHOOL_YEAR_BEGINS else viewer.day.year - 1)
    reach = _reach(viewer)
    wanted = [figure for figure in FIGURES if not figure.prefix]
    marks = {mark for figure in wanted for mark in figure.marks}
    found = sums(reach, (chosen, chosen - 1), marks)
    shown = []
    for figure in wanted:
        line = whole_of(reach, figure, chosen, found)
        shown.append(
            shapes.FigureValue(
                id=figure.id,
                name_nl=figure.title.nl,
                name_en=figure.title.en,
                year=chosen,
                hits=line.hits,
                of=line.of,
                hidden=line.hits is None,
            )
        )
    return shapes.Figures(items=shown)


def _reach(viewer: SystemViewer) -> Reach:
    """As a board sees figures: never the students behind them, small numbers always hidden."""
    (role,) = viewer.roles
    return Reach(
        organisation=viewer.organisation_id,
        units=role.units,
        behind=False,
        rule=rule_of(viewer.organisation_id).hiding(),
    )
