"""Who coaches whom: per class, per student, or a whole caseload handed over, each from a day on."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.appointments.actions.coaching import begin_coach_changes, cover_new_students
from houvast.core.access.words import Action, Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.actions.record import note
from houvast.people.clock import now
from houvast.people.models import AdministrativeAct, Person, PersonalRelation, RoleAssignment, Unit, UnitMembership
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """How many students got this coach, and how many had them already."""

    changed: int
    unchanged: int


def coaches_on(by: Viewer, day: date) -> list[Person]:
    """Everybody who holds the role of coach in the viewer's organisation on that day, by name."""
    roles = RoleAssignment.objects.filter(
        running_on(day), organisation_id=by.organisation_id, role=RoleAssignment.Role.STUDY_COACH
    )
    return list(Person.objects.filter(pk__in=roles.values("person_id")).order_by("sort_name", "pk"))


def assign_coach(*, students: Collection[uuid.UUID], coach: Person, by: Viewer, on: date) -> Assigned:
    """From `on` this person coaches these students; whoever did so before stops the day before.

    Students that `by` may not manage are left alone. Raises CannotBeDone when nobody of them may be managed, or when
    this person is no coach on that day.
    """
    if coach not in coaches_on(by, on):
        raise CannotBeDone(_("This person is no coach on that day: give the role first."), "coach")
    with transaction.atomic():
        mine = door.students(by, Data.PEOPLE_AROUND, Action.MANAGE).filter(pk__in=students)
        ids = frozenset(mine.values_list("pk", flat=True))
        if not ids:
            raise CannotBeDone(_("There is no student here whose coach you may choose."))
        coached = PersonalRelation.objects.filter(kind=PersonalRelation.Kind.COACH, student_id__in=ids)
        running = coached.filter(running_on(on))
        kept = frozenset(running.filter(holder=coach, ends_on__isnull=True).values_list("student_id", flat=True))
        changing = ids - kept
        others = coached.filter(student_id__in=changing)
        earlier = [(one.student_id, one.holder) for one in others.filter(running_on(on)).select_related("holder")]
        others.filter(starts_on__gte=on).delete()  # a plan that had not begun: nobody was coached by it
        others.filter(running_on(on)).update(ends_on=on - A_DAY, revision=F("revision") + 1)
        PersonalRelation.objects.bulk_create(
            PersonalRelation(
                organisation_id=by.organisation_id,
                kind=PersonalRelation.Kind.COACH,
                holder=coach,
                student_id=student,
                starts_on=on,
            )
            for student in sorted(changing)
        )
        begin_coach_changes(earlier=earlier, coach=coach, starts_on=on, at=now())
        cover_new_students(coach=coach, students=changing, on=on)
        if changing:
            note(by=by, act=AdministrativeAct.Act.COACH_ASSIGNED, about=coach, text=f"{len(changing)}")
            _tell(coach, on)
    return Assigned(changed=len(changing), unchanged=len(kept))


def assign_coaches_to_classes(*, wanted: dict[Unit, Person], by: Viewer, on: date) -> Assigned:
    """Every class its coach, as one change. Raises CannotBeDone, and then nothing is changed."""
    changed = unchanged = 0
    with transaction.atomic():
        for unit, coach in wanted.items():
            members = UnitMembership.objects.filter(running_on(on), unit=unit).values_list("student_id", flat=True)
            done = assign_coach(students=frozenset(members), coach=coach, by=by, on=on)
            changed, unchanged = changed + done.changed, unchanged + done.unchanged
    return Assigned(changed=changed, unchanged=unchanged)


def hand_over(*, students: Collection[uuid.UUID], giver: Person, taker: Person, by: Viewer, on: date) -> Assigned:
    """These students of one coach go to another from `on`. Raises CannotBeDone."""
    if giver == taker:
        raise CannotBeDone(_("Choose another coach than the one who hands over."), "taker")
    with transaction.atomic():
        held = PersonalRelation.objects.filter(
            running_on(on), kind=PersonalRelation.Kind.COACH, holder=giver, student_id__in=students
        )
        done = assign_coach(students=frozenset(held.values_list("student_id", flat=True)), coach=taker, by=by, on=on)
        note(by=by, act=AdministrativeAct.Act.CASELOAD_HANDED_OVER, about=giver, text=f"{done.changed}: {taker.name}")
    return done


def _tell(coach: Person, on: date) -> None:
    """One mail a day, however many classes and students come."""
    ask_mail(recipient=coach, kind=Kind.READY, key=f"coach/{coach.pk.hex}/{on}", link=reverse("start"), at=now())
