"""The helpdesk of the demonstration, apart from the school; a student who appeals, and the boards of the school."""

from datetime import datetime, time, timedelta

from houvast.cases.actions import act
from houvast.core.procedure.log import Do
from houvast.core.procedure.roles import Role
from houvast.helpdesk.actions import accompanying, answering, asking, contesting, entries, publishing, sitting
from houvast.helpdesk.actions.asking import Question
from houvast.helpdesk.models import Contest, Conversation, Helpdesk
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Organisation, Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy.scope import organisation_scope

ROLES = RoleAssignment.Role
ASKED = (
    ("Mag mijn school mij schorsen zonder brief?", "student", "leaving", "form", 6),
    ("Mijn dochter is 16 en wil stoppen. Mag dat?", "parent", "absence", "mail", 1),
    ("Krijg ik mijn reiskosten voor stage terug?", "student", "finance", "form", 0),
    ("Wat mag ik delen met ouders van een volwassen student?", "professional", "privacy", "phone", 3),
)
ANSWERED = (
    (
        "Ik heb dyslexie. Heb ik recht op extra tijd bij het examen?",
        "student",
        "support",
        "Ja. De school moet een aanpassing geven, behalve als dat een te zware last is. Vraag het je SLB'er op tijd.",
        "Wgbh/cz art. 2; WEB art. 8.1.3a",
        "I have dyslexia. Have I a right to extra time at the exam?",
        "Yes. The school must give an adjustment, unless the burden is too heavy. Ask your coach in time.",
    ),
    (
        "Tot wanneer kan ik in beroep tegen een negatief studieadvies?",
        "student",
        "study_advice",
        "Twee weken, geteld vanaf de dag na de brief. De dag waarop jouw brief binnen is, telt.",
        "WEB art. 7.5.1",
        "Until when can I appeal against a negative study advice?",
        "Two weeks, counted from the day after the letter. The day on which your letter arrives counts.",
    ),
)
YEARS = (("finance", 14), ("support", 22), ("study_advice", 31), ("absence", 12), ("privacy", 4), ("complaint", 13))


def tell_helpdesk(teller: Teller, named: dict[str, Person]) -> None:
    """`named` are the students of the coach by given name: one of them has appealed."""
    organisation = Organisation.objects.create(
        name="Onderwijshelpdesk Houvast", kind=Organisation.Kind.PARTNER, education="", code="99HD"
    )
    desk = Helpdesk.objects.create(
        of=organisation, name="Onderwijshelpdesk Houvast", phone="010 123 45 67", chat="06 1234 5678",
        email="vraag@helpdesk.example", hours_nl="Maandag tot en met vrijdag van 10 tot 17 uur",
        hours_en="Monday to Friday from 10 to 17",
    )  # fmt: skip
    with organisation_scope([organisation.pk]):
        hanna = _member(teller, organisation, "Hanna", "Helder", ROLES.HELPDESK)
        _conversations(teller, desk, hanna)
    teller.account(
        hanna,
        "Helpdesk, los van elke school: wie wacht op antwoord, en welke termijn loopt af?",
        "Helpdesk, apart from every school: who waits for an answer, and which term runs out?",
    )
    with organisation_scope([teller.school.organisation.pk]):
        _boards(teller, named["Noor"], named["Lars"])


def _member(teller: Teller, organisation: Organisation, given: str, family: str, role: str) -> Person:
    person = Person.objects.create(
        organisation=organisation, given_name=given, family_name=family, sort_name=f"{family} {given}".lower(),
        email=f"{given}@helpdesk.example".lower(), created_at=clock.now(),
    )  # fmt: skip
    RoleAssignment.objects.create(
        organisation=organisation, person=person, role=role, starts_on=teller.day(400), confirmed_at=clock.now()
    )
    return person


