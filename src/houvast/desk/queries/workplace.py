"""What waits in workplace learning, for the start page of the placement office and of who guides there."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.desk.queries.section import Section
from houvast.people.viewer import Viewer
from houvast.web.components import Link, Row
from houvast.workplace.queries import (
    at_work,
    counselling,
    dashboard,
    desk_pages,
    eligibility,
    office,
    places,
    placing,
    requests,
    reviews,
)
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
        yield Section(
            title=gettext("What is open in your region"),
            rows=tuple(_open_schools(viewer)),
            empty=gettext("Nothing is open at your training schools."),
            more=Link(label=gettext("The region"), url=reverse("workplace:region")),
        )
    asked = requests.switches(viewer, most=SHOWN)
    if asked:
        yield Section(
            title=gettext("Switches of training school"),
            rows=desk_pages.request_rows(asked),
            counts=True,
            empty="",
            more=Link(label=gettext("All switches"), url=reverse("workplace:switches")),
        )
    if manages(viewer) and (without := placing.count_without(viewer)):
        yield Section(
            title=gettext("Still without a place"),
            rows=(
                Row(
                    name=ngettext("%(n)s student", "%(n)s students", without) % {"n": without},
                    url=reverse("workplace:places"),
                    why=gettext("no place at a training school yet"),
                    action_label=gettext("Places and requests"),
                    action_url=reverse("workplace:places"),
                ),
            ),
            counts=True,
            empty="",
        )


def _open_schools(viewer: Viewer) -> Iterator[Row]:
    """Schools where something is open, the most first."""
    found = [(one.without_guide + one.switches + one.registrations, one) for one in dashboard.open_in(viewer)]
    found.sort(key=lambda pair: (-pair[0], pair[1].school.name))
    for count, one in [pair for pair in found if pair[0]][:SHOWN]:
        url = reverse("workplace:figures", args=(one.school.pk,))
        yield Row(
            name=one.school.name,
            url=url,
            about=one.school.region,
            why=ngettext("%(n)s thing is open", "%(n)s things are open", count) % {"n": count},
            action_label=gettext("Open"),
            action_url=url,
        )


def subject_coordinator(viewer: Viewer) -> Iterator[Section]:
    """Switches that were refused and came to the subject coordinator."""
    yield Section(
        title=gettext("Switches of training school"),
        rows=desk_pages.request_rows(requests.switches(viewer, most=SHOWN)),
        empty=gettext("Nobody asks for another training school now."),
        more=Link(label=gettext("All switches"), url=reverse("workplace:switches")),
    )


def third_chances(viewer: Viewer) -> Iterator[Section]:
    """Requests for a third chance, for who advises and who decides."""
    yield Section(
        title=gettext("Requests for a third chance"),
        rows=desk_pages.request_rows(requests.third_chances(viewer, most=SHOWN)),
        empty=gettext("Nobody asks for a third chance now."),
        more=Link(label=gettext("All requests"), url=reverse("workplace:third-chances")),
    )


def _guide(viewer: Viewer) -> Iterator[Section]:
    to_plan = office.meeting_rows(viewer, places.schools_of(viewer))[:SHOWN] if educates(viewer) else ()
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
        rows=office.student_rows(at_work.my_students(viewer, most=SHOWN)),
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
    """Requests for a third chance, and advice of the counsellor that students released, to weigh in a decision."""
    yield from third_chances(viewer)
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
