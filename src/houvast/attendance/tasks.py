"""What runs without anybody asking: preparing the absence reports that the law asks for by now."""

from houvast.attendance.actions.reporting import prepare_reports
from houvast.outbox.registry import Asked, Daily, job


@job("attendance.prepare_reports", recurs=Daily(hour=5))
def prepare(asked: Asked) -> bool:
    """Every day before school begins; what is prepared waits for a person."""
    prepare_reports(organisation_id=asked.organisation_id, at=asked.at)
    return False
