"""What waits in workplace learning, for the start page of the placement office and of who guides there."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from houvast.desk.queries.section import Section
from houvast.people.viewer import Viewer
from houvast.web.components import Link, Row
from houvast.workplace.queries import counselling, eligibility, office, places, reviews
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
    running = reviews.running_reviews(viewer, most=SHOWN)
    if running:
        yield Section(
            title=gettext("Progress reviews that run"),
            rows=tuple(
                Row(
                    name=one.student.name,
                    url=reverse("workplace:review", args=(one.pk,)),
                    due=one.planned_on,
                    action_label=gettext("Open"),
                    action_url=reverse("workplace:review", args=(one.pk,)),
                )
                for one in running
            ),
            counts=True,
            empty="",
        )
    yield Section(
        title=gettext("My students at work"),
        rows=office.student_rows(places.my_students(viewer, most=SHOWN)),
        empty=gettext("No student is placed with you now."),
        more=Link(label=gettext("Workplace learning"), url=reverse("workplace:start")),
    )


def counsellor(viewer: Viewer) -> Iterator[Section]:
    """Who asked the student counsellor for a talk."""
    asked = counselling.desk_page(viewer)["asked"][:SHOWN]
    yield Section(
        title=gettext("Asked for a talk"),
        rows=tuple(
            Row(
                name=one.student.name,
                url=reverse("workplace:counsellor-of", args=(one.student_id,)),
                action_label=gettext("Plan the talk"),
                action_url=reverse("workplace:plan-counsellor", args=(one.pk,)),
            )
            for one in asked
        ),
        counts=True,
        empty=gettext("Nobody waits for a day."),
        more=Link(label=gettext("To the student counsellor's desk"), url=reverse("workplace:counsellor")),
    )


def education_manager(viewer: Viewer) -> Iterator[Section]:
    """Advice of the counsellor that students released, to weigh in a decision."""
    yield Section(
        title=gettext("Advice that the student released"),
        rows=tuple(
            Row(
                name=one.student.name,
                url=reverse("workplace:advice", args=(one.pk,)),
                why=str(word),
                action_label=gettext("Read"),
                action_url=reverse("workplace:advice", args=(one.pk,)),
            )
            for one, word in counselling.advice_to_weigh(viewer, most=SHOWN)
        ),
        empty=gettext("There is no advice to weigh."),
    )
