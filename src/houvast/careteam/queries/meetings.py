"""Meetings and the students on their agendas, as a viewer may see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.http import Http404

from houvast.careteam.agenda import Reason, reason_from
from houvast.careteam.models import Decision, Item, Meeting, Member
from houvast.careteam.queries import rows
from houvast.careteam.queries.rights import units_of
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.prepared import asked_ahead
from houvast.people.viewer import Viewer
from houvast.plan.models import PlanTask
from houvast.privacy import door

AHEAD = timedelta(days=14)
SHOWN = 5


class OnAgenda(NamedTuple):
    """A student on an agenda as a line: why, who coaches, how many decisions and partners."""

    item: rows.ItemRow
    reasons: tuple[Reason, ...]
    coach: str
    decisions: int
    seats: int
    waiting_seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What the viewer sees of an agenda; `hidden` students stand there whom the viewer may not see.

    `off` were taken off it, whether the viewer may see them or not.
    """

    rows: tuple[OnAgenda, ...]
    total: int
    hidden: int
    done: int
    off: int
    after: int | None


def meetings_of(viewer: Viewer) -> tuple[list[Meeting], list[Meeting]]:
    """The meetings at which the viewer sits: to come or running (first first), and over (latest first, ten)."""
    return rows.coming_rows(viewer), rows.ended_rows(viewer)


def coming_meetings(viewer: Viewer) -> list[Meeting]:
    """The first few meetings of the coming two weeks, and those that were not ended, at which the viewer sits."""
    return [one for one in rows.coming_rows(viewer) if one.planned_on <= viewer.day + AHEAD][:SHOWN]


def meeting_for(viewer: Viewer, meeting_id: uuid.UUID) -> Meeting:
    """The meeting behind an id from outside; Http404 for who does not sit there and cannot plan one of that unit."""
    found = rows.meeting_row(viewer.organisation_id, meeting_id)
    if found is None or viewer.person.is_student:
        raise Http404
    if found.chair_id == viewer.person.pk:
        return found
    sits = Member.objects.filter(meeting=found, person=viewer.person, of_organisation="").exists()
    if not sits and not units_of(viewer).filter(pk=found.unit_id).exists():
        raise Http404
    return found


def members_of(meeting: Meeting) -> Sequence[Member]:
    """Who sits at the table: the chair first, then colleagues, then partners, by name."""
    return sorted(
        rows.member_rows(meeting),
        key=lambda one: (one.person_id != meeting.chair_id, bool(one.of_organisation), one.called, str(one.pk)),
    )


def agenda(viewer: Viewer, meeting: Meeting, *, begin: int = 0) -> Agenda:
    """One page of the agenda: the students the viewer may see, heaviest first; noted as shown. Six queries.

    Of a meeting that is over only its items: who coaches now and what was asked before is no part of the minutes.
    """
    over = meeting.ended_at is not None
    every, off = rows.on_and_off(meeting)
    found = rows.agenda_page(viewer, meeting, begin=begin, with_said=over)
    items, goes_on = found[: rows.PAGE], len(found) > rows.PAGE
    students = [one.student_id for one in items]
    door.note_shown(students, Purpose.SUPPORT)
    total, done = len(items), sum(1 for one in items if one.discussed_at)
    if begin or goes_on:
        total, done = rows.seen_counts(viewer, meeting)
    coaches = {} if over else rows.coach_names(meeting, viewer)
    decisions, seats = ({}, {}) if over else (rows.decision_counts(meeting), rows.seat_counts(meeting))
    none = (0, 0)
    shown = tuple(
        OnAgenda(
            one,
            () if over else tuple(map(reason_from, one.reasons)),
            coaches.get(one.student_id, ""),
            decisions.get(one.pk, 0),
            *seats.get(one.pk, none),
        )
        for one in items
    )
    after = begin + len(shown) if goes_on else None
    return Agenda(rows=shown, total=total, hidden=every - total, done=done, off=off, after=after)


def taken_off(viewer: Viewer, meeting: Meeting) -> list[rows.ItemRow]:
    """Who was taken off the agenda, of the students the viewer may see; noted as shown."""
    found = rows.off_rows(viewer, meeting)
    door.note_shown([one.student_id for one in found], Purpose.SUPPORT)
    return found


def item_for(viewer: Viewer, item_id: uuid.UUID) -> Item:
    """A student on an agenda, for a professional who guides this student; Http404 for everybody else."""
    item = rows.item_row(item_id)
    if item is None or item.student_id == viewer.person.pk:
        raise Http404
    with asked_ahead((*door.asked_of(viewer, item.student_id), rows.asked_for(viewer, item.meeting_id))):
        item.student = door.student(viewer, item.student_id, Data.CARE_TEAM, Action.RECORD)
        item.meeting = meeting_for(viewer, item.meeting_id)
        return item


def own_item(viewer: Viewer, item_id: uuid.UUID) -> Item:
    """An item about the viewer, who is a student; Http404 for everybody else."""
    item = Item.objects.filter(pk=item_id, student=viewer.person).select_related("meeting__chair", "student").first()
    if item is None:
        raise Http404
    return item


def decisions_of(items: Sequence[Item]) -> dict[uuid.UUID, list[tuple[Decision, PlanTask | None]]]:
    """The decisions of these items with the task each became, first due first. Two queries at most."""
    return _with_tasks(list(Decision.objects.filter(item__in=items).order_by("due_on", "id")))


def decided_of(item: Item) -> tuple[tuple[Decision, PlanTask | None], ...]:
    """The same of one item."""
    return tuple(_with_tasks(rows.decisions_on(item)).get(item.pk, ()))


def decided_in(meeting: Meeting) -> dict[uuid.UUID, list[tuple[Decision, PlanTask | None]]]:
    """The same of every item of a meeting, seen or not."""
    return _with_tasks(rows.decision_rows(meeting))


def _with_tasks(found: Sequence[Decision]) -> dict[uuid.UUID, list[tuple[Decision, PlanTask | None]]]:
    chosen = PlanTask.objects.filter(pk__in=[one.task_id for one in found]) if found else ()
    tasks = {one.pk: one for one in chosen}
    made: dict[uuid.UUID, list[tuple[Decision, PlanTask | None]]] = {}
    for one in found:
        made.setdefault(one.item_id, []).append((one, tasks.get(one.task_id)))
    return made


def neighbours(viewer: Viewer, item: Item) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """The item before and after this one on the agenda, among the students the viewer may see."""
    order = rows.order_of(viewer, item.meeting_id)
    if item.pk not in order:
        return None, None
    place = order.index(item.pk)
    return (order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None)
