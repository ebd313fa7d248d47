"""What runs without anybody asking: forgetting files that nobody confirmed."""

from houvast.exchange.pending import discard_expired
from houvast.outbox.registry import Asked, Daily, job


@job("exchange.discard_expired", recurs=Daily(hour=3))
def forget_files(asked: Asked) -> bool:
    """A file that waited a day without a yes is thrown away."""
    discard_expired(asked.organisation_id, at=asked.at)
    return False
