"""What the pages of this folder show: plain values for the components, texts in the reader's language."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.core.access.words import Action, Data
from houvast.guidance import queries
from houvast.guidance.models import Agreement, Talk
from houvast.guidance.words import RATINGS, judgements_of, kind_name, side_name, status_name
from houvast.people.models import Person
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.addresses import addresses
from houvast.web.components import Entry, EntryKind, Rating, Row
from houvast.web.days import long_day

EXCERPT = 240
WORST_FIRST = (Talk.Judgement.CONCERN, Talk.Judgement.ATTENTION, Talk.Judgement.ON_COURSE)
_STATUS_RATING = {Agreement.Status.KEPT: Rating.GREEN, Agreement.Status.NOT_KEPT: Rating.RED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAgreement:
    """An agreement on a page. `may_say_done` and `answer_url` are for the student and the coach."""

    agreement: Agreement
    side: str
    status: str
    rating: Rating | str
    overdue: bool
    may_say_done: bool
    submission: str
    answer_url: str


def shown_agreement(agreement: Agreement, viewer: Viewer, *, may_record: bool) -> ShownAgreement:
    """One agreement as this viewer sees it."""
    is_open = agreement.status == Agreement.Status.OPEN
    own = agreement.student_id == viewer.person.pk and agreement.side == Agreement.Side.STUDENT
    may_say_done = is_open and own and agreement.said_done_on is None
    return ShownAgreement(
        agreement=agreement,
        side=gettext("you") if own else side_name(agreement.side),
        status=status_name(agreement.status),
        rating=_STATUS_RATING.get(Agreement.Status(agreement.status), ""),
        overdue=is_open and agreement.due_on < viewer.day,
        may_say_done=may_say_done,
        submission=new_key() if may_say_done else "",
        answer_url=reverse("answer-agreement", args=(agreement.pk,)) if may_record else "",
    )


def talk_page(viewer: Viewer, talk: Talk) -> dict[str, Any]:
    """The context of the page of one talk."""
    student = talk.student
    may_record = door.may(viewer, student, Data.TALKS, Action.RECORD)
    in_time = {True: gettext("Yes"), False: gettext("No, not as it goes now"), None: ""}[talk.finishes_in_time]
    return {
        "talk": talk,
        "student": student,
        "own": viewer.person.pk == student.pk,
        "title": kind_name(talk.kind),
        "judgements": judgements_of(talk),
        "in_time": in_time,
        "agreements": [shown_agreement(one, viewer, may_record=may_record) for one in queries.agreements_of(talk)],
        "corrections": sorted(talk.corrections.all(), key=lambda one: (one.at, one.pk), reverse=True),
        "correct_url": reverse("correct-talk", args=(talk.pk,)) if may_record else "",
        "today": viewer.day,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What this folder has for the page of one student: timeline entries and open agreements (both unsorted by day of
    other folders: newest first, first due first), and the day on which the student was last spoken.
    """

    entries: tuple[Entry, ...] = ()
    due: tuple[Row, ...] = ()
    seen_on: date | None = None


def part_of(student: Person, viewer: Viewer) -> Part:
    """Talks, agreements and when last spoken in three queries at most; empty for who may not see talks."""
    if not door.may(viewer, student, Data.TALKS):
        return Part()
    may_record = door.may(viewer, student, Data.TALKS, Action.RECORD)
    talks = queries.talks_of(student)
    agreements = queries.all_agreements_of(student)
    agreed = Counter(one.talk for one in agreements)
    entries = [_talk_entry(talk, agreed[talk.id]) for talk in talks]
    entries += [_agreement_entry(one) for one in agreements if one.answered_on]
    return Part(
        entries=tuple(sorted(entries, key=lambda entry: entry.on, reverse=True)),
        due=tuple(_due_row(one, viewer.day, may_record=may_record) for one in agreements if not one.answered_on),
        seen_on=queries.later(talks[0].held_on, talks[0].met_on) if talks else queries.latest_meeting_of(student),
    )


def timeline_rows(student: Person, viewer: Viewer) -> tuple[Entry, ...]:
    """Talks and answered agreements for the student's timeline, newest first; nothing for who may not see talks."""
    return part_of(student, viewer).entries


def _talk_entry(talk: queries.TalkRow, agreed: int) -> Entry:
    rating = next((RATINGS[worst] for worst in WORST_FIRST if worst in talk.judgements), "")
    return Entry(
        on=talk.held_on,
        kind=EntryKind.TALK,
        title=kind_name(talk.kind),
        text=excerpt(talk.goes_well or talk.report),
        who=talk.led_by,
        url=addresses("talk")(talk.id),
        label=ngettext("%(n)s agreement", "%(n)s agreements", agreed) % {"n": agreed} if agreed else "",
        rating=rating,
    )


def _agreement_entry(agreement: queries.AgreementRow) -> Entry:
    assert agreement.answered_on is not None
    return Entry(
        on=agreement.answered_on,
        kind=EntryKind.AGREEMENT,
        title=gettext("Agreement %(status)s") % {"status": status_name(agreement.status)},
        text=" ".join(part for part in (agreement.what, agreement.remark and f"({agreement.remark})") if part),
        url=addresses("talk")(agreement.talk),
    )


def _due_row(agreement: queries.AgreementRow, day: date, *, may_record: bool) -> Row:
    if agreement.said_done_on:
        why = gettext("The student says: done (%(day)s)") % {"day": long_day(agreement.said_done_on)}
    else:
        why = gettext("Agreement, for %(who)s") % {"who": side_name(agreement.side)}
    return Row(
        name=agreement.what,
        url=addresses("talk")(agreement.talk),
        why=why,
        rating=Rating.AMBER if agreement.due_on < day else "",
        due=agreement.due_on,
        action_label=gettext("Was it kept?") if may_record else "",
        action_url=addresses("answer-agreement")(agreement.id) if may_record else "",
    )


def excerpt(text: str) -> str:
    """The beginning of a text, at most EXCERPT characters, broken at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[:EXCERPT].rsplit(" ", 1)[0] + " …"
