"""The named people: who they are, where each of them is today, and what you see when you sign in as them."""

from houvast.core.procedure.roles import Role
from houvast.operation.demonstration import track
from houvast.operation.demonstration.at_work import tell_work
from houvast.operation.demonstration.care import tell_care
from houvast.operation.demonstration.contact import tell_contact
from houvast.operation.demonstration.figures import tell_figures
from houvast.operation.demonstration.helpdesk import tell_helpdesk
from houvast.operation.demonstration.names import invented
from houvast.operation.demonstration.partners import tell_partners
from houvast.operation.demonstration.plans import tell_plans
from houvast.operation.demonstration.privacy import tell_privacy
from houvast.operation.demonstration.school import School, school_year
from houvast.operation.demonstration.signals import tell_alerts
from houvast.operation.demonstration.teller import Staff, Teller
from houvast.operation.demonstration.transfers import tell_transfers
from houvast.people.clock import now
from houvast.people.models import AccountReach, Organisation, Person, PersonalRelation, RoleAssignment, Unit
from houvast.privacy.scope import organisation_scope

ROLES = RoleAssignment.Role
KINDS = PersonalRelation.Kind


def tell(school: School) -> None:
    """Add the named people to the school. Everything they did goes through the actions of the house."""
    team = school.teams[0]
    assert team.parent is not None
    college = team.parent
    staff = Staff(
        coach=school.staff("Carla", "", "Bos", ROLES.STUDY_COACH, team),
        team_leader=school.staff("Tineke", "", "Visser", ROLES.TEAM_LEADER, team),
        director=school.staff("Dirk", "", "Mulder", ROLES.COLLEGE_DIRECTOR, college),
        support_advisor=school.staff("Olga", "", "Smit", ROLES.SUPPORT_ADVISOR, college),
    )
    teller = Teller(school=school, staff=staff, team=team, group=school.unit(Unit.Kind.GROUP, "2z", team))
    _other_leaders(school)
    _accounts_of_staff(teller)
    _before_the_track(teller)
    _in_the_track(teller)
    _after_the_track(teller)
    coached = Person.objects.filter(relations__holder=staff.coach, relations__kind=KINDS.COACH)
    named = {one.given_name: one for one in coached}
    tell_alerts(teller, named)
    tell_plans(teller, named)
    tell_contact(teller, named)
    tell_partners(teller)
    tell_care(teller, named)
    tell_privacy(teller, named)
    tell_transfers(teller)
    tell_figures(teller)
    tell_work(teller)
    tell_helpdesk(teller, named)


def _other_leaders(school: School) -> None:
    """Every other team and college has a leader, a director and an advisor too."""
    for team in school.teams[1:]:
        school.staff(*invented(school.random), ROLES.TEAM_LEADER, team)
    for college in list(school.colleges.values())[1:]:
        school.staff(*invented(school.random), ROLES.COLLEGE_DIRECTOR, college)
        school.staff(*invented(school.random), ROLES.SUPPORT_ADVISOR, college)


def _accounts_of_staff(teller: Teller) -> None:
    school, staff = teller.school, teller.staff
    teller.account(
        staff.coach,
        "Coach van tien studenten: wie heb je lang niet gesproken, en wat wacht er?",
        "Coach of ten students: whom have you not seen, and what waits?",
    )
    teller.account(
        staff.team_leader,
        "Teamleider ICT: een voorstel, een tussentijdse evaluatie en een eindevaluatie wachten op jou.",
        "Team leader ICT: a proposal, an interim and a final evaluation wait for you.",
    )
    teller.account(
        staff.support_advisor,
        "Ondersteuningsadviseur: aanpassingen om te beslissen en op terug te kijken, en het zorgteam dat je voorzit.",
        "Support advisor: adjustments to decide on and to look back on, and the care team that you chair.",
    )
    teller.account(
        staff.director,
        "Directeur: geef of weiger toestemming, met het bewijs van zorg erbij.",
        "College director: give or refuse consent, with the proof of care beside it.",
    )
    administration = school.staff("Anja", "", "Peters", ROLES.STUDENT_ADMINISTRATION, None)
    teller.account(
        administration,
        "Studentenadministratie: ontbrekende geboortedatums, en wat klaarstaat of geblokkeerd is.",
        "Student administration: missing birth dates, and what is ready or blocked.",
    )
    administrator = school.staff("Bert", "", "Kok", ROLES.ADMINISTRATOR, None)
    teller.account(
        administrator,
        "Beheerder: medewerkers, rollen en klassen. Je ziet geen dossiers.",
        "Administrator: staff, roles and classes. You see no dossiers.",
    )


def _before_the_track(teller: Teller) -> None:
    sam = teller.student("Sam", "de", "Wit", number="200001", age=17)
    track.two_talks(teller, sam, 45)
    teller.relative("Ingrid", "de", "Wit", sam, KINDS.GUARDIAN)
    teller.account(
        sam,
        "Student van 17: twee gesprekken gehad. Je coach kan een verbetertraject voorstellen.",
        "Student of 17: two talks held. Your coach may propose an improvement track.",
    )
    teller.student("Femke", "", "Post", number="200002", age=None)
    teller.student("Otis", "", "Baars", number="200003", age=18)
    lars = teller.student("Lars", "van", "Dijk", number="200004", age=19)
    track.two_talks(teller, lars, 60)
    track.propose(teller, lars, 12)
    track.consult(teller, lars, 10)


