"""`{% fitting_help student %}`: who can help this student, those of the own school first. Two queries."""

from typing import Any

from django import template

from houvast.directory.queries import fitting_for
from houvast.people.clock import today
from houvast.people.models import Person

register = template.Library()
MOST = 4


@register.inclusion_tag("directory/_fitting.html")
def fitting_help(student: Person, areas: str = "education", refer_url: str = "") -> dict[str, Any]:
    """Services for a student of that age and level, by life areas (separated by spaces); those near before kinds.

    `refer_url` is for who may refer: the page on which the student is asked; it opens with the service chosen.
    """
    found = fitting_for(student, on=today(), areas=areas.split(), most=MOST)
    return {"services": found, "areas": areas.split(), "refer_url": refer_url}
