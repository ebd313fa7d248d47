"""Reading cases: what waits for whom, where a case stands, what happened, and what rights the student has.

Everything takes the viewer and returns what that viewer may see. Texts are in the language of the request.
"""

import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet, UUIDField
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language

from houvast.cases import whose
from houvast.cases.models import Case, CaseLetter, CaseTask
from houvast.cases.rights import rights_in
from houvast.cases.roles import RELATION, open_tasks_in, role_name, ties_by_role, values_by_role, waiting_for
from houvast.cases.rows import CaseRow, RightRow, TaskRow, TimelineRow
from houvast.core.access.words import Action, Data, Purpose
from houvast.core.procedure.roles import Role
from houvast.core.procedure.tasks import TaskKind
from houvast.people.models import Person, full_name
from houvast.people.prepared import MakesHole, Prepared, Question
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.relations import Shape

PAGE = 50


def language() -> str:
    """The language of the request: nl or en."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def case_for(viewer: Viewer, case_id: uuid.UUID, action: Action = Action.SEE) -> Case:
    """The case behind an id from outside; Http404 when the viewer may not. Notes the read."""
    case = Case.objects.filter(pk=case_id).select_related("student", "pack_version").first()
    if case is None:
        raise Http404
    case.student = door.student(viewer, case.student_id, whose.kind_of(viewer, case, action), action)
    return case


def tasks_for(viewer: Viewer, *, roles: tuple[Role, ...] | None = None) -> tuple[TaskRow, ...]:
    """What waits for this viewer in all cases (in these roles, or in any), required first, then by day. At most PAGE
    rows, in one query.
    """
    asks, values = _waiting_for(viewer, roles)
    return _task_rows(viewer, asks.rows(**values))


def asked_for_tasks(viewer: Viewer) -> Question:
    """What `tasks_for` asks, for `asked_ahead`."""
    asks, values = _waiting_for(viewer, None)
    return asks.question(**values)


def _waiting_for(viewer: Viewer, roles: tuple[Role, ...] | None) -> tuple[Prepared, dict[str, Any]]:
    ties = ties_by_role(viewer, tuple(RELATION) if roles is None else roles)
    return _waiting(tuple((role, one.shape) for role, one in ties.items()), roles), values_by_role(viewer, ties)


@lru_cache(maxsize=256)
def _waiting(shapes: tuple[tuple[Role, Shape], ...], named_for: tuple[Role, ...] | None) -> Prepared:
    return Prepared(lambda hole: _in_order(open_tasks_in(dict(shapes), hole, named_for=named_for))[:PAGE])


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
    seen = whose.seen_of(viewer, student)
    if seen is None:
        return ()
    tasks = CaseTask.objects.filter(student=student, done_on__isnull=True)
    return _task_rows(viewer, _in_order(tasks.filter(case__in=Case.objects.filter(seen)) if seen else tasks))


TASK_COLUMNS = (
    *("case_id", "key", "kind", "act", "instance", "title_nl", "title_en", "role", "due_on", "ready", "optional"),
    *("case__pack_version__title_nl", "case__pack_version__title_en", "student_id"),
    *("student__given_name", "student__name_prefix", "student__family_name", "student__number"),
)


def _in_order(tasks: QuerySet[CaseTask]) -> QuerySet[CaseTask, Any]:
    return tasks.order_by("optional", F("due_on").asc(nulls_last=True), "since", "pk").values_list(*TASK_COLUMNS)


def _task_rows(viewer: Viewer, tasks: Iterable[tuple[Any, ...]]) -> tuple[TaskRow, ...]:
    """The rows of TASK_COLUMNS in the language of the request; noted as shown."""
    spoken = language()
    rows = []
    for row in tasks:
        of = dict(zip(TASK_COLUMNS, row, strict=True))
        rows.append(
            TaskRow(
                key=f"{of['case_id']}:{of['key']}",
                title=of[f"title_{spoken}"],
                student=of["student_id"],
                student_name=full_name(*row[-4:]),
                case=of["case_id"],
                why=of[f"case__pack_version__title_{spoken}"],
                role=of["role"],
                role_name=role_name(of["role"], spoken),
                names_role=of["kind"] == TaskKind.SIGN,
                due_on=of["due_on"],
                overdue=of["due_on"] is not None and of["due_on"] < viewer.day,
                ready=of["ready"],
                optional=of["optional"],
                url=_address(of["case_id"], of["kind"], of["act"], of["instance"], of["key"]),
            )
        )
    door.note_shown({row.student for row in rows}, Purpose.PROCEDURE)
    return tuple(rows)


def task_url(task: CaseTask) -> str:
    """Where the task is done."""
    return _address(task.case_id, task.kind, task.act, task.instance, task.key)


def _address(case: uuid.UUID, kind: str, act: str, instance: int, key: str) -> str:
    match kind:
        case CaseTask.Kind.ACT:
            return reverse("cases:act", args=(case, act))
        case CaseTask.Kind.SIGN:
            return reverse("cases:sign", args=(case, act, instance))
        case CaseTask.Kind.FACT:
            return reverse("cases:fact", args=(case, key.removeprefix("fact:")))
        case _:
            return reverse("cases:case", args=(case,))


def cases_of(student: Person, viewer: Viewer) -> tuple[CaseRow, ...]:
    """The student's cases, open first, newest first; nothing for who may not see cases."""
    seen = whose.seen_of(viewer, student)
    if seen is None:
        return ()
    rows = _OF_STUDENT.rows(student=student.pk)
    opens = set(Case.objects.filter(seen, student=student).values_list("pk", flat=True)) if seen else None
    return tuple(_case_row(student.name, *row) for row in rows if opens is None or row[0] in opens)


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `cases_of` asks first."""
    return () if whose.seen_of(viewer, student) is None else (_OF_STUDENT.question(student=student.pk),)


CASE_COLUMNS = (
    *("pk", "student_id", "status", "step_nl", "step_en", "outcome_nl", "outcome_en"),
    *("deviated", "opened_on", "closed_on", "next_due_on", "pack_version__title_nl", "pack_version__title_en"),
)
"""What a row of a list shows. The pinned pack itself is long, and no list reads it."""

NAME_COLUMNS = ("student__given_name", "student__name_prefix", "student__family_name", "student__number")


def _of_student(hole: MakesHole) -> QuerySet[Case, Any]:
    found = Case.objects.filter(student=hole("student", UUIDField()))
    return found.order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "pk").values_list(*CASE_COLUMNS)


_OF_STUDENT = Prepared(_of_student)


def open_cases(viewer: Viewer, *, limit: int = PAGE) -> tuple[CaseRow, ...]:
    """Open cases of all students this viewer may see, those with the nearest last day on top."""
    found = (
        Case.objects.filter(whose.seen_by(viewer), status=Case.Status.OPEN)
        .order_by(F("next_due_on").asc(nulls_last=True), "opened_on", "pk")
        .values_list(*CASE_COLUMNS, *NAME_COLUMNS)[:limit]
    )
    split = len(CASE_COLUMNS)
    rows = tuple(_case_row(full_name(*row[split:]), *row[:split]) for row in found)
    door.note_shown({row.student for row in rows}, Purpose.PROCEDURE)
    return rows


def _case_row(student_name: str, *columns: Any) -> CaseRow:
    """A row of a list from CASE_COLUMNS, in the language of the request."""
    of = dict(zip(CASE_COLUMNS, columns, strict=True))
    spoken = language()
    where = "outcome" if of["status"] == Case.Status.ENDED else "step"
    return CaseRow(
        id=of["pk"],
        student=of["student_id"],
        student_name=student_name,
        title=of[f"pack_version__title_{spoken}"],
        where=of[f"{where}_{spoken}"],
        status=of["status"],
        opened_on=of["opened_on"],
        closed_on=of["closed_on"],
        due_on=of["next_due_on"],
        deviated=of["deviated"],
        url=reverse("cases:case", args=(of["pk"],)),
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
