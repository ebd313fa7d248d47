"""The partner desks of the demonstration: one person at each, and somebody who was handed over, reported or followed."""

from datetime import timedelta

from houvast.core.handover.desks import DeskKind, Group
from houvast.core.handover.items import Item
from houvast.core.handover.messages import PlanPart, Who
from houvast.core.handover.steps import Ground
from houvast.handover import actions
from houvast.handover.actions.answering import record_talk
from houvast.handover.models import Desk, Following, Handover
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.clock import now
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy.scope import organisation_scope

DESKS = (
    (DeskKind.ATTENDANCE_OFFICER, "Leerplicht Houvast", "Lotte", "Prins",
     "Leerplichtambtenaar aan het loket: een melding van school wacht op antwoord.",
     "Attendance officer at a desk: a report of a school waits for an answer."),
    (DeskKind.RMC, "Doorstroompunt Houvast", "Ravi", "Doorn",
     "Doorstroompunt: een overdracht wacht, en je volgt wie nog geen startkwalificatie heeft.",
     "Doorstroompunt: a handover waits, and you follow who has no basic qualification yet."),
    (DeskKind.YOUTH_ADVISER, "Jongerenpunt Houvast", "Joep", "Jonker",
     "Jongerenadviseur: je zei ja, en spreekt vandaag met de coach.",
     "Youth adviser: you said yes, and talk with the coach today."),
    (DeskKind.YOUTH_TEAM, "MBO-Jeugdteam Houvast", "Yasmin", "Teunissen",
     "Jeugdteam: na twee weken kijk je terug of er nog contact is.",
     "Youth team: after two weeks you look back whether there is still contact."),
    (DeskKind.OUTREACH, "Straathoekwerk Houvast", "Otis", "Vrolijk",
     "Outreachend werker: twee keer geprobeerd, en morgen weer.",
     "Outreach worker: tried twice, and again tomorrow."),
    (DeskKind.JOB_COACH, "Werkpunt Houvast", "Jolanda", "Werkman",
     "Jobcoach: iemand met een entreediploma en werk, die ook wordt gevolgd.",
     "Job coach: somebody with an entree diploma and work, who is followed too."),
)  # fmt: skip


def tell_partners(teller: Teller) -> None:
    """Open the desks of the municipality and tell who came there, each by the actions of the house."""
    town, _ = Organisation.objects.get_or_create(
        name="Gemeente Houvast", defaults={"kind": Organisation.Kind.MUNICIPALITY}
    )
    school = teller.school.organisation
    with organisation_scope([town.pk, school.pk]):
        desks, people = _desks(teller, town)
        _at_school(school)
        _report(teller, desks[DeskKind.ATTENDANCE_OFFICER])
        _waits(teller, desks[DeskKind.RMC])
        _accepted(teller, desks[DeskKind.YOUTH_ADVISER], people[DeskKind.YOUTH_ADVISER])
        _looks_back(teller, desks[DeskKind.YOUTH_TEAM], people[DeskKind.YOUTH_TEAM])
        _tried(teller, desks[DeskKind.OUTREACH], people[DeskKind.OUTREACH])
        _at_work(teller, desks[DeskKind.JOB_COACH], people[DeskKind.JOB_COACH])
        _asked(teller, desks[DeskKind.RMC])


def _desks(teller: Teller, town: Organisation) -> tuple[dict[DeskKind, Desk], dict[DeskKind, Person]]:
    desks, people = {}, {}
    for kind, name, given, family, nl, en in DESKS:
        desk = desks[kind] = actions.make_desk(organisation=town, kind=kind, name=name)
        person = people[kind] = Person.objects.create(
            organisation=town, given_name=given, family_name=family, sort_name=f"{family} {given}".lower(),
            created_at=clock.now(),
        )  # fmt: skip
        RoleAssignment.objects.create(
            organisation=town,
            person=person,
            role=kind.value,
            unit=desk.unit,
            starts_on=teller.day(300),
            confirmed_at=now(),
        )
        teller.account(person, nl, en)
    return desks, people


def _at_school(school: Organisation) -> None:
    """Faces that students meet in the corridors: a desk of the school itself, and youth work that comes along."""
    for kind, name, where in (
        (
            DeskKind.YOUTH_TEAM,
            "MBO-team Houvast",
            "lokaal 1.12, elke dag van 9 tot 15 uur, en in de eerste weken in de klas",
        ),
        (DeskKind.OUTREACH, "Jongerenwerk op school", "in de kantine, dinsdag en donderdag van 12 tot 14 uur"),
    ):
        actions.make_desk(organisation=school, kind=kind, name=name, at_school=True, where_and_when=where)


