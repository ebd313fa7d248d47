"""The students behind a number, for who may see them: each noted in the log of reads."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from houvast.core.access.words import Data, Purpose
from houvast.monitor.models import Period
from houvast.monitor.queries.counting import COLUMN, By
from houvast.monitor.queries.reach import Reach
from houvast.people.models import full_name
from houvast.people.viewer import Viewer
from houvast.privacy import door

PAGE = 50
_LEAVING = (
    "left", "initiative", "reason", "code", "cause", "tried", "handed", "destination", "own", "after", "month",
    "held", "one-sided", "looked", "look-due", "answered-12", "working-12", "early-with",
)  # fmt: skip
_PLAIN = ("students", "counted", "entrant", "origin", "early", "early-of", "early-vulnerable", "vulnerable")
DATA_OF: dict[str, Data] = (
    dict.fromkeys((*_LEAVING, "contact", "contacted"), Data.LEAVING)
    | dict.fromkeys(_PLAIN, Data.ENROLMENT)
    | dict.fromkeys(("tested", "failed"), Data.RESULTS)
    | dict.fromkeys(("alerts-asked", "alerts-in-time"), Data.ALERTS)
    | dict.fromkeys(("handovers-asked", "handovers-arrived"), Data.HANDOVER)
    | dict.fromkeys(("plans-due", "plans-in-time"), Data.PLAN)
    | {"advice": Data.CASES, "missed": Data.ABSENCE}
)
"""The kind of data that a mark tells something about, by the word before its colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """One student of the list."""

    id: uuid.UUID
    name: str
    team: str
    programme: str
    left_on: date | None


def data_of(mark: str) -> Data:
    """The kind of data that a mark tells something about."""
    found = DATA_OF.get(mark.split(":", maxsplit=1)[0])
    if found is None:
        raise Http404
    return found


def students_behind(
    viewer: Viewer, reach: Reach, *, mark: str, year: int, parts: dict[By, str], after: int = 0
) -> tuple[tuple[Student, ...], bool]:
    """Students with this mark in this year, by name, as far as the viewer may see them; True when there are more."""
    if not reach.behind:
        raise Http404
    seen = door.students(viewer, data_of(mark))
    found = Period.objects.filter(organisation_id=reach.organisation, year=year, marks__has_key=mark, student__in=seen)
    if reach.units is not None:
        found = found.filter(team_id__in=reach.units)
    for by, value in parts.items():
        none = "" if by is By.PATHWAY else None
        found = found.filter(**{COLUMN[by]: value if value not in {"", "none"} else none})
    rows = found.order_by("student__sort_name", "pk").values_list(
        "student_id", "student__given_name", "student__name_prefix", "student__family_name", "student__number",
        "team__name", "programme__name", "left_on",
    )[after : after + PAGE + 1]  # fmt: skip
    students = tuple(
        Student(id=row[0], name=full_name(*row[1:5]), team=row[5] or "", programme=row[6], left_on=row[7])
        for row in rows
    )
    door.note_shown({one.id for one in students[:PAGE]}, Purpose.GUIDANCE)
    return students[:PAGE], len(students) > PAGE
