"""What waits in workplace learning, for the start page of the placement office and of who guides there."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from houvast.desk.queries.section import Section
from houvast.people.viewer import Viewer
from houvast.web.components import Link
from houvast.workplace.queries import eligibility, office, places
from houvast.workplace.queries.rights import decides, educates, manages

SHOWN = 10


def sections(viewer: Viewer, *, of_office: bool) -> Iterator[Section]:
    """The office: registrations to answer and guides to find. Who guides: meetings to plan and the own students."""
    if of_office:
        yield from _office(viewer)
    else:
        yield from _guide(viewer)


def _office(viewer: Viewer) -> Iterator[Section]:
    to_all = Link(label=gettext("Workplace learning"), url=reverse("workplace:start"))
    if decides(viewer):
        yield Section(
            title=gettext("Appointments that wait for an answer"),
            rows=office.registration_rows(eligibility.to_decide(viewer, most=SHOWN)),
            counts=True,
            empty=gettext("Every registration has its answer."),
            more=Link(label=gettext("Paid appointments"), url=reverse("workplace:inventory")),
        )
    if manages(viewer):
        yield Section(
            title=gettext("A guide is still to be found"),
            rows=office.placing_rows(viewer)[:SHOWN],
            counts=True,
            empty=gettext("Every student at work has a supervisor and both educators."),
            more=to_all,
        )
    else:
        yield Section(title=gettext("Workplace learning"), empty=gettext("Your training schools."), more=to_all)


def _guide(viewer: Viewer) -> Iterator[Section]:
    to_plan = office.meeting_rows(viewer)[:SHOWN] if educates(viewer) else ()
    if to_plan:
        yield Section(title=gettext("Student review meetings to plan"), rows=to_plan, counts=True, empty="")
    due = office.agreement_rows(viewer)
    if due:
        yield Section(title=gettext("Agreements of student review meetings"), rows=due, counts=True, empty="")
    yield Section(
        title=gettext("My students at work"),
        rows=office.student_rows(places.my_students(viewer, most=SHOWN)),
        empty=gettext("No student is placed with you now."),
        more=Link(label=gettext("Workplace learning"), url=reverse("workplace:start")),
    )
