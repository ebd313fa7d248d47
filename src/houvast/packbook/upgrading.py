"""What a newer pack would mean for a running case, as plain data for whoever reports it."""

from houvast.core.procedure.log import Event
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.upgrade import analyse


def upgrade_of(old: Pack, new: Pack, log: tuple[Event, ...], language: str) -> dict[str, object]:
    """`from`, `to`, `possible`, `why_not`, `step_before`, `step_after`, `changes` and `lost`, in one language."""
    found = analyse(old, new, log)
    return {
        "from": f"{old.id} {old.version}",
        "to": f"{new.id} {new.version}",
        "possible": found.possible,
        "why_not": found.why_not.in_(language) if found.why_not is not None else "",
        "step_before": found.step_before,
        "step_after": found.step_after,
        "changes": [text.in_(language) for text in found.changes],
        "lost": [text.in_(language) for text in found.lost],
    }
