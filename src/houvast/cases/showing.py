"""A case in words and drawings: values for templates, in the reader's language."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from houvast.cases.queries import language
from houvast.cases.reading import OpenedCase, names_of, whose
from houvast.cases.record_forms import Answered, in_words
from houvast.cases.roles import OWN
from houvast.core.procedure.drawing import Mark, Node, Status, draw
from houvast.core.procedure.guards import role_label
from houvast.core.procedure.log import Event, EventKind, Reason, ReasonKind
from houvast.core.procedure.pack import Act
from houvast.core.procedure.roles import Role
from houvast.core.procedure.tasks import Task, TaskKind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.web.components import Drawing, Need, Row, Step, StepState

STATES = {
    Status.DONE: StepState.DONE,
    Status.HERE: StepState.HERE,
    Status.TO_COME: StepState.AHEAD,
    Status.SKIPPED: StepState.SKIPPED,
}


def drawn(opened: OpenedCase) -> Drawing:
    """The line of this case with the reader's place in it; staff sees terms, what is needed and deviations."""
    spoken = language()
    plan = draw(opened.pack, opened.state, opened.on, for_student=opened.own)
    return Drawing(
        name=opened.pack.title.in_(spoken),
        steps=tuple(_step(opened, node, spoken) for node in plan.nodes),
        today=opened.on,
        ending=opened.pack.outcomes[plan.ended].title.in_(spoken) if plan.ended else "",
    )


def _step(opened: OpenedCase, node: Node, spoken: str) -> Step:
    done = [line for line in node.lines if line.mark in (Mark.DONE, Mark.WAITS)]
    open_lines = [line for line in node.lines if line.mark is Mark.OPEN and not line.optional]
    needs = [Need(text=line.title.in_(spoken), met=line.mark is Mark.DONE) for line in done]
    needs += [Need(text=line.title.in_(spoken)) for line in open_lines]
    here = node.status is Status.HERE
    return Step(
        title=node.title.in_(spoken),
        state=STATES[node.status],
        who=", ".join(who.in_(spoken) for who in node.who) if not opened.own or here else "",
        on=node.left_on if node.status is Status.DONE else None,
        by=node.due if node.status in (Status.HERE, Status.TO_COME) else None,
        needs=tuple(needs) if here else (),
        text=node.text.in_(spoken) if here else "",
        optional=node.optional,
        deviation=_deviation(opened, node, spoken) if node.deviated else "",
    )


