"""What waits at the helpdesk and at a board, for the start page of who works there."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from houvast.desk.queries.section import Section
from houvast.helpdesk.boards import boards_for
from houvast.helpdesk.models import Conversation, Entry
from houvast.helpdesk.queries import board, inbox
from houvast.helpdesk.rights import works_at_helpdesk
from houvast.people.viewer import Viewer
from houvast.web.components import Link, Row

SHOWN = 10


def sections(viewer: Viewer) -> Iterator[Section]:
    """Last days that are watched, questions that wait, answers to check; cases of the board, outcomes to read."""
    if works_at_helpdesk(viewer):
        yield from _helpdesk(viewer)
    if boards_for(viewer):
        yield from _board(viewer)


def _helpdesk(viewer: Viewer) -> Iterator[Section]:
    watched = inbox.watched(viewer, viewer.day, most=SHOWN)
    if watched:
        yield Section(title=gettext("Walking along: last days"), rows=watched, counts=True, empty="")
    waiting = inbox.conversations(viewer, Conversation.Status.NEW)[:SHOWN]
    yield Section(
        title=gettext("Questions that wait for an answer"),
        rows=inbox.rows(waiting, viewer.day),
        counts=True,
        empty=gettext("Every question has its answer."),
        more=Link(label=gettext("Helpdesk"), url=reverse("helpdesk:inbox")),
    )
    to_check = list(inbox.entries(viewer, Entry.Status.PROPOSED)[:SHOWN])
    if to_check:
        yield Section(title=gettext("Answers to check"), rows=tuple(_entry(one) for one in to_check), empty="")


def _entry(entry: Entry) -> Row:
    url = reverse("helpdesk:entry", args=(entry.pk,))
    return Row(name=entry.question_nl, url=url, action_label=gettext("Check"), action_url=url)


def _board(viewer: Viewer) -> Iterator[Section]:
    yield Section(
        title=gettext("Handed in to your board"),
        rows=board.contest_rows(board.contests_of_board(viewer)[:SHOWN], viewer.day),
        counts=True,
        empty=gettext("Nothing waits for your board."),
        more=Link(label=gettext("Appeals and complaints"), url=reverse("helpdesk:board")),
    )
    to_read = list(board.waits_to_be_read(viewer)[:SHOWN])
    if to_read:
        yield Section(
            title=gettext("Outcomes to read before they are public"),
            rows=tuple(
                Row(
                    name=one.title,
                    url=reverse("helpdesk:publication", args=(one.pk,)),
                    action_label=gettext("Read"),
                    action_url=reverse("helpdesk:publication", args=(one.pk,)),
                )
                for one in to_read
            ),
            counts=True,
            empty="",
        )
