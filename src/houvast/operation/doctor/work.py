"""The work in the background: is a worker alive, does mail leave, are the logs of dossiers whole."""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houvast.cases.anchors import BrokenAnchors, heads_in, read
from houvast.cases.models import Case
from houvast.cases.verify import verify
from houvast.operation.doctor.findings import Finding, error, fine, warning
from houvast.outbox.models import Job
from houvast.outbox.queries import QueueState, job_state, mail_state
from houvast.people.clock import AMSTERDAM, now, real_now

LIFE_SIGN = "privacy.list_reads"
"""What a living worker asks for every five minutes, at every organisation."""
SILENT, DEAD = timedelta(minutes=12), timedelta(hours=1)
LATE = timedelta(minutes=30)
SAMPLE = 25
ANCHOR_IS_LATE = timedelta(hours=50)


def worker(organisations: Sequence[uuid.UUID]) -> Iterator[Finding]:
    """By the newest task that only a worker asks for."""
    seen = (
        Job.objects.filter(organisation_id__in=organisations, name=LIFE_SIGN)
        .order_by("-id")
        .values_list("created_at", flat=True)
        .first()
    )
    mend = _("Start `houvast worker` (deploy/systemd has a service). Nothing is lost: what waits is done then.")
    if not organisations:
        return
    if seen is None:
        yield warning("worker", _("no worker was seen yet."), mend)
        return
    silent = real_now() - seen
    text = _("a worker was last seen at %s.") % date_format(seen.astimezone(AMSTERDAM), "j F Y H:i")
    if silent > DEAD:
        yield error("worker", text, mend)
    elif silent > SILENT:
        yield warning("worker", text, mend)
    else:
        yield fine("worker", text)


def outbox(organisations: Sequence[uuid.UUID]) -> Iterator[Finding]:
    """Mail that is late or was given up."""
    states = [mail_state(one, now()) for one in organisations]
    yield from _queue("outbox", states, counts_late=bool(settings.HOUVAST.mail_url))


def jobs(organisations: Sequence[uuid.UUID]) -> Iterator[Finding]:
    """Tasks that are late or were given up."""
    yield from _queue("jobs", [job_state(one, now()) for one in organisations], counts_late=True)


def _queue(about: str, states: list[QueueState], *, counts_late: bool) -> Iterator[Finding]:
    failed = sum(one.failed for one in states)
    waiting = sum(one.waiting + one.taken for one in states)
    due = [one.oldest_due_at for one in states if one.oldest_due_at]
    late = now() - min(due) if due else timedelta(0)
    told = []
    if failed:
        text = ngettext("%(n)s was given up.", "%(n)s were given up.", failed) % {"n": failed}
        mend = _("See why on the pages Tasks and Outbox, mend that, and try again there.")
        told.append(warning(about, text, mend))
    if counts_late and late > LATE:
        text = _("something that is due waits for %s already.") % timesince(min(due), now())
        told.append(error(about, text, _("Look whether a worker runs: `houvast worker --status`.")))
    yield from told or [fine(about, ngettext("%(n)s waits", "%(n)s wait", waiting) % {"n": waiting})]


def dossiers(organisations: Sequence[uuid.UUID]) -> Iterator[Finding]:
    """A sample of the logs is verified now, with what was anchored; and the anchors are not old."""
    try:
        anchored = read(settings.HOUVAST.anchors)
    except BrokenAnchors as broken:
        yield error("anchors", str(broken), _("Put back a copy of this file that was kept elsewhere."))
        return
    verified, wrong = 0, 0
    for organisation in organisations:
        heads = heads_in(anchored, organisation)
        some = _some_cases(organisation)
        verified += len(some)
        wrong += len(list(verify(some, heads, organisation=organisation)))
    if wrong:
        text = _("%(wrong)s findings in %(n)s logs.") % {"wrong": wrong, "n": verified}
        mend = _("Run `houvast dossier verify --anchor FILE`, and call who may look into this: do not restore over it.")
        yield error("dossiers", text, mend)
    elif verified:
        yield fine("dossiers", _("%s logs, taken at random, are whole") % verified)
    if verified:
        yield from _anchors(anchored[-1].at if anchored else None)


def _anchors(at: datetime | None) -> Iterator[Finding]:
    mend = _("A worker writes them every night; by hand: `houvast dossier anchor`. Copy the file to another machine.")
    if at is None:
        yield warning("anchors", _("the ends of the logs were never anchored."), mend)
    elif real_now() - at.astimezone(UTC) > ANCHOR_IS_LATE:
        yield warning("anchors", _("the latest is of %s.") % date_format(at.astimezone(AMSTERDAM), "j F Y H:i"), mend)


def _some_cases(organisation: uuid.UUID) -> list[uuid.UUID]:
    """At random over the range of ids, by the index: the first at or after a point drawn."""
    ours = Case.objects.filter(organisation_id=organisation).order_by("pk")
    first, last = ours.values_list("pk", flat=True).first(), ours.values_list("pk", flat=True).last()
    if first is None or last is None:
        return []
    drawn = random.Random(real_now().timestamp())  # noqa: S311 - a sample, not a secret
    found = set()
    for _once in range(SAMPLE):
        point = uuid.UUID(int=drawn.randint(first.int, last.int))
        at = ours.filter(pk__gte=point).values_list("pk", flat=True).first()
        found.add(at or last)
    return sorted(found)


CHECKS = (worker, outbox, jobs, dossiers)
