"""A school of rows that a test can count by itself: students with enrolments, made set-wise."""

from datetime import date, timedelta

from houvast.education.models import Diploma, Enrolment, Programme
from houvast.monitor.refreshing.running import refresh
from houvast.people.clock import now, today
from houvast.people.models import Person, PersonalRelation, UnitMembership
from tests.houvast_testing.cast import Cast, make_person


def refreshed(cast: Cast, *, on: date | None = None, everybody: bool = False) -> None:
    """The figures of the school of the cast, as of a day."""
    refresh(organisation_id=cast.organisation.pk, on=on or today(), at=now, everybody=everybody)


def programme(cast: Cast, level: int | None, crebo: str = "25655", name: str = "Medewerker ICT") -> Programme:
    found, _ = Programme.objects.get_or_create(
        organisation=cast.organisation, crebo=crebo, name=name, defaults={"level": level, "years": 2}
    )
    return found


def enrol(
    cast: Cast,
    number: int,
    *,
    level: int = 2,
    pathway: str = "BOL",
    starts_on: date,
    ends_on: date | None = None,
    code: str = "",
    birth_date: date | None = date(2008, 5, 1),
    diploma: str = "",
    source: str = "",
    student: Person | None = None,
) -> Enrolment:
    """One student of the team of the cast with one enrolment."""
    if student is None:
        student = make_person(
            cast.organisation,
            f"Student{number}",
            "Telling",
            is_student=True,
            birth_date=birth_date,
            number=f"T{number}",
        )
        UnitMembership.objects.create(
            organisation=cast.organisation, student=student, unit=cast.group, starts_on=starts_on
        )
    made = Enrolment.objects.create(
        organisation=cast.organisation,
        student=student,
        programme=programme(cast, level, f"2{level}000", f"Opleiding {level}"),
        unit=cast.group,
        pathway=pathway,
        starts_on=starts_on,
        ends_on=ends_on,
        end_reason=code,
        source=source,
        external_id=f"{number}" if source else "",
    )
    if diploma:
        Diploma.objects.create(
            organisation=cast.organisation, student=student, kind=diploma, awarded_on=ends_on or starts_on
        )
    return made


def coached(cast: Cast, student: Person) -> None:
    """The coach of the cast coaches this student too."""
    PersonalRelation.objects.create(
        organisation=cast.organisation,
        kind=PersonalRelation.Kind.COACH,
        holder=cast.coach,
        student=student,
        starts_on=today() - timedelta(days=100),
    )