def _given(
    teller: Teller, who: tuple[str, str, str], desk: Desk, days_ago: int, why: str, *, ground: Ground = Ground.CONSENT
) -> Handover:
    given, family, number = who
    student = teller.student(given, "", family, number=number, age=19 if ground is Ground.CONSENT else 17)
    told = {Item.WHY: why, Item.ENROLMENT: "Medewerker ICT, niveau 2."}
    plan: tuple[PlanPart, ...] = ()
    if ground is Ground.CONSENT:
        told |= {Item.GOES_WELL: "Komt kleine afspraken na.", Item.NEEDS: "Eén vast gezicht.", Item.PLAN: ""}
        plan = (
            PlanPart(who=given, what="donderdag langskomen", where="bij het loket", due_on=teller.day(days_ago - 7)),
            PlanPart(who="Carla", what="belt nog één keer mee"),
        )
    with teller.on(days_ago):
        draft = actions.AskDraft(
            told=told, until=clock.today() + timedelta(days=180), desk=desk, ground=ground, plan=plan
        )
        return actions.ask(student=student, by=Viewer(teller.staff.coach), draft=draft, at=clock.now())


def _agreed(teller: Teller, handover: Handover, days_ago: int) -> Following:
    with teller.on(days_ago):
        actions.agree(
            handover=handover,
            by=Viewer(handover.student),
            agreed=tuple(Item),
            own_words="Ik wil graag verder, maar op mijn tempo.",
            seen_revision=handover.revision,
            at=clock.now(),
        )
    return Following.objects.get(handover_id=handover.pk)


def _report(teller: Teller, desk: Desk) -> None:
    why = "In vier weken 22 uur niet op school geweest; twee gesprekken gehad."
    _given(teller, ("Noah", "Blok", "300101"), desk, 1, why, ground=Ground.LAW)


def _waits(teller: Teller, desk: Desk) -> None:
    handover = _given(teller, ("Milou", "Kuipers", "300102"), desk, 4, "Stopt met de opleiding en zoekt een leerbaan.")
    _agreed(teller, handover, 2)


def _accepted(teller: Teller, desk: Desk, by: Person) -> None:
    handover = _given(teller, ("Tarik", "Demir", "300103"), desk, 9, "Wil werken en later terug naar school.")
    following = _agreed(teller, handover, 7)
    with teller.on(5):
        actions.accept(following=following, by=Viewer(by), seen_revision=following.revision, at=clock.now())


def _looks_back(teller: Teller, desk: Desk, by: Person) -> None:
    handover = _given(teller, ("Fenna", "Postma", "300104"), desk, 24, "Zoekt rust en iemand om mee te praten.")
    following = _agreed(teller, handover, 21)
    viewer = Viewer(by)
    with teller.on(18):
        actions.accept(following=following, by=viewer, seen_revision=following.revision, at=clock.now())
        record_talk(following=following, by=viewer, on=clock.today(), seen_revision=following.revision, at=clock.now())
        _did(following, viewer, "first_contact", "Kennisgemaakt op school, samen met Carla.", 3)
    with teller.on(14):
        actions.confirm(following=following, by=viewer, seen_revision=following.revision, at=clock.now())


def _did(following: Following, by: Viewer, kind: str, text: str, next_in: int) -> None:
    draft = actions.EntryDraft(kind=kind, on=clock.today(), text=text, next_on=clock.today() + timedelta(days=next_in))
    actions.record(following=following, by=by, draft=draft, at=clock.now())


def _registered(teller: Teller, desk: Desk, by: Person, name: tuple[str, str], group: Group, held: str) -> Following:
    who = Who(key=new_id(), given_name=name[0], family_name=name[1], birth_date=teller.day(365 * 20 + 90))
    draft = actions.Registered(who=who, group=group, qualifications=(held,) if held else ())
    return actions.register(desk=desk, by=Viewer(by), draft=draft, at=clock.now())


def _tried(teller: Teller, desk: Desk, by: Person) -> None:
    with teller.on(20):
        following = _registered(teller, desk, by, ("Dani", "Roos"), Group.NO_QUALIFICATION, "")
    for days_ago in (12, 6):
        with teller.on(days_ago):
            _did(following, Viewer(by), "tried", "Aangebeld; niemand thuis, briefje achtergelaten.", 7)


def _at_work(teller: Teller, desk: Desk, by: Person) -> None:
    with teller.on(60):
        following = _registered(teller, desk, by, ("Quinty", "Haan"), Group.ENTREE_EMPLOYED, "entree")
    with teller.on(40):
        _did(following, Viewer(by), "talk", "Werkt vier dagen in de horeca; denkt aan niveau 2.", 43)


def _asked(teller: Teller, desk: Desk) -> None:
    """The student's own question: may we tell this?"""
    handover = _given(teller, ("Luuk", "Vermeer", "300105"), desk, 1, "Wil weten welke hulp er na school is.")
    teller.account(
        handover.student,
        "Student: mag je school jou overdragen? Jij bepaalt per onderdeel wat er wordt verteld.",
        "Student: may your school hand you over? You decide, item by item, what is told.",
    )
