"""Planned talks: of one student, of who is looking, and of a calendar."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, UUIDField
from django.http import Http404

from houvast.appointments.models import CalendarLink, Companion, PlannedTalk
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Person
from houvast.people.prepared import MakesHole, PreparedRecord
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.lists import AboutStudents

MOST = 50
IN_CALENDAR = 200
STATE = PlannedTalk.State
OPEN = (STATE.PROPOSED, STATE.AGREED)


def planned_for(viewer: Viewer, planned_id: uuid.UUID, action: Action = Action.SEE) -> PlannedTalk:
    """The talk behind an id from outside: for the student, who leads it, who guides the student, who comes along."""
    found = (
        PlannedTalk.objects.filter(pk=planned_id)
        .select_related("student", "staff", "request")
        .prefetch_related("moments", "companions__person", "changes__by")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.PLANNED_TALKS, action)
    if not (may_plan(viewer, found.student) or _is_invited(viewer, found)):
        raise Http404
    return found


def may_plan(viewer: Viewer, student: Person) -> bool:
    """Whether this person plans talks with the student; family and trusted persons see what they are invited to."""
    return door.may(viewer, student, Data.PLANNED_TALKS, Action.RECORD)


def _is_invited(viewer: Viewer, planned: PlannedTalk) -> bool:
    return any(one.person_id == viewer.person.pk for one in planned.companions.all())


def talks_of(viewer: Viewer, student: Person) -> QuerySet[PlannedTalk]:
    """The planned talks of a student that this viewer may see, latest first; one query."""
    found = PlannedTalk.objects.filter(student=student).select_related("staff", "student")
    if not may_plan(viewer, student):
        found = found.filter(Exists(Companion.objects.filter(planned=OuterRef("pk"), person=viewer.person)))
    return found.order_by("-created_at", "-pk")[:MOST]


def mine(viewer: Viewer, *, since: datetime) -> list[PlannedTalk]:
    """Talks of this person from a moment on, and those without a moment yet; the earliest first; noted as shown."""
    found = _MINE.all(viewer=viewer.person.pk, moment=since)
    if found:
        door.note_shown({one.student_id for one in found}, Purpose.GUIDANCE)
    return found


def behind(viewer: Viewer, *, before: datetime) -> list[PlannedTalk]:
    """Talks of this person that ask a word afterwards: first those that did not happen and after which nobody sought
    contact yet, then agreed ones of which nobody said whether they were held. One query.
    """
    found = _BEHIND.all(viewer, moment=before)
    if found:
        door.note_shown({one.student_id for one in found}, Purpose.GUIDANCE)
    return sorted(found, key=lambda one: one.state != STATE.MISSED)


def to_come(person: Any, since: Any) -> Q:
    """The open talks of whoever leads, has or comes along to them; also with places of a prepared query."""
    talks = PlannedTalk.objects.filter(state__in=OPEN)
    along = talks.filter(pk__in=Companion.objects.filter(person=person).values("planned_id"))
    parts = [one.order_by().values("pk") for one in (talks.filter(staff=person), talks.filter(student=person), along)]
    when = Q(starts_at__isnull=True) | Q(starts_at__gte=since)
    return when & Q(pk__in=parts[0].union(*parts[1:]))


def asks_a_word(person: Any, before: Any) -> Q:
    """Talks led by this person that did not happen without contact since, or that lie behind unanswered."""
    missed = Q(state=STATE.MISSED, reached_out_on__isnull=True)
    return (missed | Q(state=STATE.AGREED, starts_at__lt=before)) & Q(staff=person)


def _mine(talks: QuerySet[PlannedTalk], hole: MakesHole) -> QuerySet[PlannedTalk]:
    coming = to_come(hole("viewer", UUIDField()), hole("moment", DateTimeField()))
    return talks.filter(coming).order_by("starts_at", "pk")[:MOST]


_MINE = PreparedRecord(PlannedTalk, _mine, related=("staff", "student"))


def _behind(talks: QuerySet[PlannedTalk], hole: MakesHole) -> QuerySet[PlannedTalk]:
    asks = asks_a_word(hole("viewer", UUIDField()), hole("moment", DateTimeField()))
    return talks.filter(asks).order_by("starts_at", "pk")[: 2 * MOST]


_BEHIND = AboutStudents(PlannedTalk, _behind, data=Data.PLANNED_TALKS, action=Action.RECORD)


def _part_of(person: Person) -> Q:
    along = Companion.objects.filter(planned=OuterRef("pk"), person=person)
    return Q(student=person) | Q(staff=person) | Q(Exists(along))


def calendar_of(person: Person, *, at: datetime) -> list[PlannedTalk]:
    """Agreed and cancelled talks of this person: those of a month ago until those to come, earliest first."""
    return list(
        PlannedTalk.objects.filter(
            _part_of(person), state__in=(STATE.AGREED, STATE.CANCELLED), starts_at__gte=at - timedelta(days=31)
        )
        .select_related("staff", "student")
        .order_by("starts_at", "pk")[:IN_CALENDAR]
    )


def running_link(viewer: Viewer) -> CalendarLink | None:
    """The calendar link of this person that works now."""
    return CalendarLink.objects.filter(person=viewer.person, ended_at__isnull=True).first()
