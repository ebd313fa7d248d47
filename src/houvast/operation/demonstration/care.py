"""A care team with its minutes and its next agenda, a question to teachers, a referral, and a word in confidence."""

from datetime import timedelta

from houvast.careteam.actions.confidence import confide, note_read, take, write
from houvast.careteam.actions.items import DecisionDraft, discuss, put_on, wish
from houvast.careteam.actions.meetings import (
    MeetingDraft,
    end_meeting,
    invite,
    plan_meeting,
    seat_colleagues,
    seat_partner,
)
from houvast.careteam.actions.referrals import ReferralDraft, answer_referral, refer
from houvast.careteam.actions.rounds import answer_round, ask_round, close_round
from houvast.careteam.actions.seats import ask_seat
from houvast.careteam.models import Item, Meeting, Member, Round, RoundAnswer
from houvast.careteam.parts import Part
from houvast.careteam.queries.confidence import desks_reached_alone
from houvast.guidance.partners import partners_of
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.ids import new_id
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer


def tell_care(teller: Teller, named: dict[str, Person]) -> None:
    """`named` are the students of the coach by given name. Noor was talked about, Sam asks something himself."""
    _held(teller, named["Noor"])
    _round(teller, named["Noor"], days_ago=12, closed=True)
    _referred(teller, named["Sam"])
    _round(teller, named["Lars"], days_ago=2, closed=False)
    with teller.on(1):
        wish(
            student=named["Sam"],
            by=Viewer(named["Sam"]),
            question="Kan ik op maandag een uur later beginnen? Dan werk ik niet tot laat.",
            on=clock.today(),
        )
    _coming(teller, named["Femke"])
    _in_confidence(teller, named["Daan"])


def _meeting(teller: Teller, in_days: int) -> Meeting:
    draft = MeetingDraft(
        kind=Meeting.Kind.CARE_TEAM,
        unit=teller.team,
        planned_on=clock.today() + timedelta(days=in_days),
        place="lokaal B1.04",
    )
    chair = Viewer(teller.staff.support_advisor)
    meeting = plan_meeting(draft=draft, by=chair, at=clock.now())
    seat_colleagues(meeting=meeting, by=chair, people=[teller.staff.coach, teller.staff.team_leader])
    return meeting


def _held(teller: Teller, noor: Person) -> None:
    """Eight weeks ago: one student, two decisions, minutes."""
    with teller.on(56):
        chair = Viewer(teller.staff.support_advisor)
        meeting = _meeting(teller, 0)
        item = put_on(meeting=meeting, student=noor, by=chair, why="Thuis is het druk. Wat helpt?", at=clock.now())
        due = clock.today() + timedelta(days=14)
        discuss(
            item=item,
            by=chair,
            said="Noor leert het liefst op school. Thuis is er geen rustige plek.",
            for_student="School regelt elke dag een stille plek. Carla loopt er de eerste keer met je heen.",
            decisions=(
                DecisionDraft(side="school", what="Stille plek regelen", due_on=due, owner=teller.staff.coach),
                DecisionDraft(side="student", what="Twee keer uitproberen en zeggen of het helpt", due_on=due),
            ),
            seen_revision=item.revision,
            at=clock.now(),
        )
        meeting.refresh_from_db()
        end_meeting(
            meeting=meeting,
            by=chair,
            present=Member.objects.filter(meeting=meeting).values_list("pk", flat=True),
            minutes="De stilteruimte is voortaan de hele dag open.",
            seen_revision=meeting.revision,
            at=clock.now(),
        )


def _coming(teller: Teller, femke: Person) -> None:
    """In three days: an agenda that filled itself, invited students, a partner who is asked for one of them."""
    chair = Viewer(teller.staff.support_advisor)
    meeting = _meeting(teller, 3)
    put_on(meeting=meeting, student=femke, by=chair, why="Femke zoekt een stage en komt er niet uit.", at=clock.now())
    invite(meeting=meeting, by=chair, at=clock.now())
    partners = partners_of(meeting.organisation_id)
    item = Item.objects.get(meeting=meeting, student=femke)
    if partners:
        member = seat_partner(meeting=meeting, by=chair, person_id=partners[0].person)
        ask_seat(
            item=item,
            member=member,
            parts=[Part.QUESTION, Part.OWN_WORDS],
            why=f"{partners[0].name} kent bedrijven in de buurt en denkt graag met je mee.",
            by=chair,
            at=clock.now(),
        )


def _round(teller: Teller, student: Person, *, days_ago: int, closed: bool) -> None:
    coach = Viewer(teller.staff.coach)
    teaching = RoleAssignment.Role.TEACHER
    if not RoleAssignment.objects.filter(role=teaching, unit=teller.team).exists():
        return
    with teller.on(days_ago):
        question = f"Wat gaat goed bij {student.given_name} in jouw lessen, en wat zou helpen?"
        asked = ask_round(
            student=student,
            by=coach,
            question=question,
            closes_on=clock.today() + timedelta(days=7),
            at=clock.now(),
        )
        if closed:
            _answered(asked)
            close_round(
                asked=asked,
                by=coach,
                in_short="Je werkt netjes en helpt anderen. Een rustige plek helpt je om op gang te komen.",
                shares_answers=False,
                seen_revision=asked.revision,
                at=clock.now(),
            )


def _answered(asked: Round) -> None:
    for answer in RoundAnswer.objects.filter(round=asked).select_related("teacher", "round__student")[:2]:
        answer_round(
            answer=answer,
            by=Viewer(answer.teacher),
            standing=RoundAnswer.Standing.ON_COURSE,
            goes_well="Werkt netjes en helpt anderen.",
            text="Begint pas als het stil is in het lokaal.",
            at=clock.now(),
        )


def _referred(teller: Teller, sam: Person) -> None:
    """Agreed two weeks ago, and nobody answered: a task for the coach."""
    with teller.on(15):
        draft = ReferralDraft(
            where="outside",
            to_name="Budgetcoach van de gemeente",
            why="Je vertelde dat geld je wakker houdt. Een budgetcoach kan samen met jou alles op een rij zetten.",
            told="Sam heeft vragen over rekeningen en wil graag een overzicht.",
        )
        referral = refer(student=sam, by=Viewer(teller.staff.coach), draft=draft, at=clock.now())
    with teller.on(14):
        answer_referral(referral=referral, by=Viewer(sam), agrees=True, seen_revision=referral.revision, at=clock.now())


def _in_confidence(teller: Teller, daan: Person) -> None:
    """A student wrote to the youth team; the school sees nothing of it."""
    own = Viewer(daan)
    desk = next((one for one in desks_reached_alone(own) if one.kind == "youth_team"), None)
    if desk is None or desk.unit_id is None:
        return
    with teller.on(4):
        contact = confide(
            desk=desk,
            by=own,
            key=new_id(),
            called="Daan",
            reach_me="",
            text="Ik slaap slecht en weet niet goed met wie ik kan praten.",
            at=clock.now(),
        )
    helper = RoleAssignment.objects.filter(unit_id=desk.unit_id).select_related("person").first()
    if helper is None:
        return
    with teller.on(3):
        by = Viewer(helper.person)
        note_read(contact=contact, by=by, on=clock.today())
        take(contact=contact, by=by, at=clock.now())
        write(
            contact=contact,
            by=by,
            key=new_id(),
            text="Goed dat je schrijft. Zullen we deze week even wandelen en praten? Jij kiest waar.",
            at=clock.now(),
        )
