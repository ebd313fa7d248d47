"""Help that was asked, talks that are planned, what went well, a new coach and work placements of the demonstration."""

from datetime import datetime, time, timedelta

from houvast.appointments.actions.asking import answer, ask_for_help
from houvast.appointments.actions.coaching import begin_coach_changes, write_what_matters
from houvast.appointments.actions.planning import Proposal, choose_moment, propose_talk, record_missed
from houvast.appointments.models import CoachChange, HelpRequest, PlannedTalk
from houvast.education.models import Placement
from houvast.guidance.models import Success, Talk
from houvast.guidance.successes import record_success, share_success
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.placement.actions import (
    PlacementFacts,
    add_form,
    keep_placement,
    record_refusal,
    record_visit,
    say_worry,
)
from houvast.placement.models import PlacementRefusal, PlacementVisit, PlacementWorry


def tell_contact(teller: Teller, named: dict[str, Person]) -> None:
    """`named` are the students of the coach by given name."""
    sam, noor, lars = named["Sam"], named["Noor"], named["Lars"]
    _help(teller, sam, noor)
    _talks(teller, sam, noor, lars)
    _successes(teller, sam)
    _new_coach(teller, lars)
    _placements(teller, noor, lars)


def _help(teller: Teller, sam: Person, noor: Person) -> None:
    coach = teller.staff.coach
    with teller.on(6):
        asked = ask_for_help(
            by=Viewer(noor), of=coach.pk, topic=HelpRequest.Topic.MONEY, words="Ik kan mijn boeken niet betalen.",
            at=clock.now(),
        )  # fmt: skip
    with teller.on(5):
        words = "Goed dat je het zegt. School kan helpen met de kosten: we vragen het samen aan."
        answer(request=asked, by=Viewer(coach), words=words, seen_revision=asked.revision, at=clock.now())
    with teller.on(1):
        ask_for_help(
            by=Viewer(sam), of=coach.pk, topic=HelpRequest.Topic.SMALL, words="Mag ik mijn toets verzetten?",
            at=clock.now(),
        )  # fmt: skip


def _at(days: int, hour: int) -> datetime:
    return datetime.combine(clock.today() + timedelta(days=days), time(hour), tzinfo=clock.AMSTERDAM)


def _propose(teller: Teller, student: Person, days: tuple[int, ...], words: str) -> PlannedTalk:
    proposal = Proposal(
        kind=Talk.Kind.PROGRESS,
        moments=tuple(_at(day, 10 + day % 4) for day in days),
        place="Lokaal B1.12",
        words=words,
    )
    return propose_talk(student=student, by=Viewer(teller.staff.coach), proposal=proposal, at=clock.now())


def _choose(planned: PlannedTalk, student: Person) -> PlannedTalk:
    first = planned.moments.order_by("starts_at")[0]
    choose_moment(planned=planned, by=Viewer(student), moment=first.pk, seen_revision=planned.revision, at=clock.now())
    return planned


def _talks(teller: Teller, sam: Person, noor: Person, lars: Person) -> None:
    with teller.on(9):
        missed = _choose(_propose(teller, sam, (4,), "Zullen we samen naar je planning kijken?"), sam)
    with teller.on(3):
        record_missed(
            planned=missed, by=Viewer(teller.staff.coach), words="", seen_revision=missed.revision, at=clock.now()
        )
    with teller.on(2):
        _choose(_propose(teller, noor, (5, 6), "Ik ben benieuwd hoe het op je stage gaat."), noor)
    with teller.on(1):
        _propose(teller, lars, (3, 4, 8), "Welk moment past jou?")


def _successes(teller: Teller, sam: Person) -> None:
    with teller.on(4):
        made: Success = record_success(
            student=sam, by=Viewer(teller.staff.coach), words="Sam hielp een klasgenoot een uur lang met rekenen.",
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
        share_success(success=made, by=Viewer(sam), shared=True, seen_revision=made.revision)


def _new_coach(teller: Teller, lars: Person) -> None:
    before = teller.school.staff("Hanna", "", "Hulst", RoleAssignment.Role.STUDY_COACH, None)
    with teller.on(8):
        begin_coach_changes(
            earlier=[(lars.pk, before)], coach=teller.staff.coach, starts_on=clock.today(), at=clock.now()
        )
        write_what_matters(
            change=CoachChange.objects.get(student=lars),
            by=Viewer(before),
            strengths="Lars legt anderen graag iets uit en houdt zich aan wat hij zelf heeft gekozen.",
            what_matters="Een vast moment op maandag helpt. We spraken af dat hij eerst zijn stageverslag afmaakt.",
            seen_revision=1,
            at=clock.now(),
        )


def _placements(teller: Teller, noor: Person, lars: Person) -> None:
    helper = teller.school.staff("Bas", "", "Brouwer", RoleAssignment.Role.LEARNING_WORK_COACH, None)
    with teller.on(60):
        by = Viewer(helper)
        placement = keep_placement(
            student=noor,
            by=by,
            facts=PlacementFacts(
                company="Zorgcentrum De Linde",
                state=Placement.State.RUNNING,
                starts_on=clock.today(),
                ends_on=clock.today() + timedelta(days=150),
                hours_agreed=400,
                hours_done=96,
                trainer_name="Ria Bakker",
                trainer_reach="ria@delinde.example",
                days="maandag en dinsdag",
                agreement_signed_on=clock.today(),
                supervisor=helper.pk,
            ),
            at=clock.now(),
        )
        add_form(placement=placement, by=by, title="Urenlijst periode 1", due_on=clock.today() + timedelta(days=50))
    with teller.on(20):
        record_visit(
            placement=placement, by=Viewer(helper), kind=PlacementVisit.Kind.VISIT, on=clock.today(),
            words="Noor doet echt werk en krijgt uitleg. De urenlijst komt nog.", at=clock.now(),
        )  # fmt: skip
    with teller.on(3):
        record_refusal(
            student=lars, by=Viewer(lars), company="Installatiebedrijf Kabel", on=clock.today(),
            reason=PlacementRefusal.Reason.NO_ANSWER, words="Twee keer gemaild.", at=clock.now(),
        )  # fmt: skip
        say_worry(by=Viewer(lars), kind=PlacementWorry.Kind.NO_PLACE, words="Ik zoek al een maand.", at=clock.now())
    teller.account(
        helper,
        "Leerwerkcoach: wie heeft nog geen stage, wie mist begeleiding, en de stap naar een jobcoach.",
        "Learning-work coach: who has no work placement yet, who lacks guidance, and the step to a job coach.",
    )
