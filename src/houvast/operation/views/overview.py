"""The administration's own start: what is set up, what waits."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from houvast.operation.queries.confidence import has_officer, how_many_wait
from houvast.operation.queries.organisation import SetUp, latest_acts, set_up_of
from houvast.operation.views.office import Role, office
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Row

PEOPLE = (Role.ADMINISTRATOR, Role.STUDENT_ADMINISTRATION, Role.TEAM_LEADER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows that belong together, under a heading."""

    title: str
    rows: list[Row]


@office(*PEOPLE, methods=("GET",))
def overview(request: HttpRequest) -> HttpResponse:
    viewer = door.viewer(request)
    is_administrator = viewer.has_role(Role.ADMINISTRATOR)
    state = set_up_of(viewer)
    parts = [Part(title=_("Students and coaches"), rows=_students(state))]
    if is_administrator:
        parts += [
            Part(title=_("The school"), rows=_school(state)),
            Part(title=_("People and signing in"), rows=_people(state, viewer)),
            Part(title=_("Other organisations and systems"), rows=_others()),
            Part(title=_("Keeping it running"), rows=_running()),
        ]
    context = {
        "parts": parts,
        "acts": latest_acts(viewer) if is_administrator else (),
        "waits": bool(state.without_coach or state.unknown_identity),
    }
    return render(request, "operation/overview.html", context)


def _school(state: SetUp) -> list[Row]:
    """What the school is, and when it wants to be warned."""
    return [
        Row(
            name=_("The institution"),
            url=reverse("administration-organisation"),
            why=_("name, region, colour, weeks without a talk, mail"),
        ),
        Row(
            name=_("Colleges, teams and classes"),
            url=reverse("administration-units"),
            why=ngettext("%(n)s unit", "%(n)s units", state.units) % {"n": state.units}
            if state.units
            else _("none yet: add the first one"),
        ),
        Row(
            name=_("Programmes"),
            url=reverse("administration-programmes"),
            why=ngettext("%(n)s programme", "%(n)s programmes", state.programmes) % {"n": state.programmes}
            if state.programmes
            else _("none yet: add one, or import the students"),
        ),
        Row(
            name=_("Alert rules"),
            url=reverse("alert-rules"),
            why=_("when an alert comes, and how much a coach can answer"),
        ),
    ]


def _people(state: SetUp, viewer: Viewer) -> list[Row]:
    """Who works here and how they come in; first what keeps people out."""
    return [
        *_waiting(viewer),
        Row(
            name=_("Staff and roles"),
            url=reverse("administration-staff"),
            why=ngettext("%(n)s person with a role", "%(n)s people with a role", state.staff) % {"n": state.staff},
        ),
        Row(
            name=_("Signing in"),
            url=reverse("administration-sign-in"),
            why=_("through your own school, and for whom a second step is asked"),
        ),
        Row(
            name=_("Partners"),
            url=reverse("administration-partners"),
            why=_("people of other organisations, and which students they see"),
        ),
    ]


def _waiting(viewer: Viewer) -> list[Row]:
    """That nobody can confirm who opens what is told in confidence, and how many wait for it."""
    count = how_many_wait(viewer)
    if not has_officer(viewer):
        why = _("nobody can confirm roles that open what is told in confidence; whoever runs the server appoints one")
        return [Row(name=_("No privacy officer"), url=reverse("administration-staff"), rating="amber", why=why)]
    if not count:
        return []
    said = ngettext("%(n)s role waits for the privacy officer", "%(n)s roles wait for the privacy officer", count)
    return [
        Row(name=_("Not confirmed yet"), url=reverse("administration-staff"), rating="amber", why=said % {"n": count})
    ]


def _others() -> list[Row]:
    """Who takes over, and what is connected."""
    return [
        Row(
            name=_("Partner desks"),
            url=reverse("administration-desks"),
            why=_("who takes over from others, and whom others can choose"),
        ),
        Row(
            name=_("Other installations"),
            url=reverse("administration-connections"),
            why=_("exchange handovers over a signed line"),
        ),
        Row(
            name=_("Connected sources"),
            url=reverse("administration-sources"),
            why=_("systems that students, results and absence come from, and what does not agree"),
        ),
        Row(
            name=_("Connected systems"),
            url=reverse("administration-systems"),
            why=_("which other systems read or write here"),
        ),
    ]


def _students(state: SetUp) -> list[Row]:
    """Who is around a student, and what is not known yet."""
    return [
        Row(
            name=_("Coaches per class"),
            url=reverse("administration-coaches"),
            why=_("assign whole classes at once"),
        ),
        Row(
            name=_("Students without a coach"),
            url=f"{reverse('administration-students')}?which=without-coach",
            rating="red" if state.without_coach else "green",
            why=ngettext("%(n)s student", "%(n)s students", state.without_coach) % {"n": state.without_coach}
            if state.without_coach
            else _("nobody: every student has a coach"),
        ),
        Row(
            name=_("Unknown names and birth dates"),
            url=f"{reverse('administration-students')}?which=unknown",
            rating="amber" if state.unknown_identity else "green",
            why=ngettext("%(n)s student", "%(n)s students", state.unknown_identity) % {"n": state.unknown_identity}
            if state.unknown_identity
            else _("nothing is unknown"),
        ),
        Row(
            name=_("Possible doubles"),
            url=reverse("administration-doubles"),
            why=_("two records that may be one person"),
        ),
        Row(
            name=_("Students, guardians and coaches"),
            url=reverse("administration-students"),
            why=_("who is around a student"),
        ),
    ]


def _running() -> list[Row]:
    """What keeps the installation running."""
    return [
        Row(
            name=_("How Houvast runs"),
            url=reverse("administration-condition"),
            why=_("space, backup, mail, worker: what asks for a look"),
        ),
        Row(
            name=_("Tasks in the background"),
            url=reverse("administration-tasks"),
            why=_("what waits, what failed, try again"),
        ),
        Row(name=_("Outbox"), url=reverse("administration-outbox"), why=_("mail that waits or was given up")),
        Row(name=_("Imports"), url=reverse("administration-imports"), why=_("what was loaded, by whom, what was left")),
        Row(
            name=_("Is everything whole?"),
            url=reverse("administration-integrity"),
            why=_("the logs of dossiers, and data that contradict themselves"),
        ),
    ]
