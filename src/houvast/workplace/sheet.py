"""The red-green list as a sheet: the same rows as on the screen."""

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext

from houvast.web.days import long_day
from houvast.workplace.models import Eligibility, Inventory, TrainingSchool
from houvast.workplace.queries.red_green import Line
from houvast.workplace.words import COLOURS, MODES, missing_in_words, reference_of

FILLS = {Eligibility.Colour.GREEN: "#d7ecd9", Eligibility.Colour.RED: "#f6d5d2", Eligibility.Colour.NONE: "#e8e6e1"}


def as_sheet(school: TrainingSchool, inventory: Inventory, rows: Sequence[Line]) -> bytes:
    """An Excel file with a head, a row of names and the students; colour always with its word."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(gettext("Paid appointments")[:31])
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        fills = {
            colour: book.add_format({"bg_color": fill, "text_wrap": True, "valign": "top"})
            for colour, fill in FILLS.items()
        }
        sheet.write_string(0, 0, school.name, bold)
        counted = gettext("Counted on %(day)s, for %(year)s") % {
            "day": long_day(inventory.counted_on),
            "year": inventory.for_school_year,
        }
        sheet.write_string(1, 0, counted)
        for place, (title, width) in enumerate(_columns()):
            sheet.set_column(place, place, width)
            sheet.write_string(3, place, title, bold)
        for line, row in enumerate(rows, start=4):
            for place, cell in enumerate(_cells(row)):
                sheet.write_string(
                    line, place, cell, fills[Eligibility.Colour(row.colour)] if place == COLOUR else wrap
                )
        sheet.freeze_panes(4, 1)
        sheet.autofilter(3, 0, 3 + max(1, len(rows)), len(_columns()) - 1)
    return out.getvalue()


COLOUR = 2


def _columns() -> tuple[tuple[str, int], ...]:
    return (
        (gettext("Student"), 28),
        (gettext("Number"), 12),
        (gettext("Paid appointment"), 26),
        (gettext("Level"), 8),
        (gettext("Most fte"), 10),
        (gettext("Most lesson hours"), 12),
        (gettext("What is missing"), 60),
        (gettext("Mode"), 14),
        (gettext("Number of the letter"), 14),
    )


def _cells(row: Line) -> tuple[str, ...]:
    return (
        row.name,
        row.number,
        str(COLOURS[Eligibility.Colour(row.colour)][1]),
        str(row.level),
        "" if row.max_fte is None else f"{row.max_fte.normalize():f}",
        "" if row.max_hours is None else str(row.max_hours),
        "; ".join(missing_in_words(row.missing)),
        str(MODES[row.mode]),  # type: ignore[index]
        reference_of(row.id),
    )
