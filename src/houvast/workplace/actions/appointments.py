"""Registering a paid appointment with the placement office, and the office's answer."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast import lawbook
from houvast.core.access.words import Action, Data
from houvast.core.law.answers import Answer
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.days import long_day
from houvast.workplace.asking import year_after
from houvast.workplace.models import Appointment, Eligibility
from houvast.workplace.queries.eligibility import registers_from
from houvast.workplace.queries.places import triad_of

STATE = Appointment.State
OPEN_STATES = (STATE.REGISTERED, STATE.APPROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentDraft:
    """An appointment as the student typed it; hours are clock hours of lessons a week."""

    fte: Decimal
    lesson_hours: Decimal
    follows_timetable: bool
    weekly_visit: bool
    mentor_tasks: bool


def register(*, student: Person, by: Viewer, draft: AppointmentDraft, at: datetime) -> Appointment:
    """Register an appointment for the coming school year. What the rule finds stands beside it; a person decides.

    Raises CannotBeDone without a placement, before the list of that year is shared, and when one is registered already.
    """
    if not door.decision(by, student, Data.APPOINTMENT, Action.RECORD).allowed:
        raise PermissionDenied
    on = day_of(at)
    year = year_after(on)
    triad = triad_of(student, on)
    if triad is None:
        raise CannotBeDone(_("There is no placement yet. Ask the placement office where you will learn at work."))
    opens = registers_from(student.organisation_id, year, on)
    if opens is not None:
        words = {"year": year, "day": long_day(opens)}
        raise CannotBeDone(
            _("For %(year)s you can register from %(day)s, when the list of who is eligible is shared.") % words
        )
    row = _newest(student, year)
    level = row.level if row else min(triad.level + 1, 4)
    answer = _asked(draft, level=level, year=year, mode=triad.mode, eligible=_eligible(row), on=on)
    missing = answer.outcome["missing"]
    assert isinstance(missing, tuple)
    earlier = Appointment.objects.filter(student=student, state=STATE.APPROVED).exists()
    try:
        with transaction.atomic():
            return Appointment.objects.create(
                organisation_id=student.organisation_id,
                student=student,
                training_school=triad.training_school,
                school_year=year,
                level=level,
                fte=draft.fte,
                lesson_hours=draft.lesson_hours,
                follows_timetable=draft.follows_timetable,
                weekly_visit=draft.weekly_visit,
                mentor_tasks=draft.mentor_tasks,
                renewal=earlier,
                registered_by=by.person,
                registered_on=on,
                missing=" ".join(missing),
                receipt=json.dumps(answer.receipt.as_json(), ensure_ascii=False),
            )
    except IntegrityError:
        raise CannotBeDone(_("An appointment is registered for that school year already.")) from None


def _newest(student: Person, year: str) -> Eligibility | None:
    rows = Eligibility.objects.filter(student=student, inventory__for_school_year=year)
    return rows.order_by("-inventory__counted_on", "-pk").first()


def _eligible(row: Eligibility | None) -> bool | None:
    if row is None or row.colour == Eligibility.Colour.NONE:
        return None
    return row.colour == Eligibility.Colour.GREEN


def _asked(draft: AppointmentDraft, *, level: int, year: str, mode: str, eligible: bool | None, on: date) -> Answer:
    return lawbook.ask(
        "appointment-registration",
        {
            "school_year": year,
            "registered_on": on,
            "mode": mode,
            "level": level,
            "eligible": eligible,
            "fte": float(draft.fte),
            "lesson_hours": float(draft.lesson_hours),
            "follows_timetable": draft.follows_timetable,
            "weekly_visit": draft.weekly_visit,
            "mentor_tasks": draft.mentor_tasks,
        },
        on=on,
    )


def decide(
    *, appointment: Appointment, by: Viewer, approve: bool, reason: str, seen_revision: int, at: datetime
) -> None:
    """The placement office approves an appointment or does not. A reason is asked for a no, and for a yes against the
    norm, which is the school's own policy. The student gets word. Raises ChangedMeanwhile, CannotBeDone.
    """
    if not door.decision(by, appointment.student, Data.APPOINTMENT, Action.DECIDE).allowed:
        raise PermissionDenied
    if appointment.state != STATE.REGISTERED:
        raise CannotBeDone(_("This appointment has had its answer already."))
    if not reason.strip() and (not approve or appointment.missing):
        raise CannotBeDone(_("Write down why: the student and the training school read it."), "reason")
    with transaction.atomic():
        changed = Appointment.objects.filter(pk=appointment.pk, revision=seen_revision).update(
            state=STATE.APPROVED if approve else STATE.DECLINED,
            reason=reason,
            decided_by=by.person,
            decided_on=day_of(at),
            revision=F("revision") + 1,
        )
        if not changed:
            raise ChangedMeanwhile("The appointment")
        appointment.refresh_from_db()
        if appointment.student.email:
            ask_mail(
                recipient=appointment.student,
                kind=Kind.READY,
                key=f"appointment/{appointment.pk}/{appointment.revision}",
                link=reverse("workplace:student", args=(appointment.student_id,)),
                at=at,
                organisation_id=appointment.organisation_id,
            )


def withdraw(*, appointment: Appointment, by: Viewer, seen_revision: int) -> None:
    """The student takes a registration back, answered or not. Raises ChangedMeanwhile, CannotBeDone."""
    if not door.decision(by, appointment.student, Data.APPOINTMENT, Action.RECORD).allowed:
        raise PermissionDenied
    if appointment.state not in OPEN_STATES:
        raise CannotBeDone(_("This appointment has ended already."))
    changed = Appointment.objects.filter(pk=appointment.pk, revision=seen_revision).update(
        state=STATE.WITHDRAWN, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The appointment")
