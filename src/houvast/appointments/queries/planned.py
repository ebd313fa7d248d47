"""Planned talks: of one student, of who is looking, and of a calendar."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from houvast.appointments.models import CalendarLink, Companion, PlannedTalk
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door

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
    person = viewer.person
    found = list(
        PlannedTalk.objects.filter(_part_of(person), state__in=OPEN)
        .filter(Q(starts_at__isnull=True) | Q(starts_at__gte=since))
        .select_related("staff", "student")
        .order_by("starts_at", "pk")[:MOST]
    )
    if found:
        door.note_shown({one.student_id for one in found}, Purpose.GUIDANCE)
    return found


def missed_of(viewer: Viewer) -> list[PlannedTalk]:
    """Talks of this person that did not happen, and after which nobody sought contact yet. One query."""
    found = list(
        PlannedTalk.objects.filter(
            staff=viewer.person,
            state=STATE.MISSED,
            reached_out_on__isnull=True,
            student__in=door.students(viewer, Data.PLANNED_TALKS, Action.RECORD),
        )
        .select_related("student")
        .order_by("starts_at", "pk")[:MOST]
    )
    if found:
        door.note_shown({one.student_id for one in found}, Purpose.GUIDANCE)
    return found


def not_closed(viewer: Viewer, *, before: datetime) -> list[PlannedTalk]:
    """Agreed talks of this person that lie behind: were they held? One query."""
    found = list(
        PlannedTalk.objects.filter(
            staff=viewer.person,
            state=STATE.AGREED,
            starts_at__lt=before,
            student__in=door.students(viewer, Data.PLANNED_TALKS, Action.RECORD),
        )
        .select_related("student")
        .order_by("starts_at", "pk")[:MOST]
    )
    if found:
        door.note_shown({one.student_id for one in found}, Purpose.GUIDANCE)
    return found


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
