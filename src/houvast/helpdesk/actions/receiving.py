"""Mail in the helpdesk's inbox becomes questions, once each, and answers find their conversation."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext, override

from houvast.guidance.partners import reading
from houvast.helpdesk.actions.asking import Question, add_from_asker, keep_question
from houvast.helpdesk.links import mail_digest
from houvast.helpdesk.mailbox import OpenInbox
from houvast.helpdesk.models import Conversation, Helpdesk, Message
from houvast.helpdesk.parsing import ReadMail, read_mail
from houvast.people.clock import day_of

BATCH = 20
MOST_A_DAY = 20
"""More mails than this from one address on one day are not kept: a person finds them in the inbox itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one look at the inbox did."""

    asked: int = 0
    added: int = 0
    known: int = 0
    passed_by: int = 0

    @property
    def more(self) -> bool:
        """Whether there may be more to do."""
        return self.asked + self.added + self.known >= BATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A mail that is not kept yet; `whole` is false when only its headers were read."""

    key: str
    mail: ReadMail
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one look at the inbox found: the mails to keep, and how many were kept before or are not for us."""

    new: tuple[NewMail, ...] = ()
    known: int = 0
    passed_by: int = 0


def look(*, desk: Helpdesk, box: OpenInbox, at: datetime) -> Looked:
    """Look at unread mails, and mark those that an earlier look kept. Writes nothing: it waits for a mail server.

    A mail is marked only when it is found in the database: who dies between keeping and marking looks again, and finds
    it there. Mails by machines, and more than MOST_A_DAY from one address, are marked and not kept.
    """
    new: list[NewMail] = []
    known = passed_by = 0
    for uid in box.unread(BATCH):
        headers = box.headers(uid)
        key = _key(read_mail(headers), headers)
        if _is_kept(desk, key):
            box.mark_read(uid)
            known += 1
            continue
        fetched = box.mail(uid)
        mail = read_mail(fetched.content)
        of_sender = sum(1 for one in new if one.mail.sender == mail.sender)
        if mail.by_machine or _sent_too_many(desk, mail, at, besides=of_sender):
            box.mark_read(uid)
            passed_by += 1
            continue
        new.append(NewMail(key=key, mail=mail, whole=fetched.whole))
    return Looked(new=tuple(new), known=known, passed_by=passed_by)


def keep(*, desk: Helpdesk, looked: Looked, at: datetime) -> Tally:
    """Keep what a look found, in as short a transaction as that takes."""
    counts = {"asked": 0, "added": 0, "known": looked.known, "passed_by": looked.passed_by}
    for one in looked.new:
        counts[_keep(desk, one, at)] += 1
    return Tally(**counts)


def _is_kept(desk: Helpdesk, key: str) -> bool:
    with reading([desk.of_id]):
        return Message.objects.filter(organisation_id=desk.of_id, mail_digest=key).exists()


def _key(mail: ReadMail, headers: bytes) -> str:
    return mail_digest(mail.message_id or hashlib.sha256(headers).hexdigest())


def _keep(desk: Helpdesk, one: NewMail, at: datetime) -> str:
    mail, key = one.mail, one.key
    with override("nl"):
        text = mail.text or gettext("(This mail holds no text.)")
        if not one.whole:
            text = gettext("(This mail was too large and was not read. Ask the sender to tell it in a few sentences.)")
        subject = mail.subject or gettext("(no subject)")
    left_out = mail.left_out if one.whole else 1
    thread = _thread_of(desk, mail)
    try:
        with transaction.atomic():
            if thread is not None:
                add_from_asker(conversation=thread, text=text, at=at, mail=key, left_out=left_out)
                return "added"
            question = Question(
                text=text, subject=subject, name=mail.name, email=mail.sender, channel=Conversation.Channel.MAIL
            )
            with override("nl"):
                keep_question(
                    organisation=desk.of, question=question, at=at, mail=key, left_out=left_out, tells_asker=True
                )
            return "asked"
    except IntegrityError:  # another worker kept it between our look and our write
        return "known"


def _thread_of(desk: Helpdesk, mail: ReadMail) -> Conversation | None:
    """The conversation that a mail answers: by reference in its subject or by the mails it answers, and only when it
    comes from the address of who asked. From another address a mail is a question of its own.
    """
    if not mail.sender:
        return None
    keys = [mail_digest(one) for one in mail.answers]
    by_mail = Message.objects.filter(organisation_id=desk.of_id, mail_digest__in=keys).values("conversation_id")
    mine = Conversation.objects.filter(
        Q(reference=mail.reference) | Q(pk__in=by_mail) if mail.reference else Q(pk__in=by_mail),
        organisation_id=desk.of_id,
        asker__email__iexact=mail.sender,
        emptied_at__isnull=True,
    )
    return mine.order_by("-latest_at", "pk").first()


def _sent_too_many(desk: Helpdesk, mail: ReadMail, at: datetime, *, besides: int) -> bool:
    if not mail.sender:
        return False
    with reading([desk.of_id]):
        sent = Message.objects.filter(
            organisation_id=desk.of_id,
            by=Message.By.ASKER,
            conversation__asker__email__iexact=mail.sender,
            at__date=day_of(at),
        )
        return sent.exclude(mail_digest="").count() + besides >= MOST_A_DAY
