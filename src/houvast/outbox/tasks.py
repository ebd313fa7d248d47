"""Jobs of the outbox itself and of the folders below it, which cannot reach up to register theirs."""

from datetime import timedelta

from houvast.outbox.models import Job
from houvast.outbox.registry import Asked, Daily, Every, job
from houvast.people.clock import day_of
from houvast.privacy.tasks import list_reads
from houvast.privacy.watching import watch

DONE_JOBS_ARE_KEPT = timedelta(days=30)


@job("privacy.list_reads", recurs=Every(minutes=5))
def list_the_read_log(asked: Asked) -> bool:
    return list_reads(asked.organisation_id)


@job("privacy.watch", recurs=Daily(hour=4))
def watch_reading(asked: Asked) -> bool:
    """Report yesterday's reading that needs an explanation."""
    watch(asked.organisation_id, day_of(asked.at) - timedelta(days=1), at=asked.at)
    return False


@job("outbox.tidy", recurs=Daily(hour=3))
def tidy(asked: Asked) -> bool:
    """Drop jobs that were done a month ago. Mail stays: it shows that somebody was told."""
    old = Job.objects.filter(status=Job.Status.DONE, done_at__lt=asked.at - DONE_JOBS_ARE_KEPT)
    old.filter(organisation_id=asked.organisation_id).delete()
    return False