def _in_the_track(teller: Teller) -> None:
    noor = teller.student("Noor", "", "Yildiz", number="200005", age=17)
    mother = teller.relative("Aylin", "", "Yildiz", noor, KINDS.GUARDIAN)
    _started(teller, noor, 4, interim=-45, final=-80)
    teller.sign(noor, 3, track.START, Role.COACH)
    teller.sign(noor, 3, track.START, Role.TEAM_LEADER)
    teller.account(
        noor,
        "Student van 17: het startgesprek is geweest. Er wordt om je handtekening gevraagd.",
        "Student of 17: the start meeting was held. Your signature is asked.",
    )
    teller.account(
        mother,
        "Moeder van Noor: er wordt om je handtekening gevraagd.",
        "Mother of Noor: your signature is asked.",
    )
    jesse = teller.student("Jesse", "", "Jansen", number="200006", age=18)
    _started(teller, jesse, 63, interim=-5, final=-40)
    track.sign_all(teller, jesse, 62, track.START, None, dissent="Ik was zes keer te laat, niet negen keer.")
    teller.account(
        jesse,
        "Student van 18: volgende week is de tussentijdse evaluatie. Je tekende met een andere mening.",
        "Student of 18: the interim evaluation is next week. You signed with a different view.",
    )
    amira = teller.student("Amira", "", "Tahiri", number="200007", age=19)
    _evaluated(teller, amira, 84, interim=35, final=0, well=True)
    trusted = teller.relative("Samira", "", "Tahiri", amira, KINDS.TRUSTED_PERSON)
    teller.account(
        amira,
        "Student van 19: vandaag is de eindevaluatie.",
        "Student of 19: today is the final evaluation.",
    )
    teller.account(
        trusted,
        "Tante van Amira, haar vertrouwde persoon: je ziet wie er om haar heen staat, niet het dossier.",
        "Aunt of Amira, her trusted person: you see who is around her, not the dossier.",
    )


def _after_the_track(teller: Teller) -> None:
    milan = teller.student("Milan", "", "Kuipers", number="200008", age=18)
    _evaluated(teller, milan, 90, interim=50, final=10, well=True)
    track.hold_final(teller, milan, 10, well=True)
    track.team_decides(teller, milan, 8, "success")
    teller.account(
        milan,
        "Student van 18: je verbetertraject is geslaagd.",
        "Student of 18: your improvement track has succeeded.",
    )
    lotte = teller.student("Lotte", "", "Vermeulen", number="200009", age=20)
    _evaluated(teller, lotte, 95, interim=52, final=14, well=False)
    track.hold_final(teller, lotte, 14, well=False)
    track.team_decides(teller, lotte, 6, "no_success")
    daan = teller.student("Daan", "", "Pinas", number="200010", age=17)
    father = teller.relative("Winston", "", "Pinas", daan, KINDS.GUARDIAN)
    _evaluated(teller, daan, 110, interim=70, final=36, well=False, guardian=father)
    track.hold_final(teller, daan, 36, well=False)
    track.team_decides(teller, daan, 30, "no_success")
    track.director_consents(teller, daan, 24)
    track.look_ahead(teller, daan, 15)
    teller.account(
        daan,
        "Student van 17: het traject is niet gelukt. Er is hulp om een nieuwe plek te vinden.",
        "Student of 17: the track did not succeed. There is help to find a new place.",
    )
    teller.account(
        father,
        "Vader van Daan: waar staat hij, en wat zijn zijn rechten?",
        "Father of Daan: where does he stand, and what are his rights?",
    )
    _officer(teller, daan)


def _started(teller: Teller, student: Person, start: int, *, interim: int, final: int) -> None:
    track.two_talks(teller, student, start + 60)
    track.propose(teller, student, start + 20)
    track.consult(teller, student, start + 16)
    track.decide_to_start(teller, student, start + 10)
    track.hold_start(teller, student, start, interim, final)


def _evaluated(
    teller: Teller, student: Person, start: int, *, interim: int, final: int, well: bool, guardian: Person | None = None
) -> None:
    _started(teller, student, start, interim=interim, final=final)
    track.sign_all(teller, student, start - 1, track.START, guardian)
    track.hold_interim(teller, student, interim, well=well)
    track.sign_all(teller, student, interim - 1, track.INTERIM, guardian)


def _officer(teller: Teller, student: Person) -> None:
    """An attendance officer of the municipality, to whom one student was handed over."""
    municipality = Organisation.objects.create(name="Gemeente Houvast", kind=Organisation.Kind.MUNICIPALITY)
    with organisation_scope([municipality.pk, teller.school.organisation.pk]):
        officer = Person.objects.create(
            organisation=municipality,
            given_name="Paula",
            family_name="Evers",
            sort_name="evers paula",
            created_at=now(),
        )
        RoleAssignment.objects.create(
            organisation=municipality,
            person=officer,
            role=ROLES.ATTENDANCE_OFFICER,
            starts_on=school_year(teller.school.today),
        )
        teller.school.relate(officer, student, KINDS.PARTNER)
        teller.account(
            officer,
            "Leerplichtambtenaar: een student is aan je overgedragen. Verder zie je niemand van deze school.",
            "Attendance officer: one student was handed over to you. You see nobody else of this school.",
        )
        account = officer.account
        account.has_reach = True
        account.save(update_fields=["has_reach"])
        AccountReach.objects.create(account=account, organisation=teller.school.organisation)
