"""The programmes of the schools in this installation, for whoever looks for one. No person stands in it."""

from dataclasses import dataclass

from houvast.education.models import Programme
from houvast.people.models import Organisation
from houvast.people.wall_opening import inside

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A programme at a school; `level` is 1 to 4, or None where a programme has none."""

    name: str
    level: int | None
    school: str


def programmes(query: str = "") -> tuple[Offered, ...]:
    """Programmes by name, at most fifty; with `query` those that hold it. Two queries."""
    schools = dict(Organisation.objects.filter(kind=Organisation.Kind.INSTITUTION).values_list("pk", "name"))
    with inside(schools):
        rows = Programme.objects.filter(organisation__in=schools, name__icontains=query.strip())
        found = list(rows.values_list("name", "level", "organisation").distinct().order_by("name", "level")[:MOST])
    return tuple(Offered(name=name, level=level, school=schools[school]) for name, level, school in found)
