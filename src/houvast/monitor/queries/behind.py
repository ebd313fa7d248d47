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
OF_LEAVING = (
    "left",
    "initiative",
    "reason",
    "code",
    "cause",
    "tried",
    "handed",
    "destination",
    "own",
    "after",
    "month",
    "contact",
)
OPEN_TO_ALL = ("students", "counted", "entrant", "origin", "early", "vulnerable", "here", "early-of")


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
    name = mark.split(":")[0]
    if name in OF_LEAVING:
        return Data.LEAVING
    if name == "advice":
        return Data.CASES
    if name in {"tested", "failed"}:
        return Data.RESULTS
    if name == "missed":
        return Data.ABSENCE
    if name.startswith("alerts"):
        return Data.ALERTS
    if name.startswith("handovers"):
        return Data.HANDOVER
    if name.startswith("plans"):
        return Data.PLAN
    if name in OPEN_TO_ALL:
        return Data.ENROLMENT
    raise Http404


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
