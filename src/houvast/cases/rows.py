"""What other folders get from cases: plain values, texts in the reader's language."""

import uuid
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One thing that waits. `why` names the procedure; `role` is the owner's role in the case; `url` leads to doing
    it.
    """

    key: str
    title: str
    student: uuid.UUID
    student_name: str
    case: uuid.UUID
    why: str
    role: str
    role_name: str
    names_role: bool  # the title says already whose it is: so does every signature
    due_on: date | None
    overdue: bool
    ready: bool
    optional: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case in a list."""

    id: uuid.UUID
    student: uuid.UUID
    student_name: str
    title: str
    where: str  # the present step, or the outcome
    status: str
    opened_on: date
    closed_on: date | None
    due_on: date | None
    deviated: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One line of the student's timeline. `kind` is "case" or "letter"."""

    on: date
    kind: str
    title: str
    text: str
    who: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRow:
    """A right of the student with its last day, where it has one; `source` names the article or the school's own
    rule.
    """

    text: str
    until: date | None
    source: str
    is_law: bool
    url: str
