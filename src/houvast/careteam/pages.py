"""What the pages of meetings show: plain values for the components, texts in the reader's language."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext, ngettext

from houvast.attendance.models import AbsenceTotal
from houvast.careteam.drawn import drawn_decisions, shown_decision
from houvast.careteam.models import Item, Meeting, Referral, Seat
from houvast.careteam.queries import meetings, own
from houvast.careteam.queries.one import screen
from houvast.careteam.queries.rights import may_plan
from houvast.careteam.words import (
    OWN_REFERRALS,
    OWN_SEATS,
    PARTS,
    REFERRAL_RATINGS,
    REFERRALS,
    SEATS,
    kind_name,
    reasons_in_words,
)
from houvast.core.access.words import Action, Data
from houvast.people.models import Person
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.addresses import addresses
from houvast.web.components import Fact, Link, Row
from houvast.web.days import long_day


def title_of(meeting: Meeting) -> str:
    """Kind and unit of a meeting."""
    return f"{kind_name(meeting.kind)} {meeting.unit.name}"


def when_and_where(meeting: Meeting) -> str:
    """Day, time and place in one line."""
    time = time_format(meeting.starts_at, "H:i") if meeting.starts_at else ""
    return ", ".join(part for part in (long_day(meeting.planned_on), time, meeting.place) if part)


def start_page(
    viewer: Viewer, coming: Sequence[Meeting], over: Sequence[Meeting], seats: Sequence[Seat]
) -> dict[str, Any]:
    """My meetings, or my seats."""
    return {
        "coming": tuple(meeting_row(one) for one in coming),
        "over": tuple(meeting_row(one) for one in over),
        "seats": tuple(seat_row(one) for one in seats),
        "may_plan": may_plan(viewer),
        "is_colleague": bool(viewer.roles) and not seats,
        "today": viewer.day,
    }


def meeting_row(meeting: Meeting) -> Row:
    """A meeting in a list; the query counted its students."""
    n = getattr(meeting, "students", 0)
    return Row(
        name=title_of(meeting),
        url=addresses("careteam:meeting")(meeting.pk),
        about=when_and_where(meeting),
        why=ngettext("%(n)s student on the agenda", "%(n)s students on the agenda", n) % {"n": n},
        due=None if meeting.ended_at else meeting.planned_on,
        due_text=gettext("minutes ready") if meeting.ended_at else "",
    )


def seat_row(seat: Seat) -> Row:
    """A student for whom a partner sits at the table."""
    here = addresses("careteam:seat")(seat.pk)
    return Row(
        name=seat.item.student.name,
        url=here,
        about=title_of(seat.item.meeting),
        why=seat.why,
        due=seat.item.meeting.planned_on if seat.item.meeting.ended_at is None else None,
        action_label=gettext("Open"),
        action_url=here,
    )


def item_page(viewer: Viewer, item: Item) -> dict[str, Any]:
    """One student on one screen."""
    found = screen(viewer, item)
    before, after = meetings.neighbours(viewer, item)
    chairs = viewer.person.pk == item.meeting.chair_id
    over = item.meeting.ended_at is not None
    student = item.student
    return {
        "item": item,
        "student": student,
        "meeting": item.meeting,
        "over": title_of(item.meeting),
        "back": addresses("careteam:meeting")(item.meeting_id),
        "screen": found,
        "lead": reasons_in_words(found.reasons),
        "absence": tuple((absence_word(one.kind), f"{one.hours.normalize():f}") for one in found.absence),
        "sees_talks": Data.TALKS in found.sees,
        "talks": tuple((addresses("talk")(one.id), one) for one in found.talks),
        "sees_absence": Data.ABSENCE in found.sees,
        "sees_alerts": Data.ALERTS in found.sees,
        "seats": tuple((seat, str(SEATS[seat.state]), parts_in_words(seat)) for seat in found.seats),
        "referrals": tuple(referral_row(one) for one in found.referrals),
        "decisions": drawn_decisions([shown_decision(*pair) for pair in found.decisions]),
        "may_write": not over,
        "is_over": over,
        "off_url": addresses("careteam:take-off")(item.pk) if chairs and not over else "",
        "seat_url": addresses("careteam:ask-seat")(item.pk) if chairs and not over else "",
        "links": links_of(viewer, student),
        "before": addresses("careteam:item")(before) if before else "",
        "after": addresses("careteam:item")(after) if after else "",
        "today": viewer.day,
    }


def absence_word(kind: str) -> str:
    """What kind of absence a figure is of."""
    return gettext("authorised") if kind == AbsenceTotal.Kind.AUTHORISED else gettext("unauthorised")


def parts_in_words(seat: Seat) -> str:
    """The parts a partner may see."""
    return ", ".join(str(text) for part, text in PARTS.items() if part.value in seat.parts)


def links_of(viewer: Viewer, student: Person) -> tuple[Link, ...]:
    """What a professional can begin for this student from here."""
    pages = (
        (Data.IDENTITY, Action.SEE, gettext("The student's page"), "student"),
        (Data.TEACHERS_ROUND, Action.MANAGE, gettext("Ask all teachers one question"), "careteam:ask-round"),
        (Data.REFERRAL, Action.RECORD, gettext("Look for help elsewhere"), "careteam:refer"),
        (Data.CARE_TEAM, Action.RECORD, gettext("Put something on the table"), "careteam:wish"),
    )
    return tuple(
        Link(label=label, url=addresses(name)(student.pk))
        for data, action, label, name in pages
        if door.may(viewer, student, data, action)
    )


def seat_word(seat: Seat, *, is_own: bool) -> str:
    """Where a seat stands, for the student or for somebody else."""
    return str((OWN_SEATS if is_own else SEATS).get(seat.state) or SEATS[seat.state])


def referral_word(referral: Referral, *, is_own: bool) -> str:
    """Where a referral stands, for the student or for somebody else."""
    return str((OWN_REFERRALS if is_own else REFERRALS).get(referral.state) or REFERRALS[referral.state])


def referral_row(referral: Referral, *, is_own: bool = False) -> Row:
    """A referral in a list."""
    here = addresses("careteam:referral")(referral.pk)
    return Row(
        name=referral.to_name,
        url=here,
        why=referral_word(referral, is_own=is_own),
        rating=REFERRAL_RATINGS.get(referral.State(referral.state), ""),
        due=referral.answer_by if referral.state == referral.State.AGREED else None,
    )


def student_page(viewer: Viewer, student: Person) -> dict[str, Any]:
    """Meetings, questions to teachers and referrals of one student, as the reader may see them."""
    is_own = viewer.person.pk == student.pk
    professional = not is_own and door.may(viewer, student, Data.CARE_TEAM, Action.RECORD)
    reads = is_own or professional or own.asks_guardian(student, viewer)
    context: dict[str, Any] = {
        "student": student,
        "own": is_own,
        "professional": professional,
        "reads": reads,
        "back": reverse("start") if is_own else addresses("student")(student.pk),
        "today": viewer.day,
        "new_key": new_key(),
    }
    if not reads:
        return context
    found = own.place_of(student, viewer, own=is_own)
    context |= {
        "place": found,
        "coming": tuple(_own_meeting(one, is_own=is_own) for one in found.coming),
        "past": tuple(_own_meeting(one, is_own=is_own) for one in found.past),
        "rounds": tuple((one, found.shared.get(one.pk, ())) for one in found.rounds),
        "referrals": tuple(referral_row(one, is_own=is_own) for one in found.referrals),
        "wishes": tuple((one, new_key()) for one in found.wishes),
        "links": links_of(viewer, student)[1:] if professional else (),
        "wish_url": addresses("careteam:wish")(student.pk) if is_own else "",
        "confidence_url": reverse("careteam:in-confidence") if is_own else "",
        "viewer_id": viewer.person.pk,
        "lead": _student_lead(found, is_own=is_own),
    }
    return context


def _own_meeting(one: own.OwnItem, *, is_own: bool) -> dict[str, Any]:
    return {
        "item": one.item,
        "title": title_of(one.item.meeting),
        "when": when_and_where(one.item.meeting),
        "reasons": one.reasons,
        "at_table": one.at_table,
        "seats": tuple((seat, seat_word(seat.seat, is_own=is_own), new_key(), new_key()) for seat in one.seats),
        "decisions": drawn_decisions([shown_decision(*pair) for pair in one.decisions]),
        "is_over": one.is_over,
    }


def _student_lead(found: own.OwnPlace, *, is_own: bool) -> str:
    asked = sum(1 for one in found.coming for seat in one.seats if seat.may_answer)
    asked += sum(1 for one in found.referrals if one.state == one.State.ASKED)
    if is_own and asked:
        return ngettext("%(n)s question waits for your answer.", "%(n)s questions wait for your answer.", asked) % {
            "n": asked
        }
    if found.coming:
        day = long_day(found.coming[0].item.meeting.planned_on)
        said = gettext("You are talked about on %(day)s.") if is_own else gettext("On the agenda of %(day)s.")
        return said % {"day": day}
    return gettext("No meeting is planned in which you are talked about.") if is_own else gettext("On no agenda now.")


def seat_context(viewer: Viewer, found: own.SeatPage) -> dict[str, Any]:
    """One student from a partner's seat."""
    item = found.seat.item
    facts = [
        Fact(label=gettext("You are asked"), value=found.seat.why),
        Fact(label=gettext("You may see"), value=parts_in_words(found.seat)),
        Fact(
            label=gettext("Because of"),
            value=gettext("the law on school attendance (absence of a minor)")
            if found.seat.ground == Seat.Ground.LAW
            else gettext("the student said yes on %(day)s") % {"day": long_day(found.seat.answered_on)},
        ),
    ]
    return {
        "seat": found.seat,
        "page": found,
        "student": item.student,
        "title": title_of(item.meeting),
        "when": when_and_where(item.meeting),
        "facts": facts,
        "absence": tuple((absence_word(kind), hours) for kind, hours in found.absence or ()),
        "decisions": drawn_decisions([shown_decision(*pair) for pair in found.decisions or ()]),
        "today": viewer.day,
    }
