"""What one student or a guardian reads of meetings, questions to teachers and referrals, and what staff reads there."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404

from houvast.careteam.agenda import reason_from
from houvast.careteam.models import Decision, Item, Member, Referral, Round, RoundAnswer, Seat, Wish
from houvast.careteam.parts import Part
from houvast.careteam.queries import about, rows
from houvast.careteam.queries.meetings import decisions_of
from houvast.careteam.queries.one import hours_missed, referrals_of, rounds_of, seen_by_of
from houvast.careteam.queries.rights import must_be, seats_open
from houvast.careteam.words import OWN_PARTS, reason_in_words
from houvast.core.access.words import Action, Data, Purpose, Relation
from houvast.core.handover.items import guardian_agrees_too
from houvast.guidance.models import Agreement
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.plan.models import PlanTask
from houvast.privacy import door

AFTER = timedelta(days=30)
"""A partner reads what was decided for a month after the meeting; then the seat is empty."""
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSeat:
    """A partner who is asked for the student: what they would see, and what the reader can answer."""

    seat: Seat
    parts: tuple[str, ...]
    may_answer: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnItem:
    """A meeting about the student: why, who sits there, the partners, what was decided."""

    item: Item
    reasons: tuple[str, ...]
    at_table: tuple[str, ...]
    seats: tuple[OwnSeat, ...]
    decisions: tuple[tuple[Decision, PlanTask | None], ...]
    is_over: bool
    is_today_or_later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """Everything of this folder about one student."""

    coming: tuple[OwnItem, ...]
    past: tuple[OwnItem, ...]
    wishes: tuple[Wish, ...]
    rounds: tuple[Round, ...]
    shared: dict[uuid.UUID, tuple[RoundAnswer, ...]]
    referrals: tuple[Referral, ...]
    seen_by: tuple[str, ...]


def asks_guardian(student: Person, viewer: Viewer) -> bool:
    """Whether a guardian answers beside the student: under 16 (UAVG art. 5)."""
    return guardian_agrees_too(student.birth_date, on=viewer.day)


def place_of(student: Person, viewer: Viewer, *, own: bool) -> OwnPlace:
    """What there is about this student, in at most twelve queries. `own` is for the student; else a guardian or staff.

    A guardian reads along under 16 only; from then on it is the student's (the view asks before it shows).
    """
    items = about.items_of(student)
    seats: dict[uuid.UUID, list[Seat]] = {}
    members: dict[uuid.UUID, list[Member]] = {}
    if items:
        for seat in about.seats_of(student):
            seats.setdefault(seat.item_id, []).append(seat)
        for member in Member.objects.filter(meeting__in={one.meeting_id for one in items}).order_by("called", "id"):
            members.setdefault(member.meeting_id, []).append(member)
    decisions = decisions_of(items) if items else {}
    both = asks_guardian(student, viewer)
    made = [
        OwnItem(
            item=one,
            reasons=tuple(reason_in_words(reason_from(stored), to_student=True) for stored in one.reasons),
            at_table=_at_table(one, members.get(one.meeting_id, []), seats.get(one.pk, [])),
            seats=tuple(_own_seat(seat, viewer, student, both=both) for seat in seats.get(one.pk, [])),
            decisions=tuple(decisions.get(one.pk, [])),
            is_over=one.meeting.ended_at is not None,
            is_today_or_later=one.meeting.planned_on >= viewer.day,
        )
        for one in items
    ]
    rounds = rounds_of(student) if door.may(viewer, student, Data.TEACHERS_ROUND) else ()
    return OwnPlace(
        coming=tuple(one for one in reversed(made) if not one.is_over),
        past=tuple(one for one in made if one.is_over),
        wishes=tuple(about.open_wishes(student)),
        rounds=rounds,
        shared=_shared(rounds) if own else {},
        referrals=referrals_of(student),
        seen_by=seen_by_of(student) if door.may(viewer, student, Data.SEEN_BY_HELPER) else (),
    )


def _shared(rounds: Sequence[Round]) -> dict[uuid.UUID, tuple[RoundAnswer, ...]]:
    """The answers themselves, of closed rounds whose coach shares them."""
    open_ = [one.pk for one in rounds if one.shares_answers and one.closed_on]
    found: dict[uuid.UUID, list[RoundAnswer]] = {}
    if open_:
        answers = RoundAnswer.objects.filter(round__in=open_, answered_at__isnull=False).select_related("teacher")
        for answer in answers.order_by("answered_at", "id"):
            found.setdefault(answer.round_id, []).append(answer)
    return {pk: tuple(answers) for pk, answers in found.items()}


def _at_table(item: Item, members: Sequence[Member], seats: Sequence[Seat]) -> tuple[str, ...]:
    """Colleagues, and the partners with a seat for this student; after the meeting only who was there."""
    allowed = {seat.member_id for seat in seats if seat.state == Seat.State.AGREED}
    over = item.meeting.ended_at is not None
    return tuple(
        f"{one.called} ({one.of_organisation})" if one.of_organisation else one.called
        for one in members
        if (not one.of_organisation or one.pk in allowed) and (not over or one.was_present)
    )


def _own_seat(seat: Seat, viewer: Viewer, student: Person, *, both: bool) -> OwnSeat:
    own = viewer.person.pk == student.pk
    asked = seat.state == Seat.State.ASKED and door.may(viewer, student, Data.CARE_TEAM, Action.SIGN)
    waits = seat.answered_on is None if own else both and seat.guardian_agreed_on is None
    return OwnSeat(
        seat=seat,
        parts=tuple(str(OWN_PARTS[Part(one)]) for one in seat.parts),
        may_answer=asked and waits,
        may_take_back=own and seat.state == Seat.State.AGREED and seat.ground != Seat.Ground.LAW,
    )


def seat_to_answer(viewer: Viewer, seat_id: uuid.UUID) -> Seat:
    """A seat that the student or a guardian can answer; Http404 for everybody else."""
    seat = Seat.objects.filter(pk=seat_id).select_related("item__student", "item__meeting", "member").first()
    if seat is None:
        raise Http404
    student = door.student(viewer, seat.item.student_id, Data.CARE_TEAM, Action.SIGN)
    if viewer.person.pk != student.pk and not asks_guardian(student, viewer):
        raise Http404
    return seat


def wish_of(viewer: Viewer, wish_id: uuid.UUID) -> Wish:
    """What the viewer asked; Http404 for everybody else."""
    found = Wish.objects.filter(pk=wish_id, asked_by=viewer.person).select_related("student").first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.CARE_TEAM)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPage:
    """What a partner sees from a seat: only the parts that were agreed to; the others are None."""

    seat: Seat
    question: str | None
    own_words: str | None
    absence: tuple[tuple[str, str], ...] | None
    agreements: tuple[Agreement, ...] | None
    decisions: tuple[tuple[Decision, PlanTask | None], ...] | None
    told: str | None


def my_seats(viewer: Viewer) -> list[Seat]:
    """The students for whom this partner has a seat now, first meeting first; noted as shown."""
    must_be(Relation.CARE_PARTNER, Data.CARE_TEAM, Action.SEE)
    if not rows.has_seat(viewer, viewer.day - AFTER):
        return []
    found = seats_open(viewer).filter(item__meeting__planned_on__gte=viewer.day - AFTER)
    seats = list(
        found.select_related("item__student", "item__meeting__unit").order_by("item__meeting__planned_on", "id")
    )
    door.note_shown({one.item.student_id for one in seats}, Purpose.SUPPORT)
    return seats


def seat_page(viewer: Viewer, seat_id: uuid.UUID) -> SeatPage:
    """One student from a partner's seat; Http404 for everybody else, without a yes, and a month after the meeting."""
    must_be(Relation.CARE_PARTNER, Data.CARE_TEAM, Action.SEE)
    seat = (
        seats_open(viewer)
        .filter(pk=seat_id, item__meeting__planned_on__gte=viewer.day - AFTER)
        .select_related("item__student", "item__meeting__unit", "item__meeting__chair", "item__meeting__organisation")
        .first()
    )
    if seat is None:
        raise Http404
    item, student, parts = seat.item, seat.item.student, {Part(one) for one in seat.parts}
    door.note_shown([student], Purpose.SUPPORT)
    open_ = Agreement.objects.filter(student=student, status=Agreement.Status.OPEN).order_by("due_on", "id")
    return SeatPage(
        seat=seat,
        question=(item.question or "") if Part.QUESTION in parts else None,
        own_words=(item.own_question or "") if Part.OWN_WORDS in parts else None,
        absence=hours_missed(student) if Part.ABSENCE in parts else None,
        agreements=tuple(open_[:MOST]) if Part.AGREEMENTS in parts else None,
        decisions=tuple(decisions_of([item]).get(item.pk, [])) if Part.DECISIONS in parts else None,
        told=(item.for_student or "") if Part.DECISIONS in parts else None,
    )
