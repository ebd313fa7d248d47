"""The pages that other systems have too, at 15,000 persons, turn by turn with a plain Django page and with a peer.

Without a peer: in one process, through the whole middleware, signed in, with policy and log of reads. `ratio_plain` is
the processor time against a plain Django list of fifty rows from one query (goal at most 1.5), `ratio_form` that of the
register against a plain Django form with as many choices, `ratio_constant` that against a page that only answers.
`known` are milliseconds that were measured of other systems, on two cores of this kind with as many persons; they were
not run here, and `times_faster` divides them by our processor time.

With a peer, everything over HTTP, turn by turn on the same machine, as whoever the cookie belongs to:

    python bench/peers.py --peer FILE.toml

Install the peer beside Houvast, fill it with as many persons, sign in with a browser, and write down the cookie:

    name = "another system"
    address = "http://127.0.0.1:8001"
    cookie = "sessionid=..."
    [pages]
    "list of persons" = "/persons/"
    "page of a person" = "/persons/1234/"
    "absence of a class, one day" = "/register/5/"
    "absence of a person, a year" = "/persons/1234/absence/"
    "statistics" = "/statistics/"
    "own week" = "/week/"

Leave out what the peer does not have. Show as many rows on both sides: `rows` asks fifty of Houvast. No copy of a peer
is part of this project.

`python bench/peers.py [--students 15000] [--rounds 30] [--database sqlite|postgresql] [--peer FILE]`
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.schools.fresh import in_fresh_database, spent, vendors  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from bench.schools.building import School
    from houvast.people.models import Account

WARM_UP = 3
OK = 200
CLASS = 25
ABSENCES = 8
LIST, PERSON, DAY, YEAR, STATISTICS, WEEK = (
    "list of persons",
    "page of a person",
    "absence of a class, one day",
    "absence of a person, a year",
    "statistics",
    "own week",
)
KNOWN = {
    LIST: {"a Django school system": 4900, "a PHP one": 65},
    PERSON: {"a Django school system": 26, "a PHP one": 19},
    DAY: {"a Django school system": 34, "a PHP one": 368},
    STATISTICS: {"a Django school system": 470},
    WEEK: {"a Django school system": 800},
}
"""Milliseconds at 15,000 persons, measured earlier on two such cores with systems of the same kind; not run here."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=15_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _measure(given.students, given.rounds, given.peer)
        return 0
    more = ["--peer", str(given.peer.absolute())] if given.peer else []
    for vendor in vendors("peers", given.database):
        size = ("--students", str(given.students), "--rounds", str(given.rounds))
        in_fresh_database(vendor, __file__, "--one", *size, *more)
    return 0


def _measure(students: int, rounds: int, peer: Path | None) -> None:
    import django

    django.setup()
    from bench.schools.building import build, found
    from bench.schools.counts import count_years
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people.models import Organisation

    bring_up_to_date()
    school = found()
    if school is None:
        school = build(students)
        count_years(Organisation.objects.get(pk=school.student.organisation_id), students)
    pages = _pages(school)
    if peer is None:
        _in_this_process(school, pages, students, rounds)
    else:
        _over_http(pages, tomllib.loads(peer.read_text()), students, rounds)


def _pages(school: School) -> dict[str, tuple[Account, str]]:
    """What is asked, by whom: the list by who sees everybody, the rest by a coach; statistics by a leader."""
    from houvast.attendance.models import Absence
    from houvast.people.models import UnitMembership

    unit = UnitMembership.objects.get(student=school.student).unit_id
    if not Absence.objects.exists():
        _absences(school, unit)
    own = school.student.pk
    return {
        LIST: (school.everything, "/students/"),
        PERSON: (school.coach, f"/students/{own}/"),
        DAY: (school.coach, f"/absence/classes/{unit}/"),
        YEAR: (school.coach, f"/students/{own}/absence/"),
        STATISTICS: (school.everything, "/figures/"),
        WEEK: (school.coach, "/"),
    }


def _absences(school: School, unit: UUID) -> None:
    """Eight hours of absence of everybody in a class."""
    from houvast.attendance.models import Absence
    from houvast.people.clock import today
    from houvast.people.models import UnitMembership

    ids = list(UnitMembership.objects.filter(unit=unit).values_list("student_id", flat=True))
    Absence.objects.bulk_create(
        Absence(
            organisation_id=school.student.organisation_id, student_id=one, day=today() - timedelta(days=back * 7),
            minutes=60, kind=1 + back % 4, confirmed=True, source="bench",
        )
        for one in ids[:CLASS]
        for back in range(ABSENCES)
    )  # fmt: skip


