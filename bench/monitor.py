"""Figures of institutions of growing size, and of the country: the refreshes and the pages.

`pages_ms` is the median server time of a page, for a director who may see the students, a leader of a college of 25
teams and a board that may not (goal under 300 at 100,000 students and five years), `work_ms` the processor time of it.
`first refresh` reads everybody; `a night` nobody has news and the day moved on; `a day's news` one per cent of the
students has news; `longest_step` is the longest time for which a worker does nothing else. `work` is seconds of the
processor, of this process and of the database's process that works for it.

The country (`--country`) is made of what sixty institutions published, as 500,000 students give them; its pages read
nothing else, so their time does not depend on how many students there are. One of the sixty is refreshed with news of
one student, and with everybody read again.

`python bench/monitor.py [--sizes 1000,10000,100000] [--database sqlite|postgresql] [--country]`: each in a process and
a database of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.schools.fresh import in_fresh_database, spent, vendors  # noqa: E402

if TYPE_CHECKING:
    from houvast.people.models import Organisation, Person, Unit

COUNTRY = "country"
PAGES = (
    "", "seen/", "leaving/?by=programme", "advice/", "early/", "stall/?by=level", "report/", "quality/", "definitions/",
    "students/?mark=left&year=2025", "leaving/csv/?by=team", "open-data/",
)  # fmt: skip
OWN_REGION = 6
INSTITUTIONS, IN_THE_COUNTRY = 60, 500_000
ROUNDS = 7
GOAL_MS = 300
OK = 200
ON = date(2026, 11, 22)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--country", action="store_true", help="measure the country alone")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _country() if given.one == COUNTRY else _institution(int(given.one))
        return 0
    asked = [] if given.country else [*filter(None, given.sizes.split(","))]
    for vendor in vendors("monitor", given.database):
        for size in [*asked, COUNTRY]:
            in_fresh_database(vendor, __file__, f"--one={size}")
    return 0


def _school(name: str, code: str, size: int) -> Organisation:
    """A school with years behind it; says how long it took to invent."""
    from bench.schools.years import fill_years
    from tests.houvast_testing.cast import make_organisation

    began, work = time.perf_counter(), spent()
    school = make_organisation(name, code)
    fill_years(school, size, ON)
    _say("a school is invented", {"students": size}, began, work)
    return school


def _begin() -> None:
    import django

    django.setup()
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people import clock

    bring_up_to_date(verbosity=0)
    clock.set_to(ON).__enter__()


def _institution(size: int) -> None:
    from django.db import connection

    _begin()
    from bench.schools.years import COLLEGE, TEAM, college
    from houvast.monitor.models import Count, Period, Published, Total
    from houvast.people.models import RoleAssignment, Unit

    school = _school(f"ROC {size}", "25XX", size)
    about: dict[str, object] = {"database": connection.vendor, "students": size}
    _refreshed("first refresh", about, school, ON - timedelta(days=1))
    rows = {model.__name__.lower(): model.objects.count() for model in (Period, Count, Total, Published)}
    print(json.dumps({"figure": "rows", **about, **rows}), flush=True)
    _refreshed("a night", about, school, ON)
    _news(max(1, size // 100))
    _refreshed("a day's news", about, school, ON)
    _news(1)
    _refreshed("news of one student", about, school, ON)
    if size >= TEAM * COLLEGE:
        leader = Unit.objects.get(pk=college(0))
        _pages(school, "leader of a college", RoleAssignment.Role.COLLEGE_DIRECTOR, about, leader)
    _pages(school, "director", RoleAssignment.Role.COLLEGE_DIRECTOR, about)
    _pages(school, "board", RoleAssignment.Role.POLICY_MAKER, about)


def _news(students: int) -> None:
    """Something new is known of so many students."""
    from django.db.models import F

    from houvast.education.models import Enrolment

    few = list(Enrolment.objects.order_by("pk").values_list("pk", flat=True)[:students])
    for start in range(0, len(few), 1000):
        Enrolment.objects.filter(pk__in=few[start : start + 1000]).update(revision=F("revision") + 1)


def _refreshed(figure: str, about: dict[str, object], school: Organisation, on: date, *, all_: bool = False) -> None:
    """A refresh step by step, as the worker does it."""
    from houvast.monitor.refreshing.running import begin, step
    from houvast.people.clock import now
    from houvast.privacy.scope import organisation_scope

    began, work, took = time.perf_counter(), spent(), []
    with organisation_scope([school.pk]):
        run = begin(school.pk, on, now())
    more = True
    while more:
        at = time.perf_counter()
        with organisation_scope([school.pk]):
            more = step(run, at=now, everybody=all_)
        took.append(time.perf_counter() - at)
    _say(figure, about, began, work, changed=run.changed, steps=len(took), longest_step=round(max(took), 2))


def _pages(school: Organisation, who: str, role: str, about: dict[str, object], unit: Unit | None = None) -> None:
    """Every page for somebody with this role."""
    from tests.houvast_testing.cast import give_role, make_account, make_person

    person = make_person(school, who.title(), "Kijkt")
    make_account(person)
    give_role(person, role, unit)
    for name in PAGES:
        _page(person, f"/figures/{name}", about | {"who": who})


def _page(person: Person, address: str, about: dict[str, object]) -> None:
    """The median server time of one page; said when there is none for this person."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person.account)
    took, worked = [], []
    for _ in range(ROUNDS + 1):
        began, work = time.perf_counter(), spent()
        answer = client.get(address)
        b"".join(answer)
        took.append(time.perf_counter() - began)
        worked.append(spent() - work)
        if answer.status_code != OK:
            break
    figures: dict[str, object] = {"answer": answer.status_code}
    if answer.status_code == OK:
        figures = {"pages_ms": round(median(took[1:]) * 1000, 1), "work_ms": round(median(worked[1:]) * 1000, 1)}
        figures["goal"] = GOAL_MS
    print(json.dumps({"figure": f"page {address}", **about, **figures}), flush=True)


