"""What the pages of the institute's desks show."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from houvast.people.prepared import asked_ahead
from houvast.people.viewer import Viewer
from houvast.web.addresses import addresses
from houvast.web.components import Link, Row
from houvast.workplace.queries import dashboard, placing, requests
from houvast.workplace.queries.requests import Asked
from houvast.workplace.queries.rights import decides, manages


def request_rows(found: Sequence[Asked]) -> tuple[Row, ...]:
    """Requests as lines of a list: who, of which school, where it stands, and the viewer's own part."""
    return tuple(
        Row(
            name=one.student.name,
            url=one.url,
            about=one.school.name if one.school else "",
            why=_where(one),
            due=None if one.ended else one.due_on,
            action_label=gettext("Do your part") if one.mine else gettext("Open"),
            action_url=one.mine or one.url,
        )
        for one in found
    )


def _where(one: Asked) -> str:
    """The step it is at; and what waits for somebody else, by its name, unless the reader is asked something first."""
    if one.mine or not one.turn:
        return one.where
    return gettext("%(step)s; waits for: %(turn)s") % {"step": one.where, "turn": one.turn}


def places_page(viewer: Viewer, *, year: str, after: str) -> dict[str, Any]:
    """Places and requests of a school year; Http404 for a year of which nobody tells places."""
    years = placing.years(viewer)
    if year and year not in years:
        raise Http404
    chosen = year or years[0]
    asked = (
        *placing.asked_for_places(viewer, chosen),
        *placing.asked_without(viewer, after=after),
        *requests.asked_for_switches(viewer),
    )
    with asked_ahead(asked):
        return _places_page(viewer, years, chosen, after)


def _places_page(viewer: Viewer, years: Sequence[str], chosen: str, after: str) -> dict[str, Any]:
    rows = placing.places_in(viewer, chosen)
    waiting, mark = placing.without_place(viewer, after=after)
    asked = requests.switches(viewer)
    total = placing.count_without(viewer) if after or mark else len(waiting)
    free = sum(max(one.free or 0, 0) for one in rows)
    words = {"n": total, "free": free}
    page, place = (
        addresses("workplace:student"),
        addresses("workplace:place" if manages(viewer) else "workplace:student"),
    )
    school, offer = addresses("workplace:school"), addresses("workplace:offer", chosen)
    lead = gettext("Every student has a place; %(free)s places are free.")
    if total:
        lead = ngettext(
            "%(n)s student is still without a place; %(free)s places are free.",
            "%(n)s students are still without a place; %(free)s places are free.",
            total,
        )
    return {
        "lead": lead % words,
        "tabs": tuple(Link(label=one, url="?" + urlencode({"year": one}), current=one == chosen) for one in years),
        "year": chosen,
        "places": tuple((one, school(one.school.pk), offer(one.school.pk)) for one in rows),
        "manages": manages(viewer),
        "decides": decides(viewer),
        "requests": request_rows(asked),
        "without": tuple(
            Row(
                name=one.name,
                url=page(one.pk),
                about=one.number,
                action_label=gettext("Choose a place") if manages(viewer) else gettext("Open"),
                action_url=place(one.pk),
            )
            for one in waiting
        ),
        "next_url": "?" + urlencode({"year": chosen, "after": mark}) if mark else "",
        "today": viewer.day,
    }


def region_page(viewer: Viewer, region: str) -> dict[str, Any]:
    """What is open in one region, or in all; Http404 for a region that is not there."""
    names = dashboard.region_names(viewer)
    if region and region not in names:
        raise Http404
    page = dashboard.region_page(viewer, region)
    lead = ngettext("%(n)s thing is open", "%(n)s things are open", page["open"]) % {"n": page["open"]}
    count = ngettext("for %(n)s student.", "for %(n)s students.", page["students"]) % {"n": page["students"]}
    tabs = [Link(label=gettext("All regions"), url=reverse("workplace:region"), current=not region)]
    tabs += [Link(label=one, url="?" + urlencode({"region": one}), current=one == region) for one in names]
    return {
        **page,
        "lead": f"{lead} {count}",
        "tabs": tuple(tabs) if len(names) > 1 else (),
        "region": region,
        "requests": request_rows(requests.switches(viewer, region=region)),
        "today": viewer.day,
    }


def _tabs(*, ended: bool) -> tuple[Link, ...]:
    return (
        Link(label=pgettext("requests", "Open"), url="?show=open", current=not ended),
        Link(label=gettext("Ended"), url="?show=ended", current=ended),
    )


def switches_page(viewer: Viewer, *, ended: bool) -> dict[str, Any]:
    """Switches of training school, with how they go."""
    rows = request_rows(requests.switches(viewer, ended=ended))
    lead = ngettext(
        "%(n)s student asks for another training school.", "%(n)s students ask for another training school.", len(rows)
    )
    return {
        "title": gettext("Switches of training school"),
        "lead": gettext("What was decided about switches.") if ended else lead % {"n": len(rows)},
        "rows": rows,
        "tabs": _tabs(ended=ended),
        "notes": (
            gettext("First a place within the own training school is looked for."),
            gettext("A reason of content is judged on wishes told before 1 April, a personal one on the journey."),
            gettext("Students do not apply elsewhere themselves: only the placement office places."),
        ),
        "empty": gettext("No switch has ended yet.")
        if ended
        else gettext("Nobody asks for another training school now."),
        "today": viewer.day,
    }


def third_chances_page(viewer: Viewer, *, ended: bool) -> dict[str, Any]:
    """Requests for a third chance, with whose turn it is."""
    rows = request_rows(requests.third_chances(viewer, ended=ended))
    lead = ngettext("%(n)s student asks for a third chance.", "%(n)s students ask for a third chance.", len(rows))
    return {
        "title": gettext("Requests for a third chance"),
        "lead": gettext("What was decided about third chances.") if ended else lead % {"n": len(rows)},
        "rows": rows,
        "tabs": _tabs(ended=ended),
        "notes": (
            gettext("The education manager advises first; then the examination board decides."),
            gettext("A talk about suitability comes before it, and the student may appeal against a refusal."),
        ),
        "empty": gettext("No request has ended yet.") if ended else gettext("Nobody asks for a third chance now."),
        "today": viewer.day,
    }
