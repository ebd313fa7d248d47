"""What makes an installation fit to run: each check says what it found and how to mend it."""

import os
import smtplib
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houvast.documents.checking import broken_templates
from houvast.operation.doctor.findings import Finding, Level, error, fine, warning
from houvast.vault.keyring import Keyring, KeysUnavailable

MAIL_PORTS = {"smtp": 25, "smtps": 465}
SECONDS_FOR_MAIL = 5
WORLD = 0o077


__all__ = ["Finding", "Level", "all_findings", "beside_the_database", "database", "in_the_database"]


def all_findings(*, deploy: bool) -> list[Finding]:
    """Every check, in the order in which one would mend, in the language that is active."""
    order = (_settings, _database, _migrations, _wall, _packs, _templates, _keys, _folders, _mail, _django)
    return [finding for check in order for finding in check(deploy)]


def beside_the_database(*, deploy: bool) -> list[Finding]:
    """What needs no database to be looked at."""
    return [
        found for check in (_settings, _packs, _templates, _keys, _folders, _mail, _django) for found in check(deploy)
    ]


def database() -> list[Finding]:
    """Whether the database answers."""
    return list(_database(False))  # noqa: FBT003 - every check has this shape


def in_the_database(*, deploy: bool) -> list[Finding]:
    """Whether a database that answers has the right shape and walls."""
    return [*_migrations(deploy), *_wall(deploy)]


def _settings(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001 - every check has this shape
    house = settings.HOUVAST
    told = [error("settings", text, _("See docs/settings.md.")) for text in house.refused(as_production=deploy)]
    if deploy and house.environment != "production":
        told.append(error("settings", _("HOUVAST_ENVIRONMENT is %s.") % house.environment, _("Set it to production.")))
    if deploy and urlsplit(house.public_url).scheme != "https":
        told.append(
            error(
                "settings",
                _("HOUVAST_PUBLIC_URL does not begin with https."),
                _("Links in mails must be encrypted."),
            )
        )
    yield from told or [fine("settings", f"{house.environment}, {house.public_url}")]


def _database(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        yield error(
            "database", _("cannot be opened (%s).") % type(problem).__name__, _("Look at HOUVAST_DATABASE_URL.")
        )
        return
    yield fine("database", connection.vendor)


def _migrations(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return
    if waiting:
        names = ", ".join(f"{one.app_label}.{one.name}" for one, _back in waiting[:5])
        yield error(
            "migrations",
            _("%(n)s not applied yet: %(names)s.") % {"n": len(waiting), "names": names},
            _("Run `houvast migrate`."),
        )
    else:
        yield fine("migrations", _("all applied"))


def _wall(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    """On PostgreSQL: who we are, what we own, and whether the second wall stands."""
    if connection.vendor != "postgresql":
        if deploy:
            yield warning(
                "database", _("SQLite has the first wall only and serves one institution."), _("See docs/operation.md.")
            )
        return
    from houvast.privacy.wall import walled_tables

    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = session_user")
        user, is_super, bypasses = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = session_user")
        owned = cursor.fetchone()[0]
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.HOUVAST.database_role])
        has_role = cursor.fetchone() is not None
    told = []
    strict = error if deploy else warning
    mend = _("Give HOUVAST_DATABASE_URL a role that owns nothing, and migrate with HOUVAST_DATABASE_OWNER_URL.")
    if is_super or bypasses:
        told.append(strict("database role", _("%s may pass every wall (superuser or BYPASSRLS).") % user, mend))
    elif owned:
        told.append(strict("database role", _("%(user)s owns %(n)s tables.") % {"user": user, "n": owned}, mend))
    if not has_role:
        told.append(error("database role", _("the application role does not exist."), _("Run `houvast migrate`.")))
    if open_tables := sorted(set(walled_tables()) - walled):
        told.append(
            error("wall", _("no row-level security on %s.") % ", ".join(open_tables[:5]), _("Run `houvast migrate`."))
        )
    yield from told or [fine("wall", _("%(n)s tables, as %(user)s") % {"n": len(walled), "user": user})]


def _packs(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    broken, count = _shipped_packs()
    for file in broken:
        yield error("packs", _("%s cannot be used.") % file, _("Run `houvast packs check`."))
    if not broken:
        yield fine("packs", ngettext("%(n)s can be used", "%(n)s can be used", count) % {"n": count})


@cache
def _shipped_packs() -> tuple[tuple[str, ...], int]:
    """The files of broken packs, and how many there are; proven once, since a running process keeps its release."""
    from houvast.packbook.checking import check_files

    checked = check_files()
    return tuple(one.file for one in checked if not one.sound), len(checked)


def _templates(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    """The school's own templates of letters: each still makes a letter and a report."""
    broken = [
        error("templates", text, _("Mend this template, or take it away: then the one of Houvast is used."))
        for text in broken_templates()
    ]
    yield from broken or [fine("templates", _("letters and reports can be made"))]


def _keys(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    directory = settings.HOUVAST.keys
    master = directory / "master.key"
    if not directory.exists():
        yield warning(
            "keys", _("%s does not exist yet.") % directory, _("It is made with the first sealed value; back it up.")
        )
        return
    try:
        count = len(Keyring(directory).compartments())
    except KeysUnavailable as problem:
        yield error("keys", str(problem), _("Put the right files back."))
        return
    if master.exists() and master.stat().st_mode & WORLD:
        yield error("keys", _("%s can be read by others.") % master, f"chmod 600 {master}")
    elif deploy and settings.HOUVAST.key_directory is None:
        yield warning("keys", _("the keys lie in the data directory."), _("Set HOUVAST_KEY_DIRECTORY to another disk."))
    else:
        yield fine("keys", _("%s compartments") % count)


def _folders(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    wanted = {
        "data directory": settings.HOUVAST.data_directory,
        "anchors": settings.HOUVAST.anchors.parent,
    }
    for name, folder in wanted.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as problem:
            yield error(
                name,
                _("%(folder)s cannot be written (%(why)s).")
                % {"folder": folder, "why": os.strerror(problem.errno or 0)},
                _("Give it to this user."),
            )
        else:
            yield fine(name, str(folder))


def _mail(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    url = settings.HOUVAST.mail_url
    if not url:
        if deploy:
            yield warning(
                "mail", _("HOUVAST_MAIL_URL is empty: mail waits in the outbox."), _("Set it when mail may leave.")
            )
        return
    parts = urlsplit(url)
    port = parts.port or MAIL_PORTS.get(parts.scheme, 25)
    maker: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    try:
        with maker(parts.hostname or "", port, timeout=SECONDS_FOR_MAIL) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as problem:
        yield error(
            "mail",
            _("%(server)s does not answer (%(why)s).")
            % {"server": f"{parts.hostname}:{port}", "why": type(problem).__name__},
            _("Nothing is lost: mail waits."),
        )
        return
    yield fine("mail", _("%s answers") % f"{parts.hostname}:{port}")


def _django(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    """Django's own checks, those for deployment too when asked."""
    found = [one for one in checks.run_checks(include_deployment_checks=deploy) if not one.is_silenced()]
    for one in found:
        serious = one.level >= checks.ERROR
        yield (error if serious else warning)(
            f"django {one.id}", str(one.msg).split(". ")[0], str(one.hint or _("See the text."))
        )
    if not found:
        yield fine("django", _("no remarks"))
