"""The inventory of who may hold a paid appointment next year: facts in, list drawn up, shared, letters sent."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.core.law.answers import Answer, OutcomeValue
from houvast.core.law.errors import QuestionError
from houvast.education.models import Enrolment, Programme, Result
from houvast.outbox.actions import ask_job
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.days import long_day
from houvast.workplace.asking import Progress, credits_needed, days_of, eligibility, study_year_on
from houvast.workplace.models import Appointment, Eligibility, Inventory, Maximum, Standing, Triad
from houvast.workplace.queries.places import first_enrolled, running
from houvast.workplace.queries.rights import decides

COUNTED_LEVELS = (2, 3)
"""The levels whose students are counted: they would hold a job one level up (S-198, S-205)."""
CHUNK = 500
LETTERS = "workplace.send_letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingDraft:
    """How far a student is, by student number, as a register gives it."""

    number: str
    credits: Decimal
    first_semester_open: Decimal | None
    foundation_passed: bool | None


def _must_decide(by: Viewer) -> None:
    if not decides(by):
        raise PermissionDenied


def set_maximum(*, programme: Programme, cohort: str, counted_on: date, credits_: Decimal, by: Viewer) -> None:
    """Set the most credits that can be had by then for a programme and cohort; a later figure replaces it."""
    _must_decide(by)
    Maximum.objects.update_or_create(
        organisation_id=by.organisation_id,
        programme=programme,
        cohort=cohort,
        counted_on=counted_on,
        defaults={"credits": credits_, "set_by": by.person},
    )


def keep_standings(*, drafts: Sequence[StandingDraft], counted_on: date, by: Viewer) -> tuple[str, ...]:
    """Keep how far students are; returns what is wrong, in words, and then nothing is kept.

    A number nobody has, and credits above the maximum that was set for programme and cohort, are wrong.
    """
    _must_decide(by)
    numbers = [one.number for one in drafts]
    found = Person.objects.filter(
        organisation_id=by.organisation_id, number__in=numbers, is_student=True, erased_at__isnull=True
    ).in_bulk(field_name="pk")
    students = {person.number: person for person in found.values()}
    known = _cohorts([person.pk for person in students.values()])
    most = maxima(by.organisation_id, counted_on)
    wrong: list[str] = []
    for place, one in enumerate(drafts, start=1):
        student = students.get(one.number)
        if student is None:
            wrong.append(_("Row %(row)s: no student has the number %(number)s.") % {"row": place, "number": one.number})
            continue
        maximum = most.get(known.get(student.pk, (None, "")))
        if maximum is not None and one.credits > maximum:
            words = {"row": place, "credits": one.credits, "most": maximum, "number": one.number}
            wrong.append(_("Row %(row)s: %(number)s has %(credits)s credits, and at most %(most)s can be had.") % words)
    twice = {number for number in numbers if numbers.count(number) > 1} if len(set(numbers)) < len(numbers) else set()
    wrong += [_("The number %(number)s stands in the list twice.") % {"number": number} for number in sorted(twice)]
    if wrong:
        return tuple(wrong)
    Standing.objects.bulk_create(
        [
            Standing(
                organisation_id=by.organisation_id,
                student=students[one.number],
                counted_on=counted_on,
                credits=one.credits,
                first_semester_open=one.first_semester_open,
                foundation_passed=one.foundation_passed,
            )
            for one in drafts
        ],
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["student", "counted_on"],
        update_fields=["credits", "first_semester_open", "foundation_passed"],
    )
    return ()


def maxima(organisation_id: uuid.UUID, counted_on: date) -> dict[tuple[uuid.UUID | None, str], Decimal]:
    """The most credits by programme and cohort."""
    rows = Maximum.objects.filter(organisation_id=organisation_id, counted_on=counted_on)
    return {(programme, cohort): most for programme, cohort, most in rows.values_list("programme", "cohort", "credits")}


def _cohorts(students: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID | None, str]]:
    """Programme and cohort of each student, by the latest enrolment."""
    rows = Enrolment.objects.filter(student__in=students).order_by("starts_on", "pk")
    return {
        student: (programme, cohort)
        for student, programme, cohort in rows.values_list("student", "programme", "cohort")
    }


def draw_up(*, for_school_year: str, by: Viewer, at: datetime) -> Inventory:
    """Look at every student of levels 2 and 3 and at who holds an appointment, with the rule of the day of counting.

    Raises CannotBeDone before that day, and when this inventory is there already.
    """
    _must_decide(by)
    today = day_of(at)
    counted_on = days_of(for_school_year, today).inventory_on
    if today < counted_on:
        text = _("Progress is counted on %(day)s: the list can be drawn up from that day on.")
        raise CannotBeDone(text % {"day": long_day(counted_on)})
    try:
        with transaction.atomic():
            inventory = Inventory.objects.create(
                organisation_id=by.organisation_id,
                counted_on=counted_on,
                for_school_year=for_school_year,
                made_by=by.person,
                made_at=at,
            )
            mine = door.students(by, Data.APPOINTMENT, Action.DECIDE)
            triads = list(running(today).filter(student__in=mine).order_by("student_id"))
            for chunk in _chunks(triads):
                Eligibility.objects.bulk_create(_rows(inventory, chunk))
    except IntegrityError:
        raise CannotBeDone(_("The list of this day was drawn up already.")) from None
    return inventory


def _chunks(triads: Sequence[Triad]) -> Iterator[Sequence[Triad]]:
    for begin in range(0, len(triads), CHUNK):
        yield triads[begin : begin + CHUNK]


def _rows(inventory: Inventory, triads: Sequence[Triad]) -> list[Eligibility]:
    day, students = inventory.counted_on, [one.student_id for one in triads]
    holders = set(
        Appointment.objects.filter(student__in=students, state=Appointment.State.APPROVED).values_list(
            "student", flat=True
        )
    )
    counted = [one for one in triads if one.level in COUNTED_LEVELS or one.student_id in holders]
    kept = {one.student_id: one for one in Standing.objects.filter(student__in=students, counted_on=day)}
    summed = _credits_from_results(students, day)
    cohorts, most, enrolled = _cohorts(students), maxima(inventory.organisation_id, day), first_enrolled(students)
    full_time = set(
        Triad.objects.filter(student__in=students, mode=Triad.Mode.FULL_TIME).values_list("student", flat=True)
    )
    made = []
    for one in counted:
        standing = kept.get(one.student_id)
        programme_and_cohort = cohorts.get(one.student_id, (None, ""))
        progress = Progress(
            mode=one.mode,
            level=min(one.level + 1, 4),
            cohort=programme_and_cohort[1] or None,
            credits=_number(standing.credits if standing else summed.get(one.student_id)),
            maximum=_number(most.get(programme_and_cohort)),
            first_semester_open=_number(standing.first_semester_open) if standing else None,
            foundation_passed=standing.foundation_passed if standing else None,
            study_year=study_year_on(enrolled.get(one.student_id), day),
        )
        made.append(
            _row(
                inventory,
                one,
                progress,
                holds_one=one.student_id in holders,
                was_full_time=one.mode == Triad.Mode.PART_TIME and one.student_id in full_time,
            )
        )
    return made


def _row(
    inventory: Inventory, triad: Triad, progress: Progress, *, holds_one: bool, was_full_time: bool
) -> Eligibility:
    day = inventory.counted_on
    try:
        answer: Answer | None = eligibility(progress, day)
    except QuestionError as error:  # credits above the maximum: shown to the office as such, never rounded away
        answer, wrong = None, str(error)[:150]
    outcome: Mapping[str, OutcomeValue] = answer.outcome if answer else {}
    missing, fte, hours = outcome.get("missing") or (), outcome.get("max_fte"), outcome.get("max_hours")
    assert isinstance(missing, tuple)
    return Eligibility(
        organisation_id=inventory.organisation_id,
        inventory=inventory,
        student_id=triad.student_id,
        training_school_id=triad.training_school_id,
        level=progress.level,
        mode=triad.mode,
        holds_one=holds_one,
        was_full_time=was_full_time,
        colour=_colour(outcome.get("eligible")),
        credits=None if progress.credits is None else Decimal(str(progress.credits)),
        needed=credits_needed(progress.level, progress.maximum, day),
        max_fte=Decimal(str(fte)) if isinstance(fte, float) else None,
        max_hours=hours if isinstance(hours, int) else None,
        missing=" ".join(missing) if answer else "contradiction",
        receipt=json.dumps(answer.receipt.as_json() if answer else {"error": wrong}, ensure_ascii=False),
    )


def _colour(eligible: OutcomeValue) -> Eligibility.Colour:
    if not isinstance(eligible, bool):
        return Eligibility.Colour.NONE
    return Eligibility.Colour.GREEN if eligible else Eligibility.Colour.RED


def _credits_from_results(students: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, Decimal]:
    """Credits by the results that are known here, for who is not in the list of the register."""
    rows = Result.objects.filter(
        student__in=students, on__lte=day, credits_earned__isnull=False, withdrawn_on__isnull=True
    ).order_by()
    return dict(rows.values("student").annotate(sum=Sum("credits_earned")).values_list("student", "sum"))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def share(*, inventory: Inventory, by: Viewer | None, at: datetime) -> None:
    """Show each training school its own students, and send every student a letter (S-207 to S-209).

    `by` is None when the worker does it on the agreed day. Raises CannotBeDone before that day.
    """
    if by is not None:
        _must_decide(by)
    today = day_of(at)
    agreed = days_of(inventory.for_school_year, inventory.counted_on).shared_on
    if agreed is not None and today < agreed:
        text = _("The list is shared with the training schools on %(day)s.")
        raise CannotBeDone(text % {"day": long_day(agreed)})
    with transaction.atomic():
        Inventory.objects.filter(pk=inventory.pk, shared_on__isnull=True).update(shared_on=today)
        inventory.refresh_from_db()
        ask_job(
            name=LETTERS,
            key=str(inventory.pk),
            organisation_id=inventory.organisation_id,
            at=at,
            arguments={"inventory": str(inventory.pk)},
        )
