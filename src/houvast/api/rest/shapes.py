"""What the API gives: English names that are the same in every language, ids, days and moments; never a BSN."""

import uuid
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Generic, Self, TypeVar

from ninja import Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

T = TypeVar("T")


class Shape(Schema):
    """Names are in camelCase outside."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    @classmethod
    def from_row(cls, row: object, **otherwise: Any) -> Self:
        """What `row` calls by the same names, and `otherwise` for what it calls something else."""
        return cls(**{name: otherwise[name] if name in otherwise else getattr(row, name) for name in cls.model_fields})


class Page(Shape, Generic[T]):
    """Some of a list; `next` is the cursor of what follows, null at the end."""

    items: list[T]
    next: str | None


class Student(Shape):
    """`number` is the student number. What is not known is empty, never guessed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01a2026b-9171-7707-aad7-2078a45633c7",
                    "number": "100001",
                    "givenName": "Sam",
                    "namePrefix": "de",
                    "familyName": "Wit",
                    "language": "nl",
                    "revision": 1,
                }
            ]
        }
    )

    id: uuid.UUID
    number: str
    given_name: str
    name_prefix: str
    family_name: str
    language: str
    revision: int


class Contact(Shape):
    """How to reach a student."""

    student_id: uuid.UUID
    birth_date: date | None
    email: str
    phone: str


class Enrolment(Shape):
    """`level` 1 to 4; `pathway` BOL, BBL, OVO, EX or ODT. Both days are included."""

    id: uuid.UUID
    student_id: uuid.UUID
    programme: str
    crebo: str
    level: int | None
    pathway: str
    cohort: str
    starts_on: date | None
    expected_end_on: date | None
    ends_on: date | None
    revision: int


class Absence(Shape):
    """`kind`: authorised, unauthorised, late, sick or luxury. A row that was taken back has `withdrawnOn`."""

    id: uuid.UUID
    student_id: uuid.UUID
    day: date
    starts_at: time | None
    minutes: int
    kind: str
    lesson: str
    confirmed: bool
    source: str
    external_id: str
    withdrawn_on: date | None
    revision: int


class Result(Shape):
    """`grade` as its source wrote it, `points` the same as a number where it is one; `attempt` counts from 1."""

    id: uuid.UUID
    student_id: uuid.UUID
    day: date
    title: str
    unit: str
    grade: str
    points: Decimal | None
    passed: bool | None
    credits: Decimal | None
    attempt: int
    source: str
    external_id: str
    withdrawn_on: date | None
    revision: int


class Talk(Shape):
    """On which day a talk was held. What was said is not in the API."""

    id: uuid.UUID
    student_id: uuid.UUID
    kind: str
    held_on: date


class PlannedTalk(Shape):
    """A talk to come. `state`: proposed, agreed, held, missed or cancelled."""

    id: uuid.UUID
    student_id: uuid.UUID
    kind: str
    state: str
    starts_at: datetime | None
    minutes: int


class Agreement(Shape):
    """Until when an agreement runs and whether it is done. What was agreed is not in the API."""

    id: uuid.UUID
    student_id: uuid.UUID
    side: str
    due_on: date
    status: str
    answered_on: date | None


class Alert(Shape):
    """That an alert stands open. Its evidence is not in the API."""

    id: uuid.UUID
    student_id: uuid.UUID
    rule: str
    tone: str
    state: str
    raised_on: date
    answer_by: date | None
    closed_on: date | None


class Case(Shape):
    """How far a procedure is, and the first term that runs out."""

    id: uuid.UUID
    student_id: uuid.UUID
    procedure: str
    status: str
    step: str
    outcome: str
    opened_on: date
    closed_on: date | None
    next_due_on: date | None


class Task(Shape):
    """What waits in a procedure, for which role, until when."""

    id: uuid.UUID
    student_id: uuid.UUID
    case_id: uuid.UUID
    kind: str
    role: str
    due_on: date | None
    ready: bool
    done_on: date | None


class Handover(Shape):
    """How far a handover is. What is told along with it is not in the API."""

    id: uuid.UUID
    student_id: uuid.UUID
    state: str
    asked_at: datetime
    until: date
    accepted_on: date | None
    talked_on: date | None
    done_on: date | None
    ended_on: date | None


class Service(Shape):
    """Who helps with what. Texts are in Dutch; `doesEn` is English where there is any."""

    id: uuid.UUID
    code: str
    kind: str
    name: str
    does: str
    does_en: str
    areas: list[str]
    places: str
    reach: str
    phone: str
    email: str
    website: str
    cost: str
    checked_on: date | None


class FigureValue(Shape):
    """A figure of a school year. What is too small to show is null, with `hidden`; the others are rounded."""

    id: str
    name_nl: str
    name_en: str
    year: int
    hits: int | None
    of: int | None
    hidden: bool


class Figures(Shape):
    """All figures of one school year (the year in which it begins)."""

    items: list[FigureValue]


class Found(Shape):
    """One number with its student; numbers of nobody, or of somebody the token does not open, are not among them."""

    number: str
    id: uuid.UUID


class FoundAll(Shape):
    items: list[Found]
