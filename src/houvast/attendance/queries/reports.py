"""Reading absence reports: the worklist of whoever prepares them, one report, those of one student."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, Q, Sum, UUIDField
from django.http import Http404

from houvast.attendance.models import Absence, AbsenceReport
from houvast.attendance.queries.absences import counting
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import RoleAssignment
from houvast.people.prepared import PreparedRecord
from houvast.privacy import door

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from houvast.people.models import Person
    from houvast.people.prepared import MakesHole, Question
    from houvast.people.viewer import Viewer

SHOWN = 50
STATE = AbsenceReport.State
ORDER = (STATE.PREPARED, STATE.CHECKED, STATE.EXPORTED)
WITHOUT_REASON = (Absence.Kind.UNAUTHORISED, Absence.Kind.LATE, Absence.Kind.LUXURY)
LEAST = 15 * 60
"""Minutes from which the law may have something to say (16 hours; a rounding is left to the rule)."""


def may_work_on(viewer: Viewer) -> bool:
    """Whether the worklist is for this person: the student administration of the school."""
    return viewer.has_role(RoleAssignment.Role.STUDENT_ADMINISTRATION)


FINANCE = (AbsenceReport.Kind.FINANCE_WARNING, AbsenceReport.Kind.FINANCE_REPORT)
"""Duties around student finance: done outside Houvast, so nothing of them waits once a person checked them."""


def worklist(viewer: Viewer, state: str, *, begin: int = 0) -> tuple[list[AbsenceReport], bool]:
    """At most 50 reports of one state whose students this viewer may see, and whether others follow.

    What waits comes first due first, without what was done outside Houvast; that stands with what was handed in, which
    comes latest first. `begin` are left out.
    """
    mine = door.students(viewer, Data.ABSENCE_REPORT).values("pk")
    found = AbsenceReport.objects.filter(organisation_id=viewer.organisation_id, student__in=mine)
    done = Q(state=STATE.CHECKED, kind__in=FINANCE)
    if state == STATE.EXPORTED:
        found = found.filter(Q(state=state) | done).order_by("-checked_at", "-pk")
    else:
        found = found.filter(~done, state=state).order_by("due_on", "counted_from", "pk")
    rows = list(found.select_related("student")[begin : begin + SHOWN + 1])
    shown = rows[:SHOWN]
    if shown:
        door.note_shown({row.student_id for row in shown}, Purpose.ADMINISTRATION)
    return shown, len(rows) > SHOWN


def report_for(viewer: Viewer, report_id: uuid.UUID, action: Action = Action.SEE) -> AbsenceReport:
    """One report; Http404 for who may not."""
    found = AbsenceReport.objects.filter(pk=report_id).first()
    if found is None:
        raise Http404
    found.student = door.student(viewer, found.student_id, Data.ABSENCE_REPORT, action)
    return found


def reports_of(student: Person, viewer: Viewer) -> list[AbsenceReport]:
    """The reports of a student that were made or are being made, latest first; what was let go is not shown."""
    if not door.may(viewer, student, Data.ABSENCE_REPORT):
        return []
    return _REPORTS.all(student=student.pk)


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `reports_of` asks, for `asked_ahead`."""
    return (_REPORTS.question(student=student.pk),) if door.may(viewer, student, Data.ABSENCE_REPORT) else ()


def _reports(rows: QuerySet[AbsenceReport], hole: MakesHole) -> QuerySet[AbsenceReport]:
    found = rows.filter(student=hole("student", UUIDField())).exclude(state=STATE.LET_GO)
    return found.order_by("-counted_to", "-pk")[:SHOWN]


_REPORTS = PreparedRecord(AbsenceReport, _reports)


def candidates(organisation: uuid.UUID, since: date, until: date) -> list[uuid.UUID]:
    """Students of whom the law may ask a report: enough hours without a reason, or luxury, or a report in hand."""
    rows = counting().filter(organisation=organisation, day__range=(since, until), kind__in=WITHOUT_REASON)
    many = rows.values("student_id").annotate(total=Sum("minutes")).filter(total__gte=LEAST)
    luxury = rows.filter(kind=Absence.Kind.LUXURY)
    open_ = AbsenceReport.objects.filter(organisation=organisation, state=STATE.PREPARED)
    return sorted(
        {
            *many.values_list("student_id", flat=True),
            *luxury.values_list("student_id", flat=True),
            *open_.values_list("student_id", flat=True),
        }
    )


def exportable(viewer: Viewer) -> Sequence[AbsenceReport]:
    """Checked reports that wait to be handed in, with their students."""
    mine = door.students(viewer, Data.ABSENCE_REPORT, Action.EXPORT).values("pk")
    found = AbsenceReport.objects.select_for_update(of=("self",)).filter(
        organisation_id=viewer.organisation_id, state=STATE.CHECKED, student__in=mine
    )
    return _to_export(found.exclude(kind__in=FINANCE))


def handed_in_last(viewer: Viewer) -> Sequence[AbsenceReport]:
    """The reports of the latest file, with their students: the same file can be made again."""
    mine = door.students(viewer, Data.ABSENCE_REPORT, Action.EXPORT).values("pk")
    found = AbsenceReport.objects.filter(organisation_id=viewer.organisation_id, state=STATE.EXPORTED, student__in=mine)
    latest = found.aggregate(at=Max("exported_at"))["at"]
    return _to_export(found.filter(exported_at=latest)) if latest else ()


def _to_export(found: QuerySet[AbsenceReport]) -> Sequence[AbsenceReport]:
    rows = list(found.select_related("student").order_by("due_on", "pk"))
    if rows:
        door.note_shown({row.student_id for row in rows}, Purpose.ADMINISTRATION)
    return rows
