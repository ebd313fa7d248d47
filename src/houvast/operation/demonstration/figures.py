"""Figures of the demonstration: former students of three school years, why they left, a board, and a team that learns."""

from datetime import date, timedelta
from decimal import Decimal

from houvast.core.calendar import months_after, school_year_of
from houvast.education.models import Diploma, Enrolment
from houvast.guidance.models import Contact
from houvast.monitor.actions.looking_back import plan_look_backs
from houvast.monitor.models import (
    AgendaEntry,
    Approach,
    LearningCycle,
    LearningMeeting,
    Leaving,
    LookBack,
    MonitorSetting,
    OwnCause,
    Published,
)
from houvast.monitor.refreshing.running import refresh
from houvast.operation.demonstration.names import invented
from houvast.operation.demonstration.school import School
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Organisation, Person, PersonalRelation, RoleAssignment, UnitMembership

REGION = "21"
NEIGHBOURS = {"90ZZ": "Vakschool De Werf", "91ZZ": "ROC Overkant", "92ZZ": "College Zuiderpoort"}
"""Invented schools of the region, by code; nobody goes there, they only publish figures."""
CLASSES = 3
PER_CLASS = 36
STORIES = (
    ("study_advice", "institution", "student", ["choice", "capacity"], ["talks", "track"], "programme", "moved"),
    ("own_request", "student", "student", ["choice"], ["talks", "other_programme"], "work", "stopped_successfully"),
    ("absence", "institution", "institution", ["home", "money"], ["talks", "outreach", "partners"], "desk", "dropped_out"),
    ("own_request", "student", "institution", ["health"], ["talks", "adjustments"], "care", "moving"),
    ("own_request", "student", "", ["money"], ["support"], "work", ""),
    ("disciplinary", "institution", "", ["conduct"], ["youth_team", "guardians"], "other_school", ""),
)  # fmt: skip
CODES = ("07", "02", "07", "02", "02", "07")


def tell_figures(teller: Teller) -> None:
    """Years that can be counted, a board that looks at them, and one learning cycle."""
    school, today = teller.school, teller.school.today
    board = school.staff("Bo", "van der", "Linden", RoleAssignment.Role.POLICY_MAKER, None)
    teller.account(
        board,
        "Je bent beleidsmaker: je ziet cijfers van de hele school en geen enkele student.",
        "You are a policy maker: you see figures of the whole school and not a single student.",
    )
    OwnCause.objects.create(organisation=school.organisation, name="Reistijd", made_at=clock.now())
    now = school_year_of(today).begins_in
    for year in range(now - CLASSES, now):
        _year(teller, year)
    _beside(teller, now)
    wrong = Enrolment.objects.filter(organisation=school.organisation, source="").order_by("pk").first()
    if wrong is not None and wrong.starts_on is not None:
        Enrolment.objects.create(
            organisation=school.organisation,
            student=wrong.student,
            programme=wrong.programme,
            unit=wrong.unit,
            pathway="BOL",
            starts_on=wrong.starts_on,
            ends_on=wrong.starts_on - timedelta(days=10),
            source="",
        )
    LearningCycle.objects.create(
        organisation=school.organisation,
        team=teller.team,
        figure="talked",
        goal="Iedere student een keer in de zes weken gesproken",
        target=90,
        small_change="Op maandag kiest iedere coach de twee studenten die het langst wachten.",
        mechanism="connection",
        begun_by=teller.staff.team_leader,
        begun_on=today - timedelta(days=60),
        look_on=today + timedelta(days=30),
        before_hits=24,
        before_of=62,
    )


