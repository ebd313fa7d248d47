"""The rows that lists read: a case's summary and its tasks, made from the fold. Doing it twice changes nothing."""

import uuid
from collections.abc import Iterable
from datetime import date

from houvast.cases.models import Case, CaseTask
from houvast.core.procedure.guards import judge
from houvast.core.procedure.log import Do, Reason, ReasonKind
from houvast.core.procedure.meetings import latest_meeting
from houvast.core.procedure.pack import Act, Pack
from houvast.core.procedure.state import State
from houvast.core.procedure.tasks import Task, TaskKind, open_tasks
from houvast.core.procedure.world import World

_FIELDS = (
    "kind",
    "title_nl",
    "title_en",
    "role",
    "signer_id",
    "act",
    "instance",
    "due_on",
    "remind_on",
    "optional",
    "ready",
)


def summarise(pack: Pack, state: State, tasks: Iterable[Task]) -> dict[str, object]:
    """The columns of the case that the fold decides."""
    here = pack.step_by_id[state.step] if state.step is not None else None
    ending = pack.outcomes[state.ended.outcome] if state.ended is not None else None
    dues = [task.due for task in tasks if task.due is not None]
    return {
        "status": Case.Status.ENDED if state.ended is not None else Case.Status.OPEN,
        "step": state.step or "",
        "step_nl": here.title.nl[:200] if here else "",
        "step_en": here.title.en[:200] if here else "",
        "outcome": state.ended.outcome if state.ended is not None else "",
        "outcome_nl": ending.title.nl[:200] if ending else "",
        "outcome_en": ending.title.en[:200] if ending else "",
        "deviated": bool(state.deviations),
        "closed_on": state.ended.on if state.ended is not None else None,
        "next_due_on": min(dues, default=None),
        "latest_meeting_on": latest_meeting(pack, state),
    }


def project(case: Case, pack: Pack, state: State, world: World, on: date) -> tuple[CaseTask, ...]:
    """Bring the task rows in line with the fold; returns the tasks that are new or became ready. The caller saves the
    case.
    """
    waiting = {task.key: task for task in open_tasks(pack, state, on)}
    rows = {row.key: row for row in CaseTask.objects.filter(case=case)}
    fresh: list[CaseTask] = []
    made: list[CaseTask] = []
    for key, task in waiting.items():
        values = _values(task, pack, state, world, on)
        row = rows.get(key)
        if row is None:
            row = CaseTask(
                organisation_id=case.organisation_id, case=case, student_id=case.student_id, key=key, since=on, **values
            )
            made.append(row)
            if row.ready:
                fresh.append(row)
        elif row.done_on is not None or any(getattr(row, name) != values[name] for name in _FIELDS):
            if values["ready"] and (not row.ready or row.done_on is not None):
                fresh.append(row)
            CaseTask.objects.filter(pk=row.pk).update(done_on=None, **values)
    CaseTask.objects.bulk_create(made)
    over = [row.pk for key, row in rows.items() if key not in waiting and row.done_on is None]
    CaseTask.objects.filter(pk__in=over).update(done_on=on)
    for name, value in summarise(pack, state, waiting.values()).items():
        setattr(case, name, value)
    return tuple(fresh)


def _values(task: Task, pack: Pack, state: State, world: World, on: date) -> dict[str, object]:
    return {
        "kind": task.kind.value,
        "title_nl": task.title.nl[:400],
        "title_en": task.title.en[:400],
        "role": task.role.value,
        "signer_id": uuid.UUID(task.signer) if task.signer else None,
        "act": task.act,
        "instance": task.instance,
        "due_on": task.due,
        "remind_on": task.remind_on,
        "optional": task.optional,
        "ready": task.kind is not TaskKind.ACT or not in_the_way(pack, state, pack.acts[task.act], world, on),
    }


def in_the_way(pack: Pack, state: State, act: Act, world: World, on: date) -> tuple[Reason, ...]:
    """What stands between a person in the right role and this act, its form apart; empty when it can be done now.

    Of a decision the option with the fewest obstacles counts: as long as one can be chosen, the act is ready.
    """
    choices: list[str | None] = [option.id for option in act.options] or [None]
    found = [option_in_the_way(pack, state, act, choice, world, on) for choice in choices]
    return min(found, key=len)


def option_in_the_way(
    pack: Pack, state: State, act: Act, option: str | None, world: World, on: date
) -> tuple[Reason, ...]:
    """The same for one option of a decision."""
    judged = judge(pack, state, Do(act=act.id, by="", role=act.by[0], option=option), world, on)
    return tuple(reason for reason in judged.reasons if reason.kind is not ReasonKind.FORM)
