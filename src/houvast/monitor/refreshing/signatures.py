"""What every source says of each student, as a digest: a refresh looks only at students of whom it changed.

Each source is read set-wise, one row a student, so a night without news costs a few passes over indexes.
"""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum, TextField
from django.db.models.functions import Cast

from houvast.alerts.models import Alert
from houvast.attendance.models import Absence, MissedContact
from houvast.cases.models import Case
from houvast.core.calendar import school_year_of
from houvast.core.monitor.facts import count_day
from houvast.education.models import Diploma, Enrolment, Result
from houvast.guidance.models import Contact
from houvast.handover.models import Handover
from houvast.monitor.models import Leaving, LookBack
from houvast.people.models import Person, PersonalRelation, UnitMembership
from houvast.people.viewer import running_on
from houvast.plan.models import PlanReview
from houvast.transfer.models import Pupil

DIGEST_BYTES = 8
RECKONED = 2
"""Raised when figures are reckoned otherwise from the same facts: everybody is then read once more."""


def signatures(organisation_id: uuid.UUID, on: date, first: uuid.UUID, last: uuid.UUID) -> dict[uuid.UUID, str]:
    """The digest of everything that figures read, of every student with an enrolment from the first id to the last."""
    said: dict[uuid.UUID, list[object]] = {}
    year = school_year_of(on).begins_in
    moment = f"{RECKONED}/{year}/{on >= count_day(year)}"
    persons = Person.objects.filter(pk__gte=first, pk__lte=last, organisation_id=organisation_id)
    ours = set(persons.values_list("pk", flat=True))
    for number, rows in enumerate(_sources(on, first, last)):
        for student, *values in rows:
            if number == 0 and student in ours:
                said[student] = [moment, *values]
            elif student in said:
                said[student].append((number, *values))
    return {
        student: blake2b(repr(values).encode(), digest_size=DIGEST_BYTES).hexdigest()
        for student, values in said.items()
    }


def _sources(on: date, first: uuid.UUID, last: uuid.UUID) -> Iterator[Any]:
    """Rows that begin with a student, source by source, always in the same order. Without the organisation: the range
    of students is what their indexes know; who is of another organisation was left out already.
    """
    of = {"student_id__gte": first, "student_id__lte": last}
    grouped = "student_id"
    yield (
        Enrolment.objects.filter(**of)
        .values_list(grouped)
        .annotate(
            Count("pk"), Count("ends_on"), Sum("revision"), Min("starts_on"), Max("starts_on"), Max("ends_on"),
            Min("ends_on"), Max("end_reason"), Min("end_reason"), Max("programme__level"), Min("programme__level"),
            Max("pathway"), Max("expected_end_on"),
            begun=Count("pk", filter=Q(starts_on__lte=on)),
            ended=Count("pk", filter=Q(ends_on__lte=on)),
            past=Count("pk", filter=Q(ends_on__lt=on)),
            late=Count("pk", filter=Q(expected_end_on__lt=on - timedelta(days=92))),
            unit=Max(Cast("unit_id", TextField())),  # PostgreSQL knows no greatest of two ids
        )
    )  # fmt: skip
    yield Person.objects.filter(pk__gte=first, pk__lte=last, is_student=True, erased_at__isnull=True).values_list(
        "pk", "birth_date"
    )
    yield Diploma.objects.filter(**of).values_list(grouped).annotate(Count("pk"), Max("awarded_on"))
    yield (
        UnitMembership.objects.filter(**of)
        .values_list(grouped)
        .annotate(Count("pk"), Count("ends_on"), Max("starts_on"))
    )
    coaches = PersonalRelation.objects.filter(running_on(on), kind=PersonalRelation.Kind.COACH, **of)
    yield coaches.values_list(grouped).annotate(Count("pk"))
    yield Contact.objects.filter(**of).values_list("student_id", "latest_talk_on", "latest_meeting_on")
    yield Case.objects.filter(**of).values_list(grouped).annotate(Count("pk"), Sum("revision"))
    yield Handover.objects.filter(**of).values_list(grouped).annotate(Count("pk"), Sum("revision"))
    yield Alert.objects.filter(**of).values_list(grouped).annotate(Count("pk"), Sum("revision"))
    yield MissedContact.objects.filter(**of).values_list(grouped).annotate(Count("pk"), Max("made_at"))
    yield (
        Absence.objects.filter(
            day__gte=school_year_of(on).begin, kind=Absence.Kind.UNAUTHORISED, withdrawn_on__isnull=True, **of
        )
        .values_list(grouped)
        .annotate(Min("day"))
    )
    failed = Count("pk", filter=Q(passed=False))
    yield (
        Result.objects.filter(**of, withdrawn_on__isnull=True).values_list(grouped).annotate(Count("pk"), failed=failed)
    )
    yield Leaving.objects.filter(**of).values_list(grouped).annotate(Count("pk"), Sum("revision"))
    yield (
        LookBack.objects.filter(leaving__student_id__gte=first, leaving__student_id__lte=last)
        .values_list("leaving__student_id")
        .annotate(Sum("revision"), due=Count("pk", filter=Q(due_on__lte=on)))
    )
    yield (
        PlanReview.objects.filter(**of)
        .values_list(grouped)
        .annotate(Count("held_on"), Sum("revision"), due=Count("pk", filter=Q(planned_on__lte=on)))
    )
    yield Pupil.objects.filter(**of).values_list(grouped).annotate(Max("school_type"))
