"""What the pages of this folder show: plain values for the components, texts in the reader's language."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.core.access.words import Action, Data, Purpose
from houvast.core.handover.desks import Group
from houvast.core.handover.items import Item, guardian_agrees_too
from houvast.core.handover.steps import Ground, Party, State, Step, steps_of
from houvast.handover import queries
from houvast.handover.models import Following, FollowingEntry, FollowUp, Handover, HandoverStep
from houvast.handover.words import (
    ENTRIES,
    GROUPS,
    ITEMS,
    RATINGS,
    STATES,
    own_words_for,
    receiver_of,
    turn_of,
    waits_for,
)
from houvast.people.clock import today
from houvast.people.models import Person, PersonalRelation
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Entry, EntryKind, Fact, Rating, Row
from houvast.web.days import long_day

SHOWN = 10
SUGGESTION = 70


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
        on=step.at.date(),
        kind=EntryKind.MOVE,
        title=str(STATES[State(step.state)]).capitalize(),
        text=step.reason,
        who=name,
    )


def _follow_ups(handover: Handover, *, records: bool) -> list[Row]:
    rows = handover.follow_ups.order_by("due_on")
    return [follow_up_row(one, name=_after(one.weeks), answers=records) for one in rows]


def _after(weeks: int) -> str:
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
        held = gettext("somebody has hold") if one.has_hold else gettext("nobody has hold")
        why = ". ".join(part for part in (held, one.remark) if part)
    asks = answers and not one.answered_on and one.due_on <= today() + queries.AHEAD
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
    waiting = queries.waiting_handovers(viewer, most=SHOWN)
    due = queries.follow_ups_due(viewer, most=SHOWN)
    door.note_shown(
        {one.student_id for one in waiting} | {one.handover.student_id for one in due if one.handover}, Purpose.GUIDANCE
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
        for one in waiting
    ]
    rows += [
        follow_up_row(
            one,
            name=f"{one.handover.student.name}, {receiver_of(one.handover)}: {_after(one.weeks).lower()}",
            answers=True,
        )
        for one in due
        if one.handover
    ]
    return tuple(rows)


def desk_rows(rows: Iterable[queries.Followed]) -> tuple[Row, ...]:
    """People of a desk, as a list."""
    return tuple(_desk_row(row) for row in rows)


def _desk_row(row: queries.Followed) -> Row:
    one = row.following
    here = reverse("following", args=(one.pk,))
    waits = one.accepted_on is None
    desk = one.desk.name if one.desk else gettext("from a colleague")
    reported = one.origin == Following.Origin.REPORT
    why = (
        (gettext("reported by %(name)s") if reported else gettext("handed over by %(name)s")) % {"name": one.from_name}
        if waits
        else _followed_why(row)
    )
    return Row(
        name=one.person.name,
        url=here,
        about=desk if waits or one.holder is None else f"{desk} · {one.holder.name}",
        why=why,
        rating=Rating.RED if one.in_contact is False else "",
        due=one.next_on,
        action_label=gettext("Give an answer") if waits else gettext("Open"),
        action_url=here,
    )


def _followed_why(row: queries.Followed) -> str:
    one = row.following
    said = []
    if State(one.state) in {State.ACCEPTED, State.TALKED}:
        said.append(turn_of(one).rstrip("."))
    elif one.first_contact_on is None:
        said.append(gettext("no contact yet"))
    elif one.in_contact is False:
        said.append(gettext("no contact any more"))
    else:
        said.append(gettext("in contact"))
    if row.until is not None:
        said.append(gettext("until %(day)s") % {"day": long_day(row.until)})
    return ", ".join(said)


def following_page(viewer: Viewer, following: Following) -> dict[str, Any]:
    """The context of a desk's page about one person."""
    row = queries.followed(following, viewer.day)
    can = steps_of(State(following.state), by=Party.RECEIVER) if following.handover_id else ()
    accepted = following.accepted_on is not None
    state = State(following.state)
    reads = queries.may_read_told(following, viewer.day)
    told = following.content.get("told", {}) if reads else {}
    here = (following.pk,)
    return {
        "following": following,
        "person": following.person,
        "lead": turn_of(following),
        "state": STATES[state],
        "rating": RATINGS.get(state, Rating.AMBER),
        "told": [(ITEMS[item], told[item.value]) for item in Item if told.get(item.value) and item is not Item.PLAN],
        "plan": [
            (one["who"], one["what"], one["where"], date.fromisoformat(one["due_on"]) if one["due_on"] else None)
            for one in following.content.get("plan", [])
        ]
        if reads
        else [],
        "told_until": following.until if reads else None,
        "told_ended": bool(following.handover_id) and not reads,
        "facts": _facts(row),
        "entries": [_entry(one) for one in following.entries.select_related("by").order_by("-on", "-at", "-id")],
        "follow_ups": [
            follow_up_row(one, name=_after(one.weeks), answers=True) for one in following.follow_ups.order_by("due_on")
        ],
        "accept_url": reverse("accept-following", args=here) if Step.ACCEPT in can else "",
        "refuse_url": reverse("refuse-following", args=here) if Step.REFUSE in can else "",
        "refuse_label": gettext("Say no, with a reason") if not accepted else gettext("Give back, with a reason"),
        "talk_url": reverse("talk-following", args=here) if Step.TALK in can else "",
        "confirm_url": reverse("confirm-following", args=here) if Step.CONFIRM in can else "",
        "record_url": reverse("record-following", args=here) if accepted else "",
        "hand_on_url": reverse("ask-handover", args=(following.person_id,)) if accepted and following.desk_id else "",
        "close_url": reverse("close-following", args=here) if state in {State.DONE, State.REVOKED} else "",
        "handed_on": handover_rows(queries.handovers_of(following.person)) if following.desk_id else (),
        "submission": new_key(),
        "back": reverse("partner-desk"),
        "today": viewer.day,
    }


