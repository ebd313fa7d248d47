"""What the policy and the second wall cost on a list of 500 students.

`policy`: the rows that the door gives a viewer of one team, put in the same table on a page, with the line in the log
of reads, against the same page from a plain query of the same 500 (goal: at most 1.2 times). `wall`: on PostgreSQL the
same statement as the application's role, inside the wall, against a role for which no policy holds (goal: 1.5 times).

`python bench/access.py [--students 5000] [--database sqlite|postgresql] [--rounds 60]`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.schools.fresh import in_fresh_database, vendors  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from houvast.people.models import Person

ROWS = 500
WARM_UP = 5
TABLE = (
    "{% for one in rows %}<tr><td><a href='/students/{{ one.pk }}/'>{{ one.name }}</a></td><td>{{ one.number }}</td>"
    "<td>{{ one.birth_date }}</td></tr>{% endfor %}"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=5000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _measure(given.students, given.rounds)
        return 0
    for vendor in vendors("access", given.database):
        arguments = ("--one", "--students", str(given.students), "--rounds", str(given.rounds))
        in_fresh_database(vendor, __file__, *arguments)
    return 0


def _best(rounds: int, clock: Callable[[], float], *works: Callable[[], object]) -> list[float]:
    """The least seconds of each, asked in turn: what others do on the machine only ever adds."""
    for work in works * WARM_UP:
        work()
    took = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            began = clock()
            work()
            took[place] = min(took[place], clock() - began)
    return took


def _measure(size: int, rounds: int) -> None:
    import django

    django.setup()
    from django.db import connection, transaction
    from django.template import engines

    from bench.schools.building import build
    from houvast.core.access.words import Data, Purpose
    from houvast.operation.new_database import make_tables
    from houvast.people.clock import now
    from houvast.people.models import Organisation, Person
    from houvast.people.viewer import viewer_of
    from houvast.privacy import door
    from houvast.privacy.models import ReadLog
    from houvast.privacy.scope import organisation_scope
    from houvast.privacy.wall import build_wall

    make_tables()
    build_wall()
    school = build(size)
    account = school.everything
    organisation = Organisation.objects.get(pk=account.organisation_id)
    table = engines["django"].from_string(TABLE)

    def plain_rows() -> QuerySet[Person]:
        mine = Person.objects.filter(organisation=organisation, is_student=True, erased_at__isnull=True)
        return mine.order_by("sort_name", "id")[:ROWS]

    def plain() -> None:
        with transaction.atomic():
            table.render({"rows": list(plain_rows())})

    def guarded() -> None:
        with organisation_scope([organisation.pk]):
            shown = door.begin_request()
            viewer = viewer_of(account)
            rows = list(door.students(viewer, Data.IDENTITY).order_by("sort_name", "id")[:ROWS])
            assert len(rows) == ROWS
            door.note_shown(rows, Purpose.ADMINISTRATION)
            table.render({"rows": rows})
            ReadLog.objects.create(
                organisation=organisation, reader=account.person, at=now(), purpose="administration", page="bench",
                request_id="", origin="", students=[one.hex for one in shown.students],
            )  # fmt: skip

    # SQLite works in this process, whose own time others do not touch; a server's work shows on the wall only.
    clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
    without, guarded_seconds = _best(rounds, clock, plain, guarded)
    _tell("policy on 500 students", connection.vendor, size, without, guarded_seconds, goal=1.2)
    if connection.vendor != "postgresql":
        return

    def outside() -> None:
        with transaction.atomic():
            list(plain_rows().values_list("id", "sort_name"))

    def inside() -> None:
        with organisation_scope([organisation.pk]):
            list(plain_rows().values_list("id", "sort_name"))

    without, within = _best(rounds, clock, outside, inside)
    _tell("second wall on 500 students", connection.vendor, size, without, within, goal=1.5)


def _tell(figure: str, database: str, size: int, without: float, with_it: float, *, goal: float) -> None:
    told: dict[str, Any] = {
        "figure": figure,
        "database": database,
        "students": size,
        "milliseconds_without": round(without * 1000, 2),
        "milliseconds": round(with_it * 1000, 2),
        "ratio": round(with_it / without, 2),
        "goal": goal,
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    sys.exit(main())
