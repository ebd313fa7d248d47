"""What the tests of this folder play with: students with a reason, a meeting, a youth team outside school."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from houvast.alerts.models import Alert
from houvast.careteam.models import Meeting
from houvast.core.handover.desks import DeskKind
from houvast.guidance.models import Agreement, Contact, Talk
from houvast.handover.actions import make_desk
from houvast.handover.models import Desk
from houvast.people.clock import now, today
from houvast.people.models import Organisation, Person, RoleAssignment
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person, make_student

DAY = timedelta(days=1)


def overdue(student: Person, by: Person, days: int = 5) -> Agreement:
    """An agreement that is past its day."""
    talk = Talk.objects.create(
        organisation=student.organisation,
        student=student,
        kind="progress",
        held_on=today() - 20 * DAY,
        led_by=by,
        report="We spraken af.",
        goes_well="Komt op tijd.",
        recorded_at=now(),
    )
    return Agreement.objects.create(
        organisation=student.organisation,
        student=student,
        talk=talk,
        what="Planning maken",
        side="student",
        due_on=today() - days * DAY,
    )


def alerted(student: Person, *, rule: str = "no-talk", late: bool = False) -> Alert:
    """An open alert about this student."""
    return Alert.objects.create(
        organisation=student.organisation,
        student=student,
        rule=rule,
        tone="concern",
        state="owned" if late else "raised",
        measured_on=today(),
        raised_on=today() - 10 * DAY,
        answer_by=today() - DAY if late else None,
    )


def spoken(student: Person, days_ago: int = 3) -> None:
    """This student was talked with lately: no reason by itself."""
    Contact.objects.filter(student=student).update(latest_talk_on=today() - days_ago * DAY)


def classmates(cast: Cast, count: int) -> list[Person]:
    """Students of the same class, each with an alert and an agreement past its day."""
    made = [
        make_student(cast.organisation, f"Klasgenoot{number}", "Vriend", cast.group, number=f"2{number:05}")
        for number in range(count)
    ]
    for one in made:
        alerted(one)
        overdue(one, cast.coach)
    return made


def planned(cast: Cast, *, kind: str = "care_team", by: str = "support_advisor", days: int = 0) -> Meeting:
    """A meeting of the team, planned on its page by this member of the cast."""
    typed = {
        "kind": kind,
        "unit": str(cast.team.pk),
        "planned_on": (today() + days * DAY).isoformat(),
        "starts_at": "15:00",
        "place": "B1.04",
    }
    answer = cast.client(by).post(reverse("careteam:plan"), typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Meeting.objects.latest("id")


def text_of(client: Client, name: str, *args: Any) -> str:
    """A page that opens, as text."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def youth_team(name: str = "Jeugdteam Demo") -> tuple[Desk, Person]:
    """A youth team of another organisation with one helper, who has an account and no reach into any school."""
    town = Organisation.objects.create(name="Ouder- en Kindteams", kind=Organisation.Kind.PARTNER)
    desk = make_desk(organisation=town, kind=DeskKind.YOUTH_TEAM, name=name)
    helper = make_person(town, "Yara", "Jeugd")
    give_role(helper, RoleAssignment.Role.YOUTH_TEAM, desk.unit)
    make_account(helper)
    return desk, helper


def browser(person: Person) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person.account)
    return client
