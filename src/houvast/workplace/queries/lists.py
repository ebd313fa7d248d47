"""What the pages of the inventory, the red-green list and the review meeting show."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from houvast.core.access.words import Data
from houvast.education.models import Programme
from houvast.people.models import Person
from houvast.people.prepared import Question
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.addresses import addresses
from houvast.web.components import Link, Rating, Row
from houvast.workplace.asking import Days, days_of, year_after
from houvast.workplace.models import (
    Discussed,
    Eligibility,
    Inventory,
    Maximum,
    ReviewMeeting,
    Standing,
    TrainingSchool,
)
from houvast.workplace.queries import eligibility, meetings, red_green
from houvast.workplace.queries.office import level_words
from houvast.workplace.queries.red_green import Line
from houvast.workplace.queries.rights import sees_all_schools
from houvast.workplace.queries.student import answer_of
from houvast.workplace.words import COLOURS, missing_in_words, reference_of

MOST_IN_FILE = 5000


def next_year(viewer: Viewer) -> str:
    """The school year that the next inventory is for."""
    return year_after(viewer.day)


def next_days(viewer: Viewer) -> Days:
    """The days of the next inventory."""
    return days_of(next_year(viewer), viewer.day)


def inventory_page(viewer: Viewer) -> dict[str, Any]:
    """What is ready for the next inventory, and the ones there were."""
    days = next_days(viewer)
    maxima = Maximum.objects.filter(organisation_id=viewer.organisation_id, counted_on=days.inventory_on)
    known = Standing.objects.filter(organisation_id=viewer.organisation_id, counted_on=days.inventory_on).count()
    found = list(eligibility.inventories(viewer)[:20])
    return {
        "year": next_year(viewer),
        "days": days,
        "too_early": viewer.day < days.inventory_on,
        "drawn_up": any(one.counted_on == days.inventory_on for one in found),
        "maxima": list(maxima.select_related("programme").order_by("programme__name", "cohort")),
        "known": known,
        "programmes": Programme.objects.filter(organisation_id=viewer.organisation_id).exists(),
        "inventories": found,
        "today": viewer.day,
    }


def drawn_up_page(viewer: Viewer, inventory: Inventory) -> dict[str, Any]:
    """One inventory in figures: in all, and for each training school a link to its list."""
    rows = eligibility.rows_for(viewer, inventory)
    colour = Eligibility.Colour
    schools = (
        rows.values("training_school", "training_school__name")
        .annotate(
            green=Count("pk", filter=Q(colour=colour.GREEN)),
            red=Count("pk", filter=Q(colour=colour.RED)),
            none=Count("pk", filter=Q(colour=colour.NONE)),
        )
        .order_by("training_school__name", "training_school")
    )
    agreed = days_of(inventory.for_school_year, inventory.counted_on).shared_on
    sent = rows.filter(letter__isnull=False).count()
    return {
        "inventory": inventory,
        "counts": eligibility.counts(rows),
        "schools": list(schools),
        "agreed": agreed,
        "may_share": inventory.shared_on is None and (agreed is None or viewer.day >= agreed),
        "sent": sent,
        "side_road": _list_rows(red_green.lines(rows.filter(was_full_time=True))),
        "again": _list_rows(red_green.lines(rows.filter(holds_one=True))),
        "today": viewer.day,
    }


def list_page(viewer: Viewer, school: TrainingSchool, *, begin: int) -> dict[str, Any]:
    """The red-green list of one school: only the viewer's own students there."""
    inventory = red_green.newest_inventory(viewer, school)
    context: dict[str, Any] = {"school": school, "today": viewer.day, "inventory": inventory}
    if inventory is None:
        return {**context, "days": next_days(viewer)}
    shown, green, total = red_green.page_of(viewer, inventory, school, begin=begin)
    last = begin + len(shown)
    return {
        **context,
        "green": green,
        "total": total,
        "rows": _list_rows(shown),
        "first": begin + 1,
        "last": last,
        "next_url": f"?from={last}" if last < total else "",
        "early": inventory.shared_on is None,
        "every": sees_all_schools(viewer),
    }


