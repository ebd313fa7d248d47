"""What is known of one student, as the measures need it: parsed from a scenario, or read from a database."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from houvast.core.forms.form import Frozen

Level = Literal[0, 1, 2]
"""A judgement in a talk: on schedule, asks attention, concern."""


class AbsenceKind(StrEnum):
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    LATE = "late"
    SICK = "sick"
    LUXURY = "luxury"


class AbsenceFact(Frozen):
    day: date
    minutes: Annotated[int, Field(ge=1, le=1440)]
    kind: AbsenceKind


class ResultFact(Frozen):
    """A result of a unit. Of two on one day the later attempt counts."""

    on: date
    unit: str
    passed: bool | None = None
    attempt: int = 1
    credits: Decimal = Decimal(0)


class TalkFact(Frozen):
    """A talk; a judgement that was not discussed is None."""

    on: date
    attitude: Level | None = None
    life: Level | None = None


class AgreementFact(Frozen):
    """An agreement: open until it is answered; `said_done` by the student takes it out of what is overdue."""

    due_on: date
    answered_on: date | None = None
    kept: bool = False
    said_done: bool = False


class NormFact(Frozen):
    """The programme's own norm: this amount, this many weeks after the first day of the enrolment."""

    measure: Literal["credits", "modules", "placement_hours"]
    weeks: int
    amount: Decimal


class Facts(Frozen):
    """Everything a measure may look at. Who the student is, is not among it.

    `absence_known`: somebody records absence for this student's class. `hours_done` of placement may be unknown.
    `latest_meeting_on`: the latest formal meeting with the student in a procedure, which counts as spoken.
    """

    enrolled_on: date
    absence_known: bool = True
    absences: tuple[AbsenceFact, ...] = ()
    results: tuple[ResultFact, ...] = ()
    talks: tuple[TalkFact, ...] = ()
    agreements: tuple[AgreementFact, ...] = ()
    norms: tuple[NormFact, ...] = ()
    hours_done: int | None = None
    latest_meeting_on: date | None = None
