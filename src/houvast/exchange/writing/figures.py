"""Counts of entrants of earlier years."""

from collections.abc import Sequence

from houvast.exchange.leaver_records import FigureRecord
from houvast.exchange.writing.result import Became, Result, Run
from houvast.people.ids import new_id
from houvast.transfer.models import InflowFigure


class Figures:
    """Loads counts, or rehearses it."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._known: dict[tuple[object, ...], InflowFigure] | None = None

    def take(self, batch: Sequence[FigureRecord], *, write: bool) -> list[Result]:
        """Counts of earlier years: kept once, renewed where the file says another number."""
        organisation = self._run.organisation("")
        if self._known is None:
            stored = InflowFigure.objects.filter(organisation=organisation)
            self._known = {_figure_key(one): one for one in stored}
        new: list[InflowFigure] = []
        changed: list[InflowFigure] = []
        results: list[Result] = []
        for record in batch:
            figure = InflowFigure(
                id=new_id(), organisation_id=organisation, begins_in=record.begins_in, pathway=record.pathway,
                institution_code=record.institution_code, programme_code=record.programme_code, status=record.status,
                entered=record.entered,
            )  # fmt: skip
            known = self._known.get(_figure_key(figure))
            if known is None:
                self._known[_figure_key(figure)] = figure
                new.append(figure)
                results.append(Became.ADDED)
            elif known.entered != record.entered:
                known.entered = record.entered
                changed.append(known)
                results.append(Became.CHANGED)
            else:
                results.append(Became.UNCHANGED)
        if write:
            InflowFigure.objects.bulk_create(new)
            InflowFigure.objects.bulk_update(changed, ["entered"])
        return results


def _figure_key(one: InflowFigure) -> tuple[object, ...]:
    return (one.begins_in, one.pathway, one.institution_code, one.programme_code, one.status)
