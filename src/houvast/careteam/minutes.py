"""The minutes of a meeting as an accessible PDF: who was there, and per student what was decided."""

from collections.abc import Iterator

from django.utils.translation import gettext, override

from houvast.careteam.drawn import shown_decision
from houvast.careteam.models import Meeting
from houvast.careteam.pages import title_of, when_and_where
from houvast.careteam.queries import meetings
from houvast.documents.blocks import Block, Heading, Items, Paragraph, paragraphs, plain, table
from houvast.documents.letters import Addressee, Letter, Sender, render
from houvast.people.viewer import Viewer
from houvast.web.days import long_day


def minutes_pdf(viewer: Viewer, meeting: Meeting, language: str) -> bytes:
    """With the students the viewer may see, and no other; the same for the same state of the meeting."""
    with override(language):
        letter = Letter(
            sender=Sender(name=meeting.organisation.name, code=meeting.organisation.code),
            addressee=Addressee(name=viewer.person.name),
            dated_on=meeting.planned_on,
            subject=gettext("Minutes: %(title)s") % {"title": title_of(meeting)},
            blocks=tuple(_blocks(viewer, meeting)),
        )
    return render(letter, language=language)


def _blocks(viewer: Viewer, meeting: Meeting) -> Iterator[Block]:
    yield Paragraph(line=plain(when_and_where(meeting)))
    present = [one.called for one in meetings.members_of(meeting) if one.was_present]
    yield Heading(level=2, line=plain(gettext("Who was there")))
    yield Items(lines=tuple(plain(one) for one in present or [gettext("Nobody was written down.")]))
    if meeting.minutes:
        yield Heading(level=2, line=plain(gettext("What holds for everybody")))
        yield from paragraphs(meeting.minutes)
    rows, begin = [], 0
    while True:
        page = meetings.agenda(viewer, meeting, begin=begin)
        rows += [row.item for row in page.rows if row.item.discussed_at]
        if page.after is None:
            break
        begin = page.after
    decided = meetings.decided_in(meeting)
    for item in rows:
        yield Heading(level=2, line=plain(item.name))
        for text in (item.own_question, item.said, item.for_student):
            yield from paragraphs(text)
        found = [shown_decision(*pair) for pair in decided.get(item.pk, [])]
        if found:
            yield table(
                [gettext("What"), gettext("Who"), gettext("By when")],
                [[one.what, one.who, long_day(one.decision.due_on)] for one in found],
            )
