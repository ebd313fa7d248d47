"""Checked absence reports as a file for the national desk: a row a report, the fields in the order of article 14."""

import csv
import io
from collections.abc import Iterable

from houvast.attendance.models import AbsenceReport
from houvast.people.models import Person

KINDS = {
    AbsenceReport.Kind.SIXTEEN_HOURS: "wettelijk verzuim",
    AbsenceReport.Kind.FOUR_WEEKS: "langdurig relatief verzuim",
    AbsenceReport.Kind.LUXURY: "luxeverzuim",
    AbsenceReport.Kind.OTHER: "overig verzuim",
}
COLUMNS = (
    "kenmerk", "brin", "bsn", "studentnummer", "achternaam", "voornaam", "geboortedatum", "soort melding",
    "startkwalificatie", "begindatum", "einddatum", "vermoedelijke soort", "vermoedelijke reden",
    "verzuimt alle lessen",
    "ondernomen actie", "actie gemeente gewenst", "prioriteit en toelichting", "onderwijslocatie", "contactpersoon",
    "functie", "telefoon", "e-mail", "telefoon leerling of ouder", "specificatie", "opmerking",
)  # fmt: skip
SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(reports: Iterable[AbsenceReport]) -> bytes:
    """With the mark of UTF-8 and semicolons; nothing in it runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for report in reports:
        writer.writerow([_safe(value) for value in _row(report, report.student)])
    return out.getvalue().encode("utf-8-sig")


def _row(report: AbsenceReport, student: Person) -> list[str]:
    days = "; ".join(f"{day} {minutes / 60:.2f} uur" for day, minutes in report.specification)
    return [
        str(report.pk), student.organisation.code, student.bsn or "", student.number,
        " ".join(part for part in (student.name_prefix, student.family_name) if part), student.given_name,
        _day(student.birth_date), KINDS[AbsenceReport.Kind(report.kind)], _yes(report.qualified),
        _day(report.begins_on), _day(report.ends_on), KINDS.get(AbsenceReport.Kind(report.presumed_kind), ""),
        report.presumed_reason or "", _yes(report.all_lessons), report.school_action or "", _yes(report.action_wanted),
        report.wanted_why or "", report.location, report.contact_name, report.contact_function, report.contact_phone,
        report.contact_email, report.family_phone or "", days, report.remark or "",
    ]  # fmt: skip


def _yes(value: bool | None) -> str:  # noqa: FBT001 - a value of the file
    return {True: "ja", False: "nee", None: ""}[value]


def _day(value: object) -> str:
    return str(value) if value else ""


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(SIGNS) else value