def _in_this_process(school: School, pages: dict[str, tuple[Account, str]], students: int, rounds: int) -> None:
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test import override_settings

    from bench.pages import Browser, cookies_of
    from bench.schools import plain

    houvast = WSGIHandler()
    with override_settings(MIDDLEWARE=list(plain.MIDDLEWARE)):
        ordinary = WSGIHandler()
    with override_settings(MIDDLEWARE=[plain.MIDDLEWARE[0], *settings.MIDDLEWARE]):
        through_everything = WSGIHandler()
    fifty = f"/plain/students/?organisation={school.student.organisation_id}"
    asked = {
        "constant": Browser(through_everything, "", "/plain/constant/"),
        "plain": Browser(ordinary, "", fifty),
        "plain form": Browser(ordinary, "", f"/plain/register/?unit={pages[DAY][1].split('/')[-2]}"),
        **{name: Browser(houvast, cookies_of(account), path) for name, (account, path) in pages.items()},
    }
    worked = _in_turn({name: one.ask for name, one in asked.items()}, rounds)
    for name, one in asked.items():
        clock = median(one.seconds[WARM_UP:])
        figure: dict[str, object] = {
            "figure": name, "database": connection.vendor, "students": students,
            "milliseconds": round(clock * 1000, 2), "work_ms": round(worked[name] * 1000, 2),
            "ratio_constant": round(worked[name] / worked["constant"], 2),
            "ratio_plain": round(worked[name] / worked["plain"], 2),
        }  # fmt: skip
        if name == DAY:
            figure["ratio_form"] = round(worked[name] / worked["plain form"], 2)
        if known := KNOWN.get(name):
            figure["known"] = known
            figure["times_faster"] = {which: round(ms / (worked[name] * 1000), 1) for which, ms in known.items()}
        print(json.dumps(figure), flush=True)


def _in_turn(asks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Everybody once per round, so that what disturbs the machine disturbs all; median processor seconds of each
    (on PostgreSQL with those of its server).
    """
    took: dict[str, list[float]] = {name: [] for name in asks}
    for turn in range(WARM_UP + rounds):
        for name, ask in asks.items():
            began = spent()
            ask()
            if turn >= WARM_UP:
                took[name].append(spent() - began)
    return {name: median(some) for name, some in took.items()}


def _over_http(pages: dict[str, tuple[Account, str]], peer: dict[str, object], students: int, rounds: int) -> None:
    import os
    import subprocess

    from django.db import connections

    from bench.pages import cookies_of
    from houvast.outbox.tests.servers import HERE, free_port
    from scripts.soak.house import CODE, wait_until_ready

    ours = {name: (cookies_of(account), path) for name, (account, path) in pages.items()}
    connections.close_all()
    port = free_port()
    serving = ("serve", "--port", str(port), "--workers", "1")
    served = subprocess.Popen([sys.executable, "-c", CODE, *serving], env=os.environ, stdout=subprocess.DEVNULL)
    try:
        wait_until_ready([port])
        theirs = peer["pages"]
        assert isinstance(theirs, dict)
        took: dict[tuple[str, str], list[float]] = {}
        for _turn in range(WARM_UP + rounds):
            for name, path in theirs.items():
                cookie, own = ours[name]
                for whose, line in (
                    ("houvast", (f"http://{HERE}:{port}", own, cookie)),
                    ("peer", (str(peer["address"]), str(path), str(peer["cookie"]))),
                ):
                    took.setdefault((name, whose), []).append(_seconds(*line))
    finally:
        served.terminate()
        served.wait(60)
    for name in theirs:
        us, them = (median(took[name, whose][WARM_UP:]) for whose in ("houvast", "peer"))
        figure = {
            "figure": name, "students": students, "peer": peer["name"], "milliseconds": round(us * 1000, 2),
            "peer_milliseconds": round(them * 1000, 2), "times_faster": round(them / us, 2),
        }  # fmt: skip
        print(json.dumps(figure), flush=True)


def _seconds(address: str, path: str, cookie: str) -> float:
    """One page over a line of its own; it must be the page, not a way to sign in."""
    from http.client import HTTPConnection
    from urllib.parse import urlsplit

    line = HTTPConnection(urlsplit(address).netloc, timeout=60)
    began = time.perf_counter()
    line.request("GET", path, headers={"Cookie": cookie})
    answer = line.getresponse()
    answer.read()
    took = time.perf_counter() - began
    line.close()
    if answer.status != OK:
        raise SystemExit(f"{address}{path} answered {answer.status}: is the cookie still good, and is it an own page?")
    return took


if __name__ == "__main__":
    sys.exit(main())
