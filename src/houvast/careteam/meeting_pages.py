"""What the page of one meeting shows: its agenda, or its minutes when it is over."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext

from houvast.careteam.drawn import drawn_minutes, shown_decision
from houvast.careteam.models import Meeting
from houvast.careteam.pages import title_of, when_and_where
from houvast.careteam.queries import meetings
from houvast.careteam.queries.rows import asked_on_page
from houvast.careteam.words import reasons_in_words
from houvast.people.prepared import asked_ahead
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.web.addresses import address, addresses
from houvast.web.components import Rating, Row

SPEAKS_OF = 3
LEADS_TO = ("put-on", "members", "fill", "invite", "end", "minutes")
"""Pages of a meeting that its own page may lead to."""
FIGURES = 6
"""Of the place in an agenda that an address can name."""


def meeting_page(viewer: Viewer, meeting: Meeting, after: str) -> dict[str, Any]:
    """The agenda, or the minutes when the meeting is over."""
    begin = int(after[:FIGURES]) if after.isdecimal() else 0
    with asked_ahead(asked_on_page(viewer, meeting, begin=begin)):
        return _meeting_page(viewer, meeting, begin)


def _meeting_page(viewer: Viewer, meeting: Meeting, begin: int) -> dict[str, Any]:
    found = meetings.agenda(viewer, meeting, begin=begin)
    chairs = viewer.person.pk == meeting.chair_id
    over = meeting.ended_at is not None
    decided = meetings.decided_in(meeting) if over else {}
    return {
        "meeting": meeting,
        "title": title_of(meeting),
        "when": when_and_where(meeting),
        "over": over,
        "chairs": chairs,
        "may_end": chairs and not over and meeting.planned_on <= viewer.day,
        "lead": _agenda_lead(found, over=over),
        "agenda": found,
        "rows": () if over else agenda_rows(found.rows),
        "spoken": drawn_minutes(
            (row.item, [shown_decision(*pair) for pair in decided.get(row.item.pk, [])])
            for row in found.rows
            if over and row.item.discussed_at
        ),
        "unspoken": tuple(row.item for row in found.rows if over and not row.item.discussed_at),
        "next_url": f"?after={found.after}" if found.after else "",
        "off": meetings.taken_off(viewer, meeting) if found.off and not over else (),
        "members": meetings.members_of(meeting),
        "keys": {"fill": new_key(), "invite": new_key()},
        "uninvited": sum(1 for row in found.rows if not row.item.invited_at),
        "today": viewer.day,
        "back": address("careteam:start"),
        "addresses": {name.replace("-", "_"): addresses(f"careteam:{name}")(meeting.pk) for name in LEADS_TO},
    }


def _agenda_lead(found: meetings.Agenda, *, over: bool) -> str:
    if over:
        return ngettext("%(n)s student was talked about.", "%(n)s students were talked about.", found.done) % {
            "n": found.done
        }
    said = ngettext("%(n)s student on the agenda.", "%(n)s students on the agenda.", found.total) % {"n": found.total}
    if found.done:
        said += " " + gettext("%(n)s talked about.") % {"n": found.done}
    return said


class _Said(NamedTuple):
    """What is said of many students on one agenda."""

    coach: str
    no_coach: str
    asks: str
    comes: str
    opens: str


def agenda_rows(rows: Sequence[meetings.OnAgenda]) -> tuple[Row, ...]:
    """The students on the agenda: why first, then who coaches."""
    said = _Said(
        coach=gettext("coach %(name)s"),
        no_coach=gettext("no coach yet"),
        asks=gettext("asks a question"),
        comes=gettext("comes along"),
        opens=gettext("Open"),
    )
    page = addresses("careteam:item")
    return tuple(_agenda_row(row, said, page(row.item.pk)) for row in rows)


def _agenda_row(row: meetings.OnAgenda, said: _Said, here: str) -> Row:
    item = row.item
    about = said.coach % {"name": row.coach} if row.coach else said.no_coach
    if item.own_question:
        about += f", {said.asks}"
    if item.comes:
        about += f", {said.comes}"
    if row.seats:
        about += f", {_seats_taken(row)}"
    done = bool(item.discussed_at)
    return Row(
        name=item.name,
        url=here,
        about=about,
        why=reasons_in_words(row.reasons[:SPEAKS_OF]),
        rating=Rating.GREEN if done else "",
        due_text=_decided(row.decisions) if done else "",
        action_label="" if done else said.opens,
        action_url="" if done else here,
    )


def _seats_taken(row: meetings.OnAgenda) -> str:
    seats = ngettext("%(n)s partner", "%(n)s partners", row.seats) % {"n": row.seats}
    waits = gettext("waits for a yes")
    return f"{seats} ({waits})" if row.waiting_seats else seats


def _decided(count: int) -> str:
    decided = ngettext("%(n)s decision", "%(n)s decisions", count) % {"n": count}
    return gettext("talked about, %(decided)s") % {"decided": decided}
