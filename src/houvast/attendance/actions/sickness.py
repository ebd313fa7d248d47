"""Reporting sick, and being there again: by the student, by a guardian of a minor, or by the school for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from houvast.attendance.actions.recording import OWN
from houvast.attendance.models import Absence, SickReport
from houvast.core.access.words import Action, Data, Relation
from houvast.core.calendar import age_on
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.relations import ADULT_AT

SCHOOL_DAY = 360
"""Minutes that a whole day counts where no timetable is known: six hours."""
EARLIEST = timedelta(days=7)
LATEST = timedelta(days=1)
LONGEST = timedelta(days=370)
FRIDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sick:
    """What is told: from which day, why (may be empty), and with whom the reason is shared (SickReport.Shared)."""

    from_day: date
    reason: str
    shared: str


def may_report(viewer: Viewer, student: Person) -> bool:
    """Whether this person may report the student sick: a guardian only while the student is a minor."""
    relations = {yes.relation for yes in door.decision(viewer, student, Data.SICK_REPORT, Action.RECORD).because}
    if relations == {Relation.GUARDIAN}:
        return student.birth_date is not None and age_on(student.birth_date, viewer.day) < ADULT_AT
    return bool(relations)


def report_sick(*, student: Person, sick: Sick, by: Viewer, at: datetime) -> SickReport:
    """Report a student sick from a day on. What the school records itself counts as confirmed; the rest until it does.

    Raises PermissionDenied, and CannotBeDone when a report runs already or the day lies too far off.
    """
    if not may_report(by, student):
        raise PermissionDenied
    today = day_of(at)
    if not today - EARLIEST <= sick.from_day <= today + LATEST:
        raise CannotBeDone(gettext("Choose a day between a week ago and tomorrow."))
    try:
        with transaction.atomic():
            report = SickReport.objects.create(
                organisation_id=student.organisation_id,
                student=student,
                reported_by=by.person,
                from_day=sick.from_day,
                reason=sick.reason,
                shared=sick.shared,
                reported_at=at,
            )
            _sick_days(student, sick.from_day, max(sick.from_day, today), by)
            touch([student], Touched.Kind.ABSENCE, at, organisation_id=student.organisation_id)
    except IntegrityError as error:
        raise CannotBeDone(gettext("A sick report runs already. Say first when you were there again.")) from error
    return report


def report_back(*, student: Person, report: SickReport, back_on: date, by: Viewer, at: datetime) -> None:
    """Say on which day the student is there again; the days in between are days of sickness."""
    if not may_report(by, student):
        raise PermissionDenied
    with transaction.atomic():
        found = SickReport.objects.select_for_update().filter(pk=report.pk, back_on__isnull=True).first()
        if found is None:
            return
        if not found.from_day <= back_on <= min(day_of(at) + LATEST, found.from_day + LONGEST):
            raise CannotBeDone(gettext("Choose a day after the report began, tomorrow at the latest."))
        found.back_on = back_on
        found.revision += 1
        found.save(update_fields=["back_on", "revision"])
        _sick_days(student, found.from_day, back_on - timedelta(days=1), by)
        gone = Absence.objects.filter(
            student=student, day__gte=back_on, kind=Absence.Kind.SICK, source=OWN, starts_at__isnull=True
        )
        gone.update(withdrawn_on=day_of(at))
        touch([student], Touched.Kind.ABSENCE, at, organisation_id=student.organisation_id)


def _sick_days(student: Person, begin: date, end: date, by: Viewer) -> None:
    """A whole day of sickness for every weekday that has none yet."""
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    known = set(
        Absence.objects.filter(student=student, day__range=(begin, end), starts_at__isnull=True, lesson="")
        .filter(external_id="")
        .values_list("day", flat=True)
    )
    Absence.objects.filter(
        student=student, day__range=(begin, end), starts_at__isnull=True, lesson="", external_id="", source=OWN
    ).update(withdrawn_on=None, kind=Absence.Kind.SICK)
    Absence.objects.bulk_create(
        Absence(
            organisation_id=student.organisation_id,
            student=student,
            day=day,
            minutes=SCHOOL_DAY,
            kind=Absence.Kind.SICK,
            confirmed=by.person.pk != student.pk,
            source=OWN,
            recorded_by=by.person,
        )
        for day in days
        if day not in known and day.weekday() <= FRIDAY
    )
