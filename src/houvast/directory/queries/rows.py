"""Entries as rows of a file."""

from collections.abc import Iterable, Iterator

from houvast.directory.models import Service
from houvast.directory.service_file import COLUMNS, ServiceRow

EXAMPLE = ServiceRow(
    code="geldplein",
    kind="money-help",
    name="Geldplein",
    does="Samen je post openen en een plan maken.",
    does_en="Open your mail together and make a plan.",
    areas="money",
    age_from=16,
    places="Houvast",
    by_whom="Budgetcoaches",
    where_and_when="Bibliotheek, elke werkdag tot 17 uur",
    reach="Bel, of kom zonder afspraak.",
    waiting_days=1,
)
"""A row that shows how a file is filled in."""


def rows_of(services: Iterable[Service]) -> Iterator[ServiceRow]:
    for service in services:
        yield ServiceRow(**{name: getattr(service, name) for name in COLUMNS})
