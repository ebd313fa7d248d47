"""What happens on the transfer board without anybody acting: a consent ends, a phase begins."""

from houvast.core.transfer.phases import year_on
from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of
from houvast.transfer.models import Pupil
from houvast.transfer.renewing import renew

BATCH = 500


@job("transfer.renew", recurs=Daily(hour=3))
def renew_boards(asked: Asked) -> bool:
    """Fold the rows of this school's leavers anew: what may no longer be told goes, and reasons follow the day."""
    on = day_of(asked.at)
    years = [f"{year}-{year + 1}" for year in (year_on(on) - 1, year_on(on), year_on(on) + 1)]
    open_ = Pupil.objects.filter(organisation=asked.organisation_id, leaving_year__in=years, closed_on__isnull=True)
    ids = list(open_.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        renew(list(Pupil.objects.filter(pk__in=ids[start : start + BATCH])), on=on)
    return False
