"""`{% fitting_help student %}`: who can help this student, those of the own school first. One query."""

from typing import Any

from django import template

from houvast.directory.queries import fitting_services
from houvast.people.clock import today
from houvast.people.models import Person

register = template.Library()
MOST = 4


@register.inclusion_tag("directory/_fitting.html")
def fitting_help(student: Person, areas: str = "education") -> dict[str, Any]:
    """Services for a student of that age, by life areas (separated by spaces); organisations near before kinds."""
    day = today()
    found = fitting_services(
        on=day, areas=areas.split(), age=_age(student, day.isoformat()), organisation=student.organisation_id, most=MOST
    )
    return {"services": found, "areas": areas.split()}


def _age(student: Person, on: str) -> int | None:
    """Age in whole years; None when no date of birth is known."""
    if student.birth_date is None:
        return None
    born = student.birth_date.isoformat()
    return int(on[:4]) - int(born[:4]) - (on[5:] < born[5:])
