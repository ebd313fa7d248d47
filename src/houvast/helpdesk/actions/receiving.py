"""Mail in the helpdesk's inbox becomes questions, once each, and answers find their conversation."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext, override

from houvast.helpdesk.actions.asking import Question, add_from_asker, keep_question
from houvast.helpdesk.links import mail_digest
from houvast.helpdesk.mailbox import Fetched, OpenInbox
from houvast.helpdesk.models import Conversation, Helpdesk, Message
from houvast.helpdesk.parsing import ReadMail, read_mail
from houvast.people.clock import day_of

BATCH = 20
MOST_A_DAY = 20
"""More mails than this from one address on one day are left unread: a person looks at them in the inbox itself."""


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


def receive(*, desk: Helpdesk, box: OpenInbox, at: datetime) -> Tally:
    """Look at unread mails, keep what they say, and mark those that were kept by an earlier look.

    A mail is marked only when it is found in the database: who dies between keeping and marking looks again, and finds
    it there. Mails by machines are marked and not kept.
    """
    counts = {"asked": 0, "added": 0, "known": 0, "passed_by": 0}
    for uid in box.unread(BATCH):
        headers = box.headers(uid)
        key = _key(read_mail(headers), headers)
        if Message.objects.filter(organisation_id=desk.of_id, mail_digest=key).exists():
            box.mark_read(uid)
            counts["known"] += 1
            continue
        counts[_keep(desk, box, box.mail(uid), key, at)] += 1
    return Tally(**counts)


def _key(mail: ReadMail, headers: bytes) -> str:
    return mail_digest(mail.message_id or hashlib.sha256(headers).hexdigest())


def _keep(desk: Helpdesk, box: OpenInbox, fetched: Fetched, key: str, at: datetime) -> str:
    mail = read_mail(fetched.content)
    if mail.by_machine or _sent_too_many(desk, mail, at):
        box.mark_read(fetched.uid)
        return "passed_by"
    with override("nl"):
        text = mail.text or gettext("(This mail holds no text.)")
        if not fetched.whole:
            text = gettext("(This mail was too large and was not read. Ask the sender to tell it in a few sentences.)")
        subject = mail.subject or gettext("(no subject)")
    left_out = mail.left_out if fetched.whole else 1
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


def _sent_too_many(desk: Helpdesk, mail: ReadMail, at: datetime) -> bool:
    if not mail.sender:
        return False
    sent = Message.objects.filter(
        organisation_id=desk.of_id,
        by=Message.By.ASKER,
        conversation__asker__email__iexact=mail.sender,
        at__date=day_of(at),
    )
    return sent.exclude(mail_digest="").count() >= MOST_A_DAY
