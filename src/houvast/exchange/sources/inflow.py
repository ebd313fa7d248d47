"""Counts of entrants per programme of an institution and school year, as rows."""

from typing import cast

from houvast.exchange.columns import Column, TableFormat, Values
from houvast.exchange.leaver_records import FigureRecord
from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, Wrong
from houvast.exchange.records import Kind


def _text(found: Values, field: str) -> str:
    return cast("str", found.get(field, ""))


def _year(given: str) -> int:
    if given.isascii() and given.isdigit() and values.EARLIEST_YEAR <= int(given) <= values.LATEST_YEAR:
        return int(given)
    return int(values.cohort(given)[:4])


def _count(given: str) -> int:
    if not (given.isascii() and given.isdigit()):
        raise Wrong(Reason.NOT_A_NUMBER)
    return int(given)


def _figure(line: int, found: Values) -> FigureRecord:
    return FigureRecord(
        line=line,
        institution_code=_text(found, "institution_code"),
        programme_code=_text(found, "programme_code"),
        begins_in=cast("int", found["begins_in"]),
        entered=cast("int", found["entered"]),
        pathway=_text(found, "pathway"),
        status=_text(found, "status"),
    )


INFLOW = TableFormat(
    name="instroom-counts",
    kind=Kind.LEAVERS,
    identity=("begins_in", "pathway", "institution_code", "programme_code", "status"),
    columns=(
        Column(field="begins_in", headers=("schooljaar",), read=_year, required=True),
        Column(
            field="pathway",
            headers=("leertrajectmbo", "leertraject"),
            read=lambda given: values.text(given, longest=10),
        ),
        Column(
            field="institution_code", headers=("instellingserkenningscode", "brin"), read=values.number, required=True
        ),
        Column(
            field="programme_code",
            headers=("opleidingcode",),
            read=lambda given: values.text(given, longest=20),
            required=True,
        ),
        Column(field="status", headers=("status", "aanmeldstatus"), read=values.number),
        Column(field="entered", headers=("aantal",), read=_count, required=True),
    ),
    needs=(("instellingserkenningscode",), ("opleidingcode",), ("aantal",)),
    build=_figure,  # type: ignore[arg-type] # a count is a record of its own kind
)
