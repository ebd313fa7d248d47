"""What the pages of this folder show: plain values for the components, texts in the reader's language."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.core.access.words import Action, Data, Purpose
from houvast.core.handover.items import Item, guardian_agrees_too
from houvast.core.handover.steps import Ground, Party, State, Step, steps_of
from houvast.handover import queries, waiting
from houvast.handover.models import FollowUp, Handover, HandoverStep
from houvast.handover.words import (
    ITEMS,
    RATINGS,
    STATES,
    own_words_for,
    receiver_of,
    waits_for,
)
from houvast.people.clock import day_of, today
from houvast.people.models import Person
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Entry, EntryKind, Rating, Row
from houvast.web.days import long_day

SHOWN = 10


def told_text(handover: Handover, item: Item, text: str) -> str:
    """What is told of an item, as it will be told; contact is what the file holds now."""
    student = handover.student
    match item:
        case Item.CONTACT:
            known = [student.name, long_day(student.birth_date) if student.birth_date else "", student.email]
            return ", ".join(part for part in (*known, student.phone) if part)
        case Item.PLAN:
            return "\n".join(
                line_text(one.who, one.what, one.where, one.due_on) for one in handover.plan.order_by("place")
            )
        case _:
            return text


def line_text(who: str, what: str, where: str, due_on: date | None) -> str:
    """A line of the plan in words."""
    said = f"{who}: {what}"
    if where:
        said += f" ({where})"
    return f"{said}, {long_day(due_on)}" if due_on else said


def handover_page(viewer: Viewer, handover: Handover) -> dict[str, Any]:
    """The context of the page of one handover, for the giving side, the student and a guardian."""
    student = handover.student
    own = viewer.person.pk == student.pk
    records = door.may(viewer, student, Data.HANDOVER, Action.RECORD)
    party = Party.STUDENT if own else Party.GIVER
    can = steps_of(State(handover.state), by=party, ground=Ground(handover.ground)) if own or records else ()
    state = State(handover.state)
    waits_student = state is State.ASKED and handover.agreed_at is None
    outsider = not own and not records
    return {
        "handover": handover,
        "student": student,
        "own": own,
        "to": receiver_of(handover),
        "lead": own_words_for(handover) if own else waits_for(handover),
        "state": STATES[state],
        "rating": RATINGS.get(state, Rating.AMBER),
        "items": [
            (ITEMS[Item(row.item)], told_text(handover, Item(row.item), row.text), row.agreed)
            for row in sorted(handover.items.all(), key=lambda row: list(Item).index(Item(row.item)))
        ],
        "by_law": handover.ground == Ground.LAW,
        "steps": [_step_entry(one, handover) for one in handover.steps.select_related("by").order_by("-at", "-id")],
        "follow_ups": _follow_ups(handover, records=records),
        "answer_url": _url("answer-handover", handover.pk, own and waits_student),
        "stop_url": _url("revoke-handover", handover.pk, Step.REVOKE in can),
        "talk_url": _url("talk-handover", handover.pk, records and Step.TALK in can),
        "link_url": _url("consent-link", handover.pk, records and waits_student),
        "again_url": _again(handover) if records and state is State.REFUSED else "",
        "guardian_url": _url("guardian-agrees", handover.pk, outsider and _waits_guardian(handover, viewer.day)),
        "submission": new_key(),
        "back": reverse("start") if own or outsider else reverse("handovers", args=(student.pk,)),
        "today": viewer.day,
    }


def _url(name: str, key: uuid.UUID, shown: bool) -> str:  # noqa: FBT001 - whether this viewer has it on the page
    return reverse(name, args=(key,)) if shown else ""


def _again(handover: Handover) -> str:
    return f"{reverse('ask-handover', args=(handover.student_id,))}?follows={handover.pk}"


def _waits_guardian(handover: Handover, on: date) -> bool:
    agreed = handover.state == State.ASKED and handover.agreed_at is not None
    return agreed and guardian_agrees_too(handover.student.birth_date, on=on)


def _step_entry(step: HandoverStep, handover: Handover) -> Entry:
    name = step.by.name if step.by is not None else receiver_of(handover)
    return Entry(
        on=day_of(step.at),
        kind=EntryKind.MOVE,
        title=str(STATES[State(step.state)]).capitalize(),
        text=step.reason,
        who=name,
    )


def _follow_ups(handover: Handover, *, records: bool) -> list[Row]:
    rows = handover.follow_ups.order_by("due_on")
    return [follow_up_row(one, name=after_weeks(one.weeks), answers=records) for one in rows]


def after_weeks(weeks: int) -> str:
    """After so many weeks, in words."""
    return ngettext("After %(n)s week", "After %(n)s weeks", weeks) % {"n": weeks}


def follow_up_row(one: FollowUp, *, name: str, answers: bool) -> Row:
    """A moment of looking back, with what is known of it."""
    said = {
        True: gettext("the other side says: in contact"),
        False: gettext("the other side says: no contact any more"),
    }
    why = said.get(one.told, "") if one.told is not None else gettext("no word from the other side yet")
    if one.following_id is not None:
        why = ""
    if one.answered_on:
        held = (
            gettext("somebody is there for the student") if one.has_hold else gettext("nobody is there for the student")
        )
        why = ". ".join(part for part in (held, one.remark) if part)
    asks = answers and not one.answered_on and one.due_on <= today() + waiting.AHEAD
    address = reverse("follow-up", args=(one.pk,)) if asks else ""
    lost = one.told is False or one.has_hold is False
    return Row(
        name=name,
        url=address,
        why=why,
        rating=Rating.RED if lost else Rating.GREEN if one.has_hold else "",
        due=one.due_on,
        action_label=gettext("Look back") if address else "",
        action_url=address,
    )


def handover_rows(handovers: Iterable[Handover], *, own: bool = False) -> tuple[Row, ...]:
    """Handovers of one student as a list; `own` speaks to the student."""
    return tuple(
        Row(
            name=receiver_of(one),
            url=reverse("handover", args=(one.pk,)),
            about=str(STATES[State(one.state)]),
            why=own_words_for(one) if own else school_sees(one) or waits_for(one),
            rating=RATINGS.get(State(one.state), ""),
        )
        for one in handovers
        if not own or one.state != State.ASKED or one.agreed_at is not None
    )


def school_sees(handover: Handover) -> str:
    """All that the giving side hears after it was accepted: arrived, and in contact or not."""
    if handover.in_contact is not None and handover.in_contact_on is not None:
        said = gettext("In contact, %(day)s.") if handover.in_contact else gettext("No contact any more, %(day)s.")
        return said % {"day": long_day(handover.in_contact_on)}
    if handover.arrived_on is not None and handover.state == State.DONE:
        return gettext("Arrived, %(day)s.") % {"day": long_day(handover.arrived_on)}
    return ""


def asked_rows(student: Person) -> tuple[Row, ...]:
    """What a student is asked about handovers, for their own page."""
    return tuple(
        Row(
            name=gettext("May we tell %(name)s about you?") % {"name": receiver_of(one)},
            url=reverse("answer-handover", args=(one.pk,)),
            why=gettext("You decide what they may know."),
            action_label=gettext("Give an answer"),
            action_url=reverse("answer-handover", args=(one.pk,)),
        )
        for one in queries.asked_of_student(student)
    )


def guardian_rows(student: Person, viewer: Viewer) -> tuple[Row, ...]:
    """What a guardian of a student under 16 is asked, for their page."""
    if not guardian_agrees_too(student.birth_date, on=viewer.day):
        return ()
    return tuple(
        Row(
            name=gettext("May we tell %(name)s about your child?") % {"name": receiver_of(one)},
            url=reverse("handover", args=(one.pk,)),
            why=gettext("Your child said yes. Under 16 you agree too."),
            action_label=gettext("Read it and answer"),
            action_url=reverse("handover", args=(one.pk,)),
        )
        for one in queries.waits_for_guardian(student)
    )


def giver_rows(viewer: Viewer) -> tuple[Row, ...]:
    """What waits for who asked handovers: to talk, to look further, to look back. Noted as shown."""
    asked = waiting.waiting_handovers(viewer, most=SHOWN)
    due = waiting.follow_ups_due(viewer, most=SHOWN)
    door.note_shown(
        {one.student_id for one in asked} | {one.handover.student_id for one in due if one.handover}, Purpose.GUIDANCE
    )
    rows = [
        Row(
            name=one.student.name,
            url=reverse("handover", args=(one.pk,)),
            why=waits_for(one),
            rating=RATINGS.get(State(one.state), ""),
            action_label=gettext("Open"),
            action_url=reverse("handover", args=(one.pk,)),
        )
        for one in asked
    ]
    rows += [
        follow_up_row(
            one,
            name=f"{one.handover.student.name}, {receiver_of(one.handover)}: {after_weeks(one.weeks).lower()}",
            answers=True,
        )
        for one in due
        if one.handover
    ]
    return tuple(rows)
