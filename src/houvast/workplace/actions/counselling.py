"""The student counsellor's desk: asking and planning a talk, the file, and advice that the student releases."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.cases.actions import pass_time
from houvast.cases.models import Case
from houvast.core.access.words import Action, Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.models import CounsellorAdvice, CounsellorEntry, CounsellorVisit
from houvast.workplace.procedure_names import STUDY_ADVICE

STATE = CounsellorVisit.State
OPEN = (STATE.ASKED, STATE.PLANNED)


def _must_counsel(by: Viewer, student: Person) -> None:
    if not door.decision(by, student, Data.COUNSELLING, Action.RECORD).allowed:
        raise PermissionDenied


def ask_visit(*, student: Person, by: Viewer, about: str, at: datetime) -> CounsellorVisit:
    """A student asks for a talk; `about` lies sealed. Raises CannotBeDone while one is open."""
    if by.person.pk != student.pk:
        raise PermissionDenied
    try:
        with transaction.atomic():
            return CounsellorVisit.objects.create(
                organisation_id=student.organisation_id, student=student, about=about, asked_at=at
            )
    except IntegrityError:
        raise CannotBeDone(_("You asked for a talk already. You hear from the counsellor.")) from None


def plan_visit(
    *, visit: CounsellorVisit, by: Viewer, planned_at: datetime, place: str, seen_revision: int, at: datetime
) -> None:
    """The counsellor says when and where; the student gets word. Raises ChangedMeanwhile, CannotBeDone."""
    _must_counsel(by, visit.student)
    if visit.state not in OPEN:
        raise CannotBeDone(_("This talk is over already."))
    with transaction.atomic():
        _change(visit, seen_revision, state=STATE.PLANNED, counsellor=by.person, planned_at=planned_at, place=place)
        _tell(visit.student, f"counsellor-visit/{visit.pk}/{visit.revision}", at)


def close_visit(*, visit: CounsellorVisit, by: Viewer, state: str, on: date, seen_revision: int) -> None:
    """Say that the student came, did not come, or that it was called off. Raises ChangedMeanwhile, CannotBeDone."""
    _must_counsel(by, visit.student)
    if visit.state not in OPEN or state in OPEN:
        raise CannotBeDone(_("This talk is over already."))
    held = on if state == STATE.HELD else None
    _change(visit, seen_revision, state=state, counsellor=by.person, held_on=held)


def write_entry(*, student: Person, by: Viewer, on: date, text: str, at: datetime) -> CounsellorEntry:
    """Keep what was said, sealed, for the student and the counsellors only. Raises CannotBeDone for a day to come."""
    _must_counsel(by, student)
    if on > day_of(at):
        raise CannotBeDone(_("This day is still to come."), "on")
    return CounsellorEntry.objects.create(
        organisation_id=student.organisation_id, student=student, on=on, text=text, written_by=by.person, written_at=at
    )


def write_advice(*, student: Person, by: Viewer, kind: str, text: str, at: datetime) -> CounsellorAdvice:
    """Write advice; it waits until the student releases it, and the student gets word."""
    if not door.decision(by, student, Data.COUNSELLOR_ADVICE, Action.RECORD).allowed:
        raise PermissionDenied
    with transaction.atomic():
        advice = CounsellorAdvice.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            kind=kind,
            text=text,
            made_by=by.person,
            made_at=at,
        )
        _tell(student, f"counsellor-advice/{advice.pk}", at)
    return advice


def answer_advice(*, advice: CounsellorAdvice, by: Viewer, release: bool, seen_revision: int, at: datetime) -> None:
    """The student lets advice go to the programme, or keeps it; what was released may be taken back later.

    A study advice that runs knows it at once: it can be postponed now, or no longer. Raises ChangedMeanwhile.
    """
    if by.person.pk != advice.student_id:
        raise PermissionDenied
    if not door.decision(by, advice.student, Data.COUNSELLOR_ADVICE, Action.SIGN).allowed:
        raise PermissionDenied
    state = CounsellorAdvice.State.RELEASED if release else CounsellorAdvice.State.KEPT
    with transaction.atomic():
        changed = CounsellorAdvice.objects.filter(pk=advice.pk, revision=seen_revision).update(
            state=state, answered_at=at, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile("The advice")
        for case in Case.objects.filter(student=advice.student, pack=STUDY_ADVICE, status=Case.Status.OPEN):
            pass_time(case_id=case.pk, by=by, at=at)


def _change(visit: CounsellorVisit, seen_revision: int, **values: object) -> None:
    changed = CounsellorVisit.objects.filter(pk=visit.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The appointment")
    visit.refresh_from_db()


def _tell(student: Person, key: str, at: datetime) -> None:
    if student.email:
        ask_mail(
            recipient=student,
            kind=Kind.READY,
            key=f"{key}/{student.pk}",
            link=reverse("workplace:counsellor-of", args=(student.pk,)),
            at=at,
            organisation_id=student.organisation_id,
        )
