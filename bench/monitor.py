"""Figures of institutions of growing size, and of the country: the refreshes and the pages.

`pages_ms` is the median server time of a page, for a director who may see the students and for a board that may not
(goal under 300 at 100,000 students and five years), `work_ms` the processor time of it; "a day's news" is a refresh in
which one per cent of the students has news. The country is made of what sixty institutions published, as many rows as
500,000 students give; its pages read nothing else, so their time does not depend on how many students there are.

`--counted 100000` measures the pages alone, on counts that are made as a refresh of so many students would leave them:
a first refresh of 100,000 takes minutes, and a page reads nothing of it but the counts.

`python bench/monitor.py [--sizes 1000,100000] [--country]`: on SQLite, each in a process and a database of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from houvast.people.models import Organisation, Person

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
YEARS = 5
COUNTRY = "country"
PAGES = ("", "seen/", "leaving/?by=programme", "advice/", "early/", "stall/?by=level", "report/", "quality/")
OWN_REGION = 6
MODULES = 20
LARGE = frozenset({"students", "here", "early-of:23", "early-of:27"})
INSTITUTIONS = 60
ROUNDS = 7
OK = 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--country", action="store_true", help="measure the pages of the country too")
    parser.add_argument("--counted", type=int, default=0, help="measure the pages on counts of so many students")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        if given.one == COUNTRY:
            _country()
        else:
            _measure_one(abs(int(given.one)), counted=int(given.one) < 0)
        return 0
    asked = [*filter(None, given.sizes.split(","))]
    asked += [f"-{given.counted}"] if given.counted else []
    asked += [COUNTRY] if given.country else []
    for size in asked:
        with tempfile.TemporaryDirectory(prefix="houvast-bench-") as directory:
            environment = os.environ | {
                "HOUVAST_ENVIRONMENT": "test",
                "HOUVAST_DATA_DIRECTORY": directory,
                "HOUVAST_LOG_LEVEL": "ERROR",
                "DJANGO_SETTINGS_MODULE": "houvast.settings.test_settings",
            }
            environment.pop("HOUVAST_DATABASE_URL", None)
            subprocess.run([sys.executable, __file__, f"--one={size}"], env=environment, check=True, cwd=ROOT)
    return 0


def _measure_one(size: int, *, counted: bool = False) -> None:
    import django

    django.setup()
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people.models import RoleAssignment
    from tests.houvast_testing.cast import give_role, make_account, make_organisation, make_person

    bring_up_to_date(verbosity=0)
    school = make_organisation(f"ROC {size}", "25XX")
    director = make_person(school, "Dirk", "Directeur")
    make_account(director)
    give_role(director, RoleAssignment.Role.COLLEGE_DIRECTOR)
    about = {"database": "sqlite", "students": size}
    if counted:
        about["counts"] = _counted(school, size)
    else:
        _refreshed(school, size, about)
    board = make_person(school, "Bo", "Bestuur")
    make_account(board)
    give_role(board, RoleAssignment.Role.POLICY_MAKER)
    for who, person in (("director", director), ("board", board)):
        for name in PAGES:
            _page(person, f"/figures/{name}", about | {"who": who})


def _refreshed(school: Organisation, size: int, about: dict[str, object]) -> None:
    """A first refresh of so many students, and one of a day's news."""
    from django.db.models import F

    from houvast.education.models import Enrolment
    from houvast.monitor.models import Count, Period, Published, Total
    from houvast.monitor.refreshing.running import refresh
    from houvast.people.clock import now, today

    _fill(school, size)
    began = time.perf_counter()
    refresh(organisation_id=school.pk, on=today(), at=now)
    _say(
        "first refresh", about, began, periods=Period.objects.count(), counts=Count.objects.count(),
        totals=Total.objects.count(), published=Published.objects.count(),
    )  # fmt: skip
    few = list(Enrolment.objects.values_list("pk", flat=True)[: max(1, size // 100)])
    Enrolment.objects.filter(pk__in=few).update(revision=F("revision") + 1)
    began = time.perf_counter()
    done = refresh(organisation_id=school.pk, on=today(), at=now)
    _say("a day's news", about, began, changed=done.changed)


def _counted(school: Organisation, size: int) -> int:
    """Counts of six years in every team of 400, four programmes a team, both pathways, with every mark there is."""
    from houvast.core.monitor.figures import FIGURES, PARTS
    from houvast.education.models import Programme
    from houvast.monitor.models import Count
    from houvast.monitor.refreshing.publishing import publish
    from houvast.monitor.refreshing.totals import total_again
    from houvast.people.clock import today
    from houvast.people.models import Unit
    from tests.houvast_testing.cast import make_unit

    whole = {figure.of for figure in FIGURES}
    marks = {mark for figure in FIGURES for mark in figure.marks}
    marks |= {f"{figure.prefix}:{part}" for figure in FIGURES if figure.prefix for part in PARTS.get(figure.prefix, ())}
    marks |= {f"failed:module {number}" for number in range(MODULES)}
    programmes = [
        Programme.objects.create(
            organisation=school, crebo=f"{25000 + number}", name=f"Opleiding {number}", level=1 + number % 4
        )
        for number in range(40)
    ]
    made = 0
    for number in range(max(1, size // 400)):
        team = make_unit(school, Unit.Kind.TEAM, f"Team {number}")
        rows = [
            Count(
                organisation=school, year=year, team=team, programme=programme, level=programme.level, pathway=pathway,
                mark=mark,
                number=100 if mark in LARGE else 50 if mark in whole else 1 + (place * 7 + number + year) % 11,
            )
            for year in range(2021, 2027)
            for programme in programmes[number % 10 :: 10]
            for pathway in ("BOL", "BBL")
            for place, mark in enumerate(sorted(marks))
        ]  # fmt: skip
        Count.objects.bulk_create(rows, batch_size=2000)
        made += len(rows)
    began = time.perf_counter()
    total_again(school.pk, ())
    publish(school.pk, range(2021, 2027), today())
    _say("adding all counts up", {"students": size}, began, counts=made)
    return made


def _page(person: Person, address: str, about: dict[str, object]) -> None:
    """The median server time of one page."""
    from django.test import Client

    client = Client()
    client.force_login(person.account)
    took, worked = [], []
    for _ in range(ROUNDS):
        began, work = time.perf_counter(), time.process_time()
        assert client.get(address).status_code == OK
        took.append(time.perf_counter() - began)
        worked.append(time.process_time() - work)
    figures = {"pages_ms": round(median(took) * 1000, 1), "work_ms": round(median(worked) * 1000, 1), "goal": 300}
    print(json.dumps({"figure": f"page {address}", **about, **figures}), flush=True)


def _country() -> None:
    """Sixty institutions, one of them refreshed again, and the pages that lay them beside each other."""
    import django

    django.setup()

    from houvast.core.monitor.published import DIVIDED, SHARES
    from houvast.core.monitor.regions import REGIONS
    from houvast.education.models import Enrolment
    from houvast.monitor.models import MonitorSetting, Published
    from houvast.monitor.refreshing.running import refresh
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people.clock import now, today
    from houvast.people.models import Organisation, RoleAssignment
    from tests.houvast_testing.cast import give_role, make_account, make_organisation, make_person

    bring_up_to_date(verbosity=0)
    school = make_organisation("ROC 0", "00AA")
    MonitorSetting.objects.create(organisation=school, region="21", why="", set_at=now())
    _fill(school, 1000)
    refresh(organisation_id=school.pk, on=today(), at=now)
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
    about = {"database": "sqlite", "institutions": INSTITUTIONS, "published": Published.objects.count()}
    for figure in (SHARES[0], SHARES[-1], DIVIDED[0]):
        for region in ("all", "21"):
            _page(maker, f"/figures/region/?figure={figure}&region={region}", about)
    Enrolment.objects.filter(pk=Enrolment.objects.values("pk")[:1]).update(revision=9, end_reason="04")
    began = time.perf_counter()
    refresh(organisation_id=school.pk, on=today(), at=now)
    _say("news of one institution reaches the country", about, began)


def _fill(school: Organisation, size: int) -> None:
    """Teams of 400 students, four levels, five years: a fifth began in each year and some left."""
    from houvast.education.models import Enrolment, Programme
    from houvast.people.clock import now
    from houvast.people.models import Person, Unit
    from tests.houvast_testing.cast import make_unit

    teams = [make_unit(school, Unit.Kind.TEAM, f"Team {number}") for number in range(max(1, size // 400))]
    programmes = [
        Programme.objects.create(
            organisation=school, crebo=f"{25000 + number}", name=f"Opleiding {number}", level=1 + number % 4
        )
        for number in range(40)
    ]
    last = 2026
    for start in range(0, size, 2000):
        persons = [
            Person(
                organisation=school, given_name="S", family_name=f"{number}", sort_name=f"{number:07}", is_student=True,
                birth_date=date(last - 18 - number % YEARS, 1 + number % 12, 1), created_at=now(),
            )
            for number in range(start, min(size, start + 2000))
        ]  # fmt: skip
        Person.objects.bulk_create(persons)
        Enrolment.objects.bulk_create(
            Enrolment(
                organisation=school,
                student=person,
                programme=programmes[number % 40],
                unit=teams[number % len(teams)],
                pathway="BOL" if number % 3 else "BBL",
                starts_on=date(last - number % YEARS, 8, 25),
                ends_on=date(last, 3, 1 + number % 28) if number % 7 == 0 and number % YEARS else None,
                end_reason="02" if number % 7 == 0 and number % YEARS else "",
            )
            for number, person in enumerate(persons, start=start)
        )


def _say(figure: str, about: dict[str, object], began: float, **more: object) -> None:
    print(json.dumps({"figure": figure, **about, "seconds": round(time.perf_counter() - began, 2), **more}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
