"""Who can take over the alerts about a student: whoever the policy lets answer them, by name."""

from datetime import date

from django.db.models import Q

from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.viewer import running_on

ANSWERING = (RoleAssignment.Role.TEAM_LEADER, RoleAssignment.Role.SUPPORT_ADVISOR)


def colleagues_for(student: Person, on: date) -> tuple[Person, ...]:
    """Coaches of this student, and team leaders and support advisors of the units above. Three queries."""
    paths = UnitMembership.objects.filter(running_on(on), student=student).values_list("unit__path", flat=True)
    above = Q(unit__isnull=True)
    for path in paths:
        parts = path.rstrip("/").split("/")
        above |= Q(unit__path__in=["/".join(parts[: count + 1]) + "/" for count in range(len(parts))])
    roles = RoleAssignment.objects.filter(
        above, running_on(on), organisation_id=student.organisation_id, role__in=ANSWERING
    )
    coaches = PersonalRelation.objects.filter(running_on(on), student=student, kind=PersonalRelation.Kind.COACH)
    found = Person.objects.filter(Q(pk__in=roles.values("person_id")) | Q(pk__in=coaches.values("holder_id")))
    return tuple(found.exclude(pk=student.pk).order_by("sort_name", "pk"))
