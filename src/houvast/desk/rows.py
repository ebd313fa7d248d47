"""A student as a row of a list: who, why here, by when, and the one thing to do."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext

from houvast.desk.links import address_of
from houvast.desk.words import weeks_ago, weeks_in_words
from houvast.web.addresses import addresses
from houvast.web.components import Rating, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from houvast.desk.queries.caseload import StudentRow


def student_rows(
    rows: Iterable[StudentRow], day: date, unseen_after_weeks: int, *, mends: bool = False
) -> tuple[Row, ...]:
    """The rows; `mends` offers to type what is unknown, for who keeps the administration."""
    page_of, talk_with, language = addresses("student"), addresses("record-talk"), get_language()
    record, long_ago = gettext("Record a talk"), day - timedelta(weeks=unseen_after_weeks)
    type_in = gettext("Type it in") if mends else ""
    made = []
    for row in rows:
        overdue = row.due_on is not None and row.due_on < day
        weeks = weeks_ago(row.seen_on, day) if row.shows_talks else None
        unseen = row.shows_talks and (row.seen_on is None or row.seen_on <= long_ago)
        action_label, action_url = (record, talk_with(row.id)) if row.records else ("", "")
        if mends and (page := address_of("administration-identity", row.id)):
            action_label, action_url = type_in, page
        made.append(
            Row(
                name=row.name,
                url=page_of(row.id),
                about=f"{row.number} · {row.group}" if row.number and row.group else row.number or row.group,
                why=_reasons(row.shows_talks, weeks, overdue, row.birth_date_unknown, language),
                rating=Rating.AMBER if overdue or unseen else "",
                due=row.due_on,
                action_label=action_label,
                action_url=action_url,
            )
        )
    return tuple(made)


@lru_cache(maxsize=1024)
def _reasons(
    shows_talks: bool,  # noqa: FBT001 - a key of the cache
    weeks: int | None,
    overdue: bool,  # noqa: FBT001
    birth_date_unknown: bool,  # noqa: FBT001
    _language: str | None,
) -> str:
    """Why a student stands in the list; a few hundred answers serve every student of a school."""
    reasons = [weeks_in_words(weeks)] if shows_talks else []
    if overdue:
        reasons.append(gettext("agreement past its date"))
    if birth_date_unknown:
        reasons.append(gettext("birth date needed"))
    return ", ".join(reasons)