def _list_rows(rows: Sequence[Line]) -> tuple[Row, ...]:
    """Students of a list: whether, at which level, how large, or what is missing."""
    page, action, language = addresses("workplace:student"), gettext("Open"), get_language()
    made = []
    for row in rows:
        rating, word = COLOURS[Eligibility.Colour(row.colour)]
        why = _why(row.missing, row.max_fte, row.max_hours, language)
        url = page(row.student)
        made.append(
            Row(
                name=row.name,
                url=url,
                about=_about(row, language),
                why=f"{word}: {why}" if why else str(word),
                rating=rating,
                action_label=action,
                action_url=url,
            )
        )
    return tuple(made)


@lru_cache(maxsize=512)
def _why(missing: str, fte: Decimal | None, hours: int | None, _language: str | None) -> str:
    """What is missing, else how large it may be; a few answers serve every student of a list."""
    if missing:
        return "; ".join(missing_in_words(missing))
    if fte is None:
        return ""
    words = {"fte": number_format(fte.normalize()), "hours": hours}
    return gettext("at most %(fte)s fte and %(hours)s lesson hours") % words


def _about(row: Line, language: str | None) -> str:
    letter = gettext("letter %(number)s") % {"number": reference_of(row.id)} if row.has_letter else ""
    parts = (row.number, level_words(row.level, row.mode, language), letter)
    return " · ".join(one for one in parts if one)


def asked_for_meeting(viewer: Viewer, meeting_id: uuid.UUID, asked: Mapping[str, str]) -> tuple[Question, ...]:
    """What the page of a meeting asks first, for `asked_ahead`: the meeting itself and its list."""
    everybody, begin = _which(asked)
    return meetings.asked_for_list(viewer, meeting_id, everybody=everybody, begin=begin)


def _which(asked: Mapping[str, str]) -> tuple[bool, int]:
    """Whether everybody is listed, and from which place on."""
    return asked.get("list") == "all", red_green.page_at(asked)


def meeting_page(viewer: Viewer, meeting: ReviewMeeting, asked: Mapping[str, str]) -> dict[str, Any]:
    """The list of a meeting by concern; with `list=all` everybody at the school."""
    everybody, begin = _which(asked)
    listed, total, more = meetings.list_of(viewer, meeting, everybody=everybody, begin=begin)
    here = reverse("workplace:meeting", args=(meeting.pk,))
    last = begin + len(listed)
    suffix = "&list=all" if everybody else ""
    return {
        "meeting": meeting,
        "school": meeting.training_school,
        "rows": _meeting_rows(here, listed),
        "total": total,
        "next_url": f"{here}?from={last}{suffix}" if more else "",
        "tabs": (
            Link(label=gettext("Who needs attention"), url=here, current=not everybody),
            Link(label=gettext("Everybody at this school"), url=f"{here}?list=all", current=everybody),
        ),
        "everybody": everybody,
        "today": viewer.day,
    }


RATINGS = {0: Rating.GREEN, 1: Rating.AMBER, 2: Rating.RED}


def _meeting_rows(here: str, listed: Sequence[meetings.Listed]) -> tuple[Row, ...]:
    page, nothing, action = addresses("workplace:student"), gettext("no open concern"), gettext("Discuss")
    return tuple(
        Row(
            name=one.name,
            url=page(one.student),
            about="" if one.agreements is None else gettext("discussed, %(n)s agreements") % {"n": one.agreements},
            why=one.seen[:160] or nothing,
            rating=RATINGS[one.weight],
            action_label=action,
            action_url=f"{here}students/{one.student}/",
        )
        for one in listed
    )


def discuss_page(viewer: Viewer, meeting: ReviewMeeting, student: Person) -> dict[str, Any]:
    """One student in a meeting: open concerns, what the list says for who may see it, what is written already."""
    written = Discussed.objects.filter(meeting=meeting, student=student).prefetch_related("agreements").first()
    row = eligibility.own_row(student, viewer) if door.may(viewer, student, Data.APPOINTMENT) else None
    return {
        "meeting": meeting,
        "student": student,
        "written": written,
        "concerns": [one for one in meetings.concerns_of(student) if one.closed_on is None],
        "answer": answer_of(row, viewer) if row else None,
        "earlier": [one for one in meetings.discussed_of(student) if one.meeting_id != meeting.pk][:3],
        "today": viewer.day,
    }
