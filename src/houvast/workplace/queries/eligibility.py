"""Inventories, the red-green list per training school, and one student's own answer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from houvast.core.access.words import Data, Purpose
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.relations import tied_by
from houvast.workplace.asking import days_of
from houvast.workplace.models import Appointment, Eligibility, Inventory
from houvast.workplace.queries.rights import EARLY

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of an inventory are green, red, not covered, were full-time before, hold one already, and in all."""

    green: int
    red: int
    none: int
    was_full_time: int
    holds_one: int
    total: int


def inventories(viewer: Viewer) -> QuerySet[Inventory]:
    """Every inventory of the viewer's organisation, the latest first."""
    return Inventory.objects.filter(organisation_id=viewer.organisation_id).order_by("-counted_on")


def inventory_for(viewer: Viewer, inventory_id: uuid.UUID) -> Inventory:
    """The inventory behind an id from outside; Http404 in another organisation."""
    found = inventories(viewer).filter(pk=inventory_id).select_related("made_by").first()
    if found is None:
        raise Http404
    return found


def rows_for(viewer: Viewer, inventory: Inventory) -> QuerySet[Eligibility]:
    """The rows this viewer may see: of the own students, and before it is shared only for who may see it early."""
    seen = door.students(viewer, Data.APPOINTMENT)
    if inventory.shared_on is None or inventory.shared_on > viewer.day:
        early = Person.objects.filter(tied_by(viewer, EARLY))
        seen = seen.filter(pk__in=early.values("pk"))
    return Eligibility.objects.filter(inventory=inventory, student__in=seen)


def counts(rows: QuerySet[Eligibility]) -> Counts:
    """These rows counted, in one query."""
    colour = Eligibility.Colour
    found = rows.aggregate(
        green=Count("pk", filter=Q(colour=colour.GREEN)),
        red=Count("pk", filter=Q(colour=colour.RED)),
        none=Count("pk", filter=Q(colour=colour.NONE)),
        was_full_time=Count("pk", filter=Q(was_full_time=True)),
        holds_one=Count("pk", filter=Q(holds_one=True)),
        total=Count("pk"),
    )
    return Counts(**found)


def own_row(student: Person, viewer: Viewer) -> Eligibility | None:
    """What the newest inventory says of this student, from the moment this viewer may know."""
    if not door.may(viewer, student, Data.APPOINTMENT):
        return None
    rows = Eligibility.objects.filter(student=student).select_related("inventory", "training_school", "student")
    for row in rows.order_by("-inventory__counted_on", "-pk")[:2]:
        shared = row.inventory.shared_on is not None and row.inventory.shared_on <= viewer.day
        if shared or Person.objects.filter(tied_by(viewer, EARLY), pk=student.pk).exists():
            return row
    return None


def registers_from(organisation_id: uuid.UUID, school_year: str, on: date) -> date | None:
    """The day from which an appointment for this school year is registered, while that day is still to come.

    None from the day on which the list is to be shared, or was; whoever shares late keeps no student waiting.
    """
    from_day = days_of(school_year, on).shared_on
    if from_day is None or from_day <= on:
        return None
    shared = Inventory.objects.filter(organisation_id=organisation_id, for_school_year=school_year, shared_on__lte=on)
    return None if shared.exists() else from_day


def appointments_of(student: Person) -> Sequence[Appointment]:
    """Every registration of this student, the latest first."""
    found = Appointment.objects.filter(student=student).select_related("training_school", "decided_by")
    return list(found.order_by("-registered_on", "-pk"))


def to_decide(viewer: Viewer, *, most: int = PAGE) -> Sequence[Appointment]:
    """Registrations that wait for an answer, first come first."""
    mine = door.students(viewer, Data.APPOINTMENT)
    waiting = Appointment.objects.filter(student__in=mine, state=Appointment.State.REGISTERED)
    found = list(waiting.select_related("student", "training_school").order_by("registered_on", "pk")[:most])
    door.note_shown([one.student_id for one in found], Purpose.ADMINISTRATION)
    return found


def appointment_for(viewer: Viewer, appointment_id: uuid.UUID) -> Appointment:
    """The registration behind an id from outside; Http404 when the viewer may not see it."""
    found = Appointment.objects.filter(pk=appointment_id).select_related("student", "training_school").first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.APPOINTMENT)
    return found
