"""Who can sit at a table, and who teaches a student."""

from django.db.models import Exists, OuterRef, Q

from houvast.careteam.models import Item, Meeting, Seat
from houvast.careteam.parts import Part
from houvast.careteam.queries.rights import STAFF
from houvast.careteam.queries.rows import seat_rows
from houvast.guidance.partners import persons_elsewhere
from houvast.people.clock import today
from houvast.people.models import Person, RoleAssignment, UnitMembership
from houvast.people.viewer import running_on

MOST = 300


def _above_and_below(path: str) -> Q:
    """Roles in the unit itself, in every unit above it and under it, and of the whole school."""
    parts = path.rstrip("/").split("/")
    above = ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]
    return Q(unit__isnull=True) | Q(unit__path__in=above) | Q(unit__path__startswith=path)


def partners_who_hear(item: Item) -> tuple[Person, ...]:
    """The partners to whom the student said yes, decisions among what they see: a decision can be their task."""
    agreed = (one for one in seat_rows(item) if one.state == Seat.State.AGREED)
    seated = {one.member.person_id for one in agreed if Part.DECISIONS in one.parts}
    return persons_elsewhere(seated, item.organisation_id)


def staff_of(meeting: Meeting) -> tuple[Person, ...]:
    """Coaches, teachers, team leaders and support advisors around the unit of this meeting, by name."""
    roles = RoleAssignment.objects.filter(
        _above_and_below(meeting.unit.path),
        running_on(today()),
        organisation_id=meeting.organisation_id,
        role__in=STAFF,
    )
    found = Person.objects.filter(pk__in=roles.values("person_id"), erased_at__isnull=True)
    return tuple(found.order_by("sort_name", "pk")[:MOST])


def teachers_of(student: Person) -> tuple[Person, ...]:
    """Every teacher and coach of the units this student is in, and of those above, by name. Two queries (S-605)."""
    day = today()
    paths = UnitMembership.objects.filter(running_on(day), student=student).values_list("unit__path", flat=True)
    within = Q(pk__in=())
    for path in paths:
        parts = path.rstrip("/").split("/")
        within |= Q(unit__path__in=["/".join(parts[: count + 1]) + "/" for count in range(len(parts))])
    teaching = RoleAssignment.objects.filter(
        within,
        running_on(day),
        person=OuterRef("pk"),
        role__in=(RoleAssignment.Role.TEACHER, RoleAssignment.Role.STUDY_COACH),
    )
    found = Person.objects.filter(Exists(teaching), organisation_id=student.organisation_id, erased_at__isnull=True)
    return tuple(found.order_by("sort_name", "pk")[:MOST])
