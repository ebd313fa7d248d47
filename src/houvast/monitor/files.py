"""Figures as files: CSV and XLSX with safe cells; hidden numbers stay hidden."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.utils.formats import number_format
from django.utils.translation import gettext

from houvast.monitor.queries.figures import Shown, said_in
from houvast.monitor.queries.tables import Table
from houvast.monitor.words import interval_of

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
Row = Sequence[str | int | float | None]


def safe(value: str | float | None) -> str | float:
    """A cell that no sheet runs as a formula."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(SIGNS) else value


def rows_of(blocks: Iterable[Shown], year: str) -> list[Row]:
    """A head and a row for every line of every figure; hidden numbers are empty cells with the word beside."""
    rows: list[Row] = [
        [
            gettext("Figure"), gettext("School year"), gettext("Part"), gettext("How many"), gettext("Of"),
            gettext("Share (%)"), gettext("Lies between"), gettext("Note"), gettext("Definition"), gettext("Source"),
        ]
    ]  # fmt: skip
    for shown in blocks:
        title, figure = said_in(shown.figure, "title"), shown.figure
        for line in (shown.whole, *shown.rows):
            share = line.share
            note = gettext("hidden") if line.hits is None else gettext("few students") if line.small else ""
            rows.append(
                [
                    title, year, line.label or gettext("Together"), line.hits, line.of,
                    round((share.value or 0.0) * 100, 1) if share else None, interval_of(share), note,
                    said_in(figure, "how"), said_in(figure, "source"),
                ]
            )  # fmt: skip
    return rows


def rows_of_table(table: Table) -> list[Row]:
    """An empty row, the title, and the table as the page shows it."""
    return [[], [table.title], [str(column.label) for column in table.columns], *table.rows]


def as_csv(rows: Iterable[Row]) -> bytes:
    """With the mark of UTF-8, semicolons, and the decimal mark of the reader's language; nothing runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([number_format(cell) if isinstance(cell, float) else safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Row], title: str, about: Sequence[str]) -> bytes:
    """A sheet with a head of its own: title, freshness, then the table; text stays text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(gettext("Figures")[:31])
        bold = book.add_format({"bold": True})
        sheet.write_string(0, 0, title, bold)
        for line, text in enumerate(about, start=1):
            sheet.write_string(line, 0, text)
        top = len(about) + 2
        for place, name in enumerate(rows[0] if rows else ()):
            sheet.write_string(top, place, str(name), bold)
        for line, row in enumerate(rows[1:], start=top + 1):
            for place, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(line, place, cell)
                else:
                    sheet.write_string(line, place, str(safe(cell)))
        sheet.freeze_panes(top + 1, 1)
        sheet.set_column(0, 0, 38)
        sheet.set_column(2, 2, 34)
    return out.getvalue()