def _facts(row: queries.Followed) -> tuple[Fact, ...]:
    one = row.following
    person = one.person
    found: list[Fact] = []
    if person.birth_date:
        found.append(Fact(label=gettext("Birth date"), value=long_day(person.birth_date)))
    found += [
        Fact(label=label, value=value)
        for label, value in ((gettext("Phone"), person.phone), (gettext("E-mail"), person.email))
        if value
    ]
    if one.from_name:
        found.append(Fact(label=gettext("Handed over by"), value=one.from_name))
    if one.group != Group.OTHER or one.origin == Following.Origin.REGISTERED:
        found.append(Fact(label=gettext("Why we follow"), value=GROUPS[Group(one.group)]))
    if row.until is not None:
        found.append(Fact(label=_duty(row.status), value=long_day(row.until)))
    elif row.status == "none":
        found.append(Fact(label=gettext("Followed until"), value=gettext("the law asks no following (any more)")))
    elif row.status == "unknown":
        found.append(Fact(label=gettext("Followed until"), value=gettext("the birth date is needed to know")))
    if one.holder is not None:
        found.append(Fact(label=gettext("Who has hold"), value=one.holder.name))
    return tuple(found)


def _duty(status: str) -> str:
    return {
        "compulsory_education": gettext("Compulsory education until"),
        "qualification_duty": gettext("Qualification duty until"),
    }.get(status, gettext("Followed until"))


def _entry(one: FollowingEntry) -> Entry:
    if one.kind == FollowingEntry.Kind.STEP:
        known = State(one.text) if one.text in set(State) else None
        title = str(STATES[known]).capitalize() if known else gettext("Step")
        text = "" if known else one.text
    else:
        title, text = str(ENTRIES[one.kind]), one.text
    return Entry(
        on=one.on,
        kind=EntryKind.TALK if one.kind in {"talk", "first_contact", "home_visit"} else EntryKind.NOTE,
        title=title,
        text=text,
        who=one.by.name if one.by else "",
    )


def partner_rows(viewer: Viewer) -> tuple[Row, ...]:
    """What waits at this viewer's desks, for the start page: answers to give, then who is due. Noted as shown."""
    if not queries.works_at_a_desk(viewer) and PersonalRelation.Kind.HANDED_OVER not in viewer.relation_kinds:
        return ()
    waits, _ = queries.desk_list(viewer, show=queries.WAITS, most=SHOWN)
    due, _ = queries.desk_list(viewer, show=queries.FOLLOWS, most=SHOWN, due_by=viewer.day + queries.AHEAD)
    return desk_rows([*waits, *due])
