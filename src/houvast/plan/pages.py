"""What the pages of a plan show: plain values for the components, texts in the reader's language."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from houvast.core.access.words import Action, Data, Relation
from houvast.directory.life_areas import LifeArea
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.role_names import RELATION_NAMES, ROLE_NAMES
from houvast.people.viewer import Viewer
from houvast.plan.drawn import answers_in_words, drawn_sections, drawn_task, drawn_tasks
from houvast.plan.models import PlanChange, PlanSection, PlanSignature, PlanTask
from houvast.plan.queries.plans import Reading, answers, areas_to_add, in_order
from houvast.plan.queries.sharing import Audience, may_share
from houvast.plan.queries.versions import Signed, seen_areas, signed_of, signs_as
from houvast.plan.words import CHANGES, area_name, audience_names, side_name, status_name
from houvast.privacy import door
from houvast.web.addresses import address, addresses
from houvast.web.components import Link, Rating, Signature, SignatureState
from houvast.web.days import long_day

HELP: dict[str, tuple[LifeArea, ...]] = {
    PlanSection.Area.EDUCATION_WORK: (LifeArea.EDUCATION, LifeArea.WORK),
    PlanSection.Area.STUDY_SKILLS: (LifeArea.EDUCATION,),
    PlanSection.Area.HEALTH: (LifeArea.HEALTH,),
    PlanSection.Area.MONEY: (LifeArea.MONEY,),
    PlanSection.Area.HOUSING: (LifeArea.HOUSING,),
    PlanSection.Area.SOCIAL: (LifeArea.SOCIAL,),
    PlanSection.Area.FREE_TIME: (LifeArea.FREE_TIME,),
    PlanSection.Area.JUSTICE: (LifeArea.JUSTICE,),
}
"""Under which life areas of the directory help for a part of a plan stands."""
LEADS_TO = ("new-task", "new-review", "paper", "history")
"""Pages of a plan that its own page may lead to."""
_RATINGS = {PlanTask.Status.DONE: Rating.GREEN, PlanTask.Status.NOT_DONE: Rating.AMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTask:
    """A task on a page; `answer_url` for who says whether it was done."""

    task: PlanTask
    who: str
    status: str
    rating: Rating | str
    is_open: bool
    overdue: bool
    answer_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """A section on a page; `write_url` for who writes in it, `readers` for who decides who reads it."""

    section: PlanSection
    title: str
    tasks: int
    drawn: SafeString
    readers: str
    write_url: str
    task_url: str


class _May(NamedTuple):
    """What this viewer does with every section that they see."""

    write: bool
    share: bool


def shown_task(task: PlanTask, viewer: Viewer) -> ShownTask:
    """One task as this viewer sees it."""
    is_open = task.status == PlanTask.Status.OPEN
    return ShownTask(
        task=task,
        who=pgettext("who does the task", "you") if task.owner_id == viewer.person.pk else task.owner_name,
        status=status_name(task.status),
        rating=_RATINGS.get(PlanTask.Status(task.status), ""),
        is_open=is_open,
        overdue=is_open and task.due_on < viewer.day,
        answer_url=addresses("plan:task")(task.pk) if answers(viewer, task) else "",
    )


def plan_page(student: Person, viewer: Viewer, reading: Reading | None) -> dict[str, Any]:
    """The context of the plan: everybody's tasks, the student's first, then each life area, and what comes next."""
    own = viewer.person.pk == student.pk
    writes = door.may(viewer, student, Data.PLAN, Action.RECORD)
    shared: dict[str, Any] = {
        "student": student,
        "own": own,
        "today": viewer.day,
        "back": Link(label=gettext("Start"), url=address("start"))
        if own
        else Link(label=student.name, url=addresses("student")(student.pk)),
        "writes": writes,
        "addresses": {name.replace("-", "_"): addresses(f"plan:{name}")(student.pk) for name in LEADS_TO},
        "adjustments_url": addresses("plan:adjustments")(student.pk)
        if door.may(viewer, student, Data.ADJUSTMENT)
        else "",
    }
    if reading is None:
        return {**shared, "reading": None}
    may = _May(write=writes, share=may_share(viewer, student))
    shown = {task.pk: shown_task(task, viewer) for task in reading.tasks}
    said = answers_in_words()
    drawn = {key: drawn_task(one, viewer.day, said[one.is_open]) for key, one in shown.items()}
    still_open = [shown[task.pk] for task in in_order(reading.tasks) if task.status == PlanTask.Status.OPEN]
    first = [one for one in still_open if one.task.side == PlanTask.Side.STUDENT]
    others = [one for one in still_open if one.task.side != PlanTask.Side.STUDENT]
    return {
        **shared,
        "reading": reading,
        "review_url": addresses("plan:review")(reading.review.pk) if reading.review else "",
        "first": first,
        "first_drawn": drawn_tasks(drawn[one.task.pk] for one in first),
        "others": others,
        "others_drawn": drawn_tasks(drawn[one.task.pk] for one in others),
        "sections": drawn_sections(
            [_shown_section(one, reading, drawn, student, may) for one in reading.sections], own=own
        ),
        "help_areas": " ".join(dict.fromkeys(area for one in reading.sections for area in HELP[one.area])),
        "refer_url": addresses("careteam:refer")(student.pk)
        if door.may(viewer, student, Data.REFERRAL, Action.RECORD)
        else "",
        "areas": [(area_name(area), addresses("plan:section", area)(student.pk)) for area in areas_to_add(reading)]
        if writes
        else [],
        **_signing(student, viewer, reading),
    }


def _shown_section(
    section: PlanSection,
    reading: Reading,
    drawn: dict[uuid.UUID, SafeString],
    student: Person,
    may: _May,
) -> ShownSection:
    rows = [drawn[one.pk] for one in reading.tasks_of(section)]
    return ShownSection(
        section=section,
        title=area_name(section.area),
        tasks=len(rows),
        drawn=drawn_tasks(rows),
        readers=audience_names(Audience.of(section).relations) if may.share else "",
        write_url=addresses("plan:section", section.area)(student.pk) if may.write else "",
        task_url=f"{addresses('plan:new-task')(student.pk)}?area={section.area}" if may.write else "",
    )


def _signing(student: Person, viewer: Viewer, reading: Reading) -> dict[str, Any]:
    """Who signed, and whether this viewer may sign what the plan says now."""
    signed = signed_of(reading.plan, reading.text)
    relation = signs_as(viewer, student)
    mine = signed is not None and any(one.signer_id == viewer.person.pk for one in signed.signatures)
    may_sign = bool(relation and seen_areas(reading.sections, reading.text))
    return {
        "signed": signed,
        "signatures": signatures_of(signed) if signed else (),
        "sign_url": addresses("plan:sign")(student.pk)
        if may_sign and not (mine and signed and signed.is_current)
        else "",
    }


def signatures_of(signed: Signed) -> tuple[Signature, ...]:
    """The signatures under a version, for the component."""
    return tuple(
        Signature(
            name=one.signer_name,
            role=relation_name(one.relation),
            state=SignatureState.DISSENT if one.answer == PlanSignature.Answer.DISSENT else SignatureState.SIGNED,
            on=day_of(one.at),
            remark=one.remark or "",
        )
        for one in signed.signatures
    )


def relation_name(relation: str) -> str:
    """As what somebody signs."""
    if relation == Relation.SELF:
        return gettext("Student")
    return str(RELATION_NAMES.get(relation) or ROLE_NAMES.get(relation) or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """A line of the history."""

    title: str
    area: str
    by: str
    on: date
    before: str
    after: str


def shown_change(change: PlanChange) -> ShownChange:
    """A change in words; days and numbers that are kept bare are said in full."""
    after = change.after or ""
    if change.kind == PlanChange.Kind.REVIEW_PLANNED and after:
        after = long_day(date.fromisoformat(after))
    if change.kind == PlanChange.Kind.SIGNED:
        after = gettext("Version %(number)s") % {"number": after}
    return ShownChange(
        title=str(CHANGES[PlanChange.Kind(change.kind)]),
        area=area_name(change.area),
        by=change.by_name,
        on=day_of(change.at),
        before=change.before or "",
        after=after,
    )


def side_of(task: PlanTask) -> str:
    """Whose side a task is on, in words."""
    return side_name(task.side)
