"""What the API takes: items of a batch, each checked before anything is looked up."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, field_validator

from houvast.api.rest.shapes import Shape

MOST = 500
STUDENTS: dict[str, Any] = {
    "items": [
        {
            "number": "100001",
            "givenName": "Sam",
            "namePrefix": "de",
            "familyName": "Wit",
            "birthDate": "2009-03-15",
            "group": "2A",
            "enrolments": [{"key": "1", "programme": "Medewerker ICT", "crebo": "25655", "level": 2, "pathway": "BOL"}],
        }
    ],
    "dryRun": True,
}
ABSENCES: dict[str, Any] = {
    "items": [
        {
            "number": "100001",
            "externalId": "les-8812",
            "day": "2026-11-20",
            "startsAt": "09:00:00",
            "minutes": 50,
            "kind": "unauthorised",
            "lesson": "Nederlands",
        }
    ]
}
RESULTS: dict[str, Any] = {
    "items": [{"number": "100001", "day": "2026-11-20", "title": "Rekenen", "grade": "8,1", "points": "8.1"}]
}
Text = Annotated[str, Field(max_length=120, pattern=r"^[^\x00-\x1f]*$")]
Number = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]+$", examples=["100001"])]


class EnrolmentItem(Shape):
    """One enrolment; `key` tells it apart from the other enrolments of this student in the system that writes."""

    key: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]+$")]
    programme: Text = ""
    crebo: Annotated[str, Field(pattern=r"^(\d{5})?$")] = ""
    level: Annotated[int | None, Field(ge=1, le=4)] = None
    pathway: Literal["", "BOL", "BBL", "OVO", "EX", "ODT"] = ""
    cohort: Annotated[str, Field(pattern=r"^(20\d\d-20\d\d)?$")] = ""
    starts_on: date | None = None
    expected_end_on: date | None = None
    ends_on: date | None = None


class StudentItem(Shape):
    """A student as the system knows them; what is left out stays as it is."""

    number: Number
    given_name: Text = ""
    name_prefix: Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f]*$")] = ""
    family_name: Text = ""
    birth_date: date | None = None
    email: Annotated[str, Field(max_length=254, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")] = ""
    phone: Annotated[str, Field(max_length=40, pattern=r"^[0-9 +()-]*$")] = ""
    group: Text = ""
    team: Text = ""
    college: Text = ""
    coach_number: Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f]*$")] = ""
    enrolments: Annotated[list[EnrolmentItem], Field(max_length=20)] = []

    @field_validator("enrolments")
    @classmethod
    def each_once(cls, given: list[EnrolmentItem]) -> list[EnrolmentItem]:
        """Of two enrolments with one key nobody knows which one holds."""
        if len({one.key for one in given}) < len(given):
            raise ValueError("each key stands once")
        return given


class FactItem(Shape):
    """About whom, and what the system itself calls it; without `externalId` it is known by what it says."""

    number: Number
    external_id: Annotated[str, Field(max_length=120, pattern=r"^[^\x00-\x1f]*$")] = ""
    as_of: datetime | None = None
    withdrawn: bool = False


class AbsenceItem(FactItem):
    """`kind`: authorised, unauthorised, late, sick or luxury; without `startsAt` it is the whole day."""

    day: date
    minutes: Annotated[int, Field(ge=1, le=1440)]
    kind: Literal["authorised", "unauthorised", "late", "sick", "luxury"]
    starts_at: time | None = None
    lesson: Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f]*$")] = ""
    confirmed: bool | None = None


Amount = Annotated[Decimal | None, Field(ge=0, le=9999, decimal_places=2)]


class ResultItem(FactItem):
    """`grade` as it was written; `attempt` counts from 1: a resit is a result of its own."""

    day: date
    title: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
    unit: Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f]*$")] = ""
    grade: Annotated[str, Field(max_length=20, pattern=r"^[^\x00-\x1f]*$")] = ""
    points: Amount = None
    passed: bool | None = None
    credits: Amount = None
    attempt: Annotated[int, Field(ge=1, le=99)] = 1


class Batch(Shape):
    """How the items are to be written."""

    dry_run: bool = False
    skip_wrong: bool = False


class StudentBatch(Batch):
    model_config = ConfigDict(json_schema_extra={"examples": [STUDENTS]})

    items: Annotated[list[StudentItem], Field(min_length=1, max_length=MOST)]


class AbsenceBatch(Batch):
    model_config = ConfigDict(json_schema_extra={"examples": [ABSENCES]})

    items: Annotated[list[AbsenceItem], Field(min_length=1, max_length=MOST)]


class ResultBatch(Batch):
    model_config = ConfigDict(json_schema_extra={"examples": [RESULTS]})

    items: Annotated[list[ResultItem], Field(min_length=1, max_length=MOST)]


class Wrong(Shape):
    """What is wrong with an item; `index` counts from 0. No value is said back."""

    index: int
    field: str
    code: str
    detail: str


class BatchAnswer(Shape):
    """What became of the items (of a dry run: would become); `written` says whether anything was kept."""

    written: bool
    added: int
    changed: int
    unchanged: int
    wrong: list[Wrong]
