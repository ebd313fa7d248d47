"""Recording and correcting talks, answering agreements, keeping working notes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max, Min
from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.guidance.models import NEVER, Agreement, Contact, Talk, TalkCorrection, WorkingNote
from houvast.guidance.queries import later
from houvast.guidance.report import report_in_words
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of, now
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """One agreement as it was made: who does what, by when. `side` is an Agreement.Side value."""

    what: str
    side: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkDraft:
    """A talk as the person who led it wrote it down; judgements are Talk.Judgement values."""

    kind: str
    held_on: date
    report: str
    goes_well: str = ""
    also_present: str = ""
    study_choice_advice: str = ""
    study_behaviour: str = Talk.Judgement.NOT_DISCUSSED
    professional_attitude: str = Talk.Judgement.NOT_DISCUSSED
    results: str = Talk.Judgement.NOT_DISCUSSED
    work_placement: str = Talk.Judgement.NOT_DISCUSSED
    wellbeing: str = Talk.Judgement.NOT_DISCUSSED
    finishes_in_time: bool | None = None
    agreements: tuple[AgreementDraft, ...] = ()


def record_talk(*, student: Person, by: Viewer, draft: TalkDraft, at: datetime) -> Talk:
    """Keep a talk with its agreements and tell the student that the report is there (S-013, S-014)."""
    _allowed(by, student, Data.TALKS)
    if draft.held_on > day_of(at):
        raise CannotBeDone(gettext("A talk that has not been held yet cannot be recorded."))
    with transaction.atomic():
        contact = _locked_contact(student)
        talk = Talk.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            led_by=by.person,
            recorded_at=at,
            **{name: getattr(draft, name) for name in _TALK_FIELDS},
        )
        Agreement.objects.bulk_create(
            Agreement(
                organisation_id=student.organisation_id,
                student=student,
                talk=talk,
                side=one.side,
                who=student if one.side == Agreement.Side.STUDENT else None,
                what=one.what,
                due_on=one.due_on,
            )
            for one in draft.agreements
        )
        _renew(contact)
        _measure_again(student, Touched.Kind.TALK, at)
        _tell_student(talk, at=at)
    return talk


_TALK_FIELDS = (
    "kind", "held_on", "report", "goes_well", "also_present", "study_choice_advice", "study_behaviour",
    "professional_attitude", "results", "work_placement", "wellbeing", "finishes_in_time",
)  # fmt: skip


def correct_report(*, talk: Talk, by: Viewer, report: str, reason: str, seen_revision: int, at: datetime) -> None:
    """Replace the report and keep what it said before, by whom and why it was changed; the student is told."""
    _allowed(by, talk.student, Data.TALKS)
    with transaction.atomic():
        earlier = Talk.objects.values_list("report", flat=True).get(pk=talk.pk)
        changed = Talk.objects.filter(pk=talk.pk, revision=seen_revision).update(
            report=report, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile("The report")
        TalkCorrection.objects.create(
            organisation_id=talk.organisation_id,
            talk=talk,
            earlier_report=earlier,
            reason=reason,
            corrected_by=by.person,
            at=at,
        )
        talk.refresh_from_db()
        _tell_student(talk, at=at)


def answer_agreement(
    *, agreement: Agreement, by: Viewer, status: str, remark: str, seen_revision: int, on: date
) -> None:
    """Say whether an agreement was kept, was not kept, or is no longer needed; an answer may be changed later."""
    _allowed(by, agreement.student, Data.TALKS)
    if status == Agreement.Status.OPEN:
        raise CannotBeDone(gettext("An agreement is answered with kept, not kept or no longer needed."))
    with transaction.atomic():
        contact = _locked_contact(agreement.student)
        _update_agreement(agreement, seen_revision, status=status, remark=remark, answered_on=on, answered_by=by.person)
        _renew(contact)
        _measure_again(agreement.student, Touched.Kind.AGREEMENT, now())


def say_done(*, agreement: Agreement, by: Viewer, seen_revision: int, on: date) -> None:
    """The student says that an own agreement is done. Whether it was kept is the coach's answer."""
    if by.person.pk != agreement.student_id or agreement.side != Agreement.Side.STUDENT:
        raise PermissionDenied
    if agreement.status != Agreement.Status.OPEN:
        raise CannotBeDone(gettext("Your coach has already answered this agreement."))
    with transaction.atomic():
        _update_agreement(agreement, seen_revision, said_done_on=on)
        _measure_again(agreement.student, Touched.Kind.AGREEMENT, now())


