"""Builds a school of any size in bulk: classes of 25, teams of 20 classes, colleges of 20 teams, a coach a class."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.db import connection, transaction
from django.db.models import Model

from houvast.education.models import Enrolment, Programme, Result
from houvast.guidance.actions import waits_since
from houvast.guidance.models import Agreement, Contact, Talk
from houvast.people.clock import now, today
from houvast.people.models import (
    Account,
    Organisation,
    Person,
    PersonalRelation,
    RoleAssignment,
    Unit,
    UnitMembership,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLASS, TEAM, COLLEGE = 25, 20, 20
BATCH = 2000
NEVER_SEEN = 0.05
YEAR = timedelta(days=365)
GIVEN = ("Sam", "Noor", "Daan", "Fatima", "Lars", "Yara", "Mees", "Aylin", "Jesse", "Chaima", "Finn", "Lotte")
FAMILY = ("de Wit", "Jansen", "El Amrani", "Bakker", "Yilmaz", "Visser", "Smits", "Kowalska", "Dijkstra", "Pinas")

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """Who looks in the measurements: everything, one team, one college, one class, and both one class and one team."""

    everything: Account
    team: Account
    college: Account
    coach: Account
    coach_and_leader: Account
    student: Person


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, BATCH)):
        yield chunk


def _load(model: type[Row], rows: Iterable[Row]) -> None:
    for chunk in _chunks(rows):
        model._default_manager.bulk_create(chunk)  # noqa: SLF001


def _unit(school: Organisation, kind: str, name: str, parent: Unit | None) -> Unit:
    unit = Unit(organisation=school, kind=kind, name=name, parent=parent)
    unit.path = f"{parent.path if parent else ''}{unit.pk.hex}/"
    return unit


def _person(school: Organisation, given: str, family: str, number: str, *, is_student: bool) -> Person:
    return Person(
        organisation=school,
        given_name=given,
        family_name=family,
        is_student=is_student,
        number=number,
        sort_name=f"{family} {given} {number}".lower(),
        birth_date=today() - timedelta(days=17 * 365) if is_student else None,
        created_at=now(),
    )


def _account(person: Person) -> Account:
    return Account.objects.create(
        organisation=person.organisation, person=person, email=f"{person.pk.hex}@example.org", created_at=now()
    )


def _role(person: Person, role: str, unit: Unit | None) -> None:
    RoleAssignment.objects.create(
        organisation=person.organisation,
        person=person,
        role=role,
        unit=unit,
        starts_on=today() - YEAR,
        confirmed_at=now(),
    )


def build(size: int, seed: int = 1) -> School:
    """A school of `size` students in an empty database, the same for the same seed, with fresh statistics."""
    with transaction.atomic():
        school = _build(size, random.Random(seed))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return school


def found() -> School | None:
    """The school that an earlier run left in this database; None where there is none."""
    watched = Person.objects.filter(is_student=True).order_by("number").first()
    if watched is None:
        return None
    by_name = {one.person.given_name: one for one in Account.objects.select_related("person")}
    return School(
        everything=by_name["everything"],
        team=by_name["team"],
        college=by_name["college"],
        coach=by_name["Coach"],
        coach_and_leader=by_name["both"],
        student=watched,
    )


def _build(size: int, chance: random.Random) -> School:
    school = Organisation.objects.create(name=f"ROC {size}", code=f"B{size}"[:20])
    number_of_classes = max(size // CLASS, 1)
    colleges: list[Unit] = []
    teams: list[Unit] = []
    classes: list[Unit] = []
    for index in range(number_of_classes):
        if index % (TEAM * COLLEGE) == 0:
            colleges.append(_unit(school, Unit.Kind.COLLEGE, f"College {len(colleges) + 1}", None))
        if index % TEAM == 0:
            teams.append(_unit(school, Unit.Kind.TEAM, f"Team {len(teams) + 1}", colleges[-1]))
        classes.append(_unit(school, Unit.Kind.GROUP, f"K{index + 1}", teams[-1]))
    _load(Unit, [*colleges, *teams, *classes])
    programme = Programme.objects.create(organisation=school, crebo="25655", name="Medewerker ICT", level=2, years=2)
    coaches = [
        _person(school, "Coach", f"Van Klas {index}", f"c{index}", is_student=False) for index in range(len(classes))
    ]
    _load(Person, coaches)
    students = [
        _person(school, chance.choice(GIVEN), chance.choice(FAMILY), f"{100000 + index}", is_student=True)
        for index in range(size)
    ]
    _load(Person, students)
    placed = [(student, min(index // CLASS, len(classes) - 1)) for index, student in enumerate(students)]
    since = today() - YEAR
    _load(
        UnitMembership,
        (UnitMembership(organisation=school, student=one, unit=classes[its], starts_on=since) for one, its in placed),
    )
    _load(
        PersonalRelation,
        (
            PersonalRelation(organisation=school, kind="coach", holder=coaches[its], student=one, starts_on=since)
            for one, its in placed
        ),
    )
    _load(
        Enrolment,
        (
            Enrolment(
                organisation=school, student=one, programme=programme, unit=classes[its], pathway="BOL", starts_on=since
            )
            for one, its in placed
        ),
    )
    _talks(school, placed, coaches, chance)
    watched = students[0]
    _full_dossier(school, watched, coaches[0])
    return _viewers(school, colleges, teams, coaches, watched)


def _talks(
    school: Organisation, placed: list[tuple[Person, int]], coaches: list[Person], chance: random.Random
) -> None:
    talks, agreements, contacts = [], [], []
    for student, its in placed:
        if chance.random() < NEVER_SEEN:
            contacts.append(Contact(student=student, organisation=school))
            continue
        on = today() - timedelta(days=chance.randrange(120))
        talk = Talk(
            organisation=school, student=student, kind="progress", held_on=on, led_by=coaches[its],
            report="We keken naar de planning.", recorded_at=now(),
        )  # fmt: skip
        talks.append(talk)
        due = on + timedelta(days=28)
        agreements.append(
            Agreement(
                organisation=school, student=student, talk=talk, side="student", what="De planning afmaken", due_on=due
            )
        )
        contacts.append(
            Contact(
                student=student,
                organisation=school,
                latest_talk_on=on,
                next_due_on=due,
                waits_since=waits_since(latest_talk_on=on, next_due_on=due),
            )
        )
    _load(Talk, talks)
    _load(Agreement, agreements)
    _load(Contact, contacts)


def _full_dossier(school: Organisation, student: Person, coach: Person) -> None:
    """The student who is opened: ten talks, thirty results."""
    _load(
        Talk,
        [
            Talk(
                organisation=school, student=student, kind="progress", held_on=today() - timedelta(days=30 * index),
                led_by=coach, report="Wat goed gaat, wat beter kan en wat we afspreken. " * 10, recorded_at=now(),
            )
            for index in range(1, 11)
        ],
    )  # fmt: skip
    _load(
        Result,
        [
            Result(
                organisation=school,
                student=student,
                on=today() - timedelta(days=7 * index),
                title=f"Toets {index}",
                grade="7",
            )
            for index in range(1, 31)
        ],
    )


def _viewers(
    school: Organisation, colleges: list[Unit], teams: list[Unit], coaches: list[Person], student: Person
) -> School:
    roles = RoleAssignment.Role
    made = [
        _person(school, name, "Meter", name, is_student=False) for name in ("everything", "team", "college", "both")
    ]
    Person.objects.bulk_create(made)
    everything, team, college, both = made
    _role(everything, roles.TEAM_LEADER, None)
    _role(team, roles.TEAM_LEADER, teams[0])
    _role(college, roles.SUPPORT_ADVISOR, colleges[0])
    _role(both, roles.TEAM_LEADER, teams[0])
    own = PersonalRelation.objects.filter(holder=coaches[-1]).values_list("student_id", flat=True)
    PersonalRelation.objects.bulk_create(
        PersonalRelation(organisation=school, kind="coach", holder=both, student_id=one, starts_on=today() - YEAR)
        for one in list(own)
    )
    return School(
        everything=_account(everything),
        team=_account(team),
        college=_account(college),
        coach=_account(coaches[0]),
        coach_and_leader=_account(both),
        student=student,
    )
