"""Plans and adjustments of the demonstration: two students, who helps them, and what waits for the support advisor."""

from datetime import timedelta

from houvast.core.access.words import Relation
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer
from houvast.plan.actions import add_task, answer_task
from houvast.plan.actions.adjustments import Asked, Granted, Offer, ask_adjustment, grant, refuse, set_offer
from houvast.plan.actions.sections import SectionDraft, save_section, start_plan
from houvast.plan.actions.signing import sign
from houvast.plan.models import Adjustment, AdjustmentOption, PlanSection, PlanSignature, PlanTask
from houvast.plan.queries.sharing import Audience
from houvast.plan.queries.versions import text_of

AREA, SIDE = PlanSection.Area, PlanTask.Side
WITH_COACH = Audience(relations=frozenset({Relation.COACH, Relation.SUPPORT_ADVISOR}))
WITH_HOME = Audience(relations=frozenset({Relation.COACH, Relation.SUPPORT_ADVISOR, Relation.GUARDIAN}))


def tell_plans(teller: Teller, named: dict[str, Person]) -> None:
    """`named` are the students of the coach by given name; Sam and Noor have a plan, Lars has an adjustment."""
    with teller.on(40):
        _offers(teller)
        _plan_of_sam(teller, named["Sam"])
    with teller.on(12):
        _plan_of_noor(teller, named["Noor"])
    _adjustments(teller, named["Lars"], named["Sam"], named["Noor"])


def _write(student: Person, by: Person, area: str, goal: str, agreed: str, audience: Audience) -> None:
    draft = SectionDraft(area=area, goal=goal, agreed=agreed, audience=audience)
    save_section(student=student, by=Viewer(by), draft=draft, seen_revision=0, at=clock.now())


def _plan_of_sam(teller: Teller, sam: Person) -> None:
    coach, day = teller.staff.coach, clock.today()
    viewer = Viewer(coach)
    start_plan(student=sam, by=viewer, first_review_on=day + timedelta(days=47), at=clock.now())
    _write(
        sam,
        sam,
        AREA.EDUCATION_WORK,
        "Ik wil mijn diploma halen en daarna bij een bedrijf in de buurt werken.",
        "Het gaat goed bij de praktijkvakken. We zorgen dat Sam op maandag rustig kan beginnen.",
        WITH_HOME,
    )
    _write(
        sam,
        coach,
        AREA.STUDY_SKILLS,
        "Leren plannen, zodat ik 's avonds ook vrij ben.",
        "Naast de hulp van de budgetcoach oefenen we elke week met plannen.",
        WITH_HOME,
    )
    _write(
        sam,
        sam,
        AREA.MONEY,
        "Geen brieven meer die ik niet durf open te maken.",
        "Een budgetcoach kijkt mee. Sam kiest wie dit mag lezen.",
        WITH_COACH,
    )
    post = add_task(
        student=sam, by=viewer, side=SIDE.STUDENT, area=AREA.MONEY, at=clock.now(), due_on=day + timedelta(days=14),
        what="De post van deze maand openmaken", where="samen met de budgetcoach",
    )  # fmt: skip
    answer_task(task=post, by=Viewer(sam), status="done", remark="Viel mee!", seen_revision=1, on=clock.now())
    add_task(
        student=sam, by=viewer, side=SIDE.STUDENT, area=AREA.STUDY_SKILLS, at=clock.now(),
        due_on=day + timedelta(days=44), what="Op zondag de week plannen", where="thuis, in de agenda",
    )  # fmt: skip
    add_task(
        student=sam, by=viewer, side=SIDE.SCHOOL, owner=coach, area=AREA.EDUCATION_WORK, at=clock.now(),
        due_on=day + timedelta(days=43), what="Met de roostermaker praten over de maandag",
    )  # fmt: skip
    add_task(
        student=sam, by=viewer, side=SIDE.HELPER, owner_name="Budgetcoach van het wijkteam", area=AREA.MONEY,
        at=clock.now(), due_on=day + timedelta(days=50), what="Inkomsten en uitgaven op een rij zetten",
    )  # fmt: skip
    if mother := _guardian_of(sam):
        add_task(
            student=sam, by=viewer, side=SIDE.NETWORK, owner=mother, area=AREA.EDUCATION_WORK, at=clock.now(),
            due_on=day + timedelta(days=46), what="Op maandag samen ontbijten",
        )  # fmt: skip
    for person in (sam, coach):
        _sign(sam, person)


