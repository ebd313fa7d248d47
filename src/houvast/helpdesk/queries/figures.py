"""How many questions, about what, per year (S-464 to S-466); small numbers are hidden so that none follows."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import Http404

from houvast.core.monitor.small import Shows, SmallRule, protect
from houvast.helpdesk.models import Accompaniment, Conversation
from houvast.helpdesk.rights import works_at_helpdesk
from houvast.helpdesk.words import ASKERS, CHANNELS, SECTORS, THEMES
from houvast.people.viewer import Viewer

RULE = SmallRule(shows=Shows.HIDDEN)
YEARS_SHOWN = 5
BY = {
    "theme": (THEMES, "theme"),
    "channel": (CHANNELS, "channel"),
    "asker": (ASKERS, "asker_kind"),
    "sector": (SECTORS, "sector"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A table: years, rows of (label, cells), totals. A cell is None where it is hidden."""

    years: tuple[int, ...]
    rows: tuple[tuple[str, tuple[int | None, ...], int | None], ...]
    totals: tuple[int | None, ...]
    more_than_information: tuple[int | None, ...]


def figures(viewer: Viewer, by: str = "theme") -> Figures:
    """The questions of the last five years by theme, channel, asker or sector. Http404 for who works at no helpdesk."""
    if not works_at_helpdesk(viewer):
        raise Http404
    words, column = BY.get(by, BY["theme"])
    asked = Conversation.objects.filter(organisation_id=viewer.organisation_id)
    counted = (
        asked.annotate(year=ExtractYear("asked_at")).values_list("year", column).annotate(number=Count("pk")).order_by()
    )
    counts = Counter({(year, code): number for year, code, number in counted})
    years = tuple(sorted({year for year, _ in counts}, reverse=True)[:YEARS_SHOWN])
    codes = tuple(words)
    cells = [[counts[year, code] for year in years] for code in codes]
    safe = protect(cells, RULE)
    return Figures(
        years=years,
        rows=tuple(
            (
                str(words[code]),
                tuple(None if (r, c) in safe.hidden else cells[r][c] for c in range(len(years))),
                None if r in safe.hidden_rows else sum(cells[r]),
            )
            for r, code in enumerate(codes)
            if any(cells[r])
        ),
        totals=tuple(None if c in safe.hidden_columns else sum(row[c] for row in cells) for c in range(len(years))),
        more_than_information=_more_than_information(viewer, years),
    )


def _more_than_information(viewer: Viewer, years: tuple[int, ...]) -> tuple[int | None, ...]:
    """In how many questions of a year the helpdesk walked along; a small number is hidden."""
    along = Accompaniment.objects.filter(organisation_id=viewer.organisation_id)
    counted = dict(
        along.annotate(year=ExtractYear("conversation__asked_at"))
        .values_list("year")
        .annotate(number=Count("pk"))
        .order_by()
    )
    return tuple(None if RULE.is_small(counted.get(year, 0)) else counted.get(year, 0) for year in years)
