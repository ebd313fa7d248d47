"""Placing many students at once: who goes on at De Delta and two who begin at De Oever; two more wait for a place."""

from collections.abc import Sequence
from datetime import date

from houvast.core.calendar import school_year_of
from houvast.education.models import Enrolment, Programme
from houvast.operation.demonstration.school import School
from houvast.people import clock
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.workplace.actions.placing import PlacedLine, place_many
from houvast.workplace.queries.places import triad_of

PLACED = (("Sanne", "Kramer"), ("Bram", "Post"))
WAITING = (("Yusuf", "Demir"), ("Femke", "Visser"))
SCHOOL = "De Oever"
FIRST_NUMBER = 101


def tell_placing(
    school: School, office: Person, programme: Programme, educator: Person, going_on: Sequence[tuple[Person, int]]
) -> None:
    """The list that the office typed in summer: `going_on` with their levels, and first-years; two enrolled after it."""
    year = school_year_of(school.today)
    first_day = min(date(year.begins_in, 9, 1), school.today)
    for student, level in going_on:
        _go_on(student, level, first_day, Viewer(office, first_day))
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
    student = school.person(
        given, "", family, number=f"099{number}", is_student=True, birth_date=date(on.year - 19, 2, number - 90),
        email=f"099{number}@st.example",
    )  # fmt: skip
    student.save()
    Enrolment.objects.create(
        organisation=school.organisation, student=student, programme=programme,
        cohort=school_year_of(on).label, starts_on=on,
    )  # fmt: skip
    return student


def _go_on(student: Person, level: int, on: date, by: Viewer) -> None:
    """At the same school with the same guides, from this day."""
    triad = triad_of(student, on)
    assert triad is not None
    if triad.starts_on >= on:
        return
    named = (("supervisor", triad.supervisor), ("school_educator", triad.school_educator),
             ("institute_educator", triad.institute_educator))  # fmt: skip
    line = PlacedLine(
        number=student.number, school=triad.training_school.name, level=level, mode=triad.mode,
        location=triad.location.name if triad.location else "",
        guides={name: (who.number or who.name) if who else "" for name, who in named},
    )  # fmt: skip
    with clock.set_to(on):
        wrong = place_many(lines=[line], starts_on=on, by=by)
    assert not wrong, wrong
