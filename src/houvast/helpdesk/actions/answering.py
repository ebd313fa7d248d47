"""What the helpdesk does with a question: write it down, answer, note, sort, close, and end a link."""

import uuid
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from houvast.core.access.words import Action
from houvast.helpdesk.actions.asking import Question, keep_question, tell_asker
from houvast.helpdesk.links import digest_of, token_of
from houvast.helpdesk.models import Conversation, Entry, Message
from houvast.helpdesk.rights import helps, may, works_at_helpdesk
from houvast.outbox.kinds import Kind
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer

Status = Conversation.Status


def write_down(*, question: Question, by: Viewer, at: datetime) -> Conversation:
    """A question by phone, chat or in person, typed by the helpdesk. The asker with an address gets the link."""
    if not works_at_helpdesk(by):
        raise PermissionDenied
    conversation = keep_question(
        organisation=by.person.organisation, question=question, at=at, tells_asker=bool(question.email)
    )
    Conversation.objects.filter(pk=conversation.pk).update(taken_by=by.person)
    return conversation


def answer(
    *,
    conversation: Conversation,
    by: Viewer,
    text: str,
    at: datetime,
    seen_revision: int,
    entry: Entry | None = None,
    closes: bool = False,
) -> Message:
    """Answer the asker, who gets a mail that something is there. Raises ChangedMeanwhile."""
    _check(by, conversation)
    with transaction.atomic():
        _save(
            conversation,
            seen_revision,
            status=Status.CLOSED if closes else Status.ANSWERED,
            closed_at=at if closes else None,
            latest_at=at,
            answered_at=conversation.answered_at or at,
            taken_by=by.person,
        )
        message = _message(conversation, by, Message.By.HELPDESK, text, at)
        if entry is not None:
            Entry.objects.filter(pk=entry.pk).update(used=F("used") + 1)
        tell_asker(conversation, message, Kind.ANSWER, at=at)
    return message


def note(*, conversation: Conversation, by: Viewer, text: str, at: datetime) -> Message:
    """A note for colleagues of the helpdesk; the asker never reads it."""
    _check(by, conversation)
    return _message(conversation, by, Message.By.NOTE, text, at)


def sort(
    *, conversation: Conversation, by: Viewer, theme: str, asker_kind: str, sector: str, about: str, seen_revision: int
) -> None:
    """Say what it is about and who asks: the figures are made of this. Raises ChangedMeanwhile."""
    _check(by, conversation)
    _save(conversation, seen_revision, theme=theme, asker_kind=asker_kind, sector=sector, about=about)


def close(*, conversation: Conversation, by: Viewer, at: datetime, seen_revision: int) -> None:
    """Nothing more to do; the asker can open it again by writing. Raises ChangedMeanwhile or CannotBeDone."""
    _check(by, conversation)
    if conversation.status == Status.CLOSED:
        raise CannotBeDone(gettext("This conversation is closed already."))
    _save(conversation, seen_revision, status=Status.CLOSED, closed_at=at, latest_at=at)


def renew_link(*, conversation: Conversation, by: Viewer, at: datetime, seen_revision: int) -> None:
    """A new private link; the old one opens nothing from now on. The asker with an address gets the new one."""
    _check(by, conversation)
    if not may(by, conversation, Action.MANAGE):
        raise PermissionDenied
    with transaction.atomic():
        conversation.link_version += 1
        _save(
            conversation,
            seen_revision,
            link_version=conversation.link_version,
            link_digest=digest_of(token_of(conversation)),
        )
        message = _message(conversation, by, Message.By.NOTE, gettext("A new private link was made."), at)
        tell_asker(conversation, message, Kind.QUESTION, at=at)


def empty_old(*, organisation_id: uuid.UUID, before: date, most: int, at: datetime) -> int:
    """Remove the text and the asker of conversations closed before this day; what figures need stays. How many."""
    old = Conversation.objects.filter(
        organisation_id=organisation_id, status=Status.CLOSED, emptied_at__isnull=True, closed_at__date__lt=before
    ).select_related("asker")
    done = 0
    for conversation in old.order_by("closed_at", "pk")[:most]:
        asker = conversation.asker
        Message.objects.filter(conversation=conversation).delete()
        conversation.subject, conversation.asker, conversation.emptied_at = "", None, at
        conversation.about, conversation.asker_digest = "", ""
        conversation.save(update_fields=["subject", "asker", "emptied_at", "about", "asker_digest"])
        if asker is not None and not Conversation.objects.filter(asker=asker).exists():
            asker.delete()
        done += 1
    return done


def _check(by: Viewer, conversation: Conversation) -> None:
    if not helps(by, conversation) or not may(by, conversation, Action.RECORD):
        raise PermissionDenied


def _save(conversation: Conversation, seen_revision: int, **values: object) -> None:
    changed = Conversation.objects.filter(pk=conversation.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The conversation")


def _message(conversation: Conversation, by: Viewer, side: Message.By, text: str, at: datetime) -> Message:
    return Message.objects.create(
        organisation_id=conversation.organisation_id,
        conversation=conversation,
        by=side,
        written_by=by.person,
        text=text,
        at=at,
    )