def _sign(student: Person, person: Person) -> None:
    seen = text_of(student.plan).sha256
    answer = PlanSignature.Answer.AGREE
    sign(student=student, by=Viewer(person), seen_sha256=seen, answer=answer, remark="", at=clock.now())


def _guardian_of(student: Person) -> Person | None:
    tie = PersonalRelation.objects.filter(student=student, kind=PersonalRelation.Kind.GUARDIAN).first()
    return tie.holder if tie else None


def _plan_of_noor(teller: Teller, noor: Person) -> None:
    coach, day = Viewer(teller.staff.coach), clock.today()
    start_plan(student=noor, by=coach, first_review_on=day + timedelta(days=40), at=clock.now())
    _write(
        noor,
        noor,
        AREA.HEALTH,
        "Weer slapen zonder te piekeren.",
        "Noor praat met iemand buiten school. Wat daar wordt gezegd, blijft daar.",
        WITH_COACH,
    )
    if mother := _guardian_of(noor):
        _write(
            noor,
            noor,
            AREA.FREE_TIME,
            "Weer gaan voetballen.",
            "De contributie kan via het jeugdfonds.",
            WITH_HOME,
        )
        add_task(
            student=noor, by=coach, side=SIDE.NETWORK, owner=mother, area=AREA.FREE_TIME, at=clock.now(),
            due_on=day + timedelta(days=20), what="Het jeugdfonds bellen over de contributie",
        )  # fmt: skip


def _offers(teller: Teller) -> None:
    """What this school says: some adjustments everywhere, one with a programme that differs."""
    advisor = Viewer(teller.staff.support_advisor)
    for key, remark in (
        ("quiet-place", "Lokaal 0.08, de hele dag open"),
        ("extra-time", "Een half uur per toets, voor iedereen die het vraagt"),
        ("pause", "Je coach belt elke twee weken"),
    ):
        offer = Offer(key=key, stance=AdjustmentOption.Stance.OFFERED, remark=remark)
        set_offer(by=advisor, offer=offer, at=clock.now())


def _adjustments(teller: Teller, lars: Person, sam: Person, noor: Person) -> None:
    advisor = Viewer(teller.staff.support_advisor)
    with teller.on(330):
        asked = ask_adjustment(
            student=lars,
            by=Viewer(teller.staff.coach),
            asked=Asked(
                option="oral",
                domain=Adjustment.Domain.TESTS,
                ground=Adjustment.Ground.DISABILITY,
                what="Lars vertelt heel goed wat hij weet. Opschrijven lukt minder.",
            ),
            at=clock.now(),
        )
        day = clock.today()
        agreed = Granted(
            arranged="Toetsen Nederlands mondeling, bij een vaste docent.",
            starts_on=day,
            ends_on=None,
            exam_effect="Het examen Nederlands is mondeling; de examencommissie vindt dat goed.",
            evaluate_on=day + timedelta(days=336),
        )
        grant(adjustment=asked, by=advisor, granted=agreed, seen_revision=1, on=day)
    with teller.on(3):
        ask_adjustment(
            student=sam,
            by=Viewer(sam),
            asked=Asked(
                option="later-start",
                domain=Adjustment.Domain.OFFERING,
                ground=Adjustment.Ground.LIVING,
                what="Op maandag kom ik van mijn vader, dan duurt de reis twee uur.",
            ),
            at=clock.now(),
        )
    with teller.on(9):
        evening = ask_adjustment(
            student=noor,
            by=Viewer(noor),
            asked=Asked(
                option="evening",
                domain=Adjustment.Domain.OFFERING,
                ground=Adjustment.Ground.WORK,
                what="Ik werk overdag in de winkel en wil in de avond leren.",
            ),
            at=clock.now(),
        )
        reason = "Deze opleiding heeft geen avondlessen. Wel kun je in je eigen tempo leren; Olga denkt met je mee."
        refuse(adjustment=evening, by=advisor, reason=reason, is_burden=False, seen_revision=1, on=clock.today())
