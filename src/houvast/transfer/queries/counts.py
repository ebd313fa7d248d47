"""How many pupils stand on each list of a board: one pass over an index that holds all it asks, whatever the size."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from houvast.core.transfer.standing import NOT_STARTED, Standing
from houvast.transfer.models import BoardRow
from houvast.transfer.queries.shows import Show

UNDECIDED = (Standing.APPLIED, Standing.INTRODUCED, Standing.INTAKE)
WITHOUT_PLACE = tuple(NOT_STARTED - {Standing.PLACED})
CONDITIONS: dict[Show, Q] = {
    Show.DOSSIER: Q(has_dossier=False),
    Show.NO_APPLICATION: Q(standing=Standing.NO_APPLICATION),
    Show.UNDECIDED: Q(standing__in=UNDECIDED),
    Show.WITHOUT_PLACE: Q(standing__in=WITHOUT_PLACE),
    Show.NOT_STARTED: Q(standing__in=tuple(NOT_STARTED)),
    Show.STEPPED_DOWN: Q(stepped_down=True),
    Show.LOOK: Q(looks__gt=0),
    Show.GUIDANCE: Q(needs_guidance=True),
    Show.NO_SHOW: Q(standing=Standing.NO_SHOW),
    Show.PLACED: Q(standing=Standing.PLACED),
    Show.STARTED: Q(standing=Standing.STARTED),
    Show.STOPPED: Q(standing=Standing.STOPPED),
}


class Alike(NamedTuple):
    """Pupils of whom a board says the same."""

    standing: str
    stepped_down: bool
    has_dossier: bool
    needs_guidance: bool
    looks: int
    pupils: int


MEANT: dict[Show, Callable[[Alike], bool]] = {
    Show.DOSSIER: lambda one: not one.has_dossier,
    Show.NO_APPLICATION: lambda one: one.standing == Standing.NO_APPLICATION,
    Show.UNDECIDED: lambda one: one.standing in UNDECIDED,
    Show.WITHOUT_PLACE: lambda one: one.standing in WITHOUT_PLACE,
    Show.NOT_STARTED: lambda one: one.standing in NOT_STARTED,
    Show.STEPPED_DOWN: lambda one: one.stepped_down,
    Show.LOOK: lambda one: one.looks > 0,
    Show.GUIDANCE: lambda one: one.needs_guidance,
    Show.NO_SHOW: lambda one: one.standing == Standing.NO_SHOW,
    Show.PLACED: lambda one: one.standing == Standing.PLACED,
    Show.STARTED: lambda one: one.standing == Standing.STARTED,
    Show.STOPPED: lambda one: one.standing == Standing.STOPPED,
}
"""The same as CONDITIONS, of rows counted together; a test holds the two beside each other."""


def counts_of(rows: QuerySet[BoardRow]) -> tuple[int, dict[Show, int]]:
    """How many rows there are, and how many on each list. One query that gives a few dozen rows at most."""
    names = Alike._fields[:-1]
    found = [Alike(*one) for one in rows.order_by().values_list(*names).annotate(pupils=Count("*"))]
    total = sum(one.pupils for one in found)
    return total, {show: sum(one.pupils for one in found if meant(one)) for show, meant in MEANT.items()}
