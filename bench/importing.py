"""Importing students: rows per second beside a bare load through the same file reader into the same tables and indexes.

The bare load reads the same file with the same reader and stores the same rows without any question: no looking up who
is known, no comparing, no memory of what a file said. `persons only` stores the row of the person and nothing else.
`ratio` is the import's rows per second divided by the bare load's (goal: at least a third).

`python bench/importing.py [--rows 100000] [--rounds 3]` prints one JSON object a line.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
WAYS = ("bare load", "persons only", "import", "same file again")


def written(path: Path, rows: int) -> Path:
    """A file of the own template with a student a row."""
    with path.open("w", encoding="utf-8") as file:
        file.write("studentnummer;voornaam;tussenvoegsel;achternaam;geboortedatum;e-mail;telefoon\n")
        for number in range(rows):
            born = f"{2005 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
            file.write(
                f"{number:07};Voornaam{number % 997};van;Achternaam{number % 9973};{born};s{number}@example.org;\n"
            )
    return path


def work(way: str, path: Path) -> None:
    """One load in this process; prints its seconds and the most memory it used, in megabytes."""
    import django

    django.setup()
    from houvast.exchange.actions import load_file
    from houvast.exchange.records import Kind
    from houvast.people.clock import now, today

    began = time.perf_counter()
    if way in {"import", "same file again"}:
        outcome = load_file(path, Kind.STUDENTS, by=None, on=today(), at=now(), write=True, skip_wrong=False)
        assert not outcome.errors
    else:
        bare(path, persons_only=way == "persons only")
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


def bare(path: Path, *, persons_only: bool) -> None:
    """The same rows into the same tables, in blocks of the same size, in one transaction."""
    from houvast.exchange.actions import BATCH
    from houvast.exchange.models import SourceRow
    from houvast.exchange.opened import Survey
    from houvast.exchange.opening import open_file
    from houvast.exchange.records import Kind, StudentRecord
    from houvast.guidance.models import Contact
    from houvast.people.clock import now
    from houvast.people.ids import new_id
    from houvast.people.models import Organisation, Person, PersonIdentifier
    from houvast.privacy.scope import organisation_scope

    organisation, at = Organisation(id=new_id(), name="Bare"), now()

    def person(record: StudentRecord) -> Person:
        its = record.person
        return Person(
            id=new_id(), organisation_id=organisation.pk, given_name=its.given_name, name_prefix=its.name_prefix,
            family_name=its.family_name, birth_date=its.birth_date, email=its.email, is_student=True,
            number=its.number, sort_name=f"{its.family_name} {its.given_name} {its.number}".lower(), created_at=at,
        )  # fmt: skip

    def blocks() -> Iterator[list[Person]]:
        found = open_file(path, Kind.STUDENTS).records(Survey())
        people = (person(record) for _, record in found if isinstance(record, StudentRecord))
        while block := list(islice(people, BATCH)):
            yield block

    with organisation_scope([organisation.pk]):
        organisation.save(force_insert=True)
        for block in blocks():
            Person.objects.bulk_create(block)
            if persons_only:
                continue
            PersonIdentifier.objects.bulk_create(
                PersonIdentifier(organisation=organisation, person=one, source="student_number", value=one.number)
                for one in block
            )
            Contact.objects.bulk_create([Contact(student=one, organisation=organisation) for one in block])
            SourceRow.objects.bulk_create(
                SourceRow(organisation=organisation, person=one, format="bare", said="0" * 60) for one in block
            )


def process(environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__)), *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def environment(directory: Path, url: str) -> dict[str, str]:
    return {
        **os.environ,
        "HOUVAST_ENVIRONMENT": "test",
        "HOUVAST_LOG_LEVEL": "ERROR",
        "HOUVAST_SECRET_KEY": "bench-only-" + "0123456789" * 6,
        "HOUVAST_DATA_DIRECTORY": str(directory),
        "HOUVAST_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
    }


def migrate(its: dict[str, str]) -> None:
    houvast = "from houvast.operation.cli import main; main()"
    subprocess.run([sys.executable, "-c", houvast, "migrate"], check=True, stdout=subprocess.DEVNULL, env=its)


def on_sqlite(directory: Path) -> Callable[[], dict[str, str]]:
    """Gives, each time it is asked, a new and empty SQLite database."""
    empty, used = directory / "empty.sqlite3", directory / "used.sqlite3"
    migrate(environment(directory, f"sqlite:///{empty}"))

    def fresh() -> dict[str, str]:
        for left in directory.glob("used.sqlite3*"):
            left.unlink()
        shutil.copy(empty, used)
        return environment(directory, f"sqlite:///{used}")

    return fresh


def on_postgresql(directory: Path, server: Any) -> Callable[[], dict[str, str]]:
    """Gives, each time it is asked, a new and empty PostgreSQL database."""
    import psycopg

    def url(name: str) -> str:
        return f"postgresql://owner@/{name}?host={quote(str(server.directory))}"

    def tell(*statements: str) -> None:
        with psycopg.connect(host=str(server.directory), user="owner", dbname="postgres", autocommit=True) as it:
            for statement in statements:
                it.execute(statement.encode())

    tell("CREATE DATABASE empty")
    migrate(environment(directory, url("empty")))

    def fresh() -> dict[str, str]:
        tell("DROP DATABASE IF EXISTS used WITH (FORCE)", "CREATE DATABASE used TEMPLATE empty")
        return environment(directory, url("used"))

    return fresh


def measure(database: str, fresh: Callable[[], dict[str, str]], path: Path, rows: int, rounds: int) -> None:
    """Each way in turn, round after round, so that a busy machine is busy for all of them."""
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    memory: dict[str, int] = {}
    for _ in range(rounds):
        its: dict[str, str] = {}
        for way in WAYS:
            its = its if way == "same file again" else fresh()
            found = process(its, "--work", way, str(path))
            seconds[way].append(found["seconds"])
            memory[way] = max(memory.get(way, 0), found["memory"])
    speed = {way: rows / median(times) for way, times in seconds.items()}
    for way in WAYS:
        figure: dict[str, Any] = {"figure": f"{way}, {database}", "rows": rows, "rows_per_second": round(speed[way])}
        figure["megabytes"] = memory[way]
        if way == "import":
            figure["ratio"] = round(speed[way] / speed["bare load"], 3)
            figure["ratio_to_persons_only"] = round(speed[way] / speed["persons only"], 3)
            figure["goal"] = "at least 0.333"
        print(json.dumps(figure), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", nargs=2, metavar=("WAY", "FILE"), help="for its own use")
    given = parser.parse_args()
    if given.work:
        work(given.work[0], Path(given.work[1]))
        return 0
    with tempfile.TemporaryDirectory(prefix="houvast-bench-") as folder:
        directory = Path(folder)
        path = written(directory / "students.csv", given.rows)
        measure("SQLite", on_sqlite(directory), path, given.rows, given.rounds)
        from tests.houvast_testing.postgres import Server, server_binaries

        binaries = server_binaries()
        if binaries is None:
            print("GAP: no PostgreSQL server is installed (set PG_BIN); only SQLite was measured.", file=sys.stderr)
            return 0
        server = Server(binaries)
        server.start()
        try:
            measure("PostgreSQL", on_postgresql(directory, server), path, given.rows, given.rounds)
        finally:
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
