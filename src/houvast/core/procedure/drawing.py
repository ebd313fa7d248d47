"""The procedure drawn as a line of steps with a place in it: pure values that a template renders as a list or SVG."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from houvast.core.forms.text import Text
from houvast.core.procedure.evaluate import evaluate
from houvast.core.procedure.guards import role_label
from houvast.core.procedure.pack import Act, Pack, Step
from houvast.core.procedure.state import Entry, RunningTerm, State
from houvast.core.procedure.tasks import Task, open_tasks


class Status(StrEnum):
    DONE = "done"
    HERE = "here"
    TO_COME = "to_come"
    SKIPPED = "skipped"  # the case ended, or went another way, without this step


class Mark(StrEnum):
    DONE = "done"
    WAITS = "waits"  # took place, a signature is still open
    OPEN = "open"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """One act under a step: what, who, whether it has been done and when, and until when there is time."""

    act: str
    title: Text
    who: tuple[Text, ...]
    mark: Mark
    optional: bool
    on: date | None = None
    times: int = 0
    due: date | None = None
    days_left: int | None = None
    waits_for: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One step of the line. `number` counts from 1; `leads_to` names the ids of steps and outcomes that may follow."""

    step: str
    number: int
    title: Text
    text: Text
    status: Status
    optional: bool
    deviated: bool
    who: tuple[Text, ...]
    entered_on: date | None
    left_on: date | None
    times: int
    lines: tuple[ActLine, ...]
    due: date | None
    days_left: int | None
    needed: tuple[Text, ...]
    leads_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    nodes: tuple[Node, ...]
    outcomes: tuple[tuple[str, Text], ...]
    ended: str | None


def draw(pack: Pack, state: State, on: date, *, for_student: bool) -> Drawing:
    """The line of this case on this day. A pack without a case is drawn with an empty `State()`."""
    tasks = open_tasks(pack, state, on)
    nodes = tuple(
        _node(pack, state, step, number, tasks, on, for_student=for_student)
        for number, step in enumerate(pack.steps, start=1)
    )
    ended = state.ended.outcome if state.ended is not None else None
    return Drawing(
        nodes=nodes, outcomes=tuple((name, outcome.title) for name, outcome in pack.outcomes.items()), ended=ended
    )


def _node(
    pack: Pack, state: State, step: Step, number: int, tasks: tuple[Task, ...], on: date, *, for_student: bool
) -> Node:
    entries = [entry for entry in state.entries if entry.step == step.id]
    status = _status(state, step, entries)
    here = [task for task in tasks if pack.step_of.get(task.act) == step.id or (status is Status.HERE and task.fact)]
    dues = [task.due for task in here if task.due is not None] or [
        term.due for term in state.terms if term.open and _belongs(pack, term, step)
    ]
    due = min(dues) if dues and status in (Status.HERE, Status.TO_COME) else None
    numbers = {entry.number for entry in entries}
    return Node(
        step=step.id,
        number=number,
        title=step.title,
        text=step.text if for_student or step.to_staff is None else step.to_staff,
        status=status,
        optional=step.optional,
        deviated=any(deviation.entry in numbers for deviation in state.deviations),
        who=_who(pack, step),
        entered_on=entries[-1].on if entries else None,
        left_on=entries[-1].left_on if entries else None,
        times=len(entries),
        lines=tuple(_line(pack, state, step, act, here, on) for act in step.acts),
        due=due,
        days_left=(due - on).days if due is not None else None,
        needed=tuple(task.title for task in here if not task.optional) if status is Status.HERE else (),
        leads_to=_leads_to(step),
    )


def _status(state: State, step: Step, entries: list[Entry]) -> Status:
    if state.step == step.id:
        return Status.HERE
    if entries:
        return Status.DONE
    return Status.SKIPPED if state.ended is not None or (step.optional and state.entries) else Status.TO_COME


def _belongs(pack: Pack, term: RunningTerm, step: Step) -> bool:
    rule = pack.terms.get(term.term)
    return rule is not None and rule.until is not None and pack.step_of.get(rule.until) == step.id


def _who(pack: Pack, step: Step) -> tuple[Text, ...]:
    roles = dict.fromkeys(role for act in step.acts for role in (*act.by[:1], *act.with_))
    return tuple(role_label(pack, role) for role in roles)


def _line(pack: Pack, state: State, step: Step, act: Act, tasks: list[Task], on: date) -> ActLine:
    entry = state.entry_of(step.id)
    found = [instance for instance in state.instances.get(act.id, ()) if entry and instance.entry == entry]
    own = [task for task in tasks if task.act == act.id]
    due = min((task.due for task in own if task.due is not None), default=None)
    if found:
        mark = Mark.DONE if all(instance.complete_on is not None for instance in found) else Mark.WAITS
    else:
        needed = evaluate(act.when, pack, state, on) is not False
        mark = Mark.OPEN if needed else Mark.NOT_NEEDED
    return ActLine(
        act=act.id,
        title=act.title,
        who=tuple(role_label(pack, role) for role in act.by),
        mark=mark,
        optional=act.optional,
        on=found[-1].on if found else None,
        times=len(found),
        due=due,
        days_left=(due - on).days if due is not None else None,
        waits_for=tuple(role_label(pack, task.role) for task in own if task.kind == "sign"),
    )


def _leads_to(step: Step) -> tuple[str, ...]:
    ways = [(branch.go, branch.end) for branch in step.then]
    ways += [(part.go, part.end) for act in step.acts for part in (act, *act.options)]
    return tuple(dict.fromkeys(target for go, end in ways if (target := go or end) is not None))
