"""Rows of meetings about one student, by queries that are written once. Asks no policy itself."""

from django.db.models import Q, QuerySet, UUIDField

from houvast.careteam.models import Item, Seat, Wish
from houvast.people.models import Person, Unit
from houvast.people.prepared import MakesHole, PreparedRecord

LATEST = 20


def items_of(student: Person) -> list[Item]:
    """The latest meetings a student came up in or will, each item with its meeting and unit. Two queries at most."""
    items = _ITEMS_OF.all(student=student.pk)
    units = Unit.objects.in_bulk({one.meeting.unit_id for one in items}) if items else {}
    for one in items:
        one.student, one.meeting.unit = student, units[one.meeting.unit_id]
    return items


def seats_of(student: Person) -> list[Seat]:
    """Every seat for this student with who sits there, first asked first. One query."""
    return _SEATS_FOR.all(student=student.pk)


def open_wishes(student: Person) -> list[Wish]:
    """What was asked about this student and waits for a meeting, with who asked. One query."""
    return _OPEN_WISHES.all(student=student.pk)


def _items_of(items: QuerySet[Item], hole: MakesHole) -> QuerySet[Item]:
    found = items.filter(
        Q(meeting__ended_at__isnull=True) | Q(discussed_at__isnull=False),
        student=hole("student", UUIDField()),
        off_on__isnull=True,
    )
    return found.order_by("-meeting__planned_on", "-id")[:LATEST]


def _open_wishes(wishes: QuerySet[Wish], hole: MakesHole) -> QuerySet[Wish]:
    return wishes.filter(student=hole("student", UUIDField()), answered_on__isnull=True).order_by("asked_on", "id")


_SEATS_FOR = PreparedRecord(
    Seat,
    lambda seats, hole: seats.filter(item__student=hole("student", UUIDField())).order_by("asked_at", "id"),
    related=("member",),
)
_ITEMS_OF = PreparedRecord(Item, _items_of, related=("meeting",))
_OPEN_WISHES = PreparedRecord(Wish, _open_wishes, related=("asked_by",))
