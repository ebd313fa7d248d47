"""The fixed cast: every page is asked the same questions by the same people."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client

from houvast.education.models import Enrolment, Programme
from houvast.guidance.models import Contact
from houvast.people.clock import now, today
from houvast.people.models import (
    Account,
    AccountReach,
    Organisation,
    Person,
    PersonalRelation,
    RoleAssignment,
    Unit,
    UnitMembership,
)

YEAR = timedelta(days=365)


def make_organisation(name: str = "ROC Demo", code: str = "") -> Organisation:
    return Organisation.objects.create(name=name, code=code)


def make_unit(organisation: Organisation, kind: str, name: str, parent: Unit | None = None) -> Unit:
    unit = Unit(organisation=organisation, kind=kind, name=name, parent=parent)
    unit.path = f"{parent.path if parent else ''}{unit.pk.hex}/"
    unit.save()
    return unit


def make_person(
    organisation: Organisation,
    given: str,
    family: str,
    *,
    is_student: bool = False,
    birth_date: date | None = None,
    number: str = "",
) -> Person:
    return Person.objects.create(
        organisation=organisation,
        given_name=given,
        family_name=family,
        is_student=is_student,
        birth_date=birth_date,
        number=number,
        sort_name=f"{family} {given} {number}".lower(),
        email=f"{given}.{family}@example.org".lower().replace(" ", ""),
        created_at=now(),
    )


def make_account(person: Person) -> Account:
    return Account.objects.create(
        organisation=person.organisation, person=person, email=f"{person.pk.hex}@example.org", created_at=now()
    )


def make_student(
    organisation: Organisation, given: str, family: str, unit: Unit, *, birth_date: date | None = None, number: str = ""
) -> Person:
    student = make_person(organisation, given, family, is_student=True, birth_date=birth_date, number=number)
    UnitMembership.objects.create(organisation=organisation, student=student, unit=unit, starts_on=today() - YEAR)
    Contact.objects.create(student=student, organisation=organisation)
    programme, _ = Programme.objects.get_or_create(
        organisation=organisation, crebo="25655", name="Medewerker ICT", defaults={"level": 2, "years": 2}
    )
    Enrolment.objects.create(
        organisation=organisation,
        student=student,
        programme=programme,
        unit=unit,
        pathway="BOL",
        starts_on=today() - YEAR,
    )
    return student


def give_role(person: Person, role: str, unit: Unit | None = None) -> RoleAssignment:
    """A role that counts: what opens something told in confidence was confirmed, as a privacy officer would."""
    return RoleAssignment.objects.create(
        organisation=person.organisation,
        person=person,
        role=role,
        unit=unit,
        starts_on=today() - YEAR,
        confirmed_at=now(),
    )


def relate(holder: Person, student: Person, kind: str, *, has_authority: bool = True) -> PersonalRelation:
    return PersonalRelation.objects.create(
        organisation=student.organisation,
        kind=kind,
        holder=holder,
        student=student,
        starts_on=today() - YEAR,
        has_authority=has_authority,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """One school with one student in the middle, another school, and everybody around them; all have an account."""

    organisation: Organisation
    other_organisation: Organisation
    college: Unit
    team: Unit
    group: Unit
    student: Person
    coach: Person
    colleague: Person
    team_leader: Person
    director: Person
    support_advisor: Person
    administration: Person
    administrator: Person
    guardian: Person
    partner: Person
    trusted_person: Person
    stranger_coach: Person
    stranger_student: Person
    other_student: Person

    def client(self, member: str) -> Client:
        """A browser in which this member of the cast is signed in."""
        person: Person = getattr(self, member)
        client = Client()
        client.force_login(person.account)
        return client


def make_cast() -> Cast:
    roc = make_organisation("ROC Demo", "25XX")
    other = make_organisation("ROC Elders", "26XX")
    municipality = Organisation.objects.create(name="Gemeente Demo", kind=Organisation.Kind.MUNICIPALITY)
    college = make_unit(roc, Unit.Kind.COLLEGE, "College Techniek")
    team = make_unit(roc, Unit.Kind.TEAM, "Team ICT", college)
    group = make_unit(roc, Unit.Kind.GROUP, "2A", team)
    other_group = make_unit(other, Unit.Kind.GROUP, "9Z")
    second_team = make_unit(roc, Unit.Kind.TEAM, "Team Zorg", college)
    minor = today().replace(day=1) - timedelta(days=365 * 17 + 30)
    student = make_student(roc, "Sam", "de Wit", group, birth_date=minor, number="100001")
    members = {
        "coach": make_person(roc, "Carla", "Coach"),
        "colleague": make_person(roc, "Koen", "Collega"),
        "team_leader": make_person(roc, "Tineke", "Teamleider"),
        "director": make_person(roc, "Dirk", "Directeur"),
        "support_advisor": make_person(roc, "Olga", "Ondersteuner"),
        "administration": make_person(roc, "Anja", "Administratie"),
        "administrator": make_person(roc, "Bert", "Beheerder"),
        "guardian": make_person(roc, "Moeder", "de Wit"),
        "trusted_person": make_person(roc, "Tante", "de Wit"),
        "stranger_coach": make_person(other, "Vera", "Vreemd"),
        "partner": make_person(municipality, "Paul", "Partner"),
    }
    stranger_student = make_student(other, "Elders", "Student", other_group, birth_date=minor, number="900001")
    other_student = make_student(roc, "Ander", "Student", make_unit(roc, Unit.Kind.GROUP, "1B", second_team))
    roles = RoleAssignment.Role
    give_role(members["coach"], roles.STUDY_COACH, team)
    give_role(members["colleague"], roles.STUDY_COACH, second_team)
    give_role(members["team_leader"], roles.TEAM_LEADER, team)
    give_role(members["director"], roles.COLLEGE_DIRECTOR, college)
    give_role(members["support_advisor"], roles.SUPPORT_ADVISOR, college)
    give_role(members["administration"], roles.STUDENT_ADMINISTRATION)
    give_role(members["administrator"], roles.ADMINISTRATOR)
    give_role(members["stranger_coach"], roles.STUDY_COACH)
    give_role(members["partner"], roles.ATTENDANCE_OFFICER)
    kinds = PersonalRelation.Kind
    relate(members["coach"], student, kinds.COACH)
    relate(members["guardian"], student, kinds.GUARDIAN)
    relate(members["trusted_person"], student, kinds.TRUSTED_PERSON)
    relate(members["stranger_coach"], stranger_student, kinds.COACH)
    for person in (*members.values(), student, stranger_student, other_student):
        make_account(person)
    partner = members["partner"].account
    partner.has_reach = True
    partner.save(update_fields=["has_reach"])
    AccountReach.objects.create(account=partner, organisation=roc)
    return Cast(
        organisation=roc, other_organisation=other, college=college, team=team, group=group, student=student,
        stranger_student=stranger_student, other_student=other_student, **members,
    )  # fmt: skip


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
