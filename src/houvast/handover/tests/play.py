"""A school, a student and desks of a municipality: what the tests of this folder begin with."""

from dataclasses import dataclass
from datetime import timedelta

from houvast.core.handover.desks import DeskKind
from houvast.core.handover.items import Item
from houvast.core.handover.messages import PlanPart
from houvast.core.handover.steps import Ground
from houvast.handover import actions
from houvast.handover.actions import answering
from houvast.handover.models import Desk, Following, Handover
from houvast.people.clock import now, today
from houvast.people.models import Organisation, Person, RoleAssignment
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, make_account, make_person

TOLD = {
    Item.WHY: "Sam zoekt een leerbaan.",
    Item.ENROLMENT: "Medewerker ICT, niveau 2, tot 1 november.",
    Item.NEEDS: "Een rustige plek om te beginnen.",
    Item.PLAN: "",
}
PLAN = (PlanPart(who="Sam", what="cv maken", where="thuis", due_on=None), PlanPart(who="Rosa", what="bellen met Sam"))


@dataclass(slots=True)
class Town:
    """A municipality with a desk of the Doorstroompunt and one of youth advisers, and who work there."""

    organisation: Organisation
    rmc: Desk
    youth: Desk
    officer: Person
    adviser: Person


def make_town(cast: Cast) -> Town:
    town = cast.partner.organisation
    rmc = actions.make_desk(organisation=town, kind=DeskKind.RMC, name="Doorstroompunt Demo")
    youth = actions.make_desk(organisation=town, kind=DeskKind.YOUTH_ADVISER, name="Jongerenpunt Demo")
    return Town(
        organisation=town,
        rmc=rmc,
        youth=youth,
        officer=staff(rmc, "Rosa", "Doorstroom"),
        adviser=staff(youth, "Joep", "Jongerenpunt"),
    )


def staff(desk: Desk, given: str, family: str) -> Person:
    """Somebody with an account who works at this desk."""
    person = make_person(desk.of, given, family)
    RoleAssignment.objects.create(
        organisation=desk.of,
        person=person,
        role=desk.kind,
        unit=desk.unit,
        starts_on=today() - timedelta(days=9),
        confirmed_at=now(),
    )
    make_account(person)
    return person


def asked(cast: Cast, desk: Desk, *, ground: Ground = Ground.CONSENT, told: dict[Item, str] | None = None) -> Handover:
    draft = actions.AskDraft(
        told=TOLD if told is None else told, until=today() + timedelta(days=200), desk=desk, ground=ground, plan=PLAN
    )
    return actions.ask(student=cast.student, by=Viewer(cast.coach), draft=draft, at=now())


def agreed(handover: Handover, *items: Item) -> Handover:
    """The student says yes to these items, or to all of them."""
    actions.agree(
        handover=handover,
        by=Viewer(handover.student),
        agreed=items or tuple(Item),
        seen_revision=handover.revision,
        at=now(),
    )
    handover.refresh_from_db()
    return handover


def arrived(handover: Handover) -> Following:
    return Following.objects.get(handover_id=handover.pk)


def accepted(handover: Handover, by: Person) -> Following:
    following = arrived(handover)
    actions.accept(following=following, by=Viewer(by), seen_revision=following.revision, at=now())
    return following


def done(handover: Handover, by: Person) -> Following:
    following = accepted(handover, by)
    answering.record_talk(following=following, by=Viewer(by), on=today(), seen_revision=following.revision, at=now())
    actions.confirm(following=following, by=Viewer(by), seen_revision=following.revision, at=now())
    handover.refresh_from_db()
    return following
