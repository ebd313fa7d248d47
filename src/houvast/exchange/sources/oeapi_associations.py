"""Attendance and results of the Open Education API: associations of a person with an offering (version 5 and 6).

Attendance: `absent` becomes an absence without permission that nobody confirmed yet, since the API does not say why;
`present` takes an absence back that this source told before; other states (unknown, not started, unfinished, of our
own) are left. When and how long comes from the expanded offering, else from the association itself.

Results: only one that is completed and has a day. `score` is the grade as it is written; credits come from `studyLoad`
in ECTS or study points where the association passed. Comments, assessors, documents and raw scores are not taken over.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from houvast.attendance.models import Absence
from houvast.exchange.reading import values
from houvast.exchange.reading.errors import FileRefused, Reason, RowError, Wrong, shown
from houvast.exchange.reading.items import Item
from houvast.exchange.records import AbsenceRecord, Kind, Record, ResultRecord, Source
from houvast.exchange.sources.own_facts import points_in
from houvast.people.clock import AMSTERDAM

NAMES = {Kind.ABSENCES: "oeapi-attendance", Kind.RESULTS: "oeapi-result"}
OFFERINGS = ("learningComponentOffering", "testComponentOffering", "componentOffering", "courseOffering",
             "programmeOffering", "programOffering", "offering")  # fmt: skip
PASSED = {"passed": True, "failed": False}
OURS = "oeapi"
MINUTE = 60
CREDIT_UNITS = frozenset({"ects", "studypoint"})


def is_association(item: object) -> bool:
    """Whether an object ties a person to an offering."""
    return isinstance(item, dict) and "associationId" in item and ("personId" in item or "person" in item)


def check(items: Iterator[Item]) -> None:
    """Raises FileRefused unless the first object is an association."""
    first = next(items, None)
    if first is None:
        raise FileRefused(Reason.NO_ROWS)
    if not is_association(first[1]):
        raise FileRefused(Reason.NOT_RECOGNISED, line=first[0], value="JSON")


def identity(item: object) -> str:
    return str(item.get("associationId") or "") if isinstance(item, dict) else ""


def record(kind: Kind, line: int, item: object) -> Record | tuple[RowError, ...] | None:
    """A record, what is wrong with it, or None for an association that says nothing of this kind."""
    if not isinstance(item, dict) or not is_association(item):
        return (RowError(line=line, column="associationId", value="", reason=Reason.MISSING),)
    person = item.get("person")
    number = item.get("personId") or (person.get("personId") if isinstance(person, dict) else None)
    if not isinstance(number, str) or not number.strip():
        return (RowError(line=line, column="personId", value="", reason=Reason.MISSING),)
    said = {
        "line": line,
        "number": number.strip()[:120],
        "numbering": str(Source.OEAPI),
        "source": OURS,
        "external_id": str(item["associationId"])[:120],
    }
    try:
        return _absence(item, said) if kind is Kind.ABSENCES else _result(item, said)
    except _Missing as missing:
        return (RowError(line=line, column=missing.column, value=missing.value, reason=missing.reason),)


class _Missing(Exception):
    """A value that is needed is not there, or cannot be read."""

    def __init__(self, column: str, value: object = "", reason: Reason = Reason.MISSING) -> None:
        super().__init__(column)
        self.column, self.value, self.reason = column, shown(str(value or "")), reason


def _absence(item: dict[str, Any], said: dict[str, Any]) -> AbsenceRecord | None:
    attendance = item.get("attendance")
    if attendance not in {"absent", "present"}:
        return None
    name, offering = _offering(item)
    starts = _moment(f"{name}.startDateTime", offering.get("startDateTime") or item.get("startDateTime"))
    ends = _moment(f"{name}.endDateTime", offering.get("endDateTime") or item.get("expectedEndDateTime"))
    minutes = round((ends - starts).total_seconds() / MINUTE)
    if not 1 <= minutes <= values.DAY_MINUTES:
        raise _Missing(f"{name}.endDateTime", ends.isoformat(), Reason.NOT_MINUTES)
    return AbsenceRecord(
        day=starts.date(),
        starts_at=starts.time().replace(second=0, microsecond=0),
        minutes=minutes,
        kind=int(Absence.Kind.UNAUTHORISED),
        lesson=_name_of(offering)[:80],
        confirmed=None,
        withdrawn=attendance == "present",
        **said,
    )


def _result(item: dict[str, Any], said: dict[str, Any]) -> ResultRecord | None:
    result = item.get("result")
    if not isinstance(result, dict) or result.get("state") != "completed":
        return None
    name, offering = _offering(item)
    at = _moment("result.resultDateTime", result.get("resultDateTime"))
    score = result.get("score")
    grade = score.strip()[:20] if isinstance(score, str) else ""
    code = offering.get("primaryCode")
    unit = code.get("code") if isinstance(code, dict) else item.get(f"{name}Id")
    passed = PASSED.get(str(result.get("pass")))
    if not grade and passed is None:
        raise _Missing("result.score")
    weight = result.get("weight")
    return ResultRecord(
        on=at.date(),
        title=(_name_of(offering) or str(unit or "") or said["external_id"])[:200],
        unit=str(unit or "")[:40],
        grade=grade,
        points=points_in(grade) if grade else None,
        passed=passed,
        credits_earned=_credits(item.get("studyLoad") or offering.get("studyLoad")) if passed else None,
        weight=Decimal(weight) if isinstance(weight, int) and 0 <= weight <= 9999 else None,  # noqa: PLR2004
        **said,
    )


def _credits(load: object) -> Decimal | None:
    """Credits in a study load; hours are no credits and are left."""
    for one in load if isinstance(load, list) else [load]:
        if isinstance(one, dict) and str(one.get("studyLoadUnit", "")).lower() in CREDIT_UNITS:
            try:
                return values.amount(str(one.get("value", "")))
            except Wrong:
                return None
    return None


def _offering(item: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The expanded offering and its name; empty when only its id was given."""
    for name in OFFERINGS:
        found = item.get(name)
        if isinstance(found, dict):
            return name, found
    return next((name for name in OFFERINGS if f"{name}Id" in item), "offering"), {}


def _name_of(offering: dict[str, Any]) -> str:
    """The first name given, in Dutch where there is one; without a sign that a sheet would run."""
    names = offering.get("name")
    found = names if isinstance(names, str) else ""
    if isinstance(names, list):
        texts = {str(one.get("language", ""))[:2]: one.get("value") for one in names if isinstance(one, dict)}
        found = str(texts.get("nl") or next(iter(texts.values()), "") or "")
    try:
        return values.text(found.strip(), longest=200) if found.strip() else ""
    except Wrong:
        return ""


def _moment(column: str, given: object) -> datetime:
    """A moment as the clock in Amsterdam shows it."""
    if not isinstance(given, str) or not given:
        raise _Missing(column)
    try:
        return values.moment(given.replace("Z", "+00:00")).astimezone(AMSTERDAM)
    except Wrong as wrong:
        raise _Missing(column, given, wrong.reason) from None
