"""Writing in a section of a plan: the goal, what was agreed, who may see it. Nobody's words are lost."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.plan.actions.changes import note_change
from houvast.plan.actions.tasks import begun
from houvast.plan.errors import ReviewChanged, SectionChanged
from houvast.plan.models import Plan, PlanChange, PlanReview, PlanSection
from houvast.plan.queries.sharing import Audience, first_audience, may_share, relations_of
from houvast.plan.words import audience_names
from houvast.privacy import door


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDraft:
    """A section as it was typed. `audience` is None when the writer does not decide who sees it."""

    area: str
    goal: str
    agreed: str
    audience: Audience | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """What was said when looking back; `next_on` is None when no next moment is needed."""

    goes_well: str
    changes: str
    next_on: date | None


def start_plan(*, student: Person, by: Viewer, first_review_on: date, at: datetime) -> Plan:
    """Begin the one plan, with its first moment to look back; beginning it again only adds that moment."""
    _allowed(by, student)
    with transaction.atomic():
        plan = begun(student=student, by=by, at=at)
        plan_review(student=student, by=by, planned_on=first_review_on, at=at)
    return plan


def save_section(*, student: Person, by: Viewer, draft: SectionDraft, seen_revision: int, at: datetime) -> PlanSection:
    """Keep what was typed in a section; `seen_revision` is 0 for a section that was not there yet.

    Raises SectionChanged with what it says now when somebody else was first: then the writer merges.
    """
    _allowed(by, student)
    if draft.audience is not None and not may_share(by, student):
        raise PermissionDenied
    with transaction.atomic():
        plan = begun(student=student, by=by, at=at)
        now_there = PlanSection.objects.select_for_update().filter(plan=plan, area=draft.area).first()
        if now_there is None:
            return _made(plan, student, by, draft, at)
        if not Audience.of(now_there).includes(relations_of(by, student)):
            raise PermissionDenied
        if now_there.revision != seen_revision:
            raise SectionChanged(now_there)
        _note_what_changed(plan, now_there, by, draft, at)
        columns = draft.audience.columns if draft.audience else {}
        PlanSection.objects.filter(pk=now_there.pk).update(
            goal=draft.goal or None, agreed=draft.agreed or None, **columns, revision=F("revision") + 1
        )
        now_there.refresh_from_db()
    return now_there


def _made(plan: Plan, student: Person, by: Viewer, draft: SectionDraft, at: datetime) -> PlanSection:
    audience = draft.audience or first_audience(student, draft.area, by.day)
    section = PlanSection.objects.create(
        organisation_id=student.organisation_id,
        plan=plan,
        area=draft.area,
        goal=draft.goal or None,
        agreed=draft.agreed or None,
        **audience.columns,
    )
    for kind, text in ((PlanChange.Kind.GOAL, draft.goal), (PlanChange.Kind.AGREED, draft.agreed)):
        if text:
            note_change(plan, kind, by, at, section=section, after=text)
    return section


def _note_what_changed(plan: Plan, section: PlanSection, by: Viewer, draft: SectionDraft, at: datetime) -> None:
    """A line for each part that is different. What was written before stays with who could see it then."""
    for kind, before, after in (
        (PlanChange.Kind.GOAL, section.goal or "", draft.goal),
        (PlanChange.Kind.AGREED, section.agreed or "", draft.agreed),
    ):
        if before != after:
            note_change(plan, kind, by, at, section=section, before=before, after=after)
    earlier = Audience.of(section)
    if draft.audience is not None and draft.audience != earlier:
        note_change(
            plan,
            PlanChange.Kind.SHARING,
            by,
            at,
            section=section,
            before=audience_names(earlier.relations),
            after=audience_names(draft.audience.relations),
        )


def plan_review(*, student: Person, by: Viewer, planned_on: date, at: datetime) -> PlanReview:
    """Set a moment to look back together; the same day is set once."""
    _allowed(by, student)
    if planned_on < by.day:
        raise CannotBeDone(gettext("Choose a day that is still to come."), "planned_on")
    with transaction.atomic():
        plan = begun(student=student, by=by, at=at)
        review, made = PlanReview.objects.get_or_create(
            student=student, planned_on=planned_on, defaults={"organisation_id": student.organisation_id}
        )
        if made:
            note_change(plan, PlanChange.Kind.REVIEW_PLANNED, by, at, after=planned_on.isoformat())
    return review


def hold_review(*, review: PlanReview, by: Viewer, said: LookedBack, seen_revision: int, at: datetime) -> None:
    """Keep what was said when looking back, and set the next moment.

    Raises ReviewChanged with what it says now when somebody else was first: then the writer merges.
    """
    _allowed(by, review.student)
    with transaction.atomic():
        now_there = PlanReview.objects.select_for_update().get(pk=review.pk)
        if now_there.revision != seen_revision:
            raise ReviewChanged(now_there)
        PlanReview.objects.filter(pk=review.pk).update(
            held_on=now_there.held_on or by.day,
            held_by=now_there.held_by or by.person,
            goes_well=said.goes_well or None,
            changes=said.changes or None,
            revision=F("revision") + 1,
        )
        plan = begun(student=review.student, by=by, at=at)
        before, after = (_as_one(one.goes_well, one.changes) for one in (now_there, said))
        if now_there.held_on is None:
            note_change(plan, PlanChange.Kind.REVIEW_HELD, by, at)
        elif before != after:
            note_change(plan, PlanChange.Kind.REVIEW_HELD, by, at, before=before, after=after)
        if said.next_on:
            plan_review(student=review.student, by=by, planned_on=said.next_on, at=at)
    review.refresh_from_db()


def _as_one(goes_well: str | None, changes: str | None) -> str:
    return "\n\n".join(text for text in (goes_well, changes) if text)


def _allowed(by: Viewer, student: Person) -> None:
    if not door.decision(by, student, Data.PLAN, Action.RECORD).allowed:
        raise PermissionDenied
