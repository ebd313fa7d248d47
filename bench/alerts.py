"""Measuring all alert rules: everybody, and a day's news, beside the best query by hand for each rule.

`ratio_by_hand` is the full measuring (it writes alerts, evidence and what is due) divided by the sum of one query by
hand per rule in the same database (goal at most 3). `ratio_per_student` is what a student costs in a measuring of news
against the full one (at most 2), `share_of_full` a day that touches 1 % of the students (at most 0.05); `megabytes` is
the most memory the process ever used (under 1,000 at every size). Seconds are of the processor, the database's work for
it included. News is measured after six rounds with that of one other student each, an hour of a worker that looks every
ten minutes: the database knows the statements.

`python bench/alerts.py [--sizes 1000,5000] [--database sqlite|postgresql]`: a student has a hundred rows of absence a
year, so 500000 is fifty million. The default is small; PostgreSQL is left out, and said to be, where none is installed.
`HOUVAST_DATA_DIRECTORY=FOLDER python bench/alerts.py --one 500000` makes the school there once and measures it again
and again, on the same day.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.schools.fresh import in_fresh_database, spent, vendors  # noqa: E402

TOUCHED = 0.01
PAGES = 30
ROUNDS_BEFORE = 6
TWICE_BELOW = 100_000
KINDS_OF_A_YEAR = (5, *[2] * 3, *[3] * 5, *[1] * 5, *[4] * 6)
"""As `bench.schools.filled` draws them: one luxury, three without permission, five late, five allowed, six sick."""
LATE = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,5000")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _measure_one(given.one)
        return 0
    for vendor in vendors("alerts", given.database):
        for size in given.sizes.split(","):
            in_fresh_database(vendor, __file__, "--one", size)
    return 0


def _measure_one(size: int) -> None:
    import django

    django.setup()
    from django.db import connection

    from bench.schools import filled
    from bench.schools.filled import student, tell
    from houvast.alerts.measuring.running import measure_all, measure_news
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people.clock import now, today
    from houvast.people.models import Organisation

    bring_up_to_date()
    on = today()
    began = spent()
    school = Organisation.objects.filter(code=f"A{size}").first() or filled.fill(size, on)
    tell(f"DELETE FROM attendance_absence WHERE day = '{on}' AND external_id LIKE 'N%'")
    _forget_all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM attendance_absence")
        rows = cursor.fetchone()[0]
    about: dict[str, Any] = {"database": connection.vendor, "students": size, "absences": rows}
    _say("made", about, seconds=spent() - began)

    by_hand = _by_hand(school, on, about)

    def night_of(name: str, day: date, earlier: float | None = None) -> float:
        began = spent()
        raised = measure_all(organisation_id=school.pk, on=day, at=now()).raised
        seconds = min(spent() - began, earlier or float("inf"))
        each, ratio = round(seconds * 1000 / size, 3), round(seconds / by_hand, 2)
        more: dict[str, Any] = {"milliseconds_per_student": each, "ratio_by_hand": ratio, "goal": "at most 3"}
        _say(name, about, seconds=seconds, raised=raised, **more)
        return seconds

    first, yesterday = "the first night: every alert is new", on - timedelta(days=1)
    tried = night_of(f"{first}, once", yesterday)
    if size < TWICE_BELOW:
        _forget_all()
        night_of(f"{first}, the better of two, as by hand", yesterday, tried)
    night = night_of("a night", on)
    for number in range(ROUNDS_BEFORE):
        _news_of([student(size - number)], school, on)
        measure_news(organisation_id=school.pk, on=on, at=now())
    _days_news(school, on, about, night / size, like_the_year=True, first=1)
    _days_news(school, on, about, night / size, like_the_year=False, first=2)
    began = spent()
    due = measure_news(organisation_id=school.pk, on=on + timedelta(days=1), at=now())
    _say("whose day falls due", about, seconds=spent() - began, measured=due.students)
    _page(school, about)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    _say("memory", about, megabytes=memory, goal="under 1000")


def _forget_all() -> None:
    """As if nobody was ever measured."""
    from bench.schools.filled import tell

    for table in ("alertstep", "alert", "due", "nodata", "recordedclass", "measuringrun"):
        tell(f"DELETE FROM alerts_{table}")
    tell("DELETE FROM education_touched")


def _say(figure: str, about: dict[str, Any], **more: Any) -> None:
    if "seconds" in more:
        more["seconds"] = round(more["seconds"], 3)
    print(json.dumps({"figure": figure, **about, **more}), flush=True)


def _by_hand(school: Any, on: Any, about: dict[str, Any]) -> float:
    """The sum over the rules of the better of two tries, inside the same wall."""
    from django.db import connection

    from bench.schools.by_hand import by_hand
    from houvast.alerts.measuring.seeing import BY_A_PERSON
    from houvast.packbook.alerts import rules
    from houvast.privacy.scope import organisation_scope

    total, slowest = 0.0, ("", 0.0)
    for rule in rules():
        if rule.measure in BY_A_PERSON:
            continue
        tries = []
        for _ in range(2):
            with organisation_scope([school.pk]), connection.cursor() as cursor:
                began = spent()
                cursor.execute(by_hand(rule, on))
                cursor.fetchall()
                tries.append(spent() - began)
        total += min(tries)
        slowest = max(slowest, (rule.id, min(tries)), key=lambda one: one[1])
    _say("by hand, all rules", about, seconds=total, slowest=slowest[0], slowest_seconds=round(slowest[1], 3))
    return total


def _days_news(
    school: Any, on: date, about: dict[str, Any], each_of_a_night: float, *, like_the_year: bool, first: int
) -> None:
    """A day that touches one student in a hundred, beside what a student costs in a night."""
    from bench.schools.filled import student
    from houvast.alerts.measuring.running import measure_news
    from houvast.people.clock import now

    size = about["students"]
    some = [student(number) for number in range(first, size, int(1 / TOUCHED))]
    _news_of(some, school, on, like_the_year=like_the_year)
    began = spent()
    news = measure_news(organisation_id=school.pk, on=on, at=now())
    seconds = spent() - began
    _say(
        "a day's news, " + ("absence as in the year" if like_the_year else "four hours without permission each"),
        about,
        seconds=seconds,
        touched=len(some),
        raised=news.raised,
        measured=news.students,
        milliseconds_per_student=round(seconds * 1000 / news.students, 3),
        ratio_per_student=round(seconds / news.students / each_of_a_night, 2),
        share_of_full=round(seconds / each_of_a_night / size, 3),
        goal="at most 2, and 0.05",
    )


def _news_of(some: list[UUID], school: Any, on: date, *, like_the_year: bool = False) -> None:
    """These students get four hours of absence today, as an import would leave it: without permission, or of the kinds
    the year has them in, in its proportions.
    """
    from houvast.attendance.models import Absence
    from houvast.education.actions import touch
    from houvast.education.models import Touched
    from houvast.people.clock import now

    def its(number: int) -> tuple[int, int]:
        kind = KINDS_OF_A_YEAR[number % len(KINDS_OF_A_YEAR)] if like_the_year else 2
        return kind, 10 if kind == LATE else 240

    Absence.objects.bulk_create(
        [
            Absence(
                organisation=school,
                student_id=one,
                day=on,
                minutes=its(number)[1],
                kind=its(number)[0],
                source="bench",
                external_id=f"N{one}",
            )
            for number, one in enumerate(some)
        ],
        batch_size=2_000,
    )
    touch(some, Touched.Kind.ABSENCE, now(), organisation_id=school.pk)


def _page(school: Any, about: dict[str, Any]) -> None:
    """The page of one student, through the whole application, for the coach."""
    from statistics import median

    from django.core.handlers.wsgi import WSGIHandler

    from bench.pages import Browser, cookies_of
    from bench.schools.filled import account_of_coach, student

    browser = Browser(WSGIHandler(), cookies_of(account_of_coach(school)), f"/students/{student(1)}/")
    for _ in range(5):
        browser.ask(counts=False)
    for _ in range(PAGES):
        browser.ask()
    _say("one student's page", about, milliseconds=round(median(browser.seconds) * 1000, 2))


if __name__ == "__main__":
    sys.exit(main())
