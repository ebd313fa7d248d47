"""What waits for the viewer in procedures: the one place where the desk asks the cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from houvast.cases import queries as cases
from houvast.cases.reading import read
from houvast.cases.showing import drawn
from houvast.core.procedure.roles import Role
from houvast.web.components import Entry, EntryKind, Rating, Row
from houvast.web.days import long_day

if TYPE_CHECKING:
    import uuid

    from houvast.cases.rows import CaseRow, RightRow, TaskRow
    from houvast.people.models import Person
    from houvast.people.prepared import Question
    from houvast.people.viewer import Viewer
    from houvast.web.components import Drawing


def my_tasks(viewer: Viewer) -> tuple[Row, ...]:
    """Everything that waits for this viewer: first due first, what has no day last."""
    tasks = sorted(cases.tasks_for(viewer), key=lambda task: (task.due_on is None, task.due_on or viewer.day))
    return tuple(_row(task, why=task.title) for task in tasks)


def asked_for_tasks(viewer: Viewer) -> Question:
    """What `my_tasks` asks, for `asked_ahead`."""
    return cases.asked_for_tasks(viewer)


def proofs(viewer: Viewer) -> tuple[Row, ...]:
    """The proof of care of each case in which this viewer must decide or consent as college director."""
    waiting = {task.case: task for task in cases.tasks_for(viewer, roles=(Role.COLLEGE_DIRECTOR,))}
    return tuple(
        Row(
            name=task.student_name,
            url=task.url,
            about=task.why,
            why=gettext("what the school did, and the evidence"),
            action_label=gettext("Proof of care"),
            action_url=reverse("cases:proof", args=(case,)),
        )
        for case, task in waiting.items()
    )


def asked_about(student: Person, viewer: Viewer) -> tuple[Row, ...]:
    """What waits for this viewer about one student, for a page where the name goes without saying."""
    return tuple(
        Row(
            name=task.title,
            url=task.url,
            about=task.why,
            rating=_urgency(task),
            why=gettext("past its date") if task.overdue else "",
            due=task.due_on,
            action_label=gettext("Open"),
            action_url=task.url,
        )
        for task in cases.tasks_for(viewer)
        if task.student == student.pk
    )


def team_tasks(viewer: Viewer) -> tuple[Row, ...]:
    """What the viewer's team owes, and who of it."""
    return tuple(
        _row(task, why=task.title if task.names_role else f"{task.title} ({task.role_name})")
        for task in cases.team_tasks(viewer)
    )


def tasks_about(student: Person, viewer: Viewer) -> tuple[Row, ...]:
    """Every open task in this student's procedures, with who must do it."""
    return tuple(
        Row(
            name=task.title,
            url=task.url,
            about=task.why,
            why=gettext("waits for: %(who)s") % {"who": task.role_name},
            rating=Rating.AMBER if task.overdue else "",
            due=task.due_on,
        )
        for task in cases.tasks_about(student, viewer)
    )


def _row(task: TaskRow, *, why: str) -> Row:
    return Row(
        name=task.student_name,
        url=task.url,
        about=task.why,
        why=why,
        rating=_urgency(task),
        due=task.due_on,
        action_label=gettext("Open") if task.ready else "",
        action_url=task.url if task.ready else "",
    )


def _urgency(task: TaskRow) -> Rating | str:
    return Rating.AMBER if task.overdue else ""


def open_cases_of(student: Person, viewer: Viewer) -> tuple[CaseRow, ...]:
    """The procedures of this student, open ones first."""
    return cases.cases_of(student, viewer)


def drawings_of(known: tuple[CaseRow, ...], viewer: Viewer) -> dict[uuid.UUID, Drawing]:
    """The open procedures among these drawn with the reader's place in them, at most MOST_DRAWN."""
    still_open = [case for case in known if case.closed_on is None][:MOST_DRAWN]
    opened = ((case.id, read(cases.case_for(viewer, case.id), viewer)) for case in still_open)
    return {case_id: drawn(case) for case_id, case in opened if not case.erased}


MOST_DRAWN = 2


def running_cases(viewer: Viewer) -> tuple[Row, ...]:
    """Open procedures of the viewer's students: where each stands."""
    return tuple(
        Row(name=case.student_name, url=case.url, about=case.title, why=case.where, due=case.due_on)
        for case in cases.open_cases(viewer)
    )


def rights_of(student: Person) -> tuple[RightRow, ...]:
    """What the student may ask or contest now, and until when."""
    return cases.rights_of(student)


def timeline_rows(student: Person, viewer: Viewer, known: tuple[CaseRow, ...]) -> tuple[Entry, ...]:
    """Cases and letters for the timeline; `known` are the student's cases, read once a page."""
    return tuple(
        Entry(on=row.on, kind=EntryKind(row.kind), title=row.title, text=row.text, who=row.who, url=row.url)
        for row in cases.timeline_rows(student, viewer, known)
    )


def until(right: RightRow) -> str:
    """Until when a right can be used, in words; empty when it does not end."""
    return gettext("until and including %(day)s") % {"day": long_day(right.until)} if right.until else ""
