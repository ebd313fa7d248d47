"""Workplace learning: who is eligible among 10,000 students, their letters, and the lists of a school of 1,000.

`letters` are rendered, kept with their own seal and put in the outbox, one by one as the worker does it (goal: 50 a
second on two cores; this is one process). Pages go through the whole middleware, against the plain page of
`bench/pages.py` (goal at most 1.5): the students of a school, its list, its review meeting, its figures, on a day on
which the list is shared. `ratio_plain` is of the clock, `ratio_processor` of processor time: on a machine that does
other work too, that one says more.

`python bench/workplace.py [--students 10000] [--letters 1000] [--database sqlite|postgresql] [--rounds 20]`
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import WARM_UP, Browser  # noqa: E402
from bench.schools.fresh import in_fresh_database, vendors  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from houvast.people.models import Account

A_SCHOOL = 1000
SHARED = date(2027, 4, 5)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _measure(given.students, given.letters, given.rounds)
        return 0
    sizes = ("--students", str(given.students), "--letters", str(given.letters), "--rounds", str(given.rounds))
    for vendor in vendors("workplace", given.database):
        in_fresh_database(vendor, __file__, "--one", *sizes)
    return 0


def _say(figure: str, **values: object) -> None:
    print(json.dumps({"figure": figure, **values}), flush=True)


def _measure(students: int, letters: int, rounds: int) -> None:
    import django

    django.setup()
    from django.db import connection

    from bench.schools.training import COUNTED, build
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people.clock import now, set_to
    from houvast.people.viewer import Viewer
    from houvast.workplace.actions.inventory import draw_up
    from houvast.workplace.actions.letters import AT_A_TIME, send_letters
    from houvast.workplace.models import Eligibility

    bring_up_to_date()
    began = time.perf_counter()
    built = build(students=students, schools=max(1, students // A_SCHOOL))
    database = connection.vendor
    _say("built", database=database, students=students, seconds=round(time.perf_counter() - began, 1))
    with set_to(COUNTED):
        began = time.perf_counter()
        inventory = draw_up(for_school_year="2027-2028", by=Viewer(built.office.person, COUNTED), at=now())
        took = time.perf_counter() - began
    rows = Eligibility.objects.filter(inventory=inventory).count()
    _say("eligibility", database=database, students=students, rows=rows, seconds=round(took, 1),
         per_second=round(rows / took))  # fmt: skip
    inventory.shared_on = COUNTED
    inventory.save(update_fields=["shared_on"])
    _measure_letters(lambda most: send_letters(inventory, at=now(), most=most), letters, AT_A_TIME, database)
    with set_to(SHARED):
        _measure_pages(built.schools[0].pk, built.educators[0], built.office, built.students[0].organisation_id, rounds)


def _measure_letters(send: Callable[[int], bool], letters: int, at_a_time: int, database: str) -> None:
    send(at_a_time)  # the first of a process loads the fonts
    began, processor, made = time.perf_counter(), time.process_time(), 0
    while made < letters and send(at_a_time):
        made += at_a_time
    took, worked = time.perf_counter() - began, time.process_time() - processor
    _say("letters", database=database, letters=made, seconds=round(took, 1), per_second=round(made / took, 1),
         per_processor_second=round(made / worked, 1))  # fmt: skip


def _measure_pages(school: UUID, educator: Account, office: Account, organisation: UUID, rounds: int) -> None:
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test import Client, override_settings

    from bench.schools import plain
    from bench.schools.training import YEAR
    from houvast.guidance.models import Contact
    from houvast.people.models import Person
    from houvast.workplace.models import ReviewMeeting, TrainingSchool

    people = Person.objects.filter(organisation=organisation, is_student=True)[:A_SCHOOL]
    Contact.objects.bulk_create(Contact(student=one, organisation_id=one.organisation_id) for one in people)
    meeting = ReviewMeeting.objects.create(
        organisation=educator.organisation,
        training_school=TrainingSchool.objects.get(pk=school),
        school_year=YEAR,
        number=1,
        planned_on="2027-04-12",
        led_by=educator.person,
    )
    connection.cursor().execute("ANALYZE")
    houvast = WSGIHandler()
    with override_settings(MIDDLEWARE=list(plain.MIDDLEWARE)):
        ordinary = WSGIHandler()

    def browser(account: Account, path: str) -> Browser:
        client = Client()
        client.force_login(account)
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        return Browser(houvast, cookies, path)

    of_school = f"/workplace/schools/{school}/"
    asked = {
        "plain": Browser(ordinary, "", f"/plain/students/?organisation={organisation}"),
        "students of a school, educator": browser(educator, of_school),
        "students of a school, office": browser(office, of_school),
        "red-green list, educator": browser(educator, f"{of_school}list/"),
        "meeting, to discuss": browser(educator, f"/workplace/meetings/{meeting.pk}/"),
        "meeting, everybody": browser(educator, f"/workplace/meetings/{meeting.pk}/?list=all"),
        "figures of a school, educator": browser(educator, f"{of_school}figures/"),
        "start of workplace learning, educator": browser(educator, "/workplace/"),
        "places and requests, office": browser(office, "/workplace/places/"),
    }
    for one in asked.values():
        for _ in range(WARM_UP):
            one.ask(counts=False)
    processor: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, one in asked.items():
            began = time.process_time()
            one.ask()
            processor[name].append(time.process_time() - began)
    took = {name: median(one.seconds) for name, one in asked.items()}
    worked = {name: median(seconds) for name, seconds in processor.items()}
    for name, seconds in took.items():
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        body = asked[name].ask(counts=False)
        _say(
            name,
            database=connection.vendor,
            students=A_SCHOOL,
            milliseconds=round(seconds * 1000, 2),
            queries=len(connection.queries_log),
            bytes=len(body),
            ratio_plain=round(seconds / took["plain"], 2),
            ratio_processor=round(worked[name] / worked["plain"], 2),
        )


if __name__ == "__main__":
    sys.exit(main())
