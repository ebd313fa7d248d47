"""Recording a leaving, the student's own view of it, and looking back at 3, 6 and 12 months, and once more after two
years when the student agrees (S-636, S-639, S-664).
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.core.calendar import months_after
from houvast.core.monitor.leaving import MOMENTS, UNTIL_LATER
from houvast.education.models import Enrolment
from houvast.monitor.models import Leaving, LookBack, Period
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door

PLANNED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingDraft:
    """What the school says of a leaving; words of `core.monitor.leaving`, own causes as hexadecimal ids."""

    reason: str = ""
    initiator_school: str = ""
    causes: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    story: str = ""
    destination: str = ""
    handed_to: str = ""
    arrived_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDraft:
    """What the student says: who took the initiative, how it turned out, and whether the school may ask later."""

    initiator_student: str = ""
    own_view: str = ""
    own_words: str = ""
    may_follow: bool = False


def record_leaving(
    *, student: Person, enrolment: Enrolment, by: Viewer, draft: LeavingDraft, revision: int, at: datetime
) -> Leaving:
    """Keep what the school knows of this leaving. The student's own view is never written here."""
    _allowed(by, student, Data.LEAVING)
    if enrolment.student_id != student.pk or enrolment.ends_on is None:
        raise CannotBeDone(gettext("This enrolment has not ended."))
    if draft.arrived_on and draft.arrived_on > day_of(at):
        raise CannotBeDone(gettext("Somebody cannot have arrived on a day that has not come."))
    with transaction.atomic():
        leaving = _locked(student, enrolment, revision, at)
        for name in LeavingDraft.__slots__:
            value = getattr(draft, name)
            setattr(leaving, name, list(value) if isinstance(value, tuple) else value)
        leaving.recorded_by, leaving.recorded_at = by.person, at
        leaving.revision += 1
        leaving.save(update_fields=[*LeavingDraft.__slots__, "recorded_by", "recorded_at", "revision"])
    return leaving


def say_own_view(
    *, student: Person, enrolment: Enrolment, by: Viewer, draft: OwnDraft, revision: int, at: datetime
) -> Leaving:
    """The student says how leaving turned out; nobody says it in their place."""
    if by.person.pk != student.pk or not door.decision(by, student, Data.LEAVING, Action.RECORD).allowed:
        raise PermissionDenied
    if enrolment.student_id != student.pk or enrolment.ends_on is None:
        raise CannotBeDone(gettext("This enrolment has not ended."))
    with transaction.atomic():
        leaving = _locked(student, enrolment, revision, at)
        for name in OwnDraft.__slots__:
            setattr(leaving, name, getattr(draft, name))
        leaving.own_view_on = day_of(at)
        leaving.revision += 1
        leaving.save(update_fields=[*OwnDraft.__slots__, "own_view_on", "revision"])
        _later_moment(leaving, enrolment)
    return leaving


def look_back(*, look: LookBack, by: Viewer, where: str, word: str, revision: int, at: datetime) -> None:
    """Say where somebody is, so many months after; before its day that is not asked."""
    student = look.leaving.student
    _allowed(by, student, Data.LEAVING)
    on = day_of(at)
    if look.due_on > on:
        raise CannotBeDone(gettext("This moment has not come yet."))
    with transaction.atomic():
        changed = LookBack.objects.filter(pk=look.pk, revision=revision).update(
            where=where, answered_on=on, answered_by=by.person, revision=revision + 1
        )
        if not changed:
            raise ChangedMeanwhile(gettext("This moment"))
        look.refresh_from_db()
        look.word = word
        look.save(update_fields=["word"])


def plan_look_backs(*, organisation_id: uuid.UUID, on: date, at: datetime) -> int:
    """A record and the set moments for enrolments that ended without diploma in the figures, at most two years ago;
    gives how many were new. At most `PLANNED_AT_ONCE`: call again until it gives nothing.
    """
    with transaction.atomic():
        left = Period.objects.filter(
            organisation_id=organisation_id, left_on__isnull=False, left_on__gt=months_after(on, -UNTIL_LATER)
        ).exclude(enrolment_id__in=Leaving.objects.filter(organisation_id=organisation_id).values("enrolment_id"))
        made = Leaving.objects.bulk_create(
            Leaving(organisation_id=organisation_id, student_id=student, enrolment_id=enrolment, recorded_at=at)
            for student, enrolment in left.values_list("student_id", "enrolment_id").distinct()[:PLANNED_AT_ONCE]
        )
        ends = dict(Enrolment.objects.filter(pk__in=[one.enrolment_id for one in made]).values_list("pk", "ends_on"))
        LookBack.objects.bulk_create(
            LookBack(
                organisation_id=organisation_id,
                leaving=one,
                months=months,
                due_on=months_after(ended, months),
            )
            for one in made
            if (ended := ends.get(one.enrolment_id)) is not None
            for months in MOMENTS
        )
    return len(made)


def _later_moment(leaving: Leaving, enrolment: Enrolment) -> None:
    """One more moment after two years while the student agrees; taken back, it goes, unless somebody looked already.

    There is none later: the guidance dossier goes after two years.
    """
    later = LookBack.objects.filter(leaving=leaving, months=UNTIL_LATER)
    if not leaving.may_follow:
        later.filter(where="").delete()
    elif enrolment.ends_on is not None and not later.exists():
        LookBack.objects.create(
            organisation_id=leaving.organisation_id,
            leaving=leaving,
            months=UNTIL_LATER,
            due_on=months_after(enrolment.ends_on, UNTIL_LATER),
        )


def _allowed(by: Viewer, student: Person, data: Data) -> None:
    if not door.decision(by, student, data, Action.RECORD).allowed or by.person.pk == student.pk:
        raise PermissionDenied


def _locked(student: Person, enrolment: Enrolment, revision: int, at: datetime) -> Leaving:
    """The record of this leaving, held by this transaction; made when there is none, with its moments."""
    leaving, new = Leaving.objects.select_for_update().get_or_create(
        enrolment=enrolment,
        defaults={"organisation_id": student.organisation_id, "student": student, "recorded_at": at},
    )
    if not new and leaving.revision != revision:
        raise ChangedMeanwhile(gettext("What is known of this leaving"))
    if new and enrolment.ends_on is not None:
        LookBack.objects.bulk_create(
            LookBack(
                organisation_id=student.organisation_id,
                leaving=leaving,
                months=months,
                due_on=months_after(enrolment.ends_on, months),
            )
            for months in MOMENTS
        )
    return leaving
