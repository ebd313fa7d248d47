"""The worker: asks for the jobs that recur, sends the mail that waits, does the jobs that are due.

It goes from organisation to organisation and works inside the wall of each. A job's effects and its being done are one
transaction. A mail is handed to the server between two transactions. The first says that the text is about to leave,
the second that it left: a worker that dies before the first is followed by one that sends it, one that dies between the
two leaves a mail of which nobody can know whether it left, and a person decides (`queue.MAY_HAVE_LEFT`; letters and
invitations are sent again by themselves, under the same Message-ID).
"""

import threading
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction

from houvast.outbox import queue
from houvast.outbox.actions import ask_job
from houvast.outbox.kinds import ONCE_ONLY
from houvast.outbox.models import Job, Mail
from houvast.outbox.registry import REGISTRY, Asked, Registry
from houvast.outbox.sending import NotSent, Post, Server, message_of, post, server_of
from houvast.people.clock import now
from houvast.people.models import Account, Organisation, Person
from houvast.people.waiting import opens_confidence
from houvast.privacy.scope import organisation_scope

log = structlog.get_logger("houvast.outbox")

MAIL_LEASE = timedelta(minutes=10)
JOB_LEASE = timedelta(minutes=15)
MAILS_AT_ONCE = 10
MARGIN = timedelta(minutes=1)
POLL_SECONDS = 2.0
DATABASE_TRIES, DATABASE_PAUSE_SECONDS = 240, 2.0
"""How long a worker keeps in mind that a mail left while the database is away: eight minutes, within the lease."""
NO_ADDRESS = "No e-mail address is known of this person. Add it and try again."


@dataclass(slots=True)
class Tally:
    """What a worker did."""

    mails_sent: int = 0
    mails_failed: int = 0
    jobs_done: int = 0
    jobs_failed: int = 0

    @property
    def total(self) -> int:
        return self.mails_sent + self.mails_failed + self.jobs_done + self.jobs_failed


class HeldByAnother(Exception):
    """The lease was over before the mail left: this worker leaves it alone."""


Around = Callable[[str], AbstractContextManager[None]]
"""What is wrapped around a piece of work, by its name: for who measures."""