def write_note(*, student: Person, by: Viewer, text: str, at: datetime) -> WorkingNote:
    """Keep a note for oneself, apart from the dossier."""
    _allowed(by, student, Data.WORKING_NOTES)
    return WorkingNote.objects.create(
        organisation_id=student.organisation_id, student=student, writer=by.person, text=text, written_at=at
    )


def remove_note(*, note: WorkingNote, by: Viewer) -> None:
    """Throw an own note away."""
    if note.writer_id != by.person.pk:
        raise PermissionDenied
    note.delete()


def _allowed(by: Viewer, student: Person, data: Data) -> None:
    if not door.decision(by, student, data, Action.RECORD).allowed:
        raise PermissionDenied


def _update_agreement(agreement: Agreement, seen_revision: int, **values: object) -> None:
    changed = Agreement.objects.filter(pk=agreement.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The agreement")
    agreement.refresh_from_db()


def _measure_again(student: Person, kind: Touched.Kind, at: datetime) -> None:
    touch([student], kind, at, organisation_id=student.organisation_id)


def _locked_contact(student: Person) -> Contact:
    """The student's contact row, held until the transaction ends: talks recorded at once count one after the other."""
    Contact.objects.get_or_create(student=student, defaults={"organisation_id": student.organisation_id})
    return Contact.objects.select_for_update().get(student=student)


def _renew(contact: Contact) -> None:
    latest = Talk.objects.filter(student=contact.student_id).aggregate(day=Max("held_on"))["day"]
    due = Agreement.objects.filter(student=contact.student_id, status=Agreement.Status.OPEN).aggregate(
        day=Min("due_on")
    )["day"]
    contact.latest_talk_on, contact.next_due_on = latest, due
    contact.waits_since = waits_since(
        latest_talk_on=latest, next_due_on=due, latest_meeting_on=contact.latest_meeting_on
    )
    contact.save(update_fields=["latest_talk_on", "next_due_on", "waits_since"])


def count_again(*, student: Person) -> None:
    """Renew since when this student waits, from the talks and agreements as they stand; asks no policy."""
    with transaction.atomic():
        _renew(_locked_contact(student))
        _measure_again(student, Touched.Kind.TALK, now())


def note_meeting(*, student: Person, latest_meeting_on: date | None) -> None:
    """Keep the day of the latest formal meeting with this student in any procedure: it counts as spoken.

    None when there is none (any more): a meeting that was recorded by mistake is withdrawn. Asks no policy: the
    procedure in which the meeting was recorded did.
    """
    with transaction.atomic():
        contact = _locked_contact(student)
        contact.latest_meeting_on = latest_meeting_on
        contact.waits_since = waits_since(
            latest_talk_on=contact.latest_talk_on,
            next_due_on=contact.next_due_on,
            latest_meeting_on=latest_meeting_on,
        )
        contact.save(update_fields=["latest_meeting_on", "waits_since"])
        _measure_again(student, Touched.Kind.TALK, now())


def waits_since(
    *, latest_talk_on: date | None, next_due_on: date | None, latest_meeting_on: date | None = None
) -> date:
    """The day by which a caseload sorts: the latest talk or formal meeting, or an open agreement's last day when that
    is earlier.
    """
    seen_on = later(latest_talk_on, latest_meeting_on)
    if seen_on is None:
        return NEVER
    return min(seen_on, next_due_on) if next_due_on else seen_on


def _tell_student(talk: Talk, *, at: datetime) -> None:
    student = talk.student
    agreements = Agreement.objects.filter(talk=talk).order_by("due_on", "id")
    ask_mail(
        recipient=student,
        kind=Kind.TALK_REPORT,
        key=f"talk/{talk.pk}/report/{talk.revision}",
        link=reverse("talk", args=(talk.pk,)),
        at=at,
        organisation_id=talk.organisation_id,
        helper=talk.led_by.name,
        report=report_in_words(talk, agreements, language=student.language),
    )