def _beside(teller: Teller, now: int) -> None:
    """What the school says and learns beside its figures, and invented schools of its region."""
    school, leader = teller.school, teller.staff.team_leader
    organisation, today = school.organisation, school.today
    MonitorSetting.objects.create(organisation=organisation, region=REGION, why="", set_at=clock.now())
    AgendaEntry.objects.create(
        organisation=organisation,
        year=now - 1,
        point="innovation",
        words="Twee teams geven de lessen van maandag voortaan in een leerbedrijf.",
        written_by=leader,
        written_on=today,
    )
    AgendaEntry.objects.create(
        organisation=organisation,
        year=now - 1,
        point="labour_market",
        share=Decimal("66.5"),
        source="Verzonnen cijfer van de demonstratie",
        written_by=leader,
        written_on=today,
    )
    Approach.objects.create(
        organisation=organisation,
        title="Samen ontbijten op maandag",
        kind="own",
        year=now,
        sectors=["mbo"],
        themes=["career_talk", "guardians"],
        mechanisms=["safe", "connection"],
        context="Entree, twee klassen in een oud gebouw.",
        intervention="Een kwartier samen eten voor de eerste les, ook met ouders.",
        how_it_works="Wie gezien is, durft te vragen.",
        results="Minder te laat op maandag. Meer weten we nog niet.",
        takeaway="Begin klein, en met eten.",
        written_by=leader,
        written_on=today,
    )
    LearningMeeting.objects.create(
        organisation=organisation,
        held_on=today - timedelta(days=9),
        about="Wat zeggen de cijfers over de eerste weken?",
        present="Twee teams, drie studenten en het Jongerenpunt",
        learned="Bellen op de eerste dag werkt beter dan een brief na een week.",
        written_by=leader,
    )
    for number, (code, name) in enumerate(NEIGHBOURS.items()):
        other = Organisation.objects.create(name=name, code=code)
        for year in range(now - CLASSES, now):
            for figure, share in (("early-23", 9), ("left", 14), ("held", 60), ("negative", 11)):
                of = 400 + 55 * number
                Published.objects.create(
                    institution=other,
                    region=REGION,
                    year=year,
                    figure=figure,
                    hits=round(of * (share + number - (now - year)) / 500) * 5,
                    of=of,
                    on=today,
                )


def count_figures(school: School) -> None:
    """Make the figures, as the worker does every night."""
    organisation, today = school.organisation.pk, school.today
    refresh(organisation_id=organisation, on=today, at=clock.now)
    while plan_look_backs(organisation_id=organisation, on=today, at=clock.now()):
        pass
    refresh(organisation_id=organisation, on=today, at=clock.now)


def _year(teller: Teller, year: int) -> None:
    """A class that began in this year; a fifth left within it, of whom it is known why. Who is there has a coach."""
    school, begin = teller.school, date(year, 8, 25)
    coach: Person | None = None
    for number in range(PER_CLASS):
        given, prefix, family = invented(school.random)
        student = school.person(
            given,
            prefix,
            family,
            number=f"{year}{number:04}",
            is_student=True,
            birth_date=date(year - 18, 3, 1 + number % 28),
        )
        student.save()
        left = number % 5 == 0
        ends_on = begin + timedelta(days=60 + number * 6) if left else date(year + 2, 7, 10)
        Contact.objects.create(organisation=school.organisation, student=student)
        UnitMembership.objects.create(
            organisation=school.organisation, student=student, unit=teller.group, starts_on=begin, ends_on=ends_on
        )
        if ends_on >= school.today:
            coach = coach or school.staff("Mart", "", "Vlier", RoleAssignment.Role.STUDY_COACH, teller.team)
            school.relate(coach, student, PersonalRelation.Kind.COACH)
        enrolment = Enrolment.objects.create(
            organisation=school.organisation,
            student=student,
            programme=school.programmes[teller.team.name],
            unit=teller.group,
            pathway="BBL" if number % 3 == 0 else "BOL",
            starts_on=begin,
            ends_on=ends_on if left or ends_on < school.today else None,
            end_reason=CODES[number // 5 % len(CODES)] if left else ("01" if ends_on < school.today else ""),
        )
        Diploma.objects.create(
            organisation=school.organisation,
            student=student,
            kind=("vmbo_bb", "vmbo_kb", "entree", "pro")[number % 4],
            awarded_on=date(year, 6, 20),
        )
        if not left and ends_on < school.today:
            Diploma.objects.create(organisation=school.organisation, student=student, kind="mbo2", awarded_on=ends_on)
        if left:
            _leaving(teller, enrolment, number // 5)


def _leaving(teller: Teller, enrolment: Enrolment, number: int) -> None:
    reason, school_says, student_says, causes, tried, destination, own = STORIES[number % len(STORIES)]
    assert enrolment.ends_on is not None
    leaving = Leaving.objects.create(
        organisation=teller.school.organisation,
        student=enrolment.student,
        enrolment=enrolment,
        reason=reason,
        initiator_school=school_says,
        initiator_student=student_says,
        causes=causes,
        tried=tried,
        destination=destination,
        handed_to="Jongerenpunt" if destination == "desk" else "",
        own_view=own,
        own_view_on=enrolment.ends_on if own else None,
        recorded_by=teller.staff.coach,
        recorded_at=clock.now(),
    )
    for months in (3, 6, 12):
        due_on = months_after(enrolment.ends_on, months)
        answered = due_on <= teller.school.today and (number + months) % 2 == 0
        LookBack.objects.create(
            organisation=teller.school.organisation,
            leaving=leaving,
            months=months,
            due_on=due_on,
            where=("work" if destination == "work" else "school") if answered else "",
            answered_on=due_on if answered else None,
            answered_by=teller.staff.coach if answered else None,
        )
