"""Taking work from the queue and handing it back: one worker at a time holds a piece, and none is lost.

Whoever raises `attempts` holds the piece until its lease ends. Every change afterwards names the attempt and the end
of the lease it knows; a worker that was overtaken changes nothing.
"""

import uuid
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection

from houvast.outbox.models import Mail, Work

W = TypeVar("W", bound=Work)

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=24),
)
"""How long to wait after the first, second, ... failed attempt; after the last, a person must look: in all about four
days, as long as mail servers keep trying."""

OPEN = (Work.Status.WAITING, Work.Status.TAKEN)
CUT_OFF = "The worker stopped in the middle, each time it tried."
MAY_HAVE_LEFT = "The worker stopped while the mail server took it, so it may have left. Try again if it did not arrive."


def take(model: type[W], *, organisation_id: uuid.UUID, at: datetime, most: int, lease: timedelta) -> list[W]:
    """Lease the pieces of work that are due, longest due first; at most so many. Call inside the organisation's scope.

    What was cut off in the middle as often as there are attempts is given up here, and so is what may have had its
    effect already and must not have it twice: a person looks.
    """
    rows = model._default_manager  # noqa: SLF001 - the documented way to the manager of any model
    due = rows.filter(organisation_id=organisation_id, status__in=OPEN, try_after__lte=at).order_by("try_after", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    taken = []
    for work in due[:most]:
        seen = work.attempts
        if work.may_have_happened:
            _change(work, status=Work.Status.FAILED, trouble=MAY_HAVE_LEFT)
            continue
        if seen > len(DELAYS):
            _change(work, status=Work.Status.FAILED, trouble=CUT_OFF)
            continue
        if _change(work, status=Work.Status.TAKEN, attempts=seen + 1, try_after=at + lease, **work.afresh):
            taken.append(work)
    return taken


def done(work: Work, *, at: datetime, **changes: object) -> bool:
    """It is done; False when another worker holds it by now."""
    return _change(work, status=Work.Status.DONE, done_at=at, trouble="", **changes)


def again(work: Work, *, at: datetime) -> bool:
    """It went well and there is more to do: due again at once, with its attempts counted from nothing."""
    return _change(work, status=Work.Status.WAITING, attempts=0, try_after=at, trouble="")


def failed(work: Work, *, at: datetime, trouble: str, for_good: bool = False) -> bool:
    """It failed: due again after the delay for this attempt, or given up when that was the last or trying is no use."""
    last = for_good or work.attempts > len(DELAYS)
    changes: dict[str, object] = {"trouble": trouble[:300]}
    if last:
        changes["status"] = Work.Status.FAILED
    else:
        changes |= {"status": Work.Status.WAITING, "try_after": at + DELAYS[work.attempts - 1]}
    return _change(work, **changes)


def hand_back(work: Work, *, at: datetime) -> bool:
    """It was taken but not begun: due again at once."""
    return _change(work, status=Work.Status.WAITING, try_after=at)


def about_to_hand_over(mail: Mail, *, at: datetime) -> bool:
    """From here on nobody but this worker can say whether it left. False when another worker holds it by now."""
    return _change(mail, handed_at=at)


def _change(work: Work, **changes: object) -> bool:
    """Change the row if this worker's knowledge of it still holds, and the value in hand with it."""
    rows = type(work)._default_manager.filter(  # noqa: SLF001 - as above
        pk=work.pk, attempts=work.attempts, try_after=work.try_after, status__in=OPEN
    )
    if not rows.update(**changes):
        return False
    for name, value in changes.items():
        setattr(work, name, value)
    return True
