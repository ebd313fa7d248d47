"""A student as a row of a list: who, why here, by when, and the one thing to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from houvast.desk.links import address_of
from houvast.desk.words import waiting_in_words
from houvast.web.components import Rating, Row

if TYPE_CHECKING:
    from houvast.desk.queries.caseload import StudentRow


def student_row(row: StudentRow, day: date, unseen_after_weeks: int, *, mends: bool = False) -> Row:
    """The row; `mends` offers to type what is unknown, for who keeps the administration."""
    here = f"{reverse('students')}{row.id}/"
    reasons, rating = [], ""
    if row.shows_talks:
        reasons.append(waiting_in_words(row.seen_on, day))
        if row.due_on and row.due_on < day:
            reasons.append(gettext("agreement past its date"))
            rating = Rating.AMBER
        if row.seen_on is None or row.seen_on <= day - timedelta(weeks=unseen_after_weeks):
            rating = Rating.AMBER
    if row.birth_date_unknown:
        reasons.append(gettext("birth date needed"))
    if row.records:
        label, address = gettext("Record a talk"), f"{here}talks/new/"
    else:
        label, address = "", ""
    if mends and (page := address_of("administration-identity", row.id)):
        label, address = gettext("Type it in"), page
    return Row(
        name=row.name,
        url=here,
        about=" · ".join(part for part in (row.number, row.group) if part),
        why=", ".join(reasons),
        rating=rating,
        due=row.due_on,
        action_label=label,
        action_url=address,
    )
