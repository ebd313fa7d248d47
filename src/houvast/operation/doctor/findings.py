"""What was looked at, how it stands, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `mend` is empty when it is fine. Texts are in the language that was active."""

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


NAMES: dict[str, str | Promise] = {
    "settings": _("Settings"),
    "database": _("Database"),
    "migrations": _("Tables"),
    "database role": _("Role in the database"),
    "wall": _("Wall between institutions"),
    "packs": _("Procedure packs"),
    "templates": _("Templates of letters"),
    "keys": _("Keys"),
    "data directory": _("Folder with data"),
    "anchors": _("Anchors of the dossiers"),
    "mail": _("Mail server"),
    "disk": _("Space on disk"),
    "clock": _("Clock"),
    "time zone": _("Time zone"),
    "django": _("Remarks of the program itself"),
    "connections": _("Connections"),
    "replica": _("Replica"),
    "worker": _("Background work"),
    "outbox": _("Outbox"),
    "jobs": _("Tasks"),
    "dossiers": _("Logs of dossiers"),
    "backup": _("Backup"),
    "rehearsal": _("Rehearsal of the backup"),
    "maintenance": _("Maintenance"),
    "privacy officer": _("Privacy officer"),
}
"""What each subject is called on the page; on the command line the key itself."""
