"""Importing absences: rows per second beside a bare load through the same file reader into the same table and indexes.

The bare load reads the same file with the same reader and stores the same rows, by the same statements, without any
question: no look whether a row stands twice, whether it is known, or who it is about beyond one table of numbers read
at the start. `same file again` finds every row and changes nothing. Students stand in the database before the clock
starts. `ratio` is the import's rows per second divided by the bare load's (goal: at least a third).

`python bench/absences.py [--rows 200000] [--students 5000] [--rounds 3]` prints one JSON object a line.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.importing import on_postgresql, on_sqlite  # noqa: E402

WAYS = ("bare load", "import", "same file again")
KINDS = ("ongeoorloofd", "geoorloofd", "te laat", "ziek", "luxeverzuim")


def written(path: Path, rows: int, students: int) -> Path:
    """A file of the own template, a lesson a row, spread over a school year."""
    begin = date(2025, 9, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write("studentnummer;dag;begintijd;minuten;soort;les;bevestigd;bron;kenmerk\n")
        for number in range(rows):
            day = begin + timedelta(days=number * 300 // rows)
            file.write(
                f"{number * 7919 % students:07};{day};{8 + number % 9:02}:30;{45 + number % 3 * 45};"
                f"{KINDS[number % 5]};Vak {number % 23};ja;eduarte;A-{number}\n"
            )
    return path


def seed(students: int) -> None:
    """The students the file is about."""
    import django

    django.setup()
    from houvast.people.clock import now
    from houvast.people.ids import new_id
    from houvast.people.models import Organisation, Person, PersonIdentifier
    from houvast.privacy.scope import organisation_scope

    organisation, at = Organisation(id=new_id(), name="Bench"), now()
    with organisation_scope([organisation.pk]):
        organisation.save(force_insert=True)
        people = [
            Person(id=new_id(), organisation=organisation, family_name=f"S{n}", number=f"{n:07}", is_student=True,
                   sort_name=f"s{n}", created_at=at)
            for n in range(students)
        ]  # fmt: skip
        Person.objects.bulk_create(people, batch_size=2000)
        PersonIdentifier.objects.bulk_create(
            (
                PersonIdentifier(organisation=organisation, person=one, source="student_number", value=one.number)
                for one in people
            ),
            batch_size=2000,
        )


def work(way: str, path: Path) -> None:
    """One load in this process; prints its seconds and the most memory it used, in megabytes."""
    import django

    django.setup()
    from houvast.exchange.actions import load_file
    from houvast.exchange.records import Kind
    from houvast.people.clock import now, today

    began = time.perf_counter()
    if way == "bare load":
        bare(path)
    else:
        outcome = load_file(path, Kind.ABSENCES, by=None, on=today(), at=now(), write=True, skip_wrong=False)
        assert not outcome.errors
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


def bare(path: Path) -> None:
    """The same rows into the same table, in blocks of the same size, in one transaction."""
    from houvast.attendance.models import Absence
    from houvast.exchange.actions import MANY
    from houvast.exchange.opened import Survey
    from houvast.exchange.opening import open_file
    from houvast.exchange.records import AbsenceRecord, Kind
    from houvast.people import bulk
    from houvast.people.ids import new_id
    from houvast.people.models import Organisation, PersonIdentifier
    from houvast.privacy.scope import organisation_scope

    names = ("id", "organisation", "student", "day", "starts_at", "minutes", "kind", "lesson", "confirmed", "source",
             "external_id", "revision")  # fmt: skip
    organisation = Organisation.objects.get()
    with organisation_scope([organisation.pk]):
        ids = dict(PersonIdentifier.objects.values_list("value", "person_id"))
        rows = (
            (new_id(), organisation.pk, ids[one.number], one.day, one.starts_at, one.minutes, one.kind, one.lesson,
             bool(one.confirmed), one.source, one.external_id, 1)
            for _, one in open_file(path, Kind.ABSENCES).records(Survey())
            if isinstance(one, AbsenceRecord)
        )  # fmt: skip
        while block := list(islice(rows, MANY)):
            bulk.insert(Absence, names, block)


def process(environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    import subprocess

    command = [sys.executable, str(Path(__file__)), *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}
    return found


def measure(database: str, fresh: Callable[[], dict[str, str]], path: Path, given: argparse.Namespace) -> None:
    """Each way in turn, round after round, so that a busy machine is busy for all of them."""
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    memory: dict[str, int] = {}
    for _ in range(given.rounds):
        its: dict[str, str] = {}
        for way in WAYS:
            if way != "same file again":
                its = fresh()
                process(its, "--seed", str(given.students))
            found = process(its, "--work", way, str(path))
            seconds[way].append(found["seconds"])
            memory[way] = max(memory.get(way, 0), found["memory"])
    speed = {way: given.rows / median(times) for way, times in seconds.items()}
    for way in WAYS:
        figure: dict[str, Any] = {"figure": f"absences, {way}, {database}", "rows": given.rows}
        figure |= {"rows_per_second": round(speed[way]), "megabytes": memory[way]}
        if way == "import":
            figure |= {"ratio": round(speed[way] / speed["bare load"], 3), "goal": "at least 0.333"}
        print(json.dumps(figure), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--students", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", nargs=2, metavar=("WAY", "FILE"), help="for its own use")
    parser.add_argument("--seed", type=int, help="for its own use")
    given = parser.parse_args()
    if given.seed:
        seed(given.seed)
        return 0
    if given.work:
        work(given.work[0], Path(given.work[1]))
        return 0
    with tempfile.TemporaryDirectory(prefix="houvast-bench-") as folder:
        directory = Path(folder)
        path = written(directory / "absences.csv", given.rows, given.students)
        measure("SQLite", on_sqlite(directory), path, given)
        from tests.houvast_testing.postgres import Server, server_binaries

        binaries = server_binaries()
        if binaries is None:
            print("GAP: no PostgreSQL server is installed (set PG_BIN); only SQLite was measured.", file=sys.stderr)
            return 0
        server = Server(binaries)
        server.start()
        try:
            measure("PostgreSQL", on_postgresql(directory, server), path, given)
        finally:
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
