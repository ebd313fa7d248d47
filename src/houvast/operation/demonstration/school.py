"""The invented school: units, staff and as many students as asked, the same for the same seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from houvast.attendance.models import AbsenceTotal
from houvast.education.models import Enrolment, Programme, Result
from houvast.guidance.actions import waits_since
from houvast.guidance.models import Agreement, Contact, Talk
from houvast.operation.demonstration.names import invented
from houvast.people.clock import now
from houvast.people.models import Organisation, Person, PersonalRelation, RoleAssignment, Unit, UnitMembership

STUDENTS_PER_COACH = 30
STUDENTS_PER_GROUP = 25
BATCH = 1_000
BEFORE = timedelta(days=440)
"""How long everybody named has been at the school: longer than the longest story."""

TEAMS: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("College Techniek en ICT", "Team ICT", "Medewerker ICT support", "25655", 2, 2),
    ("College Techniek en ICT", "Team Elektrotechniek", "Eerste monteur elektrotechnische installaties", "25736", 3, 3),
    ("College Zorg en Welzijn", "Team Verzorgende IG", "Verzorgende IG", "25491", 3, 3),
    ("College Zorg en Welzijn", "Team Entree", "Assistent dienstverlening en zorg", "25251", 1, 1),
    ("College Economie", "Team Retail", "Verkoopspecialist", "25798", 3, 2),
    ("College Economie", "Team Marketing", "Marketing en communicatie", "25899", 4, 3),
)  # fmt: skip


@dataclass(slots=True)
class School:
    """What was made, for the stories that follow."""

    organisation: Organisation
    today: date
    random: random.Random
    teams: list[Unit] = field(default_factory=list)
    colleges: dict[str, Unit] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    staff_count: int = 0

    def unit(self, kind: str, name: str, parent: Unit | None = None) -> Unit:
        made = Unit(organisation=self.organisation, kind=kind, name=name, parent=parent)
        made.path = f"{parent.path if parent else ''}{made.pk.hex}/"
        made.save()
        return made

    def person(self, given: str, prefix: str, family: str, **values: object) -> Person:
        """A person that is not saved yet."""
        number = str(values.pop("number", ""))
        return Person(
            organisation=self.organisation,
            given_name=given,
            name_prefix=prefix,
            family_name=family,
            number=number,
            sort_name=" ".join(part for part in (family, given, prefix, number) if part).lower(),
            created_at=now(),
            **values,
        )

    def staff(self, given: str, prefix: str, family: str, role: str, unit: Unit | None) -> Person:
        self.staff_count += 1
        made = self.person(given, prefix, family, number=f"m{self.staff_count:04}")
        made.email = f"m{self.staff_count:04}@roc.example"
        made.save()
        self.role(made, role, unit)
        return made

    def role(self, person: Person, role: str, unit: Unit | None) -> None:
        RoleAssignment.objects.create(
            organisation=self.organisation,
            person=person,
            role=role,
            unit=unit,
            starts_on=self.today - BEFORE,
            confirmed_at=now(),
        )

    def relate(self, holder: Person, student: Person, kind: str, *, has_authority: bool = True) -> None:
        PersonalRelation.objects.create(
            organisation=self.organisation,
            kind=kind,
            holder=holder,
            student=student,
            starts_on=self.today - BEFORE,
            has_authority=has_authority,
        )


def school_year(day: date) -> date:
    """The first of August in which the school year of this day began."""
    first = date(day.year, 8, 1)
    return first if day >= first else date(day.year - 1, 8, 1)


def make_school(seed: int, today: date) -> School:
    """The institution with its colleges, teams and programmes, and no people yet."""
    organisation = Organisation.objects.create(
        name="ROC Houvast",
        code="99ZZ",
        postal_address="Postbus 1234\n1000 AB Voorbeeldstad",
        phone="010 123 45 67",
        email="info@roc.example",
        website="https://www.roc.example",
    )
    school = School(organisation=organisation, today=today, random=random.Random(seed))  # noqa: S311 - invented names
    for college, team, programme, crebo, level, years in TEAMS:
        if college not in school.colleges:
            school.colleges[college] = school.unit(Unit.Kind.COLLEGE, college)
        school.teams.append(school.unit(Unit.Kind.TEAM, team, school.colleges[college]))
        school.programmes[team] = Programme.objects.create(
            organisation=organisation, crebo=crebo, name=programme, level=level, years=years
        )
    return school


def fill(school: School, students: int, tick: Callable[[int], None]) -> None:
    """Add that many students with coaches, groups, talks, results and absence; `tick` hears how many were made."""
    per_team = [
        students // len(school.teams) + (index < students % len(school.teams)) for index in range(len(school.teams))
    ]
    number = 100_000
    for team, size in zip(school.teams, per_team, strict=True):
        coaches = [
            school.staff(*invented(school.random), RoleAssignment.Role.STUDY_COACH, team)
            for _ in range(-(-size // STUDENTS_PER_COACH))
        ]
        groups = [
            school.unit(Unit.Kind.GROUP, f"{school.programmes[team.name].level}{_letters(index)}", team)
            for index in range(-(-size // STUDENTS_PER_GROUP))
        ]
        for start in range(0, size, BATCH):
            count = min(BATCH, size - start)
            _add_students(school, team, coaches, groups, start, count, number)
            number += count
            tick(count)


def _letters(index: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    return (chr(96 + index // 26) if index >= 26 else "") + chr(97 + index % 26)  # noqa: PLR2004 - letters


def _add_students(
    school: School, team: Unit, coaches: list[Person], groups: list[Unit], offset: int, count: int, number: int
) -> None:
    random_, organisation, today = school.random, school.organisation, school.today
    began = school_year(today)
    people, memberships, relations, enrolments = [], [], [], []
    for index in range(count):
        position = offset + index
        student = school.person(
            *invented(random_),
            number=str(number + index),
            is_student=True,
            birth_date=None if random_.random() < 0.01 else today - timedelta(days=random_.randint(16 * 365, 23 * 365)),  # noqa: PLR2004
            email=f"{number + index}@student.roc.example",
        )
        people.append(student)
        group = groups[position // STUDENTS_PER_GROUP]
        memberships.append(UnitMembership(organisation=organisation, student=student, unit=group, starts_on=began))
        enrolments.append(
            Enrolment(
                organisation=organisation,
                student=student,
                programme=school.programmes[team.name],
                unit=group,
                pathway=random_.choice(("BOL", "BOL", "BOL", "BBL")),
                cohort=f"{began.year}-{began.year + 1}",
                starts_on=began,
            )
        )
        relations.append(
            PersonalRelation(
                organisation=organisation,
                kind=PersonalRelation.Kind.COACH,
                holder=coaches[position // STUDENTS_PER_COACH],
                student=student,
                starts_on=began,
            )
        )
    Person.objects.bulk_create(people)
    UnitMembership.objects.bulk_create(memberships)
    PersonalRelation.objects.bulk_create(relations)
    Enrolment.objects.bulk_create(enrolments)
    _add_history(school, people, [relation.holder for relation in relations])


def _add_history(school: School, students: list[Person], coaches: list[Person]) -> None:
    """Talks, agreements, results and absence as a school year brings them, and since when each student waits."""
    random_, organisation, today = school.random, school.organisation, school.today
    talks, agreements, results, absences, contacts = [], [], [], [], []
    for student, coach in zip(students, coaches, strict=True):
        days = sorted(today - timedelta(days=random_.randint(1, 110)) for _ in range(random_.choice((0, 1, 1, 2, 3))))
        due = None
        for day in days:
            talk = _talk(school, student, coach, day)
            talks.append(talk)
            agreement = _agreement(school, talk, student)
            if agreement is not None:
                agreements.append(agreement)
                if agreement.status == Agreement.Status.OPEN:
                    due = min(due, agreement.due_on) if due else agreement.due_on
        latest = days[-1] if days else None
        contacts.append(
            Contact(
                organisation=organisation,
                student=student,
                latest_talk_on=latest,
                next_due_on=due,
                waits_since=waits_since(latest_talk_on=latest, next_due_on=due),
            )
        )
        results += list(_results(school, student))
        for kind, most in (("authorised", 30), ("unauthorised", 24)):
            absences.append(
                AbsenceTotal(
                    organisation=organisation,
                    student=student,
                    kind=kind,
                    school_year=f"{school_year(today).year}-{school_year(today).year + 1}",
                    hours=random_.randint(0, most),
                    source="demonstration",
                )
            )
    Talk.objects.bulk_create(talks, batch_size=BATCH)
    Agreement.objects.bulk_create(agreements, batch_size=BATCH)
    Result.objects.bulk_create(results, batch_size=BATCH)
    AbsenceTotal.objects.bulk_create(absences, batch_size=BATCH)
    Contact.objects.bulk_create(contacts, batch_size=BATCH)


REPORTS = (
    ("We hebben gekeken hoe de start van de periode ging. De lessen zijn te volgen, het plannen kan beter.", "Je komt op tijd en stelt vragen."),
    ("Het huiswerk voor rekenen bleef liggen. We hebben samen een weekplanning gemaakt.", "In de praktijklessen ben je op je plek."),
    ("Je vertelde dat het thuis druk is. We kijken samen welke lessen je moet inhalen.", "Je hebt zelf om dit gesprek gevraagd."),
    ("De stage is begonnen. De eerste weken gaan goed, de verslagen moeten nog op tijd.", "Je stagebegeleider is blij met je inzet."),
)  # fmt: skip
AGREEMENTS = (
    "Ik lever het verslag van opdracht 2 in.",
    "Ik kom de komende twee weken elke dag op tijd.",
    "Ik vraag mijn docent rekenen om extra uitleg.",
    "Ik maak een planning en laat die zien.",
)


def _talk(school: School, student: Person, coach: Person, day: date) -> Talk:
    report, goes_well = school.random.choice(REPORTS)
    return Talk(
        organisation=school.organisation,
        student=student,
        kind=school.random.choice(
            (Talk.Kind.PROGRESS, Talk.Kind.PROGRESS, Talk.Kind.WELLBEING, Talk.Kind.INTRODUCTION)
        ),
        held_on=day,
        led_by=coach,
        goes_well=goes_well,
        report=report,
        study_behaviour=school.random.choice((Talk.Judgement.ON_COURSE, Talk.Judgement.ATTENTION)),
        recorded_at=now(),
    )


def _agreement(school: School, talk: Talk, student: Person) -> Agreement | None:
    if school.random.random() < 0.4:  # noqa: PLR2004 - not every talk ends in an agreement
        return None
    due = talk.held_on + timedelta(days=14)
    answered = school.random.random() < 0.7 and due < school.today  # noqa: PLR2004
    status = school.random.choice((Agreement.Status.KEPT, Agreement.Status.KEPT, Agreement.Status.NOT_KEPT))
    return Agreement(
        organisation=school.organisation,
        student=student,
        talk=talk,
        who=student,
        what=school.random.choice(AGREEMENTS),
        due_on=due,
        status=status if answered else Agreement.Status.OPEN,
        answered_on=due if answered else None,
    )


def _results(school: School, student: Person) -> Iterator[Result]:
    for title in school.random.sample(("Nederlands", "Rekenen", "Praktijkopdracht 1", "Theorie blok 1"), 2):
        grade = school.random.randint(35, 92) / 10
        yield Result(
            organisation=school.organisation,
            student=student,
            on=school.today - timedelta(days=school.random.randint(10, 80)),
            title=title,
            grade=str(grade).replace(".", ","),
            passed=grade >= 5.5,  # noqa: PLR2004 - the pass mark
        )
