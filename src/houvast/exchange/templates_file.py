"""The empty template of a kind: headers and one example row, as CSV or Excel. The example is left when it is loaded."""

import csv
import io

import xlsxwriter

from houvast.exchange.columns import Column, TableFormat
from houvast.exchange.records import Kind
from houvast.exchange.sources import leavers, own, own_facts

TEMPLATES = own.TEMPLATES | own_facts.TEMPLATES | {Kind.LEAVERS: leavers.LEAVERS}

SHOWN_ELSEWHERE = frozenset({"full_name", "hours"})
"""Understood, but the template asks for the parts of a name, and for minutes."""


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """The columns of a template, in order."""
    template: TableFormat = TEMPLATES[kind]
    return tuple(column for column in template.columns if column.field not in SHOWN_ELSEWHERE)


def template_csv(kind: Kind) -> bytes:
    """With the mark of UTF-8 and semicolons, so that a Dutch Excel opens it well."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.headers[0] for column in columns_of(kind))
    writer.writerow(column.example for column in columns_of(kind))
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(kind: Kind) -> bytes:
    """Cells are text, so that numbers keep their zeros and days stay as they are typed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(str(kind))
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        for place, column in enumerate(columns_of(kind)):
            sheet.set_column(place, place, max(12, len(column.headers[0]) + 2), text)
            sheet.write_string(0, place, column.headers[0], bold)
            sheet.write_string(1, place, column.example, text)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
