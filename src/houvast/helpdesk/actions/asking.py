"""A question reaches the helpdesk, and what the asker does with it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import get_language, gettext

from houvast.helpdesk.errors import TooOften
from houvast.helpdesk.limits import ASK, note_knock, too_often
from houvast.helpdesk.links import digest_of, new_reference, token_of
from houvast.helpdesk.models import Conversation, Helpdesk, Message
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.models import Organisation, Person
from houvast.people.refusals import CannotBeDone

Status = Conversation.Status
KNOWN_LANGUAGES = ("nl", "en")
TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it came in; the codes are those of Conversation. Without `email` only the link leads back."""

    text: str
    subject: str = ""
    theme: str = Conversation.Theme.OTHER
    asker_kind: str = Conversation.Asker.OTHER
    sector: str = Conversation.Sector.OTHER
    about: str = ""
    name: str = ""
    email: str = ""
    channel: str = Conversation.Channel.FORM


def ask_from_outside(
    *, desk: Helpdesk, question: Question, origin: str, at: datetime, submission: uuid.UUID, asker: str = ""
) -> Conversation:
    """A question by the public form; `asker` is the digest of a signed-in asker. Sent twice, it is the first one.

    Raises TooOften for more questions from one place than a person types, CannotBeDone when the helpdesk is closed.
    """
    earlier = Conversation.objects.filter(submission=submission, organisation_id=desk.of_id).first()
    if earlier is not None:
        return earlier
    if not desk.is_open:
        raise CannotBeDone(gettext("The helpdesk takes no new questions now."))
    if too_often(ASK, origin):
        raise TooOften
    note_knock(ASK, origin)
    return keep_question(
        organisation=desk.of, question=question, at=at, submission=submission, asker=asker, tells_asker=True
    )


def keep_question(
    *,
    organisation: Organisation,
    question: Question,
    at: datetime,
    submission: uuid.UUID | None = None,
    asker: str = "",
    mail: str = "",
    left_out: int = 0,
    tells_asker: bool = False,
) -> Conversation:
    """Keep a question with its first message; checks nothing. `mail` is the digest of the mail it came by."""
    with transaction.atomic():
        person = _asker_of(organisation, question, at)
        conversation = _new_conversation(organisation, question, person, at, submission=submission, asker=asker)
        message = Message.objects.create(
            organisation=organisation,
            conversation=conversation,
            by=Message.By.ASKER,
            text=question.text,
            mail_digest=mail,
            left_out=left_out,
            at=at,
        )
        if tells_asker:
            tell_asker(conversation, message, Kind.QUESTION, at=at)
    return conversation


def _asker_of(organisation: Organisation, question: Question, at: datetime) -> Person | None:
    """Who asks, in the helpdesk's own records; nobody when neither a name nor an address was given."""
    if not question.name and not question.email:
        return None
    language = (get_language() or "nl")[:2]
    return Person.objects.create(
        organisation=organisation,
        given_name=question.name[:120],
        email=question.email,
        language=language if language in KNOWN_LANGUAGES else KNOWN_LANGUAGES[0],
        sort_name=question.name.lower()[:300],
        created_at=at,
    )


def _new_conversation(
    organisation: Organisation,
    question: Question,
    person: Person | None,
    at: datetime,
    *,
    submission: uuid.UUID | None,
    asker: str,
) -> Conversation:
    """A reference that is taken already is drawn again; a question that is sent twice at once is stored once."""
    for _ in range(TRIES):
        conversation = Conversation(
            organisation=organisation,
            reference=new_reference(),
            channel=question.channel,
            theme=question.theme,
            asker_kind=question.asker_kind,
            sector=question.sector,
            about=question.about,
            subject=question.subject or excerpt_of(question.text),
            asker=person,
            asker_digest=asker,
            submission=submission,
            asked_at=at,
            latest_at=at,
        )
        conversation.link_digest = digest_of(token_of(conversation))
        try:
            with transaction.atomic():
                conversation.save(force_insert=True)
        except IntegrityError:
            if submission and Conversation.objects.filter(submission=submission).exists():
                raise
            continue
        return conversation
    raise CannotBeDone(gettext("Your question could not be kept. Try again."))


SUBJECT_LENGTH = 90


def excerpt_of(text: str) -> str:
    """The beginning of a text on one line, broken at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SUBJECT_LENGTH else flat[:SUBJECT_LENGTH].rsplit(" ", 1)[0] + " …"


def add_from_asker(
    *, conversation: Conversation, text: str, at: datetime, origin: str = "", mail: str = "", left_out: int = 0
) -> Message:
    """The asker says more; a closed conversation opens again. Raises TooOften."""
    if origin:
        if too_often(ASK, origin):
            raise TooOften
        note_knock(ASK, origin)
    with transaction.atomic():
        message = Message.objects.create(
            organisation_id=conversation.organisation_id,
            conversation=conversation,
            by=Message.By.ASKER,
            text=text,
            mail_digest=mail,
            left_out=left_out,
            at=at,
        )
        Conversation.objects.filter(pk=conversation.pk).update(
            status=Status.NEW, latest_at=at, closed_at=None, revision=F("revision") + 1
        )
    return message


def tell_asker(conversation: Conversation, message: Message, kind: Kind, *, at: datetime) -> None:
    """A mail that something is there, with the private link; nothing when no address is known."""
    if conversation.asker is None or not conversation.asker.email:
        return
    ask_mail(
        recipient=conversation.asker,
        kind=kind,
        key=f"helpdesk/{message.pk.hex}/{conversation.asker.pk.hex}",
        link=reverse("helpdesk:follow", args=(token_of(conversation),)),
        at=at,
        organisation_id=conversation.organisation_id,
    )
