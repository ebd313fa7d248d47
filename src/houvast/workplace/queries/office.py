"""The start of workplace learning: what waits for the placement office, and for who guides."""

import uuid
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from houvast.people.prepared import asked_ahead
from houvast.people.viewer import Viewer
from houvast.web.addresses import addresses
from houvast.web.components import Link, Rating, Row
from houvast.workplace.models import Appointment, TrainingSchool, Triad
from houvast.workplace.queries import at_work, eligibility, meetings, places
from houvast.workplace.queries.at_work import AtWork
from houvast.workplace.queries.places import InCharge
from houvast.workplace.queries.rights import decides, educates, guides, manages, sees_all_schools
from houvast.workplace.words import MODES, PLACES, missing_in_words

AGREEMENTS = 10
"""So many agreements of meetings stand on a start page."""


def next_url(mark: str) -> str:
    """The address of the next page of a list; empty on the last."""
    return "?" + urlencode({"after": mark}) if mark else ""


def in_charge_words(charge: InCharge, name: str, *, mine: bool = False) -> str:
    """Who is in charge, in words; `name` is empty when nobody is named, `mine` says that it is the reader."""
    return _in_charge(charge, get_language(), named=bool(name), mine=mine) % {"name": name}


@lru_cache(maxsize=64)
def _in_charge(charge: InCharge, _language: str | None, *, named: bool, mine: bool) -> str:
    """The words with a place for the name; the reader's language is a key of the cache."""
    if mine:
        return gettext("you are in charge")
    match charge:
        case InCharge.INSTITUTE_EDUCATOR:
            return gettext("%(name)s is in charge")
        case InCharge.PROGRAMME if named:
            return gettext("the programme is in charge: %(name)s")
        case InCharge.PROGRAMME:
            return gettext("the programme is in charge; nobody is named yet")
        case _:
            return gettext("nobody is in charge yet")


def open_words(open_places: Sequence[str]) -> str:
    """Which guides (names of Triad) are still to be found, in words; empty when nobody is missing."""
    if not open_places:
        return ""
    names = ", ".join(str(PLACES[name]) for name in open_places)
    return gettext("still to be found: %(names)s") % {"names": names}


def student_rows(rows: Sequence[AtWork]) -> tuple[Row, ...]:
    """Students at work as lines of a list: who, where and at which level, who is in charge."""
    page, action, language = addresses("workplace:student"), gettext("Open"), get_language()
    return tuple(
        Row(
            name=row.student_name,
            url=(url := page(row.student)),
            about=level_words(row.level, row.mode, language),
            why=open_words(row.open_places) or in_charge_words(row.in_charge, row.name),
            rating=Rating.AMBER if row.open_places else "",
            action_label=action,
            action_url=url,
        )
        for row in rows
    )


@lru_cache(maxsize=64)
def level_words(level: int, mode: str, _language: str | None) -> str:
    """A level and full-time or part-time, in words; the reader's language is a key of the cache."""
    return gettext("level %(level)s, %(mode)s") % {"level": level, "mode": MODES[Triad.Mode(mode)]}


def placing_rows(viewer: Viewer) -> tuple[Row, ...]:
    """Students for whom a guide is still to be found."""
    page, place = addresses("workplace:student"), addresses("workplace:place")
    return tuple(
        Row(
            name=row.student_name,
            url=page(row.student),
            about=row.school,
            why=open_words(row.open_places),
            action_label=gettext("Choose"),
            action_url=place(row.student),
        )
        for row in at_work.without_guide(viewer)
    )


def registration_rows(found: Sequence[Appointment]) -> tuple[Row, ...]:
    """Registrations that wait for an answer, with what does not fit the norm."""
    page, decide, rows = addresses("workplace:student"), addresses("workplace:decide"), []
    for one in found:
        missing = missing_in_words(one.missing)
        fits = gettext("fits the norm")
        rows.append(
            Row(
                name=one.student.name,
                url=page(one.student_id),
                about=one.training_school.name,
                why="; ".join(missing) if missing else fits,
                rating=Rating.AMBER if missing else Rating.GREEN,
                action_label=gettext("Answer"),
                action_url=decide(one.pk),
            )
        )
    return tuple(rows)


def agreement_rows(viewer: Viewer) -> tuple[Row, ...]:
    """Agreements of review meetings that are still to be done."""
    page, action = addresses("workplace:student"), gettext("Open")
    return tuple(
        Row(
            name=one.what,
            url=page(one.student),
            about=one.name,
            why=one.who,
            due=one.due_on,
            action_label=action,
            action_url=page(one.student),
        )
        for one in meetings.agreements_due(viewer, most=AGREEMENTS)
    )


