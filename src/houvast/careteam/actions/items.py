"""One student on an agenda: put on, taken off, asked beforehand, talked about, with decisions that become tasks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.careteam.actions.meetings import must_be_open, must_chair
from houvast.careteam.agenda import Reason, Why, in_order, reason_from, weight_of
from houvast.careteam.models import Decision, Item, Meeting, Wish
from houvast.careteam.parts import came_from
from houvast.core.access.words import Action, Data
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.plan.actions.tasks import add_task
from houvast.plan.models import PlanTask
from houvast.privacy import door


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """Who does what by when. `side` is a Decision.Side value; `owner` a colleague, `owner_name` anybody else."""

    side: str
    what: str
    due_on: date
    owner: Person | None = None
    owner_name: str = ""


def put_on(*, meeting: Meeting, student: Person, by: Viewer, why: str, at: datetime) -> Item:
    """Put a student on the agenda, with a reason that the student reads too."""
    _may(by, student)
    must_be_open(meeting)
    reason = Reason(why=Why.PUT_ON, since=day_of(at))
    with transaction.atomic():
        item, made = Item.objects.get_or_create(
            meeting=meeting,
            student=student,
            defaults={
                "organisation_id": meeting.organisation_id,
                "put_on_by": by.person,
                "question": why,
                "reasons": [reason.stored()],
                "weight": weight_of([reason]),
            },
        )
        if not made:
            others = [reason_from(one) for one in item.reasons if one[0] != Why.PUT_ON]
            reasons = in_order([*others, reason])
            item.put_on_by, item.question, item.off_on, item.off_why = by.person, why, None, ""
            item.reasons, item.weight = [one.stored() for one in reasons], weight_of(reasons)
            item.revision += 1
            item.save(update_fields=["put_on_by", "question", "off_on", "off_why", "reasons", "weight", "revision"])
    return item


def take_off(*, item: Item, by: Viewer, why: str, at: datetime) -> None:
    """The chair takes a student off the agenda and says why; what was asked waits for the next meeting."""
    must_chair(by, item.meeting)
    must_be_open(item.meeting)
    if item.discussed_at is not None:
        raise CannotBeDone(_("This student was talked about already."))
    with transaction.atomic():
        Item.objects.filter(pk=item.pk).update(off_on=day_of(at), off_why=why, revision=F("revision") + 1)
        Wish.objects.filter(item=item, answered_on__isnull=True).update(item=None)


def wish(*, student: Person, by: Viewer, question: str, on: date) -> Wish:
    """A student or somebody who guides asks to talk about this student; it waits for the next meeting (S-537)."""
    if not door.decision(by, student, Data.CARE_TEAM, Action.RECORD).allowed:
        raise PermissionDenied
    waiting = Wish.objects.filter(student=student, asked_by=by.person, answered_on__isnull=True).first()
    if waiting is not None:
        raise CannotBeDone(_("You have asked this already; it waits for the next meeting."))
    return Wish.objects.create(
        organisation_id=student.organisation_id, student=student, asked_by=by.person, question=question, asked_on=on
    )


def take_back(*, asked: Wish, by: Viewer, on: date) -> None:
    """Whoever asked does not need it any more."""
    if asked.asked_by_id != by.person.pk:
        raise PermissionDenied
    Wish.objects.filter(pk=asked.pk, answered_on__isnull=True).update(answered_on=on)


def answer_invitation(*, item: Item, by: Viewer, comes: bool, own_question: str, seen_revision: int) -> None:
    """The student says whether to come, and what to put on the table. Raises ChangedMeanwhile, CannotBeDone."""
    if by.person.pk != item.student_id:
        raise PermissionDenied
    must_be_open(item.meeting)
    changed = Item.objects.filter(pk=item.pk, revision=seen_revision).update(
        comes=comes, own_question=own_question, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The invitation")


def discuss(
    *,
    item: Item,
    by: Viewer,
    said: str,
    for_student: str,
    decisions: tuple[DecisionDraft, ...],
    seen_revision: int,
    at: datetime,
) -> None:
    """Keep what was said and decided; every decision becomes a task in the student's plan. Raises ChangedMeanwhile."""
    _may(by, item.student)
    must_be_open(item.meeting)
    with transaction.atomic():
        changed = Item.objects.filter(pk=item.pk, revision=seen_revision).update(
            said=said, for_student=for_student, discussed_at=at, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile("What was said")
        for draft in decisions:
            _decide(item, draft, by, at)


_SIDES = {
    Decision.Side.STUDENT.value: PlanTask.Side.STUDENT,
    Decision.Side.SCHOOL.value: PlanTask.Side.SCHOOL,
    Decision.Side.OTHER.value: PlanTask.Side.HELPER,
}


def _decide(item: Item, draft: DecisionDraft, by: Viewer, at: datetime) -> None:
    owner = item.student if draft.side == Decision.Side.STUDENT else draft.owner
    task = add_task(
        student=item.student,
        by=by,
        what=draft.what,
        due_on=draft.due_on,
        at=at,
        side=_SIDES[draft.side],
        owner=owner,
        owner_name="" if owner else draft.owner_name,
        came_from=came_from(item.pk),
    )
    Decision.objects.create(
        organisation_id=item.organisation_id,
        item=item,
        side=draft.side,
        owner=owner,
        owner_name=owner.name if owner else draft.owner_name,
        what=draft.what,
        due_on=draft.due_on,
        task_id=task.pk,
    )


def _may(by: Viewer, student: Person) -> None:
    """Professionals only: the student's own right to record is to ask and to answer, not to write minutes."""
    if by.person.pk == student.pk or not door.decision(by, student, Data.CARE_TEAM, Action.RECORD).allowed:
        raise PermissionDenied
