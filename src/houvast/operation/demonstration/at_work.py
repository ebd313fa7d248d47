"""Teacher students of the demonstration: two training schools, a list of who may hold an appointment, a concern."""

from datetime import date, timedelta
from decimal import Decimal

from houvast.core.calendar import SchoolYear, school_year_of
from houvast.education.models import Enrolment, Programme, Result
from houvast.operation.demonstration.desks_at_work import tell_desks
from houvast.operation.demonstration.placing_many import tell_placing
from houvast.operation.demonstration.reviews import tell_reviews
from houvast.operation.demonstration.school import School
from houvast.operation.demonstration.teller import Teller
from houvast.operation.demonstration.third_chance import tell_third_chance
from houvast.people import clock
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.workplace.actions.inventory import StandingDraft, draw_up, keep_standings, set_maximum, share
from houvast.workplace.actions.letters import send_letters
from houvast.workplace.actions.meetings import plan_meeting, raise_concern
from houvast.workplace.actions.places import TriadDraft, add_guide, name_training_school, place
from houvast.workplace.asking import days_of
from houvast.workplace.models import Concern, TrainingSchool

STUDENTS = (("Mila", "Berg", 2, 85), ("Noor", "Vos", 3, 110), ("Pim", "Dekker", 2, 62), ("Lotte", "Hendriks", 3, 142))
"""Given and family name, level of last year, credits on the day of counting."""
REPEATS = "Pim"
"""Whose assessment was not met: the same level again."""
MOST = {2: 90, 3: 150}
A_YEAR = 60
"""Credits of a study year."""


def tell_work(teller: Teller) -> None:
    """Everything by the actions of the house, on the days on which it would have happened."""
    school = teller.school
    year = school_year_of(school.today - timedelta(days=250))
    office = school.staff("Stien", "", "Stam", RoleAssignment.Role.PLACEMENT_OFFICE, None)
    educator = _guide(school, "Ilse", "Iding")
    began = date(year.begins_in, 9, 1)
    RoleAssignment.objects.filter(person=office).update(starts_on=began)
    with clock.set_to(began):
        by = Viewer(office, began)
        delta = name_training_school(name="De Delta", region="Zuid", locations=("Delta Noord", "Delta West"), by=by)
        name_training_school(name="De Oever", region="Noord", locations=("Oeverlaan",), by=by)
        sjoerd = add_guide(given_name="Sjoerd", family_name="Schippers", email="sjoerd@delta.example", by=by)
        wim = add_guide(given_name="Wim", family_name="Wolters", email="wim@delta.example", by=by)
        programme = Programme.objects.create(
            organisation=school.organisation, name="Leraar Engels", education="hbo", years=4
        )
        students = {one: _student(school, programme, one, year, number) for number, one in enumerate(STUDENTS)}
        for (given, _, level, _), student in students.items():
            _place(student, by, delta, level, began, None if given == "Pim" else wim, sjoerd, educator)
    _count(by=Viewer(office, began), students=students, programme=programme, year=year)
    levels = [(student, min(told[2] + (told[0] != REPEATS), 4)) for told, student in students.items()]
    tell_placing(school, office, programme, educator, levels)
    _this_year(teller, students, sjoerd)
    tell_reviews(teller, students[STUDENTS[0]])
    tell_desks(teller, office, students[STUDENTS[3]])
    tell_third_chance(teller, students[STUDENTS[2]], educator)
    teller.account(
        office,
        "Stagebureau: wie heeft nog geen plek of begeleider (plaats er veel tegelijk), en wie mag een betaalde aanstelling?",
        "Placement office: who has no place or guide yet (place many at once), and who may hold a paid appointment?",
    )
    teller.account(
        sjoerd,
        "Schoolopleider op De Delta: je eigen studenten, de rood-groenlijst en de studentbespreking.",
        "School-based educator at De Delta: your own students, the red-green list and the review meeting.",
    )
    teller.account(
        educator,
        "Instituutsopleider: je studenten op hun opleidingsscholen, hun voortgang en wie aandacht vraagt.",
        "Institute-based educator: your students at their training schools, their progress and who needs attention.",
    )
    teller.account(
        students[STUDENTS[0]],
        "Student lerarenopleiding: wie heeft de regie, en mag je een betaalde aanstelling?",
        "Teacher student: who is in charge, and may you hold a paid appointment?",
    )


