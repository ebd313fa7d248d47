"""The contexts of the pages of alerts: queries of this folder as rows for the components."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.alerts.queries import raised
from houvast.alerts.queries.behind import MOST, Climbed, Part, behind, late_of, may_look_behind
from houvast.alerts.queries.board import Board, Place, asking, board, places_of
from houvast.alerts.queries.place import StudentPlace, place, standing_of
from houvast.alerts.queries.raised import raised_by
from houvast.alerts.queries.shown import name_of, why_of
from houvast.core.access.words import Action, Data, Purpose
from houvast.core.alerts.words import State
from houvast.people.models import Person
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Link, Rating, Row
from houvast.web.more import begin_in, more_of


def row_of(one: Place, *, answers: bool = True) -> Row:
    """A place as a row: who, why here, by when."""
    here = reverse("alert-place", args=(one.student.pk,))
    reasons = list(one.reasons)
    if one.contested:
        reasons.append(gettext("the student does not agree"))
    return Row(
        name=one.student.name,
        url=here,
        about=one.student.number,
        why="; ".join(reasons),
        rating=Rating.RED if one.is_late else Rating.AMBER if one.due else "",
        due=one.due,
        action_label=gettext("Give an answer") if answers and one.due else "",
        action_url=reverse("alert-answer", args=(one.student.pk,)) if answers and one.due else "",
    )


def waiting_row(one: Place) -> Row:
    """A place that waits: its turn and why it stands there."""
    return Row(
        name=one.student.name,
        url=reverse("alert-place", args=(one.student.pk,)),
        about=gettext("place %(n)s") % {"n": one.position},
        why="; ".join(one.reasons) + " (" + ", ".join(one.order) + ")",
    )


def board_lead(found: Board) -> str:
    """How much asks an answer, in words."""
    if not found.new:
        return gettext("No alert asks you for an answer today.")
    said = ngettext("%(n)s student asks for an answer.", "%(n)s students ask for an answer.", len(found.new))
    said %= {"n": len(found.new)}
    late = sum(1 for one in found.new if one.is_late)
    if late:
        said += " " + ngettext("%(n)s is past its date.", "%(n)s are past their date.", late) % {"n": late}
    return said


def board_context(viewer: Viewer) -> dict[str, Any]:
    """The context of a coach's page."""
    found = board(viewer)
    return {
        "lead": board_lead(found),
        "new": tuple(row_of(one) for one in found.new),
        "running": tuple(row_of(one, answers=False) for one in found.running),
        "fits": tuple(waiting_row(one) for one in found.fits),
        "tied": tuple((waiting_row(one), one.student.pk, new_key()) for one in found.tied),
        "room_in_tie": found.room_in_tie,
        "waiting": tuple(waiting_row(one) for one in found.waiting),
        "waiting_more": found.waiting_more,
        "good": tuple(good_row(one) for one in found.good),
        "unknown": found.unknown,
        "per_week": found.per_week,
        "this_week": found.this_week,
        "tabs": tabs_of(viewer, reverse("alerts")),
        "today": viewer.day,
    }


def good_row(one: Place) -> Row:
    """Good news of a student."""
    here = reverse("alert-place", args=(one.student.pk,))
    return Row(name=one.student.name, url=here, why="; ".join(one.reasons), rating=Rating.GREEN)


def morning_rows(viewer: Viewer) -> tuple[Row, ...]:
    """What asks an answer of this coach, for the start page: one row a student, the first date on top. One query."""
    places = places_of(asking(viewer), viewer.day)
    if places:
        door.note_shown({one.student.pk for one in places}, Purpose.GUIDANCE)
    return tuple(row_of(one) for one in places)


def late_rows(viewer: Viewer) -> tuple[Row, ...]:
    """What stayed unanswered, for the start page of whoever stands behind the coaches. One query."""
    if not may_look_behind(viewer):
        return ()
    found = late_of(viewer)
    if found:
        door.note_shown({one.place.student.pk for one in found}, Purpose.PROCEDURE)
    return tuple(climbed_row(one) for one in found)


