"""The services that fit one student: by age, level and school; nothing else about the student goes in."""

import uuid
from collections.abc import Collection
from datetime import date

from houvast.core.calendar import age_on
from houvast.directory.queries.fitting import Fitting, fitting_services
from houvast.education.models import Enrolment
from houvast.education.queries import asked_for_enrolments, enrolments_of
from houvast.people.models import Person
from houvast.people.prepared import Question


def levels_of(students: Collection[uuid.UUID], on: date) -> dict[uuid.UUID, set[int | None]]:
    """The levels of the programmes that these students follow on a day. One query."""
    running = Enrolment.objects.filter(student__in=list(students)).exclude(ends_on__lt=on)
    found: dict[uuid.UUID, set[int | None]] = {}
    for student, level in running.values_list("student_id", "programme__level"):
        found.setdefault(student, set()).add(level)
    return found


def asked_to_fit(student: Person) -> Question:
    """What `fitting_for` asks first, for `asked_ahead`."""
    return asked_for_enrolments(student)


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