def _guide(school: School, given: str, family: str) -> Person:
    made = school.person(given, "", family, number="i0001", email="i0001@roc.example")
    made.save()
    return made


def _student(
    school: School, programme: Programme, told: tuple[str, str, int, int], year: SchoolYear, number: int
) -> Person:
    given, family, level, _ = told
    student = school.person(
        given,
        "",
        family,
        number=f"099{number:03}",
        is_student=True,
        birth_date=date(year.begins_in - 18 - level, 3, 5 + number),
        email=f"099{number:03}@st.example",
    )
    student.save()
    cohort = SchoolYear(begins_in=year.begins_in - level + 1)
    _results(school, student, cohort, told[3])
    Enrolment.objects.create(
        organisation=school.organisation,
        student=student,
        programme=programme,
        cohort=cohort.label,
        starts_on=date(cohort.begins_in, 9, 1),
    )
    return student


def _results(school: School, student: Person, cohort: SchoolYear, earned: int) -> None:
    """The credits of each study year until the count, so that every page says the same number."""
    left, begins = earned, cohort.begins_in
    while left > 0:
        took = min(left, A_YEAR)
        Result.objects.create(
            organisation=school.organisation,
            student=student,
            on=date(begins + 1, 2 if left <= A_YEAR else 7, 1),
            title=f"Studiejaar {begins - cohort.begins_in + 1}",
            passed=True,
            credits_earned=took,
            source="rooster",
            external_id=f"{student.number}-{begins}",
        )
        left, begins = left - took, begins + 1


def _place(
    student: Person,
    by: Viewer,
    school: TrainingSchool,
    level: int,
    on: date,
    supervisor: Person | None,
    school_educator: Person,
    institute_educator: Person,
) -> None:
    draft = TriadDraft(
        training_school=school,
        location=school.locations.order_by("name").first(),
        mode="full_time",
        level=level,
        supervisor=supervisor,
        school_educator=school_educator,
        institute_educator=institute_educator,
        starts_on=on,
    )
    place(student=student, by=by, draft=draft, seen_revision=0)


def _count(
    *, by: Viewer, students: dict[tuple[str, str, int, int], Person], programme: Programme, year: SchoolYear
) -> None:
    """The list of 15 March for the school year after, shared on 2 April with a letter for everybody."""
    following = SchoolYear(begins_in=year.begins_in + 1)
    days = days_of(following.label, date(year.begins_in + 1, 3, 1))
    with clock.set_to(days.inventory_on):
        for level, most in MOST.items():
            cohort = SchoolYear(begins_in=year.begins_in - level + 1).label
            set_maximum(programme=programme, cohort=cohort, counted_on=days.inventory_on, credits_=Decimal(most), by=by)
        drafts = tuple(
            StandingDraft(number=one.number, credits=Decimal(told[3]), first_semester_open=None, foundation_passed=True)
            for told, one in students.items()
        )
        keep_standings(drafts=drafts, counted_on=days.inventory_on, by=by)
        inventory = draw_up(for_school_year=following.label, by=Viewer(by.person, days.inventory_on), at=clock.now())
    with clock.set_to(days.shared_on or days.inventory_on):
        share(inventory=inventory, by=None, at=clock.now())
        while send_letters(inventory, at=clock.now()):
            pass


def _this_year(teller: Teller, students: dict[tuple[str, str, int, int], Person], educator: Person) -> None:
    """Something needs attention, and a meeting is planned in which it is discussed."""
    by = Viewer(educator, teller.school.today)
    noor = students[STUDENTS[1]]
    raise_concern(
        student=noor,
        by=by,
        weight=Concern.Weight.ATTENTION,
        seen="Drie keer kwam het lesplan een dag te laat; twee lessen zijn daardoor overgenomen.",
        goes_well="Leerlingen vertellen haar graag wat ze moeilijk vinden.",
        at=clock.now(),
    )
    school = TrainingSchool.objects.get(organisation=teller.school.organisation, name="De Delta")
    plan_meeting(school=school, by=by, planned_on=teller.school.today + timedelta(days=15), number=1)