def rows_about(student: Person, viewer: Viewer) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The open concerns about a student as rows of his page, and the good news in words. One query."""
    own = viewer.person.pk == student.pk
    here = reverse("alert-place", args=(student.pk,))
    concerns, good = standing_of(student, viewer.day)
    rows = []
    for one in concerns:
        due = one.answer_by if one.state == State.OWNED and not own else None
        late = due is not None and due < viewer.day
        rows.append(
            Row(
                name=name_of(one),
                url=here,
                why=why_of(one, to_student=own),
                rating=Rating.RED if late else Rating.AMBER if due else "",
                due=due,
            )
        )
    return tuple(rows), tuple(why_of(one, to_student=own) for one in good)


def tabs_of(viewer: Viewer, here: str) -> tuple[Link, ...]:
    """Between a coach's own alerts, what climbed, and what one raised."""
    pages = [(gettext("My alerts"), reverse("alerts"))]
    if may_look_behind(viewer):
        pages.append((gettext("Unanswered in my teams"), reverse("alerts-climbed")))
    pages.append((gettext("What I raised"), reverse("alerts-raised")))
    return tuple(Link(label=label, url=url, current=url == here) for label, url in pages)


def climbed_row(one: Climbed) -> Row:
    """A place that waits for the coordinator."""
    row = row_of(one.place, answers=False)
    owner = gettext("with %(name)s") % {"name": one.owner} if one.owner else gettext("nobody has this yet")
    due = one.place.due if one.owner else None
    return Row(name=row.name, url=row.url, about=owner, why=row.why, rating=row.rating, due=due)


def climbed_context(viewer: Viewer, given: Mapping[str, str]) -> dict[str, Any]:
    """The context of the coordinator's page; `given` says where each part begins, as an address does."""
    found = behind(viewer, {name: begin_in(given, name) for name in ("late", "alone", "visits", "waiting")})
    count = found.count
    said = ngettext("%(n)s student waits for you.", "%(n)s students wait for you.", count) % {"n": count}
    return {
        "lead": said if count else gettext("Every alert is answered in time."),
        "parts": (
            _part("late", gettext("Not answered in time"), found.late),
            _part("alone", gettext("Without a coach"), found.alone),
            _part("visits", gettext("A visit at home is asked for"), found.visits),
            _part("waiting", gettext("Waits more than two weeks for room"), found.waiting),
        ),
        "tabs": tabs_of(viewer, reverse("alerts-climbed")),
        "today": viewer.day,
    }


def _part(name: str, title: str, found: Part) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "rows": tuple(map(climbed_row, found.rows)),
        "more": more_of(name, begin=found.begin, step=MOST, total=found.total),
    }


def raised_context(viewer: Viewer, given: Mapping[str, str]) -> dict[str, Any]:
    """The context of what this person raised."""
    found = raised_by(viewer, begin=begin_in(given, "raised"))
    return {
        "rows": found.rows,
        "more": more_of("raised", begin=found.begin, step=raised.MOST, total=found.total),
        "back": reverse("start"),
    }


def place_context(student: Person, viewer: Viewer, *, acts: bool) -> dict[str, Any]:
    """The context of one student's place."""
    found = place(student, viewer)
    return {
        "student": student,
        "place": found,
        "lead": _lead(found),
        "acts": acts and bool(found.open),
        "may_see_good": acts and any(one.is_open for one in found.good),
        "raises": door.may(viewer, student, Data.CONCERNS, Action.RECORD),
        "hands_on": acts and bool(found.open) and door.may(viewer, student, Data.ALERTS, Action.MANAGE),
        "records_talk": door.may(viewer, student, Data.TALKS, Action.RECORD),
        "back": reverse("student", args=(student.pk,)),
        "take_key": new_key(),
        "seen_key": new_key(),
        "today": viewer.day,
    }


def _lead(found: StudentPlace) -> str:
    if not found.open:
        return gettext("Nothing is open now.")
    said = ngettext("%(n)s alert is open.", "%(n)s alerts are open.", len(found.open)) % {"n": len(found.open)}
    if found.is_out_of_reach:
        return said + " " + gettext("Reaching out was tried on %(n)s days without response.") % {"n": found.tries}
    return said
