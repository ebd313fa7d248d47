"""What a file says about one person or relation, whatever the format: plain values; empty means "not said"."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from houvast.exchange.reading.values import Secret


class Kind(StrEnum):
    """What a file may be loaded as."""

    STUDENTS = "students"
    STAFF = "staff"
    GUARDIANS = "guardians"
    RELATIONS = "relations"
    ABSENCES = "absences"
    RESULTS = "results"
    PLACEMENTS = "placements"
    NORMS = "norms"
    LEAVERS = "leavers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """What a source calls a person; a Secret is stored as its keyed digest only."""

    source: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFields:
    """About the person. Fields that a file leaves empty never empty what is known."""

    given_name: str = ""
    name_prefix: str = ""
    family_name: str = ""
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    language: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentFields:
    """One enrolment; `key` tells it apart from the other enrolments of this student in this source."""

    key: str
    programme: str = ""
    crebo: str = ""
    level: int | None = None
    pathway: str = ""
    cohort: str = ""
    starts_on: date | None = None
    expected_end_on: date | None = None
    ends_on: date | None = None
    end_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentRecord:
    """A student with what hangs on them."""

    line: int
    identifiers: tuple[Identifier, ...]
    institution: str = ""
    person: PersonFields = field(default_factory=PersonFields)
    bsn: Secret | None = None
    enrolments: tuple[EnrolmentFields, ...] = ()
    group: str = ""
    team: str = ""
    college: str = ""
    coach_number: str = ""
    coach_name: str = ""
    absence: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRecord:
    """A member of staff, perhaps with one role in one unit (or the whole institution)."""

    line: int
    identifiers: tuple[Identifier, ...]
    institution: str = ""
    person: PersonFields = field(default_factory=PersonFields)
    role: str = ""
    unit: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianRecord:
    """A guardian of one student."""

    line: int
    student_number: str
    guardian_number: str = ""
    person: PersonFields = field(default_factory=PersonFields)
    has_authority: bool = True
    starts_on: date | None = None
    ends_on: date | None = None
    institution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRecord:
    """A relation between persons who are known already."""

    line: int
    relation: str
    person: str
    """Staff number, guardian number or e-mail address."""
    student_number: str = ""
    unit: str = ""
    has_authority: bool | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    institution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What every fact about a student shares: about whom it is, what the source calls it, and when it said so.

    Without an `external_id` a fact is known by what it says. `as_of` None is "now"; an older word than the one that is
    known changes nothing. `withdrawn` takes the fact back.
    """

    line: int
    number: str
    numbering: str = "student_number"
    institution: str = ""
    source: str = "file"
    external_id: str = ""
    as_of: datetime | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRecord(Said):
    """A lesson or day a student was not there. `kind` is a number of Absence.Kind; `confirmed` None is "not said"."""

    day: date
    minutes: int
    kind: int
    starts_at: time | None = None
    lesson: str = ""
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRecord(Said):
    """A result. `grade` as it was written, `points` the number in it; `attempt` counts from 1."""

    on: date
    title: str
    unit: str = ""
    grade: str = ""
    points: Decimal | None = None
    passed: bool | None = None
    credits_earned: Decimal | None = None
    weight: Decimal | None = None
    attempt: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRecord(Said):
    """A work placement; `company` may be empty while the student is searching."""

    state: str
    company: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    hours_agreed: int | None = None
    hours_done: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NormRecord:
    """What a programme (by crebo, else by name) expects after so many weeks; `cohort` empty is every cohort."""

    line: int
    measure: str
    weeks: int
    amount: Decimal
    programme: str = ""
    crebo: str = ""
    cohort: str = ""
    institution: str = ""


FactRecord = AbsenceRecord | ResultRecord | PlacementRecord
Record = StudentRecord | StaffRecord | GuardianRecord | RelationRecord | NormRecord | FactRecord


class Source(StrEnum):
    """By which numbering an identifier counts."""

    STUDENT_NUMBER = "student_number"
    STAFF_NUMBER = "staff_number"
    STAFF_NAME = "staff_name"
    GUARDIAN = "guardian"
    BSN = "bsn"
    ONR = "onr"
    OEAPI = "oeapi"
