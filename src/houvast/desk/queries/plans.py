"""What waits in plans and with adjustments, for the start page of whoever guides, decides or has a task."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Purpose
from houvast.desk.queries.section import Section
from houvast.desk.queries.waits import Waits
from houvast.people.models import PersonalRelation, RoleAssignment
from houvast.plan.queries import adjustments, plans
from houvast.privacy import door
from houvast.web.components import Link, Rating, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from houvast.people.prepared import Question
    from houvast.people.viewer import Viewer
    from houvast.plan.models import Adjustment, PlanReview, PlanTask

SHOWN = 10
AHEAD = timedelta(days=14)
"""A moment to look back is shown two weeks before its day, so that it can be planned together."""
ROLE = RoleAssignment.Role
COACHING = {PersonalRelation.Kind.COACH, PersonalRelation.Kind.COACH_COVER}


def sections(viewer: Viewer, waits: frozenset[Waits]) -> Iterator[Section]:
    """Own tasks in plans; moments to look back for who guides; adjustments for who answers. Only what waits."""
    tasks = plans.open_tasks_of_owner(viewer) if Waits.PLAN_TASK in waits else ()
    if tasks:
        door.note_shown({one.student_id for one in tasks}, Purpose.SUPPORT)
        yield Section(
            title=gettext("My tasks in plans"), rows=tuple(_task(one, viewer) for one in tasks), counts=True, empty=""
        )
    if viewer.role_names & {ROLE.SUPPORT_ADVISOR, ROLE.TEAM_LEADER}:
        asked = list(adjustments.unanswered(viewer)[:SHOWN])
        yield from _of_adjustments(gettext("Adjustments that were asked"), asked, viewer)
    if viewer.has_role(ROLE.SUPPORT_ADVISOR):
        due = list(adjustments.to_evaluate(viewer, viewer.day + AHEAD)[:SHOWN])
        yield from _of_adjustments(gettext("Adjustments to look back on"), due, viewer)
    if _looks_back(viewer):
        reviews = plans.reviews_due(viewer, viewer.day + AHEAD)
        if reviews:
            door.note_shown({one.student_id for one in reviews}, Purpose.GUIDANCE)
            yield Section(
                title=gettext("Plans to look back on together"),
                rows=tuple(_review(one, viewer) for one in reviews),
                counts=True,
                empty="",
            )


def asked_ahead_of(viewer: Viewer) -> tuple[Question, ...]:
    """What `sections` asks whatever waits, for `asked_ahead`."""
    return plans.asked_for_reviews(viewer, viewer.day + AHEAD) if _looks_back(viewer) else ()


def _looks_back(viewer: Viewer) -> bool:
    return viewer.has_role(ROLE.SUPPORT_ADVISOR) or bool(COACHING & viewer.relation_kinds)


def _task(task: PlanTask, viewer: Viewer) -> Row:
    url = reverse("plan:task", args=(task.pk,))
    return Row(
        name=task.student.name,
        url=url,
        why=task.what or "",
        rating=Rating.AMBER if task.due_on < viewer.day else "",
        due=task.due_on,
        action_label=gettext("How did it go?"),
        action_url=url,
    )


def _of_adjustments(title: str, found: list[Adjustment], viewer: Viewer) -> Iterator[Section]:
    if not found:
        return
    door.note_shown({one.student_id for one in found}, Purpose.SUPPORT)
    yield Section(
        title=title,
        rows=tuple(_adjustment(one, viewer) for one in found),
        counts=True,
        empty="",
        more=Link(label=gettext("What is possible"), url=reverse("plan:catalogue")),
    )


def _adjustment(one: Adjustment, viewer: Viewer) -> Row:
    url = reverse("plan:adjustment", args=(one.pk,))
    day = one.evaluate_on or one.asked_on
    return Row(
        name=one.student.name,
        url=url,
        why=adjustments.name_of(one),
        rating=Rating.AMBER if one.evaluate_on and day < viewer.day else "",
        due=one.evaluate_on,
        due_text="",
        action_label=gettext("Open"),
        action_url=url,
    )


def _review(review: PlanReview, viewer: Viewer) -> Row:
    return Row(
        name=review.student.name,
        url=reverse("plan:of-student", args=(review.student_id,)),
        why=gettext("look back together"),
        rating=Rating.AMBER if review.planned_on < viewer.day else "",
        due=review.planned_on,
        action_label=gettext("Open"),
        action_url=reverse("plan:of-student", args=(review.student_id,)),
    )
