"""Which format a file has, told from what is in it."""

from pathlib import Path

from houvast.exchange.columns import TableFormat, bind
from houvast.exchange.opened import (
    Opened,
    OpenedDossier,
    OpenedItems,
    OpenedOulad,
    OpenedRegisteredPlacements,
    OpenedRegistration,
    OpenedTable,
)
from houvast.exchange.reading.dossier import read_dossier
from houvast.exchange.reading.errors import FileRefused, Reason, RowError
from houvast.exchange.reading.items import JsonItems, open_json
from houvast.exchange.reading.sheet import SheetTable, open_sheet
from houvast.exchange.reading.table import CsvTable, open_csv
from houvast.exchange.reading.text import ZIP, head_of
from houvast.exchange.records import Kind
from houvast.exchange.sources import duo_registratieoverzicht as duo
from houvast.exchange.sources import (
    leavers,
    oeapi,
    oeapi_associations,
    oso,
    oulad,
    own,
    own_facts,
    samenwijzer,
)

TABLE_FORMATS: tuple[TableFormat, ...] = (
    samenwijzer.SYNTHETIC,
    samenwijzer.DEMO,
    *own_facts.TEMPLATES.values(),
    *own.TEMPLATES.values(),
    *leavers.FORMATS,
)


def open_file(path: Path, kind: Kind) -> Opened:
    """Raises FileRefused with what was expected when the content is no format that can be loaded as this kind."""
    head = head_of(path)
    if head.startswith(ZIP):
        return _table(open_sheet(path), kind)
    begin = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1]
    if begin in {b"{", b"["}:
        return _json(open_json(path), kind)
    if begin == b"<":
        if kind is not Kind.LEAVERS:
            raise FileRefused(Reason.XML)
        leaves = read_dossier(path)
        oso.check(leaves)
        return OpenedDossier(leaves=leaves)
    table = open_csv(path)
    if kind in {Kind.STUDENTS, Kind.PLACEMENTS} and duo.recognises(table.rows()):
        return OpenedRegistration(table) if kind is Kind.STUDENTS else OpenedRegisteredPlacements(table)
    return _table(table, kind)


def _json(items: JsonItems, kind: Kind) -> Opened:
    if kind in oeapi_associations.NAMES:
        oeapi_associations.check(items.items())
        return OpenedItems(
            items=items,
            kind=kind,
            read=oeapi_associations.record,
            identity=oeapi_associations.identity,
            format=oeapi_associations.NAMES[kind],
        )
    if kind not in oeapi.AFFILIATION:
        raise FileRefused(Reason.NOT_RECOGNISED, value="JSON")
    oeapi.check(items.items())
    return OpenedItems(items=items, kind=kind, read=oeapi.record, identity=oeapi.identity, format=oeapi.NAME)


def _table(table: CsvTable | SheetTable, kind: Kind) -> Opened:
    first = next(table.rows(), None)
    if first is None:
        raise FileRefused(Reason.EMPTY_FILE)
    if isinstance(first, RowError):
        raise FileRefused(first.reason, line=first.line)
    line, header = first
    if isinstance(table, CsvTable) and oulad.recognises(kind, header):
        return OpenedOulad.of(table, kind)
    fitting = [one for one in TABLE_FORMATS if one.recognises(header)]
    mine = next((one for one in fitting if one.kind is kind), None)
    if mine is None:
        looks_like = fitting[0].name if fitting else ""
        raise FileRefused(
            Reason.NOT_RECOGNISED, line=line, value=", ".join(cell.strip() for cell in header[:8]), detail=looks_like
        )
    return OpenedTable(table=table, bound=bind(mine, header, line))
