"""What makes an installation fit to run: each check says what it found and how to mend it."""

import os
import smtplib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from houvast.documents.checking import broken_templates
from houvast.vault.keyring import Keyring, KeysUnavailable

MAIL_PORTS = {"smtp": 25, "smtps": 465}
SECONDS_FOR_MAIL = 5
WORLD = 0o077


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `mend` is empty when it is fine."""

    level: Level
    about: str
    text: str
    mend: str = ""


def error(about: str, text: str, mend: str) -> Finding:
    return Finding(level=Level.ERROR, about=about, text=text, mend=mend)


def warning(about: str, text: str, mend: str) -> Finding:
    return Finding(level=Level.WARNING, about=about, text=text, mend=mend)


def fine(about: str, text: str) -> Finding:
    return Finding(level=Level.FINE, about=about, text=text)


def all_findings(*, deploy: bool) -> list[Finding]:
    """Every check, in the order in which one would mend."""
    found: list[Finding] = []
    for check in (_settings, _database, _migrations, _wall, _packs, _templates, _keys, _folders, _mail, _django):
        found.extend(check(deploy))
    return found


def _settings(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001 - every check has this shape
    house = settings.HOUVAST
    told = [error("settings", text, "See docs/settings.md.") for text in house.refused(as_production=deploy)]
    if deploy and house.environment != "production":
        told.append(error("settings", f"HOUVAST_ENVIRONMENT is {house.environment}.", "Set it to production."))
    if deploy and urlsplit(house.public_url).scheme != "https":
        told.append(
            error("settings", "HOUVAST_PUBLIC_URL does not begin with https.", "Links in mails must be encrypted.")
        )
    yield from told or [fine("settings", f"{house.environment}, {house.public_url}")]


def _database(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        yield error("database", f"cannot be opened ({type(problem).__name__}).", "Look at HOUVAST_DATABASE_URL.")
        return
    yield fine("database", connection.vendor)


def _migrations(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return
    if waiting:
        names = ", ".join(f"{one.app_label}.{one.name}" for one, _ in waiting[:5])
        yield error("migrations", f"{len(waiting)} not applied yet: {names}.", "Run `houvast migrate`.")
    else:
        yield fine("migrations", "all applied")


def _wall(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    """On PostgreSQL: who we are, what we own, and whether the second wall stands."""
    if connection.vendor != "postgresql":
        if deploy:
            yield warning(
                "database", "SQLite has the first wall only and serves one institution.", "See docs/operation.md."
            )
        return
    from houvast.privacy.wall import walled_tables

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        user, is_super, bypasses = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        owned = cursor.fetchone()[0]
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.HOUVAST.database_role])
        has_role = cursor.fetchone() is not None
    told = []
    strict = error if deploy else warning
    mend = "Give HOUVAST_DATABASE_URL a role that owns nothing, and migrate with HOUVAST_DATABASE_OWNER_URL."
    if is_super or bypasses:
        told.append(strict("database role", f"{user} may pass every wall (superuser or BYPASSRLS).", mend))
    elif owned:
        told.append(strict("database role", f"{user} owns {owned} tables.", mend))
    if not has_role:
        told.append(error("database role", "the application role does not exist.", "Run `houvast migrate`."))
    if open_tables := sorted(set(walled_tables()) - walled):
        told.append(error("wall", f"no row-level security on {', '.join(open_tables[:5])}.", "Run `houvast migrate`."))
    yield from told or [fine("wall", f"{len(walled)} tables, as {user}")]


def _packs(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    from houvast.packbook.checking import check_files

    checked = check_files()
    for one in checked:
        if not one.sound:
            yield error("packs", f"{one.file} cannot be used.", "Run `houvast packs check`.")
    if all(one.sound for one in checked):
        yield fine("packs", f"{len(checked)} can be used")


def _templates(_deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    """The school's own templates of letters: each still makes a letter and a report."""
    broken = [
        error("templates", text, "Mend this template, or take it away: then the one of Houvast is used.")
        for text in broken_templates()
    ]
    yield from broken or [fine("templates", "letters and reports can be made")]


def _keys(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    directory = settings.HOUVAST.keys
    master = directory / "master.key"
    if not directory.exists():
        yield warning("keys", f"{directory} does not exist yet.", "It is made with the first sealed value; back it up.")
        return
    try:
        count = len(Keyring(directory).compartments())
    except KeysUnavailable as problem:
        yield error("keys", str(problem), "Put the right files back.")
        return
    if master.exists() and master.stat().st_mode & WORLD:
        yield error("keys", f"{master} can be read by others.", f"chmod 600 {master}")
    elif deploy and settings.HOUVAST.key_directory is None:
        yield warning("keys", "the keys lie in the data directory.", "Set HOUVAST_KEY_DIRECTORY to another disk.")
    else:
        yield fine("keys", f"{count} compartments")


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
                name, f"{folder} cannot be written ({os.strerror(problem.errno or 0)}).", "Give it to this user."
            )
        else:
            yield fine(name, str(folder))


def _mail(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    url = settings.HOUVAST.mail_url
    if not url:
        if deploy:
            yield warning("mail", "HOUVAST_MAIL_URL is empty: mail waits in the outbox.", "Set it when mail may leave.")
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
            f"{parts.hostname}:{port} does not answer ({type(problem).__name__}).",
            "Nothing is lost: mail waits.",
        )
        return
    yield fine("mail", f"{parts.hostname}:{port} answers")


def _django(deploy: bool) -> Iterator[Finding]:  # noqa: FBT001
    """Django's own checks, those for deployment too when asked."""
    found = [one for one in checks.run_checks(include_deployment_checks=deploy) if not one.is_silenced()]
    for one in found:
        serious = one.level >= checks.ERROR
        yield (error if serious else warning)(
            f"django {one.id}", str(one.msg).split(". ")[0], str(one.hint or "See the text.")
        )
    if not found:
        yield fine("django", "no remarks")
