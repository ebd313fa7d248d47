"""A worked example of a connector, for docs/connectors.md: a student system with a small interface of its own.

The system answers `GET /pupils?after=NUMBER` with fifty pupils at a time, in order of their number:

    {"pupils": [{"nr": "1001", "first": "Sam", "last": "Jansen", "born": "2008-03-02", "class": "4A",
                 "missed": [{"id": "m-7", "date": "2026-11-16", "minutes": 60, "allowed": false}]}],
     "last": true}
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from houvast.attendance.models import Absence
from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, RowError, Wrong, shown
from houvast.exchange.records import AbsenceRecord, Identifier, Kind, PersonFields, Source, StudentRecord
from houvast.standards.connecting.contract import Asked, Batch, Connector, Found, Load, Memory
from houvast.standards.connecting.fetching import Endpoint

NAME = "example"
Pupil = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Asks the system from the pupil after whom the latest visit stopped."""

    endpoint: Endpoint
    name: str = NAME

    def batches(self, cursor: str, memory: Memory) -> Iterator[Batch]:  # noqa: ARG002 - nothing to remember here
        """A batch per fifty pupils. The cursor is the number of the last one."""
        while True:
            said = self.endpoint.get("pupils", {"after": cursor}) or {}
            pupils: list[Pupil] = said.get("pupils") or []
            done = bool(said.get("last")) or not pupils
            cursor = "" if done else str(pupils[-1]["nr"])
            yield Batch(
                cursor=cursor,
                loads=(
                    Load(kind=Kind.STUDENTS, found=tuple(_student(pupil) for pupil in pupils)),
                    Load(kind=Kind.ABSENCES, found=tuple(one for pupil in pupils for one in _absences(pupil))),
                ),
            )
            if done:
                return


def make(asked: Asked) -> Connector:
    """What the package names under `houvast.connectors`."""
    return Example(endpoint=Endpoint(address=asked.address, token=asked.token))


def _student(pupil: Pupil) -> Found:
    number = str(pupil.get("nr", ""))
    try:
        record = StudentRecord(
            line=1,
            identifiers=(Identifier(source=Source.STUDENT_NUMBER, value=values.number(number)),),
            person=PersonFields(
                given_name=values.text(str(pupil.get("first", ""))),
                family_name=values.text(str(pupil.get("last", ""))),
                birth_date=values.day(pupil["born"]) if pupil.get("born") else None,
                number=number,
            ),
            group=values.text(str(pupil.get("class", ""))),
        )
    except Wrong as wrong:
        return Found(about=number, said=(_error("pupil", number, wrong.reason),))
    return Found(about=number, said=record)


def _absences(pupil: Pupil) -> Iterator[Found]:
    number = str(pupil.get("nr", ""))
    for one in pupil.get("missed", ()):
        about = str(one.get("id", ""))
        try:
            record = AbsenceRecord(
                line=1,
                number=number,
                source=NAME,
                external_id=about,
                day=values.day(str(one.get("date", ""))),
                minutes=values.minutes(str(one.get("minutes", ""))),
                kind=int(Absence.Kind.AUTHORISED if one.get("allowed") else Absence.Kind.UNAUTHORISED),
            )
        except Wrong as wrong:
            yield Found(about=about, person=number, said=(_error("missed", about, wrong.reason),))
        else:
            yield Found(about=about, person=number, said=record)


def _error(column: str, value: str, reason: Reason) -> RowError:
    return RowError(line=1, column=column, value=shown(value), reason=reason)
