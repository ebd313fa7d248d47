"""Open University Learning Analytics (OULAD): registrations and assessment scores.

`studentRegistration.csv` as students: a student with an enrolment per module presentation. A presentation has no
calendar in this data, only days counted from its start; 2013B and 2014B begin in February and 2013J and 2014J in
October, so day 0 is set to the first of that month. A withdrawal is the last day of the enrolment; who has none ends
with the presentation where `courses.csv` stands beside the file. Nothing tells why somebody withdrew, so no end reason.

`studentAssessment.csv` as results: the score (0 to 100) of each assessment, `assessments.csv` beside it gives module,
kind and weight. A pass is a score of 40 or more, as the data set says. The day is the day of handing in. Scores carried
over from an earlier presentation (`is_banked`) are left: they are old. Missing scores are left too; no score is not a
fail. There are no attempts and no credits per assessment, and nothing in OULAD is absence: clicks are not presence.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from houvast.exchange.reading.errors import FileRefused, Reason, RowError, shown
from houvast.exchange.reading.table import Row
from houvast.exchange.records import (
    EnrolmentFields,
    Identifier,
    Kind,
    PersonFields,
    ResultRecord,
    Source,
    StudentRecord,
)

REGISTRATIONS = ("code_module", "code_presentation", "id_student", "date_registration", "date_unregistration")
SCORES = ("id_assessment", "id_student", "date_submitted", "is_banked", "score")
NAMES = {Kind.STUDENTS: "oulad-registrations", Kind.RESULTS: "oulad-scores"}
HEADERS = {Kind.STUDENTS: REGISTRATIONS, Kind.RESULTS: SCORES}
MONTH = {"B": 2, "J": 10}
PASS = 40
MOST = Decimal(100)


def recognises(kind: Kind, header: list[str]) -> bool:
    return kind in HEADERS and tuple(cell.strip() for cell in header) == HEADERS[kind]


def begin_of(presentation: str) -> date | None:
    """Day 0 of a presentation (2013J), or None for another word."""
    year, month = presentation[:4], MONTH.get(presentation[4:])
    return date(int(year), month, 1) if year.isdigit() and month else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What stands beside the scores: module, presentation, kind and weight."""

    module: str
    presentation: str
    kind: str
    weight: Decimal


def assessments_beside(path: Path) -> Mapping[str, Assessment]:
    """By id, out of assessments.csv in the same folder; raises FileRefused when it is not there."""
    beside = path.with_name("assessments.csv")
    if not beside.exists():
        raise FileRefused(Reason.NOT_RECOGNISED, value="studentAssessment.csv")
    with beside.open(encoding="utf-8", newline="") as file:
        return {
            row["id_assessment"]: Assessment(
                module=row["code_module"],
                presentation=row["code_presentation"],
                kind=row["assessment_type"],
                weight=Decimal(row["weight"] or 0),
            )
            for row in csv.DictReader(file)
        }


def lengths_beside(path: Path) -> Mapping[tuple[str, str], int]:
    """Days of each presentation, out of courses.csv in the same folder; empty when it is not there."""
    beside = path.with_name("courses.csv")
    if not beside.exists():
        return {}
    with beside.open(encoding="utf-8", newline="") as file:
        return {
            (row["code_module"], row["code_presentation"]): int(row["module_presentation_length"])
            for row in csv.DictReader(file)
        }


def score(line: int, cells: list[str], known: Mapping[str, Assessment]) -> ResultRecord | tuple[RowError, ...] | None:
    """A result, what is wrong, or None for a score that is banked or not there."""
    assessment, student, submitted, banked, given = (cell.strip() for cell in cells[: len(SCORES)])
    if banked == "1" or given in {"", "?"}:
        return None
    about = known.get(assessment)
    begin = begin_of(about.presentation) if about else None
    if about is None or begin is None:
        return (_wrong(line, "id_assessment", assessment, Reason.UNKNOWN_CODE, "assessments.csv"),)
    try:
        points, day = Decimal(given), int(submitted)
    except (InvalidOperation, ValueError):
        return (_wrong(line, "score", f"{given} {submitted}", Reason.NOT_A_NUMBER),)
    if not (points.is_finite() and 0 <= points <= MOST):
        return (_wrong(line, "score", given, Reason.NOT_A_NUMBER),)
    return ResultRecord(
        line=line,
        number=student,
        source="oulad",
        external_id=f"{assessment}/{student}",
        on=begin + timedelta(days=day),
        title=f"{about.module} {about.presentation} {about.kind} {assessment}",
        unit=assessment,
        grade=given[:20],
        points=points,
        passed=points >= PASS,
        weight=about.weight,
    )


def students(rows: Iterator[Row | RowError], path: Path) -> Iterator[tuple[int, StudentRecord | tuple[RowError, ...]]]:
    """Students with their enrolments, gathered by number: all registrations of one student are one record."""
    lengths = lengths_beside(path)
    lines: dict[str, int] = {}
    found: dict[str, list[EnrolmentFields]] = {}
    next(rows, None)
    for row in rows:
        if isinstance(row, RowError):
            yield row.line, (row,)
            continue
        line, cells = row
        if len(cells) != len(REGISTRATIONS):
            error = RowError(
                line=line, column="", value=str(len(cells)), reason=Reason.TOO_FEW_CELLS, detail=str(len(REGISTRATIONS))
            )
            yield line, (error,)
            continue
        module, presentation, student, _registered, left = (cell.strip() for cell in cells)
        begin = begin_of(presentation)
        if begin is None or not student or not (left in {"", "?"} or left.lstrip("-").isdigit()):
            yield line, (_wrong(line, "code_presentation", presentation, Reason.UNKNOWN_CODE, "2013B, 2013J"),)
            continue
        length = lengths.get((module, presentation))
        expected = begin + timedelta(days=length) if length else None
        ends = begin + timedelta(days=int(left)) if left not in {"", "?"} else None
        # Who withdrew before the start was never there: that enrolment ends on the day it would have begun.
        ends = max(ends, begin) if ends else expected
        lines.setdefault(student, line)
        found.setdefault(student, []).append(
            EnrolmentFields(
                key=f"{student}/{module}/{presentation}",
                programme=module,
                cohort=presentation,
                starts_on=begin,
                expected_end_on=expected,
                ends_on=ends,
            )
        )
    for student, enrolments in found.items():
        yield (
            lines[student],
            StudentRecord(
                line=lines[student],
                identifiers=(Identifier(source=Source.STUDENT_NUMBER, value=student),),
                person=PersonFields(family_name=f"OULAD {student}", number=student),
                enrolments=tuple(enrolments),
            ),
        )


def _wrong(line: int, column: str, value: str, reason: Reason, detail: str = "") -> RowError:
    return RowError(line=line, column=column, value=shown(value), reason=reason, detail=detail)
