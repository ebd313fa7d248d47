"""Placing many students at once: two begin at De Oever from one list, two more wait for a place."""

from datetime import date

from houvast.core.calendar import school_year_of
from houvast.education.models import Enrolment, Programme
from houvast.operation.demonstration.school import School
from houvast.people import clock
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.workplace.actions.placing import PlacedLine, place_many

PLACED = (("Sanne", "Kramer"), ("Bram", "Post"))
WAITING = (("Yusuf", "Demir"), ("Femke", "Visser"))
SCHOOL = "De Oever"
FIRST_NUMBER = 101


def tell_placing(school: School, office: Person, programme: Programme, educator: Person) -> None:
    """First-years of this school year: the office typed a list in summer, and two enrolled after it."""
    year = school_year_of(school.today)
    first_day = min(date(year.begins_in, 9, 1), school.today)
    made = [
        _first_year(school, programme, name, FIRST_NUMBER + at, first_day) for at, name in enumerate(PLACED + WAITING)
    ]
    lines = [
        PlacedLine(
            number=one.number, school=SCHOOL, level=1, mode="full_time", location="Oeverlaan",
            guides={"supervisor": "", "school_educator": "", "institute_educator": educator.number},
        )
        for one in made[: len(PLACED)]
    ]  # fmt: skip
    with clock.set_to(first_day):
        wrong = place_many(lines=lines, starts_on=first_day, by=Viewer(office, first_day))
    assert not wrong, wrong


def _first_year(school: School, programme: Programme, name: tuple[str, str], number: int, on: date) -> Person:
    given, family = name
    student = school.person(given, "", family, number=f"099{number}", is_student=True, email=f"099{number}@st.example")
    student.save()
    Enrolment.objects.create(
        organisation=school.organisation, student=student, programme=programme,
        cohort=school_year_of(on).label, starts_on=on,
    )  # fmt: skip
    return student
