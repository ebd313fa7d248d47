"""Turns a table of school holidays into one version of the parameter per school year.

A version holds the holidays of its own year and of the years before and after, so that weeks can be counted across
1 August.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any


def yearly_versions(table: Mapping[str, list[str]], parameter: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Versions out of {"2026-2027": ["2026-10-10/2026-10-18", ...]}, a year after a year; a missing year is empty."""
    years = sorted(table)
    shared = {key: parameter[key] for key in ("source", "url", "verified", "note", "says") if key in parameter}
    return [{**shared, "valid_from": date(int(year[:4]), 8, 1), "value": list(_around(table, year))} for year in years]


def _around(table: Mapping[str, list[str]], year: str) -> Iterator[str]:
    begins_in = int(year[:4])
    for one in (begins_in - 1, begins_in, begins_in + 1):
        yield from table.get(f"{one}-{one + 1}", ())
