"""The machine around Houvast: space, clock, time zone, backups, maintenance."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from houvast.operation.doctor.findings import Finding, error, fine, warning
from houvast.operation.maintenance import state
from houvast.operation.models import Sign
from houvast.operation.replica import ALIAS
from houvast.outbox.models import Job
from houvast.people.clock import AMSTERDAM, now, real_now

GIGABYTE = 1_000_000_000
FULL, NEARLY_FULL = 0.05, 0.15
LEAST = GIGABYTE // 2
APART, FAR_APART = timedelta(seconds=2), timedelta(seconds=30)
BACKUP_IS_LATE, BACKUP_IS_OLD = timedelta(hours=26), timedelta(days=7)
REHEARSAL_IS_LATE = timedelta(days=31)
WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)


def disk() -> Iterator[Finding]:
    """Each file system once, by the smallest share that is free."""
    seen: set[int] = set()
    shares: list[tuple[float, int, Path]] = []
    for folder in _folders():
        try:
            device = folder.stat().st_dev
            usage = shutil.disk_usage(folder)
        except OSError:
            continue
        if device not in seen:
            seen.add(device)
            shares.append((usage.free / usage.total, usage.free, folder))
    if not shares:
        return
    share, free, folder = min(shares)
    told = {"share": round(share * 100), "free": f"{free / GIGABYTE:.1f}", "folder": folder}
    text = _("%(share)s%% is free (%(free)s GB) at %(folder)s.") % told
    mend = _("Make room or give it a larger disk: without space nothing can be saved. What was saved stays.")
    if share < FULL or free < LEAST:
        yield error("disk", text, mend)
    elif share < NEARLY_FULL:
        yield warning("disk", text, mend)
    else:
        yield fine("disk", text)


def _folders() -> Iterator[Path]:
    house = settings.HOUVAST
    yield from (house.data_directory, house.keys, house.anchors.parent)
    if connection.vendor == "sqlite":
        yield Path(str(connection.settings_dict["NAME"])).parent


def clock() -> Iterator[Finding]:
    """Beside the database's clock, and beside the newest thing that was written here."""
    apart, beside = timedelta(0), _("the clock of the database")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(real_now() - cursor.fetchone()[0])
    newest = Job.objects.order_by("-id").values_list("created_at", flat=True).first()
    ahead = newest - real_now() if newest else timedelta(0)
    if ahead > max(apart, FAR_APART):
        apart, beside = ahead, _("the newest task, which lies in the future")
    text = _("%(seconds)s seconds apart from %(what)s.") % {"seconds": round(apart.total_seconds()), "what": beside}
    mend = _("Set the clock with NTP (chrony, systemd-timesyncd). Terms and codes to sign in follow it.")
    if apart > FAR_APART:
        yield error("clock", text, mend)
    elif apart > APART:
        yield warning("clock", text, mend)
    else:
        yield fine("clock", _("the same as the database, to two seconds"))


def time_zone() -> Iterator[Finding]:
    """A day is a day in Amsterdam: its winter and summer time must be known here."""
    hours = [moment.astimezone(AMSTERDAM).utcoffset() for moment in (WINTER, SUMMER)]
    if hours == [timedelta(hours=1), timedelta(hours=2)]:
        yield fine("time zone", "Europe/Amsterdam")
    else:
        yield error(
            "time zone", _("Europe/Amsterdam is not known well here."), _("Install the package tzdata of the system.")
        )


def connections_taken() -> Iterator[Finding]:
    """On PostgreSQL: how many of the connections that it allows are taken."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity")
        taken, most = cursor.fetchone()
    text = _("%(taken)s of %(most)s are taken.") % {"taken": taken, "most": most}
    if taken > 0.8 * most:
        yield warning("connections", text, _("Put PgBouncer before the database, or lower --workers and --threads."))
    else:
        yield fine("connections", text)


def replica() -> Iterator[Finding]:
    """Whether the replica answers, follows, and has everything that it received."""
    if not settings.HOUVAST.replica_url:
        return
    mend = _("Pages are read from the database meanwhile. Look at the replica, or empty HOUVAST_REPLICA_URL.")
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery(), pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()")
            follows, has_all = cursor.fetchone()
    except DatabaseError as problem:
        yield warning("replica", _("does not answer (%s).") % type(problem).__name__, mend)
        return
    if not follows:
        yield warning("replica", _("is no replica any more: it takes writes of its own."), mend)
    elif not has_all:
        yield fine("replica", _("follows, and is behind for a moment"))
    else:
        yield fine("replica", _("follows"))


def backup() -> Iterator[Finding]:
    """How old the latest backup is, and when one was last rehearsed."""
    try:
        signs = {sign.name: sign.at for sign in Sign.objects.all()}
    except DatabaseError:
        return
    at = now()
    made = signs.get(Sign.Name.BACKUP)
    mend = _("Run `houvast backup FILE` every night (deploy/systemd has a timer).")
    if made is None:
        yield warning("backup", _("none was made yet with `houvast backup`."), mend)
    else:
        text = _("the latest is of %s.") % _moment(made)
        late = error if at - made > BACKUP_IS_OLD else warning
        yield late("backup", text, mend) if at - made > BACKUP_IS_LATE else fine("backup", text)
    tried = signs.get(Sign.Name.REHEARSAL)
    how = _("Run `houvast restore FILE --rehearse`: a backup that was not tried is a hope.")
    if tried is None:
        yield warning("rehearsal", _("no backup was put back for a try yet."), how)
    else:
        text = _("the latest was on %s.") % _moment(tried)
        yield warning("rehearsal", text, how) if at - tried > REHEARSAL_IS_LATE else fine("rehearsal", text)


def maintenance() -> Iterator[Finding]:
    """Whether the pages are closed."""
    closed = state()
    if closed is None:
        return
    text = _("the pages are closed until %s.") % _moment(closed.until) if closed.until else _("the pages are closed.")
    yield warning("maintenance", text, _("Open them with `houvast maintenance off`."))


def _moment(at: datetime) -> str:
    return date_format(at.astimezone(AMSTERDAM), "j F Y H:i")


CHECKS = (disk, clock, time_zone, connections_taken, replica, backup, maintenance)
