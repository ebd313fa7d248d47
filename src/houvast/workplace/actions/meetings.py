"""Raising concerns, and discussing students twice a year with institute and training school together."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.core.calendar import school_year_of
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.models import Concern, Discussed, MeetingAgreement, ReviewMeeting, TrainingSchool
from houvast.workplace.queries.places import row_of, triad_of
from houvast.workplace.queries.rights import educates


def raise_concern(*, student: Person, by: Viewer, weight: str, seen: str, goes_well: str, at: datetime) -> Concern:
    """A guide says that this student needs attention; who is in charge hears that something is there (S-103, S-118)."""
    if not door.decision(by, student, Data.WORKPLACE_GUIDANCE, Action.RECORD).allowed:
        raise PermissionDenied
    on = day_of(at)
    with transaction.atomic():
        concern = Concern.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            weight=weight,
            seen=seen,
            goes_well=goes_well,
            raised_by=by.person,
            raised_on=on,
        )
        triad = triad_of(student, on)
        person = row_of(triad, on).person if triad else None
        if person is not None and person.pk != by.person.pk and person.email:
            ask_mail(
                recipient=person,
                kind=Kind.TASK,
                key=f"workplace-concern/{concern.pk}/{person.pk}",
                link=reverse("workplace:student", args=(student.pk,)),
                at=at,
                organisation_id=student.organisation_id,
            )
    return concern


def close_concern(*, concern: Concern, by: Viewer, outcome: str, seen_revision: int, at: datetime) -> None:
    """Say how a concern ended; who raised it gets word back. Raises ChangedMeanwhile, CannotBeDone."""
    if not door.decision(by, concern.student, Data.WORKPLACE_GUIDANCE, Action.RECORD).allowed:
        raise PermissionDenied
    if concern.closed_on is not None:
        raise CannotBeDone(_("This concern was answered already."))
    with transaction.atomic():
        changed = Concern.objects.filter(pk=concern.pk, revision=seen_revision).update(
            closed_on=day_of(at), closed_by=by.person, outcome=outcome, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile("The concern")
        raised_by = concern.raised_by
        if raised_by.pk != by.person.pk and raised_by.email:
            ask_mail(
                recipient=raised_by,
                kind=Kind.READY,
                key=f"workplace-concern-closed/{concern.pk}",
                link=reverse("workplace:student", args=(concern.student_id,)),
                at=at,
                organisation_id=concern.organisation_id,
            )


def plan_meeting(*, school: TrainingSchool, by: Viewer, planned_on: date, number: int) -> ReviewMeeting:
    """Plan the first or second meeting of a school year. Raises CannotBeDone when that one is planned already."""
    if not educates(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return ReviewMeeting.objects.create(
                organisation_id=school.organisation_id,
                training_school=school,
                school_year=school_year_of(planned_on).label,
                number=number,
                planned_on=planned_on,
                led_by=by.person,
            )
    except IntegrityError:
        text = _("Meeting %(number)s of that school year is planned already.")
        raise CannotBeDone(text % {"number": number}, "number") from None


def keep_minutes(
    *, meeting: ReviewMeeting, by: Viewer, held_on: date, present: str, minutes: str, seen_revision: int
) -> None:
    """Keep when it was held, who was there and what was said in general. Raises ChangedMeanwhile."""
    if not educates(by):
        raise PermissionDenied
    changed = ReviewMeeting.objects.filter(pk=meeting.pk, revision=seen_revision).update(
        held_on=held_on, present=present, minutes=minutes, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The meeting")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """Who does what by when."""

    who: str
    what: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussedDraft:
    """What each side brought in, the plan, and new agreements."""

    institute_side: str
    school_side: str
    plan: str
    agreements: tuple[AgreementDraft, ...] = ()


def discuss(
    *, meeting: ReviewMeeting, student: Person, by: Viewer, draft: DiscussedDraft, seen_revision: int
) -> Discussed:
    """Keep what the meeting said about a student; the agreements come on top of those there were.

    `seen_revision` is 0 when nothing was written yet. Raises ChangedMeanwhile when a colleague was first.
    """
    if not door.decision(by, student, Data.WORKPLACE_GUIDANCE, Action.RECORD).allowed:
        raise PermissionDenied
    texts = {"institute_side": draft.institute_side, "school_side": draft.school_side, "plan": draft.plan}
    with transaction.atomic():
        if seen_revision == 0:
            row, made = Discussed.objects.get_or_create(
                meeting=meeting, student=student, defaults={"organisation_id": meeting.organisation_id, **texts}
            )
            if not made:
                raise ChangedMeanwhile("What the meeting wrote")
        else:
            kept = Discussed.objects.filter(meeting=meeting, student=student, revision=seen_revision)
            if not kept.update(**texts, revision=F("revision") + 1):
                raise ChangedMeanwhile("What the meeting wrote")
            row = Discussed.objects.get(meeting=meeting, student=student)
        MeetingAgreement.objects.bulk_create(
            MeetingAgreement(
                organisation_id=meeting.organisation_id, discussed=row, who=one.who, what=one.what, due_on=one.due_on
            )
            for one in draft.agreements
        )
    return row


def agreement_done(*, agreement: MeetingAgreement, by: Viewer, on: date) -> None:
    """Say that an agreement of a meeting is done; saying it twice changes nothing."""
    if not door.decision(by, agreement.discussed.student, Data.WORKPLACE_GUIDANCE, Action.RECORD).allowed:
        raise PermissionDenied
    MeetingAgreement.objects.filter(pk=agreement.pk, done_on__isnull=True).update(
        done_on=on, revision=F("revision") + 1
    )