def meeting_rows(viewer: Viewer, schools: Sequence[TrainingSchool]) -> tuple[Row, ...]:
    """Schools where the two meetings of this year are not both planned (S-106, S-114)."""
    page, plan = addresses("workplace:school"), addresses("workplace:plan-meeting")
    return tuple(
        Row(
            name=one.school.name,
            url=page(one.school.pk),
            why=gettext("student review meetings this school year: %(held)s held, %(planned)s planned of 2")
            % {"held": one.held, "planned": one.planned},
            action_label=gettext("Plan"),
            action_url=plan(one.school.pk),
        )
        for one in meetings.years_of_meetings(schools, viewer.day)
        if one.planned < meetings.A_YEAR
    )


def school_rows(viewer: Viewer, schools: Sequence[TrainingSchool]) -> tuple[Row, ...]:
    """Training schools with how many learn there: all, or those of the viewer."""
    action, every = gettext("Red-green list"), sees_all_schools(viewer)
    page, its_list, rows = addresses("workplace:school"), addresses("workplace:list"), []
    for one in schools:
        n: int = one.placed  # type: ignore[attr-defined]
        words = ngettext("%(n)s student", "%(n)s students", n)
        if not every:
            words = ngettext("%(n)s student of yours", "%(n)s students of yours", n)
        rows.append(
            Row(
                name=one.name,
                url=page(one.pk),
                about=one.region,
                why=words % {"n": n},
                action_label=action,
                action_url=its_list(one.pk),
            )
        )
    return tuple(rows)


def school_page(viewer: Viewer, school_id: uuid.UUID, *, after: str) -> dict[str, Any]:
    """One training school with the viewer's students there; Http404 when the viewer does not work with it."""
    asked = (
        *places.asked_for_school(viewer, school_id, counted=True),
        *at_work.asked_for_students_at(viewer, school_id, after=after),
        places.asked_for_locations(school_id),
        *((meetings.asked_for_meetings(school_id),) if educates(viewer) else ()),
    )
    with asked_ahead(asked):
        found = places.training_school_for(viewer, school_id, counted=True)
        rows, mark = at_work.students_at(viewer, found, after=after)
        return {
            "school": found,
            "locations": places.locations_of(found),
            "students": student_rows(rows),
            "next_url": next_url(mark),
            "meetings": meetings.meetings_of(found) if educates(viewer) else (),
            "may_plan": educates(viewer),
            "today": viewer.day,
        }


def start_page(viewer: Viewer) -> dict[str, Any]:
    """What the start page shows, and how much waits, in words."""
    asked = (
        *places.asked_for_schools(viewer),
        *(meetings.asked_for_agreements(viewer, most=AGREEMENTS) if guides(viewer) else ()),
        *((meetings.asked_for_years(viewer.organisation_id, viewer.day),) if educates(viewer) else ()),
    )
    with asked_ahead(asked):
        return _start_page(viewer)


def _start_page(viewer: Viewer) -> dict[str, Any]:
    schools = places.schools_of(viewer)
    many = not sees_all_schools(viewer) and sum(one.placed for one in schools) > places.PAGE  # type: ignore[attr-defined]
    placing = placing_rows(viewer) if manages(viewer) else ()
    registrations = registration_rows(eligibility.to_decide(viewer)) if decides(viewer) else ()
    due = agreement_rows(viewer) if guides(viewer) else ()
    to_plan = meeting_rows(viewer, schools) if educates(viewer) else ()
    waiting = len(placing) + len(registrations) + len(due) + len(to_plan)
    here = ngettext("%(n)s thing waits for you here.", "%(n)s things wait for you here.", waiting) % {"n": waiting}
    lead = here if waiting else gettext("Who learns where, and who guides.")
    return {
        "lead": lead,
        "placing": placing,
        "registrations": registrations,
        "agreements": due,
        "meetings": to_plan,
        "mine": student_rows(at_work.my_students(viewer)) if guides(viewer) and not many else (),
        "many": many,
        "schools": school_rows(viewer, schools),
        "manages": manages(viewer),
        "decides": decides(viewer),
        "all_schools": sees_all_schools(viewer),
        "guides": guides(viewer),
        "today": viewer.day,
    }


def start_link(viewer: Viewer) -> Link | None:
    """The way to these pages, for who works with them."""
    if sees_all_schools(viewer) or guides(viewer):
        return Link(label=gettext("Workplace learning"), url=reverse("workplace:start"), icon="school")
    return None
