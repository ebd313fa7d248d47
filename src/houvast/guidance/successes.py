"""What went well: read and written by who is around the student, shared with family when the student wants it."""

import uuid
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404
from django.urls import reverse

from houvast.core.access.words import Action, Data
from houvast.guidance.models import Success
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.models import Person
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door

MOST = 100


def successes_of(viewer: Viewer, student: Person) -> QuerySet[Success]:
    """What went well, latest first: for school and the student all of it, for family what the student shares."""
    found = Success.objects.filter(student=student).select_related("seen_by").order_by("-on", "-pk")
    if not (door.may(viewer, student, Data.SUCCESSES, Action.RECORD)):
        found = found.filter(is_shared=True)
    if not door.may(viewer, student, Data.SUCCESSES):
        return found.none()
    return found[:MOST]


def own_success_for(viewer: Viewer, success_id: uuid.UUID) -> Success:
    """The student's own; Http404 for everybody else."""
    found = Success.objects.filter(pk=success_id, student=viewer.person).select_related("student").first()
    if found is None:
        raise Http404
    return found


def record_success(*, student: Person, by: Viewer, words: str, on: date, at: datetime) -> Success:
    """Somebody around the student, or the student, writes what went well; the student gets a mail (S-605, S-762)."""
    if not door.decision(by, student, Data.SUCCESSES, Action.RECORD).allowed:
        raise PermissionDenied
    with transaction.atomic():
        made = Success.objects.create(
            organisation_id=student.organisation_id, student=student, on=on, words=words, seen_by=by.person, at=at
        )
        if by.person.pk != student.pk:
            ask_mail(
                recipient=student,
                kind=Kind.READY,
                key=f"success/{made.pk}",
                link=reverse("successes", args=(student.pk,)),
                at=at,
                organisation_id=student.organisation_id,
            )
    return made


def share_success(*, success: Success, by: Viewer, shared: bool, seen_revision: int) -> None:
    """The student shows it to family and trusted persons, or no longer. Raises ChangedMeanwhile."""
    if success.student_id != by.person.pk:
        raise PermissionDenied
    changed = Success.objects.filter(pk=success.pk, revision=seen_revision).update(
        is_shared=shared, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile(success.words[:40])
