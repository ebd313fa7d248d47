"""The queues as an administrator sees them: what waits, what failed and why; no content, no name, no whole address."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.outbox.kinds import Kind
from houvast.outbox.models import Job, Mail, Work
from houvast.outbox.queries import QueueState, job_state, mail_state
from houvast.outbox.queue import MAY_HAVE_LEFT
from houvast.outbox.worker import NO_ADDRESS
from houvast.people.models import Person
from houvast.people.viewer import Viewer

W = TypeVar("W", Mail, Job)
PAGE = 20
STATES = {
    "open": (Work.Status.WAITING, Work.Status.TAKEN),
    "failed": (Work.Status.FAILED,),
    "done": (Work.Status.DONE,),
}
JOB_NAMES: dict[str, str | Promise] = {
    "alerts.measure_all": _("Measure the alert rules for everybody"),
    "alerts.measure_news": _("Measure the alert rules for what changed"),
    "api.look_for_changes": _("Look what changed for other systems"),
    "api.tell": _("Tell another system that something changed"),
    "api.tidy": _("Drop what other systems were told long ago"),
    "appointments.pass_on": _("Pass on questions for help that wait too long"),
    "appointments.remind": _("Remind of talks"),
    "attendance.prepare_reports": _("Prepare reports of absence"),
    "careteam.fill_agendas": _("Fill the agendas of meetings"),
    "careteam.remind": _("Remind of what was agreed in meetings"),
    "cases.anchor": _("Anchor the ends of the dossiers' logs"),
    "cases.pass_time": _("Let a day pass in every procedure"),
    "cases.remind": _("Remind of tasks in procedures"),
    "exchange.discard_expired": _("Discard files that waited too long for a yes"),
    "handover.empty_what_ended": _("Empty handovers that ended"),
    "handover.send": _("Send a handover to another installation"),
    "helpdesk.read_inbox": _("Read the inbox of the helpdesk"),
    "helpdesk.watch": _("Watch the terms of the helpdesk"),
    "monitor.refresh": _("Make the figures again"),
    "operation.mail_new_password": _("Mail the way to a new password"),
    "operation.verify_chains": _("Verify the logs of dossiers"),
    "outbox.tidy": _("Drop tasks that were done a month ago"),
    "privacy.list_reads": _("List who looked"),
    "privacy.watch": _("Report reading that needs an explanation"),
    "standards.visit": _("Ask a connected system what is new"),
    "standards.visit_sources": _("Ask every connected system what is new"),
    "transfer.renew": _("Renew the transfer board"),
    "workplace.send_letters": _("Make the letters of an inventory"),
    "workplace.share_lists": _("Share lists for workplace learning"),
    "workplace.some_letters": _("Make some letters of an inventory"),
}
"""What a task does, in words; a task without words here is shown by its own name."""
KIND_NAMES: dict[str, str | Promise] = {
    Kind.READY: _("something is ready"),
    Kind.TASK: _("something is asked"),
    Kind.REMINDER: _("a reminder"),
    Kind.SIGNATURE: _("something to sign"),
    Kind.LETTER: _("a letter"),
    Kind.TALK_REPORT: _("the report of a talk"),
    Kind.INVITATION: _("an invitation"),
    Kind.RESET: _("a new password"),
    Kind.QUESTION: _("a question arrived"),
    Kind.ANSWER: _("an answer"),
    Kind.LINK: _("a page without an account"),
    Kind.CODE: _("a code"),
}
TROUBLES: dict[str, str | Promise] = {
    MAY_HAVE_LEFT: _("The worker stopped while the mail server took it. Try again only if it did not arrive."),
    NO_ADDRESS: _("No e-mail address is known of this person. Add it, and try again."),
}
"""What an administrator can do something about, in words."""
STATE_NAMES: dict[str, str | Promise] = {
    Work.Status.WAITING: _("waits"),
    Work.Status.TAKEN: _("being done"),
    Work.Status.DONE: _("done"),
    Work.Status.FAILED: _("given up"),
}
RATINGS = {Work.Status.WAITING: "", Work.Status.TAKEN: "amber", Work.Status.DONE: "green", Work.Status.FAILED: "red"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A mail or task. `to` is a masked address, empty for a task. `next_at`: when it is tried next, or was done."""

    id: uuid.UUID
    what: str | Promise
    to: str
    state: str | Promise
    rating: str
    attempts: int
    trouble: str | Promise
    next_at: datetime
    may_try: bool
    may_give_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A queue of one organisation: its counts, and at most fifty of the wanted state."""

    state: QueueState
    rows: tuple[WorkRow, ...]
    after: str


def tasks(viewer: Viewer, *, which: str, after: str, at: datetime) -> Queue:
    """The background tasks; newest first for what is over, what is due first else. Three queries."""
    rows, more = _page(Job.objects.filter(organisation_id=viewer.organisation_id), which, after)
    shown = tuple(_row(one, JOB_NAMES.get(one.name, one.name), "") for one in rows)
    return Queue(state=job_state(viewer.organisation_id, at), rows=shown, after=more)


def mails(viewer: Viewer, *, which: str, after: str, at: datetime) -> Queue:
    """The outbox, likewise; neither subject nor text is read. Four queries."""
    found = Mail.objects.filter(organisation_id=viewer.organisation_id).defer("subject", "body")
    rows, more = _page(found, which, after)
    addresses = dict(Person.objects.filter(pk__in=[one.recipient_id for one in rows]).values_list("pk", "email"))
    shown = tuple(
        _row(one, KIND_NAMES.get(one.kind, one.kind), masked(addresses.get(one.recipient_id, ""))) for one in rows
    )
    return Queue(state=mail_state(viewer.organisation_id, at), rows=shown, after=more)


def masked(address: str) -> str:
    """An address of which the owner recognises and a stranger learns little: "s…t@…l.nl"."""
    name, _at, domain = address.partition("@")
    if not name or not domain:
        return "—"
    head, _dot, top = domain.rpartition(".")
    return f"{name[0]}…@…{head[-1:]}.{top}"


def _page(found: QuerySet[W], which: str, after: str) -> tuple[list[W], str]:
    rows = found.filter(status__in=STATES[which]).order_by("-id")
    if (place := _uuid(after)) is not None:
        rows = rows.filter(pk__lt=place)
    read = list(rows[: PAGE + 1])
    return read[:PAGE], str(read[PAGE - 1].pk) if len(read) > PAGE else ""


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _row(one: Mail | Job, what: str | Promise, to: str) -> WorkRow:
    waits = one.status == Work.Status.WAITING
    return WorkRow(
        id=one.pk,
        what=what,
        to=to,
        state=STATE_NAMES[one.status],
        rating=RATINGS[Work.Status(one.status)],
        attempts=one.attempts,
        trouble=TROUBLES.get(one.trouble, one.trouble),
        next_at=one.done_at or one.try_after,
        may_try=one.status == Work.Status.FAILED or (waits and one.attempts > 0),
        may_give_up=waits,
    )
