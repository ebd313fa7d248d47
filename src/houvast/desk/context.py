"""The main navigation of whoever looks."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from houvast.desk.links import address_of
from houvast.desk.queries.caseload import has_caseload, may_look_up
from houvast.desk.queries.transfer import at_feeder_school
from houvast.directory.words import NAME as DIRECTORY_NAME
from houvast.handover.queries import works_at_a_desk
from houvast.helpdesk.boards import boards_for
from houvast.helpdesk.rights import works_at_helpdesk
from houvast.monitor.queries.reach import has_figures
from houvast.people.models import Account, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.actions.emergency import may_open
from houvast.transfer.queries.reach import has_board, has_own_way
from houvast.web.addresses import addresses
from houvast.web.components import Link
from houvast.workplace.queries.counselling import counsels
from houvast.workplace.queries.places import is_placed
from houvast.workplace.queries.rights import works_here

IMPORTERS = frozenset({RoleAssignment.Role.ADMINISTRATOR, RoleAssignment.Role.STUDENT_ADMINISTRATION})

RECORDERS = frozenset(
    {
        RoleAssignment.Role.TEACHER,
        RoleAssignment.Role.STUDY_COACH,
        RoleAssignment.Role.STUDENT_ADMINISTRATION,
    }
)

HOLDS_MEETINGS = frozenset({RoleAssignment.Role.SUPPORT_ADVISOR, RoleAssignment.Role.TEAM_LEADER})


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`navigation` for the frame: few links, in the reader's words, only to pages that are for this person."""
    if not isinstance(getattr(request, "user", None), Account):
        return {"navigation": ()}
    viewer = door.viewer(request)
    found = [pair for pair in _pages(viewer) if pair[1]]
    here = max((url for _, url in found if _is_here(url, request.path)), key=len, default=_beside(found, request.path))
    links: dict[str, Any] = {
        "navigation": tuple(Link(label=label, url=url, current=url == here) for label, url in found)
    }
    if may_open(viewer) and (emergency := address_of("emergency")):
        links["footer_links"] = (Link(label=gettext("A student needs help now"), url=emergency),)
    return links


def _pages(viewer: Viewer) -> list[tuple[str, str]]:
    if viewer.person.is_student and not viewer.roles:
        return _of_student(viewer)
    pages = [(gettext("Start"), address_of("start"))]
    guides = not at_feeder_school(viewer)
    if guides and viewer.roles and may_look_up(viewer):
        label = gettext("My students") if has_caseload(viewer) else gettext("Look up a student")
        pages.append((label, address_of("students")))
    if guides and has_caseload(viewer):
        pages.append((gettext("Alerts"), address_of("alerts")))
    if viewer.roles:
        pages.append((gettext("Procedures"), address_of("cases:procedures")))
    pages += _meetings(viewer)
    if works_at_a_desk(viewer):
        pages.append((gettext("Our desk"), address_of("partner-desk")))
    if has_board(viewer):
        pages.append((gettext("Transfer"), address_of("transfer")))
    pages += _apart(viewer)
    if has_figures(viewer) and not viewer.role_names <= {RoleAssignment.Role.TEACHER}:
        pages.append((gettext("Figures"), address_of("monitor:overview")))
    pages += _at_work(viewer)
    pages += _own_way(viewer)
    if guides and viewer.role_names & RECORDERS:
        pages.append((gettext("Who is there?"), address_of("absence:groups")))
    if viewer.role_names & IMPORTERS:
        pages.append((gettext("Import"), address_of("import")))
    return [*pages, (str(DIRECTORY_NAME), address_of("directory:home")), *_offices(viewer)]


def _of_student(viewer: Viewer) -> list[tuple[str, str]]:
    """What is a student's own."""
    return [
        (gettext("My page"), address_of("start")),
        *_own_way(viewer),
        *_own_work(viewer),
        (gettext("My plan"), addresses("plan:of-student")(viewer.person.pk)),
        (gettext("My dossier"), addresses("student")(viewer.person.pk)),
        (gettext("What we see"), address_of("alert-place", viewer.person.pk)),
        (gettext("Who looked?"), address_of("who-looked")),
        (gettext("My data"), address_of("my-data")),
        (str(DIRECTORY_NAME), address_of("directory:home")),
    ]


def _apart(viewer: Viewer) -> list[tuple[str, str]]:
    """The helpdesk, and the boards that judge what a student contests: both stand apart from the school."""
    pages = [(gettext("Helpdesk"), address_of("helpdesk:inbox"))] if works_at_helpdesk(viewer) else []
    return pages + ([(gettext("Appeals and complaints"), address_of("helpdesk:board"))] if boards_for(viewer) else [])


def _offices(viewer: Viewer) -> list[tuple[str, str]]:
    """The desks of whoever arranges the house or guards its privacy."""
    desks = (
        (RoleAssignment.Role.PRIVACY_OFFICER, gettext("Privacy"), "privacy-officer"),
        (RoleAssignment.Role.ADMINISTRATOR, gettext("Administration"), "administration"),
    )
    return [(label, address_of(name)) for role, label, name in desks if viewer.has_role(role)]


def _meetings(viewer: Viewer) -> list[tuple[str, str]]:
    """Care team and student review, for who can lead one."""
    return [(gettext("Meetings"), address_of("careteam:start"))] if viewer.role_names & HOLDS_MEETINGS else []


def _own_way(viewer: Viewer) -> list[tuple[str, str]]:
    """The way to mbo of the viewer, or of a child of the viewer."""
    return [(gettext("My way to mbo"), address_of("my-transfer"))] if has_own_way(viewer) else []


def _at_work(viewer: Viewer) -> list[tuple[str, str]]:
    """Workplace learning, for who places or guides teacher students; the student counsellor's own desk."""
    pages = [(gettext("Workplace learning"), address_of("workplace:start"))] if works_here(viewer) else []
    return pages + ([(gettext("Student counsellor"), address_of("workplace:counsellor"))] if counsels(viewer) else [])


def _own_work(viewer: Viewer) -> list[tuple[str, str]]:
    """Where a teacher student learns at work, for who is placed."""
    if not is_placed(viewer.person, viewer.day):
        return []
    return [(gettext("Workplace learning"), addresses("workplace:student")(viewer.person.pk))]


def _beside(pages: list[tuple[str, str]], path: str) -> str:
    """The only link in the same first folder as this page, which lies beside it and not below; else nothing."""
    folder = f"/{path.split('/')[1]}/"
    found = [url for _, url in pages if folder != "//" and url.startswith(folder)]
    return found[0] if len(found) == 1 else ""


def _is_here(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