def _alone(_name: str) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(slots=True)
class Worker:
    """One line of work. Several may run at once, in threads, processes or on several machines."""

    server: Server | None
    registry: Registry = field(default_factory=lambda: REGISTRY)
    clock: Callable[[], datetime] = now
    around: Around = _alone
    tally: Tally = field(default_factory=Tally)
    asked: dict[tuple[uuid.UUID, str], str] = field(default_factory=dict)

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; a piece of work that was begun is finished first."""
        while not stop.is_set():
            try:
                busy = self.pass_over(stop)
            except Exception:
                log.exception("worker.pass_failed")
                busy = False
            close_old_connections()
            if not busy:
                stop.wait(POLL_SECONDS)

    def run_until_idle(self) -> Tally:
        """Do all that is due now, then return."""
        never = threading.Event()
        while self.pass_over(never):
            pass
        return self.tally

    def pass_over(self, stop: threading.Event) -> bool:
        """Visit every organisation once; True when there was something to do."""
        before = self.tally.total
        for organisation in Organisation.objects.order_by("id").values_list("id", flat=True):
            if stop.is_set():
                break
            self.ask_for_what_recurs(organisation)
            self.send_mails(organisation, stop)
            self.do_a_job(organisation)
        return self.tally.total > before

    def ask_for_what_recurs(self, organisation: uuid.UUID) -> None:
        at = self.clock()
        for entry in self.registry.schedule():
            assert entry.recurs
            period = entry.recurs.period(at)
            if self.asked.get((organisation, entry.name)) == period:
                continue
            with organisation_scope([organisation]):
                ask_job(name=entry.name, key=period, organisation_id=organisation, at=at)
            self.asked[organisation, entry.name] = period

    def send_mails(self, organisation: uuid.UUID, stop: threading.Event) -> None:
        """Take some mail and send it over one line; without a mail server it stays in the outbox, untouched."""
        if self.server is None:
            return
        at = self.clock()
        with organisation_scope([organisation]):
            mails = queue.take(Mail, organisation_id=organisation, at=at, most=MAILS_AT_ONCE, lease=MAIL_LEASE)
        if not mails:
            return
        addresses = _addresses(organisation, mails)
        try:
            with self.around("mail"), post(self.server) as line:
                self._send_each(organisation, mails, addresses, line, until=at + MAIL_LEASE - MARGIN, stop=stop)
        except NotSent as trouble:
            for mail in mails:
                self._write_down(organisation, mail, trouble, stop)

    def _send_each(
        self,
        organisation: uuid.UUID,
        mails: list[Mail],
        addresses: dict[uuid.UUID, str],
        line: Post,
        *,
        until: datetime,
        stop: threading.Event,
    ) -> None:
        """Send and write down one by one. When the line breaks, the mail it broke on waits; the rest is due at once."""
        while mails and self.clock() < until:
            mail = mails.pop(0)
            try:
                message = _message(mail, addresses)
                line.send(message, about_to_hand_over=partial(self._about_to_hand_over, organisation, mail))
            except NotSent as trouble:
                self._write_down(organisation, mail, trouble, stop)
                if trouble.unreachable:
                    break
            else:
                self._write_down(organisation, mail, None, stop)
        with organisation_scope([organisation]):
            while mails:
                queue.hand_back(mails.pop(0), at=self.clock())

    def _about_to_hand_over(self, organisation: uuid.UUID, mail: Mail) -> None:
        with organisation_scope([organisation]):
            if not queue.about_to_hand_over(mail, at=self.clock()):
                raise HeldByAnother

    def _write_down(self, organisation: uuid.UUID, mail: Mail, trouble: NotSent | None, stop: threading.Event) -> None:
        """What became of it. A database that is away now is asked again: only this worker knows."""
        held_until = mail.try_after
        for left in reversed(range(DATABASE_TRIES)):
            try:
                with organisation_scope([organisation]):
                    if trouble is None:
                        queue.done(mail, at=self.clock(), body="")
                    else:
                        queue.failed(mail, at=self.clock(), trouble=str(trouble), for_good=trouble.for_good)
                break
            except (OperationalError, InterfaceError):
                if not left or stop.is_set():
                    raise
                mail.try_after = held_until
                if not connection.in_atomic_block:
                    close_old_connections()
                stop.wait(DATABASE_PAUSE_SECONDS)
        self.tally.mails_sent += trouble is None
        self.tally.mails_failed += trouble is not None
        log.info("mail.sent" if trouble is None else "mail.not_sent")

    def do_a_job(self, organisation: uuid.UUID) -> None:
        """Take one job and do it."""
        at = self.clock()
        with organisation_scope([organisation]):
            taken = queue.take(Job, organisation_id=organisation, at=at, most=1, lease=JOB_LEASE)
        for job in taken:
            handler = self.registry.handler(job.name)
            try:
                with self.around(job.name):
                    asked = Asked(organisation_id=organisation, arguments=job.arguments, at=at)
                    asked = self.registry.fetch(job.name, asked)
                    with organisation_scope([organisation]):
                        more = handler(asked)
                        held = queue.again(job, at=at) if more else queue.done(job, at=self.clock())
                        if not held:
                            transaction.set_rollback(True)
                            log.warning("job.overtaken", job=job.name)
                            continue
            except Exception as error:
                log.exception("job.failed", job=job.name)
                trouble = f"{type(error).__name__} in {job.name}."
                with organisation_scope([organisation]):
                    queue.failed(job, at=self.clock(), trouble=trouble)
                self.tally.jobs_failed += 1
            else:
                self.tally.jobs_done += 1
                log.info("job.done", job=job.name)


def _message(mail: Mail, addresses: dict[uuid.UUID, str]) -> EmailMessage:
    address = addresses.get(mail.recipient_id, "")
    if mail.kind in ONCE_ONLY and address:
        address = _signs_in_with(mail) or address
    if not address:
        raise NotSent(NO_ADDRESS)
    return message_of(mail, address=address, sender=settings.HOUVAST.mail_from)


def _signs_in_with(mail: Mail) -> str:
    """Of who opens what was told in confidence: the address of the account, which nobody changes. A file with another
    address for this person leads no link elsewhere.
    """
    account = Account.objects.filter(person_id=mail.recipient_id).first()
    return account.email if account and opens_confidence(account.person_id, account.organisation_id) else ""


def _addresses(organisation: uuid.UUID, mails: list[Mail]) -> dict[uuid.UUID, str]:
    """The e-mail addresses of the recipients by person, read now: a corrected address counts. Erased persons have none.

    A recipient may belong to another organisation (a partner): found through the account, which lies before the wall.
    """
    recipients = {mail.recipient_id for mail in mails}
    accounts = Account.objects.filter(person_id__in=recipients)
    reach = {organisation, *accounts.values_list("organisation_id", flat=True)}
    with organisation_scope(sorted(reach)):
        persons = Person.objects.filter(pk__in=recipients, erased_at__isnull=True)
        return dict(persons.values_list("id", "email"))


def mail_server() -> Server | None:
    """The mail server of this installation; None when none is set and mail waits."""
    url = settings.HOUVAST.mail_url
    return server_of(url) if url else None
