"""A training school with three students and everybody around them, for the tests of this folder."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.test import Client

from houvast.education.models import Enrolment, Programme
from houvast.people.models import Organisation, Person, PersonalRelation, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.workplace.actions.inventory import StandingDraft, draw_up, keep_standings, set_maximum
from houvast.workplace.actions.places import TriadDraft, name_training_school, place
from houvast.workplace.models import Inventory, TrainingSchool
from tests.houvast_testing.cast import make_account, make_organisation, make_person

BEGIN = date(2026, 9, 1)
COUNTED = date(2027, 3, 15)
SHARED = date(2027, 4, 2)
COHORTS = {"mila": "2025-2026", "noor": "2024-2025", "pim": "2025-2026"}
CREDITS = {"mila": (85, 90), "noor": (110, 150), "pim": (88, 90)}
"""Credits on the day of counting, and the most that could be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """Mila (level 2, on schedule) and Noor (level 3, behind) learn at De Delta, Pim (level 2) elsewhere."""

    organisation: Organisation
    delta: TrainingSchool
    oever: TrainingSchool
    mila: Person
    noor: Person
    pim: Person
    office: Person
    institute_educator: Person
    school_educator: Person
    supervisor: Person
    other_educator: Person
    coach: Person

    def client(self, member: str) -> Client:
        """A browser in which this person is signed in."""
        person: Person = getattr(self, member)
        client = Client()
        client.force_login(person.account)
        return client

    def viewer(self, member: str, on: date) -> Viewer:
        return Viewer(getattr(self, member), on)


def make_school() -> School:
    """Everybody in place since 1 September 2026."""
    organisation = make_organisation("Hogeschool Demo", "21HD")
    organisation.education = "hbo"
    organisation.save(update_fields=["education"])
    names = {
        "office": ("Stien", "Stage"), "institute_educator": ("Ilse", "Instituut"),
        "school_educator": ("Sjoerd", "School"), "supervisor": ("Wim", "Werkplek"),
        "other_educator": ("Olle", "Oever"), "coach": ("Carla", "Coach"),
    }  # fmt: skip
    people = {key: make_person(organisation, *name) for key, name in names.items()}
    programme = Programme.objects.create(organisation=organisation, name="Leraar Engels", years=4)
    students = {}
    for number, (key, cohort) in enumerate(COHORTS.items(), start=1):
        student = make_person(organisation, key.capitalize(), "Student", is_student=True, number=f"09{number:05d}")
        began = date(int(cohort[:4]), 9, 1)
        Enrolment.objects.create(
            organisation=organisation, student=student, programme=programme, cohort=cohort, starts_on=began
        )
        students[key] = student
    RoleAssignment.objects.create(
        organisation=organisation, person=people["office"], role="placement_office", starts_on=BEGIN
    )
    for student in students.values():
        PersonalRelation.objects.create(
            organisation=organisation, kind="coach", holder=people["coach"], student=student, starts_on=BEGIN
        )
    for person in (*people.values(), *students.values()):
        person.language = "en"
        person.save(update_fields=["language"])
        make_account(person)
    by = Viewer(people["office"], BEGIN)
    delta = name_training_school(name="De Delta", region="Zuid", locations=("Delta Noord", "Delta West"), by=by)
    oever = name_training_school(name="De Oever", region="Zuid", locations=(), by=by)
    for key, level in (("mila", 2), ("noor", 3)):
        _place(students[key], by, delta, level, people["supervisor"], people["school_educator"], people)
    _place(students["pim"], by, oever, 2, None, people["other_educator"], people)
    return School(organisation=organisation, delta=delta, oever=oever, **people, **students)


def _place(
    student: Person,
    by: Viewer,
    school: TrainingSchool,
    level: int,
    supervisor: Person | None,
    educator: Person,
    people: dict[str, Person],
) -> None:
    place(
        student=student,
        by=by,
        draft=TriadDraft(
            training_school=school,
            location=school.locations.order_by("name").first(),
            mode="full_time",
            level=level,
            supervisor=supervisor,
            school_educator=educator,
            institute_educator=people["institute_educator"],
            starts_on=BEGIN,
        ),
        seen_revision=0,
    )


def count(school: School) -> Inventory:
    """The inventory of 15 March 2027, drawn up on that day by the placement office."""
    from houvast.people.clock import now, set_to

    programme = Programme.objects.get(organisation=school.organisation)
    with set_to(COUNTED):
        by = school.viewer("office", COUNTED)
        for key, (_, most) in CREDITS.items():
            set_maximum(programme=programme, cohort=COHORTS[key], counted_on=COUNTED, credits_=Decimal(most), by=by)
        drafts = tuple(
            StandingDraft(
                number=getattr(school, key).number,
                credits=Decimal(earned),
                first_semester_open=None,
                foundation_passed=True,
            )
            for key, (earned, _) in CREDITS.items()
        )
        assert keep_standings(drafts=drafts, counted_on=COUNTED, by=by) == ()
        return draw_up(for_school_year="2027-2028", by=by, at=now())
