"""Programmes: added and changed by whoever the caller judged may do so. Students of whom something new is known."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from houvast.education.models import Enrolment, Programme, ProgressNorm, Touched
from houvast.people import bulk
from houvast.people.clock import day_of
from houvast.people.ids import new_id
from houvast.people.models import Person


class ProgrammeIsListed(Exception):
    """There is a programme with this name and crebo already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """`crebo` may be empty; `education` empty is that of the institution; `level` 1 to 4 and `years` may be unknown."""

    name: str
    crebo: str
    education: str
    level: int | None
    years: int | None


def save_programme(*, organisation_id: uuid.UUID, programme_id: uuid.UUID | None, facts: ProgrammeFacts) -> Programme:
    """A new programme, or the facts of a known one replaced. Raises ProgrammeIsListed, Programme.DoesNotExist."""
    if programme_id is None:
        programme = Programme(organisation_id=organisation_id)
    else:
        programme = Programme.objects.get(pk=programme_id, organisation_id=organisation_id)
    programme.name, programme.crebo = facts.name, facts.crebo
    programme.education = facts.education
    programme.level, programme.years = facts.level, facts.years
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as error:
        raise ProgrammeIsListed from error
    return programme


@dataclass(frozen=True, slots=True, kw_only=True)
class NormFacts:
    """What is expected `weeks` after the first day of the enrolment. `cohort` empty is every cohort without a row of
    its own; `measure` is a ProgressNorm.Measure; `amount` None is no norm (any more).
    """

    measure: str
    weeks: int
    amount: Decimal | None
    cohort: str = ""


def set_norm(*, programme: Programme, facts: NormFacts, at: datetime) -> None:
    """Set one norm of a programme, or take it away; whoever is enrolled is measured again."""
    named: dict[str, Any] = {
        "programme": programme,
        "cohort": facts.cohort,
        "measure": facts.measure,
        "weeks": facts.weeks,
    }
    with transaction.atomic():
        if facts.amount is None:
            ProgressNorm.objects.filter(**named).delete()
        else:
            ProgressNorm.objects.update_or_create(
                **named, defaults={"organisation_id": programme.organisation_id, "amount": facts.amount}
            )
        enrolled = Enrolment.objects.filter(programme=programme, organisation_id=programme.organisation_id)
        students = enrolled.exclude(ends_on__lt=day_of(at)).values_list("student_id", flat=True)
        touch(students, Touched.Kind.ENROLMENT, at, organisation_id=programme.organisation_id)


def touch(
    students: Iterable[Person | uuid.UUID], kind: Touched.Kind, at: datetime, *, organisation_id: uuid.UUID
) -> None:
    """Note that something new is known of these students, so that their alerts are measured again.

    Call it in the transaction that writes what is new. Persons or their ids; naming one twice notes it once.
    """
    ids = {student.pk if isinstance(student, Person) else student for student in students}
    bulk.insert(
        Touched,
        ("id", "organisation", "student", "kind", "at"),
        [(new_id(), organisation_id, student, str(kind), at) for student in sorted(ids)],
    )
