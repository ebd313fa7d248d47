"""What a visitor reads: which helpdesk there is, its public answers, and the own conversation by a private link."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import get_language

from houvast.helpdesk.links import asker_digest, digest_of
from houvast.helpdesk.models import Conversation, Entry, Helpdesk, Message
from houvast.people.models import Person
from houvast.people.wall_opening import inside

MOST = 200


def desk() -> Helpdesk | None:
    """The helpdesk of this installation; the first by name when there are several, None when there is none."""
    return Helpdesk.objects.select_related("of").order_by("name", "pk").first()


@contextmanager
def within(found: Helpdesk) -> Iterator[None]:
    """A stretch in which rows of this helpdesk can be read and written, whoever asks. Only this folder does that."""
    with inside([found.of_id]):
        yield


def conversation_behind(found: Helpdesk, token: str) -> Conversation:
    """The conversation of a private link; Http404 for a link that opens nothing, whatever the reason."""
    conversation = (
        Conversation.objects.select_related("asker")
        .filter(link_digest=digest_of(token), organisation_id=found.of_id, emptied_at__isnull=True)
        .first()
    )
    if conversation is None:
        raise Http404
    return conversation


def messages_for_asker(conversation: Conversation) -> tuple[Message, ...]:
    """What asker and helpdesk said, oldest first; notes for colleagues are not among it."""
    said = Message.objects.filter(conversation=conversation).exclude(by=Message.By.NOTE)
    return tuple(said.order_by("at", "pk"))


def own_questions(found: Helpdesk, person: Person) -> tuple[Conversation, ...]:
    """The questions this person asked while signed in, newest first; at most fifty."""
    own = Conversation.objects.filter(asker_digest=asker_digest(person), organisation_id=found.of_id)
    return tuple(own.order_by("-latest_at", "pk")[:50])


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAnswer:
    """An answer of the library in the reader's language; `in_dutch` when it is not there in English yet."""

    id: uuid.UUID
    theme: str
    question: str
    answer: str
    source: str
    checked_on: date | None
    in_dutch: bool


def public_answers(found: Helpdesk) -> tuple[PublicAnswer, ...]:
    """Every published answer, by theme and question; at most 200."""
    entries = Entry.objects.filter(organisation_id=found.of_id, status=Entry.Status.PUBLISHED)
    return tuple(_public(entry) for entry in entries.order_by("theme", "question_nl", "pk")[:MOST])


def _public(entry: Entry) -> PublicAnswer:
    english = (get_language() or "nl").startswith("en")
    translated = english and bool(entry.question_en and entry.answer_en)
    return PublicAnswer(
        id=entry.pk,
        theme=entry.theme,
        question=entry.question_en if translated else entry.question_nl,
        answer=entry.answer_en if translated else entry.answer_nl,
        source=entry.source,
        checked_on=entry.checked_on,
        in_dutch=english and not translated,
    )
