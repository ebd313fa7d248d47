"""Change of coach as a warm handover, cover for an absent coach, and the norms of a school."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from houvast.appointments.models import CaseNorm, CoachChange, Cover
from houvast.core.access.words import Action, Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.models import Person, PersonalRelation, RoleAssignment
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door

TO_WRITE = timedelta(weeks=4)
"""How long who coached before may still write what matters."""
KIND = PersonalRelation.Kind


def begin_coach_changes(
    *, earlier: Iterable[tuple[uuid.UUID, Person]], coach: Person, starts_on: date, at: datetime
) -> None:
    """Students (ids) of coaches get another coach from a day on: each change waits for words (S-085).

    Asks no policy: who gave the coach did. What was planned for the same student and not written is replaced.
    """
    pairs = [(student, old) for student, old in earlier if old.pk != coach.pk]
    with transaction.atomic():
        CoachChange.objects.filter(
            student_id__in=[student for student, _ in pairs], written_at__isnull=True, confirmed_at__isnull=True
        ).delete()
        CoachChange.objects.bulk_create(
            CoachChange(
                organisation_id=old.organisation_id,
                student_id=student,
                old_coach=old,
                new_coach=coach,
                starts_on=starts_on,
            )
            for student, old in pairs
        )
        PersonalRelation.objects.bulk_create(
            [
                PersonalRelation(
                    organisation_id=old.organisation_id,
                    kind=KIND.FORMER_COACH,
                    holder=old,
                    student_id=student,
                    starts_on=starts_on,
                    ends_on=starts_on + TO_WRITE,
                )
                for student, old in pairs
            ]
        )
        for old in {old.pk: old for _, old in pairs}.values():
            ask_mail(
                recipient=old,
                kind=Kind.TASK,
                key=f"coach-change/{old.pk.hex}/{starts_on}",
                link=reverse("start"),
                at=at,
            )


def write_what_matters(
    *, change: CoachChange, by: Viewer, strengths: str, what_matters: str, seen_revision: int, at: datetime
) -> None:
    """The coach until now writes for the new one; the student reads it first. Raises ChangedMeanwhile."""
    _allowed(by, change)
    if by.person.pk != change.old_coach_id:
        raise PermissionDenied
    with transaction.atomic():
        _change(change, seen_revision, strengths=strengths, what_matters=what_matters, written_at=at)
        _tell(change, change.student, Kind.READY, at)
        if change.new_coach:
            _tell(change, change.new_coach, Kind.READY, at)


def read_and_add(*, change: CoachChange, by: Viewer, words: str, seen_revision: int, at: datetime) -> None:
    """The student has read it, and says what the new coach should know. Raises ChangedMeanwhile."""
    _allowed(by, change)
    if by.person.pk != change.student_id:
        raise PermissionDenied
    with transaction.atomic():
        _change(change, seen_revision, student_words=words, student_read_at=at)
        if change.new_coach:
            _tell(change, change.new_coach, Kind.READY, at)


def confirm_first_talk(*, change: CoachChange, by: Viewer, on: date, seen_revision: int, at: datetime) -> None:
    """The new coach has read it and plans the first talk: then the change is complete. Raises ChangedMeanwhile."""
    _allowed(by, change)
    if by.person.pk != change.new_coach_id:
        raise PermissionDenied
    if on < change.starts_on:
        raise CannotBeDone(gettext("The first talk is on or after your first day as coach."), "first_talk_on")
    with transaction.atomic():
        _change(change, seen_revision, first_talk_on=on, confirmed_at=at)
        _tell(change, change.student, Kind.READY, at)


def arrange_cover(
    *, coach: Person, cover: uuid.UUID, starts_on: date, ends_on: date, by: Viewer, at: datetime
) -> Cover:
    """Somebody covers for a coach: sees the students that `by` may arrange, from a day until a day (both included)."""
    if ends_on < starts_on:
        raise CannotBeDone(gettext("The last day lies before the first day."), "ends_on")
    if ends_on < by.day:
        raise CannotBeDone(gettext("This day is over."), "ends_on")
    person = Person.objects.filter(
        pk=cover,
        organisation_id=by.organisation_id,
        roles__in=RoleAssignment.objects.filter(running_on(by.day), organisation_id=by.organisation_id),
    ).first()
    if person is None or person.pk == coach.pk:
        raise CannotBeDone(gettext("Choose a colleague."), "cover")
    with transaction.atomic():
        mine = door.students(by, Data.PEOPLE_AROUND, Action.MANAGE)
        held = PersonalRelation.objects.filter(
            running_on(max(starts_on, by.day)), kind=KIND.COACH, holder=coach, student__in=mine
        )
        students = list(held.values_list("student_id", flat=True))
        if not students:
            raise CannotBeDone(gettext("There is no student here whose coach you may choose."))
        made = Cover.objects.create(
            organisation_id=by.organisation_id, coach=coach, cover=person, starts_on=starts_on, ends_on=ends_on,
            arranged_by=by.person, at=at,
        )  # fmt: skip
        _cover_students(made, students)
        ask_mail(recipient=person, kind=Kind.TASK, key=f"cover/{made.pk}", link=reverse("start"), at=at)
    return made


def _cover_students(made: Cover, students: Iterable[uuid.UUID]) -> None:
    PersonalRelation.objects.bulk_create(
        PersonalRelation(
            organisation_id=made.organisation_id,
            kind=KIND.COACH_COVER,
            holder_id=made.cover_id,
            student_id=student,
            starts_on=made.starts_on,
            ends_on=made.ends_on,
        )
        for student in students
        if student != made.cover_id
    )


def cover_new_students(*, coach: Person, students: Iterable[uuid.UUID], on: date) -> None:
    """Students who come to a coach who is covered for are covered too. Asks no policy: who gave the coach did."""
    for running in Cover.objects.filter(coach=coach, ends_on__gte=on):
        known = PersonalRelation.objects.filter(
            kind=KIND.COACH_COVER, holder=running.cover_id, student__in=list(students), ends_on=running.ends_on
        ).values_list("student_id", flat=True)
        _cover_students(running, [one for one in students if one not in set(known)])


def set_norms(*, by: Viewer, answer_within: int, most_students: int) -> None:
    """The administrator sets school days for an answer, and students per coach."""
    if not by.has_role(RoleAssignment.Role.ADMINISTRATOR):
        raise PermissionDenied
    CaseNorm.objects.update_or_create(
        organisation_id=by.organisation_id,
        defaults={"answer_within": answer_within, "most_students": most_students},
    )


def _allowed(by: Viewer, change: CoachChange) -> None:
    if not door.decision(by, change.student, Data.COACH_CHANGE, Action.RECORD).allowed:
        raise PermissionDenied


def _change(change: CoachChange, seen_revision: int, **values: object) -> None:
    changed = CoachChange.objects.filter(pk=change.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile(gettext("The handover"))
    change.refresh_from_db()


def _tell(change: CoachChange, person: Person, kind: Kind, at: datetime) -> None:
    ask_mail(
        recipient=person,
        kind=kind,
        key=f"coach-change/{change.pk}/{change.revision}/{person.pk.hex}",
        link=reverse("appointments:coach-change", args=(change.pk,)),
        at=at,
        organisation_id=change.organisation_id,
    )
