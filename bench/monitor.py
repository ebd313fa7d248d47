"""Figures of one institution: a first refresh, one with a day's news, and the pages, at a small and a large school.

`pages_ms` is the median server time of a page of figures for a director of the whole school (goal under 300 at 100,000
students and five years); `news_seconds` a refresh in which one per cent of the students has news.

`python bench/monitor.py [--sizes 1000,100000]`: on SQLite, each size in a process and a database of its own.
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
    from houvast.people.models import Organisation

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
YEARS = 5
ROUNDS = 7
OK = 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _measure_one(given.one)
        return 0
    for size in given.sizes.split(","):
        with tempfile.TemporaryDirectory(prefix="houvast-bench-") as directory:
            environment = os.environ | {
                "HOUVAST_ENVIRONMENT": "test",
                "HOUVAST_DATA_DIRECTORY": directory,
                "HOUVAST_LOG_LEVEL": "ERROR",
                "DJANGO_SETTINGS_MODULE": "houvast.settings.test_settings",
            }
            environment.pop("HOUVAST_DATABASE_URL", None)
            subprocess.run([sys.executable, __file__, "--one", size], env=environment, check=True, cwd=ROOT)
    return 0


def _measure_one(size: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db.models import F
    from django.test import Client

    from houvast.education.models import Enrolment
    from houvast.monitor.models import Count, Period
    from houvast.monitor.refreshing.running import refresh
    from houvast.people.clock import now, today
    from houvast.people.models import RoleAssignment
    from tests.houvast_testing.cast import give_role, make_account, make_organisation, make_person

    call_command("migrate", verbosity=0)
    school = make_organisation(f"ROC {size}", "25XX")
    _fill(school, size)
    director = make_person(school, "Dirk", "Directeur")
    make_account(director)
    give_role(director, RoleAssignment.Role.COLLEGE_DIRECTOR)
    about = {"database": "sqlite", "students": size}
    began = time.perf_counter()
    refresh(organisation_id=school.pk, on=today(), at=now)
    _say("first refresh", about, began, periods=Period.objects.count(), counts=Count.objects.count())
    few = list(Enrolment.objects.values_list("pk", flat=True)[: max(1, size // 100)])
    Enrolment.objects.filter(pk__in=few).update(revision=F("revision") + 1)
    began = time.perf_counter()
    done = refresh(organisation_id=school.pk, on=today(), at=now)
    _say("a day's news", about, began, changed=done.changed)
    client = Client()
    client.force_login(director.account)
    for name in ("", "seen/", "leaving/?by=programme", "early/", "stall/"):
        took = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            assert client.get(f"/figures/{name}").status_code == OK
            took.append(time.perf_counter() - began)
        print(
            json.dumps(
                {"figure": f"page figures/{name}", **about, "pages_ms": round(median(took) * 1000, 1), "goal": 300}
            ),
            flush=True,
        )


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
