"""The transfer board at 5,000 pupils of 15 schools and at 40,000 of 120, and the import that fills it.

The import with matching is set against a bare insert of the same rows by the same reader and writer into the same
tables: nobody is looked up, nothing is compared, no board row is folded from what happened. `ratio_bare` is its time
divided by the bare insert's. Each board is asked through the whole middleware, all of them in turn;
`ratio_administrator` sets who sees some of the pupils against who sees all of that organisation (at most 1.5). Seconds
are of the processor, the database's work for it included.

`python bench/transfer.py [--sizes 5000,40000] [--database sqlite|postgresql] [--rounds 15] [--crowded]`
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import WARM_UP, Browser, cookies_of  # noqa: E402
from bench.schools.fresh import in_fresh_database, spent, vendors  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from houvast.people.models import Account, Organisation, Person

PUPILS_PER_SCHOOL = 333
TEAMS = 20
HEADER = (
    "leerlingnummer;voornaam;achternaam;geboortedatum;schoolsoort;gemeente;school;aanmeldnummer;mbo;opleiding;crebo;"
    "niveau;aangemeld op;status"
)
BIRTH_DAYS = 1461
INITIALS = "ABCDEFGHIJKLMNOPRSTVWYZ"
DAY = date(2027, 2, 10)
OCTOBER = date(2027, 10, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="5000,40000")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--crowded", action="store_true", help="84 birth dates and one initial for all")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.one, given.rounds, bare=given.bare, crowded=given.crowded)
        return 0
    crowded = ["--crowded"] if given.crowded else []
    for vendor in vendors("transfer", given.database):
        for size in given.sizes.split(","):
            one = (vendor, __file__, "--one", size, *crowded)
            bare = json.loads(in_fresh_database(*one, "--bare", shown=False).splitlines()[-1])["seconds"]
            for line in in_fresh_database(*one, "--rounds", str(given.rounds), shown=False).splitlines():
                figure = json.loads(line)
                if figure["figure"] == "import":
                    figure |= {"bare_seconds": round(bare, 1), "ratio_bare": round(figure["seconds"] / bare, 2)}
                print(json.dumps(figure), flush=True)
    return 0


def _written(path: Path, size: int, *, crowded: bool) -> Path:
    """One row a pupil, born on any day of four years; two of three applied at the institution.

    Crowded, hundreds share a birth date and an initial: that is by what pupils of different schools are compared.
    """
    first = date(2008, 10, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for number in range(size):
            born = str(first + timedelta(days=number * 7919 % BIRTH_DAYS))
            given = f"{INITIALS[number * 31 % len(INITIALS)]}oornaam{number % 997}"
            if crowded:
                born = f"{2009 + number % 3}-{1 + number % 12:02}-{1 + number % 28:02}"
                given = f"Voornaam{number % 997}"
            applied = f"A{number};ROC Midden;Verpleging;25655;4;2027-02-01;ontvangen" if number % 3 else ";;;;;;"
            file.write(
                f"{number:07};{given};Achternaam{number % 9973};{born};vmbo-kb;Midden;"
                f"{number // PUPILS_PER_SCHOOL:02}SC{number // PUPILS_PER_SCHOOL};{applied}\n"
            )
    return path


def _one(size: int, rounds: int, *, bare: bool, crowded: bool) -> None:
    import django

    django.setup()
    from django.db import connection

    from houvast.exchange.actions import load_file
    from houvast.exchange.records import Kind
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people.clock import now
    from houvast.people.models import Organisation

    bring_up_to_date()
    roc = Organisation.objects.create(name="ROC Midden", code="25MI")
    town = Organisation.objects.create(name="Gemeente Midden", kind=Organisation.Kind.MUNICIPALITY)
    with tempfile.TemporaryDirectory() as directory:
        path = _written(Path(directory) / "leavers.csv", size, crowded=crowded)
        began = spent()
        if bare:
            _bare(path, roc, town)
            print(json.dumps({"seconds": spent() - began}))
            return
        outcome = load_file(path, Kind.LEAVERS, by=None, on=DAY, at=now(), write=True, skip_wrong=False)
        seconds = spent() - began
        assert outcome.counts.added == size, outcome.counts
        began = spent()
        load_file(path, Kind.LEAVERS, by=None, on=DAY, at=now(), write=True, skip_wrong=False)
        again = spent() - began
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(json.dumps({"figure": "import", "database": connection.vendor, "pupils": size, "seconds": round(seconds, 1)}))
    print(
        json.dumps(
            {"figure": "same file again", "database": connection.vendor, "pupils": size, "seconds": round(again, 1)}
        )
    )
    _boards(size, rounds, roc, town)


def _bare(path: Path, roc: Organisation, town: Organisation) -> None:
    """The same rows into the same tables in blocks of the same size, without any question."""
    from houvast.exchange.actions import BATCH
    from houvast.exchange.leaver_records import LeaverRecord
    from houvast.exchange.opened import Survey
    from houvast.exchange.opening import open_file
    from houvast.exchange.records import Kind
    from houvast.guidance.models import Contact
    from houvast.people import bulk
    from houvast.people.clock import now
    from houvast.people.ids import new_id
    from houvast.people.models import Organisation, Person, PersonIdentifier
    from houvast.privacy.scope import organisation_scope
    from houvast.transfer.models import Application, BoardRow, Pupil

    at = now()
    records = (one for _, one in open_file(path, Kind.LEAVERS).records(Survey()) if isinstance(one, LeaverRecord))
    names = {
        one.institution for _, one in open_file(path, Kind.LEAVERS).records(Survey()) if isinstance(one, LeaverRecord)
    }
    schools = {name: Organisation(id=new_id(), name=name, kind=Organisation.Kind.FEEDER_SCHOOL) for name in names}

    def row(of: Organisation, pupil: Pupil, person: Person, side: str) -> BoardRow:
        return BoardRow(
            organisation=of, pupil=pupil, owner_id=pupil.organisation_id, student=person, side=side,
            leaving_year="2026-2027", name=person.name, sort_name=person.sort_name, birth_date=person.birth_date,
            school_name="x", school_type="vmbo-kb", standing="applied", opened_on=DAY,
        )  # fmt: skip

    with organisation_scope([*(one.pk for one in schools.values()), roc.pk, town.pk]):
        Organisation.objects.bulk_create(schools.values())
        for block in _blocks(records, BATCH):
            people, identifiers, contacts, pupils, applications, rows = [], [], [], [], [], []
            for record in block:
                its, school = record.person, schools[record.institution]
                person = Person(
                    id=new_id(), organisation=school, given_name=its.given_name, family_name=its.family_name,
                    birth_date=its.birth_date, is_student=True, number=record.number, created_at=at,
                    sort_name=f"{its.family_name} {its.given_name}".lower(),
                )  # fmt: skip
                pupil = Pupil(id=new_id(), organisation=school, student=person, leaving_year="2026-2027")
                people.append(person)
                identifiers.append(
                    PersonIdentifier(organisation=school, person=person, source="student_number", value=record.number)
                )
                contacts.append(Contact(student=person, organisation=school))
                pupils.append(pupil)
                rows += [row(school, pupil, person, "school"), row(town, pupil, person, "municipality")]
                if record.application:
                    rows.append(row(roc, pupil, person, "institution"))
                    applications.append(
                        Application(
                            organisation=school, pupil=pupil, institution=roc, institution_name="ROC Midden",
                            programme=record.application.programme, applied_on=record.application.applied_on,
                        )
                    )  # fmt: skip
            for made in (people, identifiers, contacts, pupils, applications, rows):
                bulk.add(made)


def _blocks(records: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while block := list(islice(records, size)):
        yield block


def _boards(size: int, rounds: int, roc: Organisation, town: Organisation) -> None:
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection

    from houvast.people import clock
    from houvast.people.models import Organisation, Person, PersonalRelation, RoleAssignment, Unit
    from houvast.transfer.models import BoardRow

    houvast = WSGIHandler()
    role = RoleAssignment.Role
    school = Organisation.objects.filter(kind=Organisation.Kind.FEEDER_SCHOOL).order_by("name").first()
    assert school is not None
    team = Unit(organisation=roc, kind=Unit.Kind.TEAM, name="Team Zorg")
    team.path = f"{team.pk.hex}/"
    team.save()
    ids = list(BoardRow.objects.filter(organisation=roc).order_by("id").values_list("pk", flat=True))[::TEAMS]
    BoardRow.objects.filter(pk__in=ids).update(unit=team)
    mentor = _account(school, "Mies", None)
    for student in Person.objects.filter(organisation=school, is_student=True).order_by("id")[:25]:
        PersonalRelation.objects.create(
            organisation=school, kind="coach", holder=mentor.person, student=student, starts_on=date(2026, 8, 1)
        )

    def browser(account: Account, path: str) -> Browser:
        return Browser(houvast, cookies_of(account), path)

    everything = _account(roc, "Ina", role.INTAKE)
    officer = _account(town, "Lena", role.ATTENDANCE_OFFICER)
    asked = {
        "institution, administrator": (DAY, browser(everything, "/transfer/")),
        "institution, coach of a team": (DAY, browser(_account(roc, "Cor", role.STUDY_COACH, team), "/transfer/")),
        "institution search, administrator": (DAY, browser(everything, "/transfer/?q=voornaam12")),
        "school, administrator": (DAY, browser(_account(school, "Anja", role.STUDENT_ADMINISTRATION), "/transfer/")),
        "school, mentor": (DAY, browser(mentor, "/transfer/")),
        "region, administrator": (OCTOBER, browser(_account(town, "Rik", role.RMC), "/transfer/?year=2026")),
        "region, attendance officer": (OCTOBER, browser(officer, "/transfer/?year=2026")),
        "region, stepped down": (DAY, browser(officer, "/transfer/")),
    }
    asks: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(WARM_UP + rounds):
        for name, (day, one) in asked.items():
            with clock.set_to(day):
                began = spent()
                one.ask(counts=False)
                if number >= WARM_UP:
                    asks[name].append(spent() - began)
    took = {name: median(seconds) for name, seconds in asks.items()}
    for name, (day, one) in asked.items():
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        with clock.set_to(day):
            one.ask(counts=False)
        whole = took[f"{name.split(',')[0]}, administrator"]
        print(
            json.dumps(
                {
                    "figure": name, "database": connection.vendor, "pupils": size,
                    "milliseconds": round(took[name] * 1000, 1), "queries": len(connection.queries_log),
                    "ratio_administrator": round(took[name] / whole, 2),
                }
            ),
            flush=True,
        )  # fmt: skip


def _account(of: Organisation, given: str, role: str | None, unit: Any = None) -> Account:
    from houvast.people.clock import now
    from houvast.people.models import Account, Person, RoleAssignment

    person = Person.objects.create(
        organisation=of, given_name=given, family_name="Bench", sort_name=f"bench {given}", created_at=now()
    )
    if role:
        RoleAssignment.objects.create(organisation=of, person=person, role=role, unit=unit, starts_on=date(2026, 8, 1))
    account: Account = Account.objects.create(
        organisation=of, person=person, email=f"{person.pk.hex}@example.org", created_at=now()
    )
    return account


if __name__ == "__main__":
    sys.exit(main())
