"""The services that fit one student: by age, level and school; nothing else about the student goes in."""

from collections.abc import Collection
from datetime import date

from houvast.core.calendar import age_on
from houvast.directory.queries.fitting import Fitting, fitting_services
from houvast.education.queries import enrolments_of
from houvast.people.models import Person


def fitting_for(
    student: Person, *, on: date, areas: Collection[str] = (), kinds: Collection[str] = (), most: int = 5
) -> tuple[Fitting, ...]:
    """Who can help this student, those of the own school first, at most `most`. `areas` are life areas. Two queries."""
    running = (one for one in enrolments_of(student) if one.ends_on is None or one.ends_on >= on)
    return fitting_services(
        on=on,
        areas=areas,
        kinds=kinds,
        age=age_on(student.birth_date, on) if student.birth_date else None,
        level=next((one.level for one in running if one.level), None),
        organisation=student.organisation_id,
        most=most,
    )
