"""Builds training schools of any size in bulk: who guides whom, progress, concerns; one educator sees a school.

The school-based educator of a school guides all its students there: the longest list that a person can have.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from houvast.education.models import Enrolment, Programme
from houvast.people.clock import now
from houvast.people.models import Account, Organisation, Person, PersonalRelation, RoleAssignment
from houvast.workplace.models import Concern, Maximum, Standing, TrainingSchool, Triad

if TYPE_CHECKING:
    from collections.abc import Iterable

BEGIN = date(2026, 9, 1)
COUNTED = date(2027, 3, 15)
YEAR = "2026-2027"
COHORTS = {1: "2026-2027", 2: "2025-2026", 3: "2024-2025", 4: "2023-2024"}
MOST = {2: Decimal(90), 3: Decimal(150)}
PER_SUPERVISOR, PER_INSTITUTE_EDUCATOR = 5, 50
WITH_A_CONCERN = 7
"""One in so many students has an open concern."""
GIVEN = ("Sam", "Noor", "Daan", "Fatima", "Lars", "Yara", "Mees", "Aylin", "Jesse", "Chaima", "Finn", "Lotte")
FAMILY = ("de Wit", "Jansen", "El Amrani", "Bakker", "Yilmaz", "Visser", "Smits", "Kowalska", "Dijkstra", "Pinas")
BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One institute with its training schools; who signs in is an account of `office`, `educators`, `students`."""

    organisation: Organisation
    office: Account
    schools: tuple[TrainingSchool, ...]
    educators: tuple[Account, ...]
    """The school-based educator of each school, in the same order."""
    institute_educator: Account
    supervisor: Account
    students: tuple[Person, ...]


def build(*, students: int, schools: int, password: str = "", code: str = "21HD") -> Built:
    """An institute with so many students over so many schools, all placed since 1 September 2026."""
    organisation = Organisation.objects.create(name="Hogeschool Demo", code=code, education="hbo")
    with transaction.atomic():
        office = _staff(organisation, "Stien", "Stage", "office", password)
        RoleAssignment.objects.create(
            organisation=organisation, person=office.person, role="placement_office", starts_on=BEGIN
        )
        programme = Programme.objects.create(organisation=organisation, name="Leraar Engels", years=4)
        for level, most in MOST.items():
            Maximum.objects.create(
                organisation=organisation, programme=programme, cohort=COHORTS[level], counted_on=COUNTED, credits=most
            )
        placed = [
            TrainingSchool.objects.create(organisation=organisation, name=f"De Delta {at + 1}", region="Zuid")
            for at in range(schools)
        ]
        educators = [
            _staff(organisation, "Sjoerd", f"School {at + 1}", f"educator{at + 1}", password) for at in range(schools)
        ]
        institute = [
            _staff(organisation, "Ilse", f"Instituut {at + 1}", f"institute{at + 1}", password if not at else "")
            for at in range(max(1, students // PER_INSTITUTE_EDUCATOR))
        ]
        supervisors = _supervisors(organisation, max(1, students // PER_SUPERVISOR))
        supervisor = _account(supervisors[0], "supervisor1", password)
        people = _students(organisation, students)
        _at_school(organisation, programme, people, placed, educators, institute, supervisors)
    return Built(
        organisation=organisation, office=office, schools=tuple(placed), educators=tuple(educators),
        institute_educator=institute[0], supervisor=supervisor, students=tuple(people),
    )  # fmt: skip


def _person(
    organisation: Organisation, given: str, family: str, *, number: str = "", is_student: bool = False
) -> Person:
    return Person(
        organisation=organisation,
        given_name=given,
        family_name=family,
        is_student=is_student,
        number=number,
        email=f"student{number}@example.org" if is_student else "",
        sort_name=f"{family} {given} {number}".lower(),
        created_at=now(),
    )


def _account(person: Person, name: str, password: str) -> Account:
    return Account.objects.create(
        organisation=person.organisation,
        person=person,
        email=f"{name}@example.org",
        password=make_password(password or None),
        created_at=now(),
    )


def _staff(organisation: Organisation, given: str, family: str, name: str, password: str) -> Account:
    person = _person(organisation, given, family)
    person.email = f"{name}@example.org"
    person.save(force_insert=True)
    return _account(person, name, password)


def _supervisors(organisation: Organisation, number: int) -> list[Person]:
    made = [_person(organisation, "Wim", f"Werkplek {at + 1}") for at in range(number)]
    return Person.objects.bulk_create(made, batch_size=BATCH)


def _students(organisation: Organisation, number: int) -> list[Person]:
    made = [
        _person(
            organisation,
            GIVEN[at % len(GIVEN)],
            FAMILY[at // len(GIVEN) % len(FAMILY)],
            number=f"{900000 + at}",
            is_student=True,
        )
        for at in range(number)
    ]
    return Person.objects.bulk_create(made, batch_size=BATCH)


def _at_school(
    organisation: Organisation,
    programme: Programme,
    people: list[Person],
    schools: list[TrainingSchool],
    educators: list[Account],
    institute: list[Account],
    supervisors: list[Person],
) -> None:
    per_school = -(-len(people) // len(schools))
    enrolments, triads, relations, standings, concerns = [], [], [], [], []
    for at, student in enumerate(people):
        level, of = at % 4 + 1, at // per_school
        guides = {
            "workplace_supervisor": supervisors[at // PER_SUPERVISOR % len(supervisors)],
            "school_educator": educators[of].person,
            "institute_educator": institute[at // PER_INSTITUTE_EDUCATOR % len(institute)].person,
        }
        enrolments.append(
            Enrolment(
                organisation=organisation,
                student=student,
                programme=programme,
                cohort=COHORTS[level],
                starts_on=date(int(COHORTS[level][:4]), 9, 1),
            )
        )
        triads.append(
            Triad(
                organisation=organisation,
                student=student,
                school_year=YEAR,
                training_school=schools[of],
                mode="full_time",
                level=level,
                supervisor=guides["workplace_supervisor"],
                school_educator=guides["school_educator"],
                institute_educator=guides["institute_educator"],
                starts_on=BEGIN,
            )
        )
        relations += [
            PersonalRelation(organisation=organisation, kind=kind, holder=who, student=student, starts_on=BEGIN)
            for kind, who in guides.items()
        ]
        if level in MOST:
            standings.append(
                Standing(
                    organisation=organisation,
                    student=student,
                    counted_on=COUNTED,
                    credits=MOST[level] - at % 15,
                    foundation_passed=True,
                )
            )
        if at % WITH_A_CONCERN == 0:
            concerns.append(
                Concern(
                    organisation=organisation,
                    student=student,
                    weight="concern" if at % 2 else "attention",
                    seen="Drie keer kwam het lesplan na de les.",
                    goes_well="Leerlingen luisteren.",
                    raised_by=guides["workplace_supervisor"],
                    raised_on=date(2026, 11, 2),
                )
            )
    for model, rows in (
        (Enrolment, enrolments),
        (Triad, triads),
        (PersonalRelation, relations),
        (Standing, standings),
        (Concern, concerns),
    ):
        _keep(model, rows)


def _keep(model: type[Enrolment | Triad | PersonalRelation | Standing | Concern], rows: Iterable[object]) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)  # type: ignore[arg-type]
