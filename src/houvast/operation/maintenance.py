"""The pages are closed for a while: a file in the data directory says so, and until when.

A file and no row, so that the pages can be closed while the database is away. Where machines share no data directory,
close them on each. Probes go on answering; administrators may enter and look.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from houvast.people.clock import real_now

UNKNOWN_SECONDS = 300
"""When to try again, where nobody said until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The pages are closed since a moment; `until` is when they are expected back, None when nobody said."""

    since: datetime
    until: datetime | None

    def seconds_left(self, at: datetime) -> int:
        """For Retry-After: at least half a minute, also when it takes longer than was said."""
        left = (self.until - at).total_seconds() if self.until else UNKNOWN_SECONDS
        return max(30, int(left))


def marker() -> Path:
    path: Path = settings.HOUVAST.data_directory / "maintenance.json"
    return path


def state() -> Closed | None:
    """Whether the pages are closed; costs one look at a file that is nearly never there."""
    try:
        written = json.loads(marker().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return Closed(since=real_now(), until=None)
    until = written.get("until")
    return Closed(
        since=datetime.fromisoformat(written["since"]), until=datetime.fromisoformat(until) if until else None
    )


def close(*, until: datetime | None) -> Closed:
    """Close the pages; again closes them until another moment."""
    closed = Closed(since=real_now(), until=until)
    path = marker()
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"since": closed.since.isoformat(), "until": until.isoformat() if until else None}
    coming = path.with_name(f"{path.name}.coming")
    coming.write_text(json.dumps(said), encoding="utf-8")
    coming.replace(path)
    return closed


def reopen() -> bool:
    """Open the pages; False when they were open."""
    try:
        marker().unlink()
    except FileNotFoundError:
        return False
    return True
