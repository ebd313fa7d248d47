"""Workplace learning: who is eligible among 10,000 students, their letters, and the lists of a school of 1,000.

`letters` are set in type, kept with their own seal and put in the outbox by workers beside each other, each a process
of its own, as `houvast worker` does it (goal: 50 a second on two cores). Half of the students are at a level that is
counted, so 20,000 give 10,000 letters. Pages go through the whole middleware, against the plain page of
`bench/pages.py` (goal at most 1.5): the students of a school, its list, its review meeting, its figures, on a day on
which the list is shared. `ratio_plain` is of the clock, `ratio_processor` of processor time: on a machine that does
other work too, that one says more.

`python bench/workplace.py [--students 10000] [--letters 1000] [--workers 2] [--database sqlite|postgresql]
[--rounds 20]`
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import WARM_UP, Browser, cookies_of  # noqa: E402
from bench.schools.fresh import in_fresh_database, spent, vendors  # noqa: E402

if TYPE_CHECKING:
    from uuid import UUID

    from houvast.people.models import Account
    from houvast.workplace.models import Inventory

A_SCHOOL = 1000
SHARED = date(2027, 4, 5)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        _work()
        return 0
    if given.one:
        _measure(given.students, given.letters, given.rounds, given.workers)
        return 0
    asked = ("students", "letters", "rounds", "workers")
    sizes = [part for name in asked for part in (f"--{name}", str(getattr(given, name)))]
    for vendor in vendors("workplace", given.database):
        in_fresh_database(vendor, __file__, "--one", *sizes)
    return 0


def _say(figure: str, **values: object) -> None:
    print(json.dumps({"figure": figure, **values}), flush=True)


def _measure(students: int, letters: int, rounds: int, workers: int) -> None:
    import django

    django.setup()
    from django.db import connection

    from bench.schools.training import COUNTED, build
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people.clock import now, set_to
    from houvast.people.viewer import Viewer
    from houvast.workplace.actions.inventory import draw_up
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
    _measure_letters(inventory, letters, workers, database)
    with set_to(SHARED):
        _measure_pages(built.schools[0].pk, built.educators[0], built.office, built.students[0].organisation_id, rounds)


def _measure_letters(inventory: Inventory, letters: int, workers: int, database: str) -> None:
    """All workers are started and wait; the clock runs from the moment that they are told to go until the last ends."""
    from houvast.outbox.models import Job
    from houvast.people.clock import now
    from houvast.workplace.actions.letters import AT_A_TIME, SOME_LETTERS, share_out

    share_out(inventory, at=now())
    asked = Job.objects.filter(name=SOME_LETTERS).order_by("pk")
    Job.objects.exclude(pk__in=list(asked.values_list("pk", flat=True)[: -(-letters // AT_A_TIME)])).delete()
    command = [sys.executable, __file__, "--worker"]
    at_work = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(workers)
    ]
    for one in at_work:
        assert one.stdout is not None
        one.stdout.readline()
    began = time.perf_counter()
    for one in at_work:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    spent = [float(one.communicate()[0]) for one in at_work]
    took, made = time.perf_counter() - began, inventory.rows.filter(letter__isnull=False).count()
    _say("letters", database=database, workers=workers, letters=made, seconds=round(took, 1),
         per_second=round(made / took, 1), per_processor_second=round(made / sum(spent), 1),
         given_up=asked.filter(status="failed").count())  # fmt: skip


def _work() -> None:
    """One worker: says that it is ready, waits for a word, does the letters that are due, says what that took."""
    import django

    django.setup()
    from houvast.outbox.registry import REGISTRY, Registry
    from houvast.outbox.worker import Worker
    from houvast.workplace.actions.letters import SOME_LETTERS

    letters = Registry(entries={SOME_LETTERS: REGISTRY.entries[SOME_LETTERS]})
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.process_time()
    Worker(server=None, registry=letters).run_until_idle()
    print(time.process_time() - began)


def _measure_pages(school: UUID, educator: Account, office: Account, organisation: UUID, rounds: int) -> None:
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test import override_settings

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
    # as a server does by itself in a night: lists are then read from indexes alone
    connection.cursor().execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    houvast = WSGIHandler()
    with override_settings(MIDDLEWARE=list(plain.MIDDLEWARE)):
        ordinary = WSGIHandler()

    def browser(account: Account, path: str) -> Browser:
        return Browser(houvast, cookies_of(account), path)

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
            began = spent()
            one.ask()
            processor[name].append(spent() - began)
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
