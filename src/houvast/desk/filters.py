"""The filters of the list of students: what is asked in the address, and what is shown now in words.

No Django form: nothing here is ever wrong (what cannot be understood is left out), and a form took a fifth of the page.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from houvast.desk.queries.caseload import Asked, Show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHOWS = {
    Show.ALL: pgettext_lazy("students", "Everyone"),
    Show.UNSEEN: _("Not talked with for long"),
    Show.WAITING: _("Agreement past its date"),
    Show.NO_COACH: _("Without a coach"),
    Show.BIRTH_DATE: _("Birth date needed"),
}
LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list offers to choose from, what was asked, and that in words."""

    asked: Asked
    teams: tuple[tuple[uuid.UUID, str], ...]
    shows: tuple[tuple[str, str], ...]
    words: str


def filters_in(
    given: Mapping[str, str],
    *,
    teams: tuple[tuple[uuid.UUID, str], ...],
    shows: Sequence[Show],
    everyone: bool,
) -> Filters:
    """What an address asks: `q`, `team`, `group`, `show`, `list` and `after`."""
    show = given.get("show", "")
    team = given.get("team", "")
    asked = Asked(
        text=_text(given, "q"),
        group=_text(given, "group"),
        team=next((pk for pk, _name in teams if str(pk) == team), None),
        show=next((one for one in shows if one.value == show), Show.ALL),
        everyone=everyone,
        coached=given.get("list") == "mine",
        after=given.get("after", ""),
    )
    offered = tuple((one.value, str(SHOWS[one])) for one in shows)
    return Filters(asked=asked, teams=teams if len(teams) > 1 else (), shows=offered, words=_words(asked, dict(teams)))


def _text(given: Mapping[str, str], name: str) -> str:
    return given.get(name, "").replace("\0", "").strip()[:LONGEST]


def _words(asked: Asked, teams: Mapping[uuid.UUID, str]) -> str:
    parts = []
    if asked.show is not Show.ALL:
        parts.append(str(SHOWS[asked.show]).lower())
    if asked.team and asked.team in teams:
        parts.append(teams[asked.team])
    if asked.group:
        parts.append(gettext("class %(name)s") % {"name": asked.group})
    if asked.text:
        parts.append(gettext("with “%(text)s” in name or number") % {"text": asked.text})
    return gettext("You see students: %(what)s.") % {"what": ", ".join(parts)} if parts else ""
