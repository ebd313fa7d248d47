"""Everything figures need of some students, read in a fixed number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Min, Q

from houvast.alerts.models import Alert
from houvast.attendance.models import Absence, MissedContact
from houvast.cases.models import Case
from houvast.core.alerts.words import Tone
from houvast.education.models import Diploma, Enrolment, Result
from houvast.guidance.models import Contact, Talk
from houvast.handover.models import Handover
from houvast.monitor.models import Leaving, LookBack
from houvast.people.clock import day_of
from houvast.people.models import Person, PersonalRelation, UnitMembership
from houvast.people.viewer import running_on
from houvast.plan.models import PlanReview
from houvast.transfer.models import Pupil

ADVICE_PACKS = ("study-advice", "study-advice-one-year", "hbo-study-advice", "progress-advice", "conduct-advice")
LEAVING_PACK = "deregistration"
"""Procedures whose records figures read, by the name of their pack."""


class EnrolmentRow(NamedTuple):
    """What figures read of one enrolment."""

    id: uuid.UUID
    student: uuid.UUID
    programme: uuid.UUID
    crebo: str
    level: int | None
    unit: uuid.UUID | None
    pathway: str
    starts_on: date | None
    expected_end_on: date | None
    ends_on: date | None
    end_reason: str
    source: str


@dataclass(slots=True)
class OfStudent:
    """What is known of one student."""

    birth_date: date | None = None
    enrolments: list[EnrolmentRow] = field(default_factory=list)
    diplomas: dict[str, date | None] = field(default_factory=dict)
    unit: uuid.UUID | None = None
    coached: bool = False
    talk_on: date | None = None
    origin: str = ""
    cases: list[Case] = field(default_factory=list)
    handovers: list[Any] = field(default_factory=list)
    alerts: list[Any] = field(default_factory=list)
    first_missed: dict[int, date] = field(default_factory=dict)
    contacts: list[date] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)
    leavings: dict[uuid.UUID, Leaving] = field(default_factory=dict)
    look_backs: dict[uuid.UUID, list[LookBack]] = field(default_factory=dict)
    reviews: list[tuple[date, date | None]] = field(default_factory=list)


def read_students(students: Sequence[uuid.UUID], on: date, years: Iterable[int]) -> dict[uuid.UUID, OfStudent]:
    """Each student with everything, in about fifteen queries whatever their number (at most a few hundred)."""
    found: dict[uuid.UUID, OfStudent] = {student: OfStudent() for student in students}
    of = {"student_id__in": list(students)}
    for pk, birth_date in Person.objects.filter(pk__in=list(students)).values_list("pk", "birth_date"):
        found[pk].birth_date = birth_date
    columns = (
        "id", "student_id", "programme_id", "programme__crebo", "programme__level", "unit_id", "pathway", "starts_on",
        "expected_end_on", "ends_on", "end_reason", "source",
    )  # fmt: skip
    for row in Enrolment.objects.filter(**of).order_by("starts_on", "id").values_list(*columns):
        found[row[1]].enrolments.append(EnrolmentRow(*row))
    for student, kind, awarded_on in Diploma.objects.filter(**of).values_list("student_id", "kind", "awarded_on"):
        found[student].diplomas[kind] = awarded_on
    members = UnitMembership.objects.filter(**of).order_by("starts_on", "id")
    for student, unit in members.values_list("student_id", "unit_id"):
        found[student].unit = unit
    coaches = PersonalRelation.objects.filter(running_on(on), kind=PersonalRelation.Kind.COACH, **of)
    for (student,) in coaches.values_list("student_id").distinct():
        found[student].coached = True
    for student, talk_on, meeting_on in Contact.objects.filter(**of).values_list(
        "student_id", "latest_talk_on", "latest_meeting_on"
    ):
        found[student].talk_on = max(filter(None, (talk_on, meeting_on)), default=None)
    for student, school_type in (
        Pupil.objects.filter(**of).order_by("leaving_year").values_list("student_id", "school_type")
    ):
        found[student].origin = school_type
    _read_care(found, of, years)
    return found


def _read_care(  # noqa: C901 - one loop a source
    found: dict[uuid.UUID, OfStudent], of: dict[str, Any], years: Iterable[int]
) -> None:
    """What was done for these students, and what they missed."""
    packs = (*ADVICE_PACKS, LEAVING_PACK)
    for case in Case.objects.filter(pack__in=packs, **of).select_related("pack_version").order_by("opened_on", "id"):
        found[case.student_id].cases.append(case)
    for handover in Handover.objects.filter(**of).order_by("asked_at", "id"):
        found[handover.student_id].handovers.append(handover)
    concerns = Alert.objects.filter(tone=Tone.CONCERN, offered_on__isnull=False, **of)
    for student, *rest in concerns.values_list("student_id", "offered_on", "answer_by", "answered_on"):
        found[student].alerts.append(tuple(rest))
    for year in years:
        missed = Absence.objects.filter(
            day__gte=date(year, 8, 1), day__lt=date(year + 1, 8, 1), kind=Absence.Kind.UNAUTHORISED,
            withdrawn_on__isnull=True, **of,
        )  # fmt: skip
        for student, first in missed.values_list("student_id").annotate(Min("day")):
            found[student].first_missed[year] = first
    reached = Q(outcome=MissedContact.Outcome.REACHED) | Q(outcome=MissedContact.Outcome.MESSAGE)
    contacts: defaultdict[uuid.UUID, list[date]] = defaultdict(list)
    for student, made_at in MissedContact.objects.filter(reached, **of).values_list("student_id", "made_at"):
        contacts[student].append(day_of(made_at))
    for student, held_on in Talk.objects.filter(**of).values_list("student_id", "held_on"):
        contacts[student].append(held_on)
    for student, days in contacts.items():
        found[student].contacts = sorted(days)
    results = Result.objects.filter(withdrawn_on__isnull=True, passed__isnull=False, **of)
    for student, *result in results.values_list("student_id", "on", "unit", "title", "passed"):
        found[student].results.append(tuple(result))
    for leaving in Leaving.objects.filter(**of).defer("story", "own_words"):
        found[leaving.student_id].leavings[leaving.enrolment_id] = leaving
    enrolment_of = {leaving.pk: key for one in found.values() for key, leaving in one.leavings.items()}
    student_of = {leaving.pk: leaving.student_id for one in found.values() for leaving in one.leavings.values()}
    for look in LookBack.objects.filter(leaving_id__in=list(student_of)).defer("word"):
        found[student_of[look.leaving_id]].look_backs.setdefault(enrolment_of[look.leaving_id], []).append(look)
    for student, planned_on, review_on in PlanReview.objects.filter(**of).values_list(
        "student_id", "planned_on", "held_on"
    ):
        found[student].reviews.append((planned_on, review_on))
