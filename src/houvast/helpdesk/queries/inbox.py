"""What the helpdesk itself reads: its conversations, its library, what is watched."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Action
from houvast.helpdesk.anonymous import anonymised
from houvast.helpdesk.models import Accompaniment, Conversation, Entry, Message
from houvast.helpdesk.rights import helps, may, works_at_helpdesk
from houvast.helpdesk.words import ALONG, ASKERS, CHANNELS, STATUSES, THEMES
from houvast.people.clock import day_of
from houvast.people.viewer import Viewer
from houvast.web.components import Rating, Row

PAGE = 50
SOON = timedelta(days=4)
WAITS_LONG = timedelta(days=2)


def conversations(viewer: Viewer, status: str = "", theme: str = "") -> QuerySet[Conversation]:
    """The conversations of the viewer's helpdesk, the longest waiting first; Http404 for who works at none."""
    if not works_at_helpdesk(viewer):
        raise Http404
    found = Conversation.objects.filter(organisation_id=viewer.organisation_id, emptied_at__isnull=True)
    if status in Conversation.Status.values:
        found = found.filter(status=status)
    if theme in Conversation.Theme.values:
        found = found.filter(theme=theme)
    newest_first = status and status != Conversation.Status.NEW
    return found.select_related("taken_by").order_by("-latest_at" if newest_first else "latest_at", "pk")


def rows(found: Iterable[Conversation], today: date) -> tuple[Row, ...]:
    """Conversations as rows of a list."""
    return tuple(_row(one, today) for one in found)


def _row(one: Conversation, today: date) -> Row:
    waits = one.status == Conversation.Status.NEW
    url = reverse("helpdesk:conversation", args=(one.pk,))
    asked = day_of(one.latest_at)
    return Row(
        name=one.subject or one.reference,
        url=url,
        about=" · ".join(
            str(part) for part in (one.reference, THEMES[one.theme], ASKERS[one.asker_kind], one.about) if part
        ),
        why=f"{STATUSES[one.status]}, {CHANNELS[one.channel]}",
        rating=Rating.AMBER if waits and today - asked > WAITS_LONG else "",
        due_text=_days_ago((today - asked).days),
        action_label=gettext("Write an answer") if waits else gettext("Open"),
        action_url=url,
    )


def _days_ago(days: int) -> str:
    if days <= 0:
        return gettext("today")
    return gettext("yesterday") if days == 1 else gettext("%(days)s days ago") % {"days": days}


def conversation_for(viewer: Viewer, conversation_id: uuid.UUID, action: Action = Action.SEE) -> Conversation:
    """The conversation behind an id, for the helpdesk; Http404 for everybody else, the school first of all."""
    found = Conversation.objects.select_related("asker", "taken_by").filter(pk=conversation_id).first()
    if found is None or not helps(viewer, found) or not may(viewer, found, action):
        raise Http404
    return found


def messages_of(conversation: Conversation) -> tuple[Message, ...]:
    """Everything said and noted, oldest first."""
    return tuple(Message.objects.filter(conversation=conversation).select_related("written_by").order_by("at", "pk"))


def accompaniment_of(conversation: Conversation) -> Accompaniment | None:
    """Whether somebody walks along, and how far."""
    return Accompaniment.objects.select_related("led_by").filter(conversation=conversation).first()


def watched(viewer: Viewer, today: date, *, most: int = PAGE) -> tuple[Row, ...]:
    """Whom the helpdesk walks along with, the nearest last day first."""
    found = Accompaniment.objects.filter(organisation_id=viewer.organisation_id, ended_on__isnull=True)
    nearest = found.select_related("conversation", "led_by").order_by("last_day", "begun_on", "pk")[:most]
    with_day = sorted(nearest, key=lambda one: (one.last_day is None, one.last_day or one.begun_on))
    return tuple(
        Row(
            name=one.conversation.subject or one.conversation.reference,
            url=reverse("helpdesk:conversation", args=(one.conversation_id,)),
            about=one.led_by.name if one.led_by else "",
            why=str(ALONG[one.kind]),
            rating=Rating.RED if one.last_day and one.last_day - today <= SOON else "",
            due=one.last_day,
            due_text="" if one.last_day else gettext("no term runs"),
            action_label=gettext("Open"),
            action_url=reverse("helpdesk:conversation", args=(one.conversation_id,)),
        )
        for one in with_day
    )


def entries(viewer: Viewer, status: str = "") -> QuerySet[Entry]:
    """The library with what is not public yet, to be checked first; Http404 for who works at no helpdesk."""
    if not works_at_helpdesk(viewer):
        raise Http404
    found = Entry.objects.filter(organisation_id=viewer.organisation_id)
    if status in Entry.Status.values:
        found = found.filter(status=status)
    return found.select_related("proposed_by", "checked_by").order_by("status", "theme", "question_nl", "pk")


def entry_for(viewer: Viewer, entry_id: uuid.UUID) -> Entry:
    """An answer of the viewer's own library, else Http404."""
    found = entries(viewer).filter(pk=entry_id).first()
    if found is None:
        raise Http404
    return found


def usable_entries(viewer: Viewer, theme: str) -> tuple[Entry, ...]:
    """Public answers to put in an answer: those of this theme first."""
    found = entries(viewer, Entry.Status.PUBLISHED)[:100]
    return tuple(sorted(found, key=lambda one: (one.theme != theme, -one.used, one.question_nl)))


def as_entry(conversation: Conversation) -> dict[str, str]:
    """The conversation as the beginning of a library entry: question and last answer without who it was."""
    messages = messages_of(conversation)
    names = _names(conversation)
    asked = next((one.text or "" for one in messages if one.by == Message.By.ASKER), "")
    answers = [one.text or "" for one in messages if one.by == Message.By.HELPDESK]
    question = anonymised(conversation.subject or asked, names)
    return {
        "theme": conversation.theme,
        "question_nl": question[:300],
        "answer_nl": anonymised(answers[-1], names) if answers else "",
        "asked": anonymised(asked, names),
    }


def _names(conversation: Conversation) -> tuple[str, ...]:
    asker = conversation.asker
    return tuple(part for part in (asker.name if asker else "", conversation.about) if part)
