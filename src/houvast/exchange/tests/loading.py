"""What the tests of loading share."""

from datetime import date
from pathlib import Path

from houvast.exchange.actions import load_file
from houvast.exchange.outcome import Outcome
from houvast.exchange.records import Kind
from houvast.people.clock import now
from houvast.people.models import Organisation

ON = date(2026, 11, 21)
HEADER = (
    "studentnummer;voornaam;tussenvoegsel;achternaam;geboortedatum;bsn;klas;mentor;coachnummer;opleiding;crebo;vanaf;"
    "tot en met"
)


def load(
    path: Path,
    kind: Kind = Kind.STUDENTS,
    *,
    on: date = ON,
    write: bool = True,
    skip_wrong: bool = False,
    institution: Organisation | None = None,
) -> Outcome:
    return load_file(
        path,
        kind,
        by=None,
        on=on,
        at=now(),
        write=write,
        skip_wrong=skip_wrong,
        institution=str(institution.pk) if institution else "",
    )


def students_file(tmp_path: Path, *rows: str) -> Path:
    """A file of the own template with short rows (number;given;prefix;family;birth;bsn;class;...), as in HEADER."""
    width = HEADER.count(";")
    path = tmp_path / "students.csv"
    path.write_text(
        "\n".join([HEADER, *(row + ";" * (width - row.count(";")) for row in rows)]) + "\n", encoding="utf-8"
    )
    return path


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    found = outcome.counts
    return found.added, found.changed, found.unchanged, found.left
