"""Help, planned talks and who coaches, for the start page: rows for what waits, nothing when nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from houvast.appointments import pages
from houvast.appointments.queries import coaching
from houvast.appointments.queries import help as questions
from houvast.appointments.queries import planned as talks
from houvast.desk.queries.section import Section
from houvast.desk.queries.waits import Waits
from houvast.placement import pages as placement_pages
from houvast.web.components import Link, Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from houvast.appointments.models import CoachChange
    from houvast.people.viewer import Viewer


SHOWN = 10


def sections(viewer: Viewer, waits: frozenset[Waits], at: datetime) -> Iterator[Section]:
    """Questions for help, talks after which contact is sought, talks to come."""
    if Waits.HELP in waits and (asked := questions.waiting_for(viewer)):
        yield Section(
            title=gettext("A student asks you something"),
            rows=tuple(pages.request_row(one, viewer) for one in asked),
            counts=True,
            empty="",
        )
    if Waits.TALK_BEHIND in waits and (after := talks.behind(viewer, before=at)):
        yield Section(
            title=gettext("After a talk: how did it go?"),
            rows=tuple(pages.planned_row(one, viewer) for one in after),
            counts=True,
            empty="",
        )
    if Waits.COACH_CHANGE in waits and (changes := coaching.waiting_for(viewer)):
        yield Section(
            title=gettext("A student changes coach"),
            rows=tuple(_change_row(one, viewer) for one in changes),
            counts=True,
            empty="",
        )
    if Waits.TALK_TO_COME in waits and (coming := talks.mine(viewer, since=at)):
        yield Section(
            title=gettext("Talks to come"),
            rows=tuple(pages.planned_row(one, viewer) for one in coming),
            empty="",
            more=Link(label=gettext("Put my talks in my own calendar"), url=reverse("appointments:calendar-link")),
        )


def placements(viewer: Viewer) -> Iterator[Section]:
    """For the learning-work coach: what students said about placements, and who has none."""
    found = placement_pages.board_page(viewer)
    every = Link(label=gettext("All work placements"), url=reverse("placement:board"))
    yield Section(
        title=gettext("Students said something about their placement"),
        rows=tuple(found["worries"]),
        counts=True,
        empty=gettext("Nobody waits for an answer."),
    )
    yield Section(
        title=gettext("Without a work placement"),
        rows=tuple(found["without"][:SHOWN]),
        empty=gettext("Everybody has a place."),
        more=every,
    )


def _change_row(change: CoachChange, viewer: Viewer) -> Row:
    url = reverse("appointments:coach-change", args=(change.pk,))
    writes = change.old_coach_id == viewer.person.pk
    return Row(
        name=change.student.name,
        url=url,
        why=gettext("Write what your colleague should know") if writes else gettext("Read it, and plan the first talk"),
        due=change.starts_on,
        action_label=gettext("Hand over") if writes else gettext("Read"),
        action_url=url,
    )