def _deviation(opened: OpenedCase, node: Node, spoken: str) -> str:
    entries = {entry.number for entry in opened.state.entries if entry.step == node.step}
    found = [one for one in opened.state.deviations if one.entry in entries]
    return " ".join(
        f"{opened.pack.policies[one.policy].title.in_(spoken)}: {one.reason}"
        if one.policy in opened.pack.policies
        else one.reason
        for one in found
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A task on the case page: the row, and what stands in its way."""

    row: Row
    mine: bool
    ready: bool
    nobody: bool  # nobody has the role in this case: somebody must be named
    role: Role
    reasons: tuple["Why", ...]
    records_silence: str = ""  # where staff records a refusal or that somebody could not be reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why something cannot be done now, because of what, and what to do."""

    text: str
    source: str
    to_do: str
    is_law: bool
    is_policy: bool
    key: str


def why(reasons: Iterable[Reason]) -> tuple[Why, ...]:
    """Reasons in words."""
    spoken = language()
    return tuple(
        Why(
            text=reason.text.in_(spoken),
            source=reason.source.in_(spoken) if reason.source else "",
            to_do=reason.to_do.in_(spoken) if reason.to_do else "",
            is_law=reason.kind is ReasonKind.LAW,
            is_policy=reason.kind is ReasonKind.POLICY,
            key=reason.key,
        )
        for reason in reasons
    )


def waiting(opened: OpenedCase, me: Person) -> tuple[Waiting, ...]:
    """Everything that waits, the viewer's own on top."""
    found = [_waiting(opened, task, me) for task in opened.tasks()]
    return tuple(sorted(found, key=lambda one: not one.mine))


def _waiting(opened: OpenedCase, task: Task, me: Person) -> Waiting:
    spoken = language()
    persons = whose(task, opened)
    mine = opened.is_mine(task, me)
    act = opened.pack.acts.get(task.act)
    reasons = opened.obstacles(act) if act is not None and task.kind is TaskKind.ACT else ()
    may = mine or (act is not None and task.kind is TaskKind.ACT and opened.may_do(act) is not None)
    label = role_label(opened.pack, task.role).in_(spoken)
    who = ", ".join(person.name for person in persons)
    row = Row(
        name=_named(task, act, spoken, mine=mine),
        url=task_url(opened, task) if may else "",
        about=f"{who} ({label})" if who else label,
        why=gettext("optional") if task.optional else "",
        due=task.due,
        action_label=gettext("Sign") if task.kind is TaskKind.SIGN else gettext("Do this"),
        action_url=task_url(opened, task) if may and (mine or not task.optional) and not reasons else "",
    )
    silence = ""
    if task.kind is TaskKind.SIGN and not mine and opened.roles & (set(task.roles) - {task.role}):
        signer = task.signer or (str(persons[0].pk) if persons else "")
        if signer:
            silence = reverse(
                "cases:sign-for", args=(opened.case.pk, task.act, task.instance, task.role.value, uuid.UUID(signer))
            )
    return Waiting(
        row=row,
        mine=mine,
        ready=not reasons,
        nobody=not persons and task.role not in OWN,
        role=task.role,
        reasons=why(reasons),
        records_silence=silence,
    )


def _named(task: Task, act: Act | None, spoken: str, *, mine: bool) -> str:
    """What the task is called; to the signer it is "your signature"."""
    if mine and task.kind is TaskKind.SIGN and act is not None:
        return gettext("Your signature under “%(what)s”") % {"what": act.title.in_(spoken)}
    return task.title.in_(spoken)


def task_url(opened: OpenedCase, task: Task) -> str:
    """Where this task is done."""
    match task.kind:
        case TaskKind.ACT:
            return reverse("cases:act", args=(opened.case.pk, task.act))
        case TaskKind.SIGN:
            return reverse("cases:sign", args=(opened.case.pk, task.act, task.instance))
        case TaskKind.FACT:
            return reverse("cases:fact", args=(opened.case.pk, task.fact))
        case TaskKind.MISSED if task.act:
            return reverse("cases:act", args=(opened.case.pk, task.act))
        case _:
            return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event of the log as a person reads it."""

    number: int
    title: str
    on: date
    recorded_on: date
    who: str
    role: str
    said: tuple[Answered, ...]
    note: str
    attempts: tuple[str, ...]
    corrected: bool
    withdrawn: bool
    erased: str
    kind: str
    may_correct: bool
    receipts: int


def told(opened: OpenedCase, viewer: Viewer | None = None) -> tuple[Told, ...]:
    """The log, newest first: who did what, when, in which role; corrections beside what they correct."""
    spoken = language()
    names = names_of(line.row.by_id for line in opened.log if line.row.by_id)
    names |= names_of(line.event.signer for line in opened.log if line.event and line.event.signer)
    effective = dict(opened.state.effective)
    corrected = {line.event.target for line in opened.log if line.event and line.event.kind is EventKind.CORRECTED}
    rows = []
    for seq, line in enumerate(opened.log):
        event = effective.get(seq, line.event)
        withdrawn = line.event is not None and seq not in effective and line.event.kind not in _META
        form = None
        if event is not None and event.kind is EventKind.DONE and event.act in opened.pack.acts:
            form = opened.pack.forms.get(opened.pack.acts[event.act].form or "")
        rows.append(
            Told(
                number=line.row.number,
                title=_title(opened, line.row.kind, line.row.act, event, names, spoken),
                on=event.on if event else line.row.day,
                recorded_on=day_of(line.row.at),
                who=names.get(str(line.row.by_id), ""),
                role=role_label(opened.pack, Role(line.row.role)).in_(spoken) if line.row.role else "",
                said=in_words(form, event.data, spoken) if event and form else (),
                note=event.note if event else "",
                attempts=tuple(f"{one.on:%d-%m-%Y}: {one.how}" for one in event.attempts) if event else (),
                corrected=seq in corrected,
                withdrawn=withdrawn,
                erased=line.ground,
                kind=line.row.kind,
                may_correct=not withdrawn
                and not opened.own
                and viewer is not None
                and corrects_as(opened, event, viewer) is not None,
                receipts=len(event.receipts) if event else 0,
            )
        )
    return tuple(reversed(rows))


_META = (
    EventKind.CORRECTED,
    EventKind.WITHDRAWN,
    EventKind.NOTED,
    EventKind.ELAPSED,
    EventKind.OPENED,
    EventKind.UPGRADED,
)
_CORRECTABLE = (EventKind.DONE, EventKind.SIGNED, EventKind.DEVIATED)


def corrects_as(opened: OpenedCase, event: Event | None, viewer: Viewer) -> Role | None:
    """In which role the reader may correct this: the role it was done in, or one that may begin the procedure."""
    if event is None or event.kind not in _CORRECTABLE:
        return None
    act = opened.pack.acts.get(event.act)
    able = (
        *((Role(event.role),) if event.by == str(viewer.person.pk) else ()),
        *(act.by if act else ()),
        *opened.pack.opened_by,
    )
    return next((role for role in able if role in opened.roles), None)


def _title(  # noqa: C901, PLR0911 - one closed match
    opened: OpenedCase, kind: str, act_id: str, event: Event | None, names: dict[str, str], spoken: str
) -> str:
    act = opened.pack.acts.get(act_id)
    title = act.title.in_(spoken) if act else ""
    if event is None:
        return title or gettext("Event without content")
    match EventKind(kind):
        case EventKind.OPENED:
            return gettext("The procedure began")
        case EventKind.DONE:
            option = act.option(event.option) if act else None
            return f"{title}: {option.label.in_(spoken)}" if option else title
        case EventKind.SIGNED:
            words = {
                "agree": gettext("%(who)s signed: %(what)s"),
                "dissent": gettext("%(who)s signed with a disagreement: %(what)s"),
                "refuse": gettext("%(who)s does not sign: %(what)s"),
                "not_reached": gettext("%(who)s could not be reached: %(what)s"),
            }[event.answer]
            return words % {"who": names.get(event.signer, gettext("Somebody")), "what": title}
        case EventKind.NOTED:
            return gettext("A fact about the student changed")
        case EventKind.ELAPSED:
            terms = [key.removeprefix("term:").split("#")[0] for key in event.terms]
            named = ", ".join(opened.pack.terms[term].title.in_(spoken) for term in terms if term in opened.pack.terms)
            return gettext("A last day went by: %(terms)s") % {"terms": named}
        case EventKind.DEVIATED:
            policy = opened.pack.policies.get(event.policy)
            return gettext("Deviated from: %(policy)s") % {
                "policy": policy.title.in_(spoken) if policy else event.policy
            }
        case EventKind.CORRECTED:
            return gettext("Event %(number)s was corrected") % {"number": (event.target or 0) + 1}
        case EventKind.WITHDRAWN:
            return gettext("Event %(number)s was withdrawn") % {"number": (event.target or 0) + 1}
        case EventKind.UPGRADED:
            return gettext("The procedure goes on under a newer version")
