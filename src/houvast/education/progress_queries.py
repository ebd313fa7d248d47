"""Reading what a student has reached: results, placements and the norms of the programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from houvast.education.models import Enrolment, Placement, ProgressNorm, Result
from houvast.education.progress import Got, Norm
from houvast.people.viewer import Viewer

if TYPE_CHECKING:
    from datetime import date

    from houvast.people.models import Person

MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The programme a student is in, with its norms; `started` is the first day."""

    programme: str
    started: date | None
    norms: tuple[Norm, ...]


def results_of(student: Person) -> list[Got]:
    """Results that count, latest first. Asks no policy: the door was passed for results."""
    columns = ("on", "title", "unit", "grade", "points", "passed", "credits_earned", "weight", "attempt")
    rows = Result.objects.filter(student=student, withdrawn_on__isnull=True).order_by("-on", "-pk")
    return [
        Got(
            on=row[0], title=row[1], unit=row[2], grade=row[3], points=row[4], passed=row[5], credits=row[6],
            weight=row[7], attempt=row[8],
        )
        for row in rows.values_list(*columns)[:MOST]
    ]  # fmt: skip


def placements_of(student: Person) -> list[Placement]:
    """Work placements that count, latest first."""
    found = Placement.objects.filter(student=student, withdrawn_on__isnull=True)
    return list(found.order_by("-starts_on", "-pk")[:50])


def courses_of(student: Person, viewer: Viewer) -> list[Course]:
    """The programmes a student is in on the viewer's day; norms of the own cohort go before those of every cohort."""
    running = Enrolment.objects.filter(student=student).exclude(ends_on__lt=viewer.day).select_related("programme")
    enrolments = list(running.order_by("-starts_on", "pk")[:5])
    norms = list(ProgressNorm.objects.filter(programme__in={one.programme_id for one in enrolments}).order_by("weeks"))
    found = []
    for one in enrolments:
        fitting = [norm for norm in norms if norm.programme_id == one.programme_id]
        own = {norm.measure for norm in fitting if norm.cohort and norm.cohort == one.cohort}
        kept = (norm for norm in fitting if norm.cohort == (one.cohort if norm.measure in own else ""))
        found.append(
            Course(
                programme=one.programme.name,
                started=one.starts_on,
                norms=tuple(Norm(measure=norm.measure, weeks=norm.weeks, amount=norm.amount) for norm in kept),
            )
        )
    return found
