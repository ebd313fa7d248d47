"""The pages where a person starts: what waits for me, my students, one student, my own page."""

import uuid
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from houvast.core.access.words import Data, Relation
from houvast.desk.filters import filters_in
from houvast.desk.queries import caseload, dossier
from houvast.desk.queries import start as starting
from houvast.desk.queries.caseload import Show
from houvast.desk.queries.parts import Part, part_name, parts_of
from houvast.desk.queries.section import jumps
from houvast.desk.rows import student_rows
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Link

TALK_SHOWS = (Show.ALL, Show.UNSEEN, Show.WAITING, Show.NO_COACH, Show.BIRTH_DATE)
NAME_SHOWS = (Show.ALL, Show.NO_COACH, Show.BIRTH_DATE)


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What waits for whoever signed in: their own page for a student, else the work per role."""
    viewer = door.viewer(request)
    if viewer.person.is_student and not viewer.roles:
        student = door.student(viewer, viewer.person.pk, Data.IDENTITY)
        return render(request, "desk/own.html", dossier.own_page(student, viewer))
    parts = parts_of(viewer)
    chosen = request.GET.get("as", "")
    shown = tuple(part for part in parts if part.value == chosen) or parts
    weeks = viewer.person.organisation.unseen_after_weeks
    sections = starting.sections(viewer, shown, unseen_after_weeks=weeks)
    context = {
        "lead": starting.lead(sections, viewer.day),
        "name": viewer.person.given_name or viewer.person.name,
        "sections": sections,
        "jumps": jumps(sections),
        "switch": _switch(parts, chosen),
        "nothing": not parts and not viewer.roles and not any(one.rows or one.table for one in sections),
        "today": viewer.day,
    }
    return render(request, "desk/start.html", context)


def _switch(parts: tuple[Part, ...], chosen: str) -> tuple[Link, ...]:
    """Links between the roles of one person; nothing for somebody with one role."""
    if len(parts) < 2:  # noqa: PLR2004 - there is something to choose
        return ()
    here = reverse("start")
    known = any(part.value == chosen for part in parts)
    return (
        Link(label=gettext("All my roles"), url=here, current=not known),
        *(Link(label=part_name(part), url=f"{here}?as={part}", current=part.value == chosen) for part in parts),
    )


@login_required
@require_safe
def students(request: HttpRequest) -> HttpResponse:
    """The viewer's students: by how long they wait, or all whom the viewer may look up, by name."""
    viewer = door.viewer(request)
    if not caseload.may_look_up(viewer):
        raise Http404
    has_caseload = caseload.has_caseload(viewer)
    everyone = not has_caseload or request.GET.get("list") == "all"
    filters = filters_in(
        request.GET,
        teams=caseload.teams_of(viewer),
        shows=NAME_SHOWS if everyone else TALK_SHOWS,
        everyone=everyone,
    )
    weeks = viewer.person.organisation.unseen_after_weeks
    found = caseload.caseload(viewer, filters.asked, weeks)
    context = {
        "filters": filters,
        "rows": student_rows(found.rows, viewer.day, weeks),
        "list": request.GET.get("list", ""),
        "tabs": _lists(viewer, request.GET.get("list", "")) if has_caseload else (),
        "everyone": everyone,
        "next_url": _next(request, found.after) if found.after else "",
        "later": bool(filters.asked.after),
        "today": viewer.day,
    }
    return render(request, "desk/students.html", context)


def _lists(viewer: Viewer, chosen: str) -> tuple[Link, ...]:
    here = reverse("students")
    links = [Link(label=gettext("My students"), url=here, current=chosen not in {"all", "mine"})]
    if caseload.coaches_and_more(viewer):
        links.append(Link(label=gettext("Whom I coach"), url=f"{here}?list=mine", current=chosen == "mine"))
    if caseload.looks_up_more(viewer):
        links.append(Link(label=gettext("Look up a student"), url=f"{here}?list=all", current=chosen == "all"))
    return tuple(links) if len(links) > 1 else ()


def _next(request: HttpRequest, after: str) -> str:
    asked = {name: value for name, value in request.GET.items() if value and name != "after"}
    return f"?{urlencode({**asked, 'after': after})}"


@login_required
@require_safe
def student(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """One student: for staff what is due and what happened, for the student and the guardian in their own words."""
    viewer = door.viewer(request)
    found = door.student(viewer, student_id, Data.IDENTITY)
    everything = request.GET.get("all") == "1"
    relations = viewer.relations_read[found.pk]
    if Relation.SELF in relations:
        return render(request, "desk/own_dossier.html", dossier.own_dossier(found, viewer, everything=everything))
    if relations == {Relation.GUARDIAN}:
        return render(request, "desk/own.html", dossier.child_page(found, viewer, everything=everything))
    return render(request, "desk/student.html", dossier.student_page(found, viewer, everything=everything))
