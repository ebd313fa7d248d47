"""Reading cases: what waits for whom, where a case stands, what happened, and what rights the student has.

Everything takes the viewer and returns what that viewer may see. Texts are in the language of the request.
"""

import uuid
from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language

from houvast.cases.models import Case, CaseLetter, CaseTask
from houvast.cases.rights import rights_in
from houvast.cases.roles import role_name, waiting_for
from houvast.cases.rows import CaseRow, RightRow, TaskRow, TimelineRow
from houvast.core.access.words import Action, Data, Purpose
from houvast.core.procedure.roles import Role
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door

PAGE = 50


def language() -> str:
    """The language of the request: nl or en."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def case_for(viewer: Viewer, case_id: uuid.UUID, action: Action = Action.SEE) -> Case:
    """The case behind an id from outside; Http404 when the viewer may not. Notes the read."""
    case = Case.objects.filter(pk=case_id).select_related("student", "pack_version").first()
    if case is None:
        raise Http404
    case.student = door.student(viewer, case.student_id, Data.CASES, action)
    return case


def tasks_for(viewer: Viewer, *, roles: Iterable[Role] | None = None, limit: int = PAGE) -> tuple[TaskRow, ...]:
    """What waits for this viewer in all cases, required first, then by day. At most `limit` rows, in a fixed number of
    queries.
    """
    found = _in_order(waiting_for(viewer, roles))[:limit]
    return _task_rows(viewer, found)


def team_tasks(viewer: Viewer, *, limit: int = PAGE) -> tuple[TaskRow, ...]:
    """What the viewer's team owes: open tasks of others for every student whose cases this team leader or director
    decides on.
    """
    mine = waiting_for(viewer).values("pk")
    deciding = door.students(viewer, Data.CASES, Action.DECIDE).values("pk")
    theirs = CaseTask.objects.filter(
        student_id__in=deciding, done_on__isnull=True, case__status=Case.Status.OPEN, optional=False
    ).exclude(pk__in=mine)
    return _task_rows(viewer, _in_order(theirs)[:limit])


def tasks_about(student: Person, viewer: Viewer) -> tuple[TaskRow, ...]:
    """Every open task in the cases of one student, for whoever may see the student's cases; else nothing."""
    if not door.may(viewer, student, Data.CASES):
        return ()
    return _task_rows(viewer, _in_order(CaseTask.objects.filter(student=student, done_on__isnull=True)))


def _in_order(tasks: QuerySet[CaseTask]) -> QuerySet[CaseTask]:
    return tasks.select_related("case__pack_version", "student").order_by(
        "optional", F("due_on").asc(nulls_last=True), "since", "pk"
    )


def _task_rows(viewer: Viewer, tasks: Iterable[CaseTask]) -> tuple[TaskRow, ...]:
    spoken = language()
    rows = tuple(
        TaskRow(
            key=f"{task.case_id}:{task.key}",
            title=task.title_en if spoken == "en" else task.title_nl,
            student=task.student_id,
            student_name=task.student.name,
            case=task.case_id,
            why=task.case.pack_version.title_en if spoken == "en" else task.case.pack_version.title_nl,
            role=task.role,
            role_name=role_name(task.role, spoken),
            due_on=task.due_on,
            overdue=task.due_on is not None and task.due_on < viewer.day,
            ready=task.ready,
            optional=task.optional,
            url=task_url(task),
        )
        for task in tasks
    )
    door.note_shown({row.student for row in rows}, Purpose.PROCEDURE)
    return rows


def task_url(task: CaseTask) -> str:
    """Where the task is done."""
    match task.kind:
        case CaseTask.Kind.ACT:
            return reverse("cases:act", args=(task.case_id, task.act))
        case CaseTask.Kind.SIGN:
            return reverse("cases:sign", args=(task.case_id, task.act, task.instance))
        case CaseTask.Kind.FACT:
            return reverse("cases:fact", args=(task.case_id, task.key.removeprefix("fact:")))
        case _:
            return reverse("cases:case", args=(task.case_id,))


def cases_of(student: Person, viewer: Viewer) -> tuple[CaseRow, ...]:
    """The student's cases, open first, newest first; nothing for who may not see cases."""
    if not door.may(viewer, student, Data.CASES):
        return ()
    found = Case.objects.filter(student=student).select_related("pack_version", "student")
    return tuple(map(_case_row, found.order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "pk")))


def open_cases(viewer: Viewer, *, limit: int = PAGE) -> tuple[CaseRow, ...]:
    """Open cases of all students this viewer may see, those with the nearest last day on top."""
    seen = door.students(viewer, Data.CASES).values("pk")
    found = (
        Case.objects.filter(student_id__in=seen, status=Case.Status.OPEN)
        .select_related("pack_version", "student")
        .order_by(F("next_due_on").asc(nulls_last=True), "opened_on", "pk")[:limit]
    )
    rows = tuple(map(_case_row, found))
    door.note_shown({row.student for row in rows}, Purpose.PROCEDURE)
    return rows


def _case_row(case: Case) -> CaseRow:
    english = language() == "en"
    ended = case.status == Case.Status.ENDED
    where = (case.outcome_en, case.outcome_nl) if ended else (case.step_en, case.step_nl)
    return CaseRow(
        id=case.pk,
        student=case.student_id,
        student_name=case.student.name,
        title=case.pack_version.title_en if english else case.pack_version.title_nl,
        where=where[0] if english else where[1],
        status=case.status,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        due_on=case.next_due_on,
        deviated=case.deviated,
        url=reverse("cases:case", args=(case.pk,)),
    )


def timeline_rows(student: Person, viewer: Viewer, cases: tuple[CaseRow, ...] | None = None) -> tuple[TimelineRow, ...]:
    """The beginnings and endings of cases, and letters, newest first: for the student's timeline.

    Whoever has `cases_of` already gives it along.
    """
    english = language() == "en"
    rows = []
    for row in cases_of(student, viewer) if cases is None else cases:
        rows.append(TimelineRow(on=row.opened_on, kind="case", title=row.title, text="", who="", url=row.url))
        if row.closed_on is not None:
            rows.append(
                TimelineRow(on=row.closed_on, kind="case", title=row.title, text=row.where, who="", url=row.url)
            )
    if door.may(viewer, student, Data.LETTERS):
        letters = CaseLetter.objects.filter(case__student=student).select_related("recipient")
        once = {(letter.case_id, letter.key): letter for letter in letters.order_by("sent_on", "pk")}
        rows += [
            TimelineRow(
                on=letter.sent_on,
                kind="letter",
                title=letter.title_en if english else letter.title_nl,
                text="",
                who=letter.recipient.name,
                url=reverse("cases:case", args=(letter.case_id,)),
            )
            for letter in once.values()
        ]
    return tuple(sorted(rows, key=lambda row: row.on, reverse=True))


def rights_of(student: Person) -> tuple[RightRow, ...]:
    """What the student may ask, say or contest in open and recently ended cases, with the last day by the rules of
    law.
    """
    return rights_in(student, language())
