"""Tasks in a plan: who does what by when, and whether it was done."""

import uuid
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.guidance.partners import reading
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.plan.actions.changes import note_change
from houvast.plan.models import Plan, PlanChange, PlanSection, PlanTask
from houvast.plan.queries.outside import owns_from_outside
from houvast.plan.queries.plans import answers
from houvast.plan.queries.sharing import Audience, first_audience, relations_of
from houvast.plan.words import status_name
from houvast.privacy import door


def add_task(
    *,
    student: Person,
    by: Viewer,
    what: str,
    due_on: date,
    at: datetime,
    side: str = PlanTask.Side.SCHOOL,
    owner: Person | None = None,
    owner_name: str = "",
    area: str = PlanSection.Area.EDUCATION_WORK,
    where: str = "",
    came_from: str = "",
) -> PlanTask:
    """Put a task in the student's one plan, and begin that plan when there is none (S-528, S-537).

    `side` is a PlanTask.Side value and `area` a PlanSection.Area value. `owner` is a person around the student (the
    student for the side "student" when nobody is named); `owner_name` names a helper from outside. `came_from` is the
    key of the meeting that decided it: then the right to record that meeting is enough, and the same text with the
    same day and owner is not put in twice.
    """
    data = Data.CARE_TEAM if came_from and not _records_plan(by, student) else Data.PLAN
    if not door.decision(by, student, data, Action.RECORD).allowed:
        raise PermissionDenied
    if side == PlanTask.Side.STUDENT and owner is None and not owner_name:
        owner = student
    if owner is None and not owner_name:
        raise CannotBeDone(gettext("Say who does this."))
    if not what.strip():
        raise CannotBeDone(gettext("Say what is going to be done."))
    with transaction.atomic():
        plan = begun(student=student, by=by, at=at)
        section = _section(plan, student, area, at)
        if not came_from and not Audience.of(section).includes(relations_of(by, student)):
            raise PermissionDenied
        name = owner_name or (owner.name if owner else "")
        if came_from and (earlier := _same(section, came_from, what, due_on, name)):
            return earlier
        task = PlanTask.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            section=section,
            side=side,
            owner=owner,
            owner_name=name,
            what=what.strip(),
            where=where,
            due_on=due_on,
            came_from=came_from,
            made_at=at,
        )
        note_change(plan, PlanChange.Kind.TASK_ADDED, by, at, section=section, after=f"{name}: {what.strip()}")
        _tell_owner(task, by, at)
    return task


def answer_task(*, task: PlanTask, by: Viewer, status: str, remark: str, seen_revision: int, on: datetime) -> None:
    """Say that a task is done, was not done, is dropped or is open again: its owner, or who writes in this section."""
    from_outside = owns_from_outside(by, task, Action.RECORD)
    if not from_outside and not door.decision(by, task.student, Data.IDENTITY).allowed:
        raise PermissionDenied
    if not answers(by, task):
        raise PermissionDenied
    day = None if status == PlanTask.Status.OPEN else day_of(on)
    with transaction.atomic():
        changed = PlanTask.objects.filter(pk=task.pk, revision=seen_revision).update(
            status=status,
            remark=remark or None,
            answered_on=day,
            answered_by=by.person if day else None,
            revision=F("revision") + 1,
        )
        if not changed:
            raise ChangedMeanwhile("The task")
        before = _answer_in_words(task)
        task.refresh_from_db()
        after = _answer_in_words(task)
        section = task.section
        note_change(section.plan, PlanChange.Kind.TASK_ANSWERED, by, on, section=section, before=before, after=after)


def _answer_in_words(task: PlanTask) -> str:
    return f"{task.what} ({status_name(task.status)}{f': {task.remark}' if task.remark else ''})"


def take_task_back(*, came_from: str, owner_id: uuid.UUID) -> None:
    """Open tasks that a meeting gave this partner are his no more: the name stays, he sees them no longer.

    Asks no policy: the student said no to him.
    """
    mine = PlanTask.objects.filter(came_from=came_from, owner_id=owner_id, status=PlanTask.Status.OPEN)
    mine.exclude(owner_name="").update(owner=None, revision=F("revision") + 1)


def begun(*, student: Person, by: Viewer, at: datetime) -> Plan:
    """The one plan of the student, held until the transaction ends; begun when there is none. Asks no policy."""
    plan, made = Plan.objects.get_or_create(
        student=student,
        defaults={"organisation_id": student.organisation_id, "started_at": at, "started_by": by.person},
    )
    if made:
        note_change(plan, PlanChange.Kind.STARTED, by, at)
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _tell_owner(task: PlanTask, by: Viewer, at: datetime) -> None:
    """A mail without content to whoever has the task, unless they gave it themselves.

    The file of a partner lies in another organisation: it is opened for this one mail.
    """
    owner = task.owner
    if owner is None or owner.pk == by.person.pk or not owner.email:
        return
    with reading({task.organisation_id, owner.organisation_id}):
        ask_mail(
            recipient=owner,
            kind=Kind.TASK,
            key=f"plan-task/{task.pk}",
            link=reverse("plan:task", args=(task.pk,)),
            at=at,
            organisation_id=task.organisation_id,
        )


def _records_plan(by: Viewer, student: Person) -> bool:
    return door.decision(by, student, Data.PLAN, Action.RECORD).allowed


def _section(plan: Plan, student: Person, area: str, at: datetime) -> PlanSection:
    section, _ = PlanSection.objects.get_or_create(
        plan=plan,
        area=area,
        defaults={
            "organisation_id": student.organisation_id,
            **first_audience(student, area, day_of(at)).columns,
        },
    )
    return section


def _same(section: PlanSection, came_from: str, what: str, due_on: date, owner_name: str) -> PlanTask | None:
    """The task that this meeting put in before: sealed text is compared after reading."""
    known = PlanTask.objects.filter(section=section, came_from=came_from, due_on=due_on, owner_name=owner_name)
    return next((one for one in known if one.what == what.strip()), None)