def _country() -> None:
    """Sixty institutions, one of them refreshed again, and the pages that lay them beside each other."""
    from django.db import connection

    _begin()
    from houvast.core.monitor.published import DIVIDED, SHARES
    from houvast.core.monitor.regions import REGIONS
    from houvast.monitor.models import MonitorSetting, Published
    from houvast.people.clock import now
    from houvast.people.models import Organisation, RoleAssignment
    from tests.houvast_testing.cast import give_role, make_account, make_organisation, make_person

    size = IN_THE_COUNTRY // INSTITUTIONS
    school = _school("ROC 0", "00AA", size)
    MonitorSetting.objects.create(organisation=school, region="21", why="", set_at=now())
    about: dict[str, object] = {"database": connection.vendor, "institutions": INSTITUTIONS, "students": size}
    _refreshed("one of the country, first refresh", about, school, ON)
    template = list(Published.objects.filter(institution=school))
    regions = list(REGIONS)
    for number in range(1, INSTITUTIONS):
        other = make_organisation(f"ROC {number}", f"{number:02}BB")
        region = "21" if number < OWN_REGION else regions[number % len(regions)]
        Published.objects.bulk_create(
            [
                Published(
                    institution=other, region=region, year=one.year, figure=one.figure, part=one.part, level=one.level,
                    pathway=one.pathway, hits=one.hits, of=one.of, on=one.on,
                )
                for one in template
            ],
            batch_size=500,
        )  # fmt: skip
    town = Organisation.objects.create(name="Gemeente", kind=Organisation.Kind.MUNICIPALITY)
    maker = make_person(town, "Bea", "Beleid")
    make_account(maker)
    give_role(maker, RoleAssignment.Role.POLICY_MAKER)
    about = {"database": connection.vendor, "institutions": INSTITUTIONS, "published": Published.objects.count()}
    for figure in (SHARES[0], SHARES[-1], DIVIDED[0]):
        for region in ("all", "21"):
            _page(maker, f"/figures/region/?figure={figure}&region={region}", about)
    _news(1)
    _refreshed("news of one student reaches the country", about, school, ON)
    _refreshed("everybody read again, to the country", about, school, ON, all_=True)


def _say(figure: str, about: dict[str, object], began: float, work: float, **more: object) -> None:
    seconds = {"seconds": round(time.perf_counter() - began, 2), "work": round(spent() - work, 2)}
    print(json.dumps({"figure": figure, **about, **seconds, **more}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