def _conversations(teller: Teller, desk: Helpdesk, hanna: Person) -> None:
    for text, asker, theme, channel, days_ago in ASKED:
        with teller.on(days_ago):
            asking.keep_question(
                organisation=desk.of, at=clock.now(),
                question=Question(text=text, theme=theme, asker_kind=asker, sector="mbo", channel=channel),
            )  # fmt: skip
    for question, asker, theme, answer, source, question_en, answer_en in ANSWERED:
        with teller.on(12):
            by = Viewer(hanna)
            made = asking.keep_question(
                organisation=desk.of,
                at=clock.now(),
                question=Question(text=question, theme=theme, asker_kind=asker, sector="mbo"),
            )
            answering.answer(conversation=made, by=by, text=answer, at=clock.now(), seen_revision=1)
            draft = entries.EntryDraft(
                theme=theme, question_nl=question, answer_nl=answer, source=source, question_en=question_en,
                answer_en=answer_en,
            )  # fmt: skip
            entry = entries.propose(draft=draft, by=by, at=clock.now())
            entries.publish(entry=entry, by=by, on=clock.today(), seen_revision=1)
    waiting = Conversation.objects.filter(theme="leaving").latest("asked_at")
    accompanying.walk_along(
        conversation=waiting, by=Viewer(hanna), kind="objection", matter="suspension",
        notified_on=teller.day(36), on=clock.today(),
    )  # fmt: skip
    for back, times in ((400, 2), (760, 1)):
        with teller.on(back):
            for theme, number in YEARS:
                for _ in range(number * times // 2):
                    _counted(desk, theme)


def _counted(desk: Helpdesk, theme: str) -> None:
    """A question of an earlier year: answered, closed and emptied, so that only the figures know it."""
    made = asking.keep_question(
        organisation=desk.of, at=clock.now(),
        question=Question(text="(verwijderd)", theme=theme, asker_kind="student", sector="mbo"),
    )  # fmt: skip
    made.messages.all().delete()
    Conversation.objects.filter(pk=made.pk).update(
        status=Conversation.Status.CLOSED, answered_at=clock.now(), closed_at=clock.now(), emptied_at=clock.now()
    )


def _boards(teller: Teller, appeals: Person, complained: Person) -> None:
    school = teller.school
    ada = school.staff("Ada", "", "Vermeer", ROLES.APPEALS_BOARD, None)
    bas = school.staff("Bas", "", "Kuiper", ROLES.APPEALS_BOARD, None)
    kees = school.staff("Kees", "", "Klaver", ROLES.COMPLAINTS_COMMITTEE, None)
    with teller.on(4):
        contest = _handed_in(
            appeals,
            "exam",
            5,
            contesting.Words(
                decision="De uitslag van mijn examen rekenen.",
                happened="Ik had extra tijd afgesproken en kreeg die niet. Ik kon drie vragen niet afmaken.",
                disagree="De afspraak staat op papier en is niet nagekomen.",
                wanted="Laat mij het examen opnieuw doen, met extra tijd.",
                along="Mijn tante",
            ),
        )
    sitting.call_hearing(
        contest=contest, by=Viewer(ada), on_moment=datetime.combine(clock.today() + timedelta(days=6), time(10, 30), tzinfo=clock.AMSTERDAM), place="Kamer 2.14",
        at=clock.now(), seen=contest.revision,
    )  # fmt: skip
    _outcome(teller, complained, ada, bas)
    teller.account(
        ada,
        "Commissie van beroep: een zaak met een hoorzitting, en uitspraken die je zonder namen publiceert.",
        "Appeals board: a case with a hearing, and outcomes that you publish without names.",
    )
    teller.account(
        kees,
        "Klachtencommissie: nu is er niets; een klacht komt hier binnen met de termijn erbij.",
        "Complaints committee: nothing now; a complaint arrives here with its term.",
    )


def _handed_in(student: Person, matter: str, days_before: int, words: contesting.Words) -> Contest:
    by = Viewer(student)
    told = clock.today() - timedelta(days=days_before)
    made = contesting.begin(student=student, by=by, matter=matter, notified_on=told, at=clock.now())
    contesting.write(contest=made, by=by, words=words, seen_revision=made.revision)
    return contesting.hand_in(contest=made, by=by, at=clock.now(), seen_revision=made.revision)


def _outcome(teller: Teller, student: Person, ada: Person, bas: Person) -> None:
    """An appeal of some time ago that was upheld, with its anonymous outcome."""
    with teller.on(58):
        contest = _handed_in(
            student,
            "study_advice",
            6,
            contesting.Words(
                happened="Ik kreeg een advies om te stoppen, zonder waarschuwing.",
                disagree="Niemand heeft gezegd dat het zo ver was.",
                wanted="Geef mij tijd om te verbeteren.",
            ),
        )
    administration = _administration(teller)
    assert contest.case is not None
    decided = {
        "decision": "Het negatieve studieadvies vervalt.",
        "reasons": "Er was geen waarschuwing op papier, en geen tijd om te verbeteren.",
    }
    for days_ago, person, do, role, data, option in (
        (55, administration, "confirm", Role.STUDENT_ADMINISTRATION, {}, None),
        (45, ada, "hearing", Role.APPEALS_BOARD, {"took_place": "spoken", "what": "Beide kanten zijn gehoord."}, None),
        (40, ada, "decide", Role.APPEALS_BOARD, decided, "upheld"),
    ):
        with teller.on(days_ago):
            contest.case.refresh_from_db()
            happened = clock.today() if do == "hearing" else None
            act(
                case_id=contest.case.pk,
                action=Do(
                    act=do, by=str(person.pk), role=role, data=data, option=option, happened_on=happened
                ),
                by=Viewer(person),
                at=clock.now(),
                seen_revision=contest.case.revision,
            )  # fmt: skip
    contest.refresh_from_db()
    publication = publishing.propose_outcome(
        contest=contest, by=Viewer(ada), at=clock.now(), title="Studieadvies zonder waarschuwing op papier",
        text="De school gaf een negatief studieadvies. De student was niet eerst op papier gewaarschuwd, met tijd om te "
        "verbeteren. Dat vraagt de wet wel (WEB art. 8.1.7a). De commissie gaf de student gelijk.",
    )  # fmt: skip
    publishing.publish_outcome(publication=publication, by=Viewer(bas), at=clock.now(), seen_revision=1)


def _administration(teller: Teller) -> Person:
    found = RoleAssignment.objects.filter(
        organisation=teller.school.organisation, role=ROLES.STUDENT_ADMINISTRATION
    ).select_related("person")
    return found.order_by("pk")[0].person
