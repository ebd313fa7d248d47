"""A referral: asked, agreed with the student, accepted, begun, ended, with a word back."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.careteam.actions.seats import tell, tell_guardians
from houvast.careteam.models import Item, Referral
from houvast.core.access.policy import decide
from houvast.core.access.words import Action, Data, Relation
from houvast.core.handover.items import guardian_agrees_too
from houvast.guidance.partners import partner_named, reading
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Account, Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door

State = Referral.State
ANSWER_DAYS = 10
"""Days within which an answer is expected, unless whoever refers chooses otherwise; speed matters (S-292)."""
NEXT = {
    State.AGREED: (State.ACCEPTED, State.REFUSED),
    State.ACCEPTED: (State.BEGUN, State.REFUSED),
    State.BEGUN: (State.ENDED,),
}
"""What whoever helps, or whoever referred on their behalf, can say from where it stands."""
OPEN = frozenset({State.ASKED, State.AGREED, State.ACCEPTED, State.BEGUN})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDraft:
    """A referral as it is asked; `receiver` is somebody with access to this school, if anybody."""

    where: str
    to_name: str
    why: str
    told: str
    answer_days: int = ANSWER_DAYS
    receiver: uuid.UUID | None = None
    service_id: uuid.UUID | None = None
    follows: Referral | None = None
    item: Item | None = None


def refer(*, student: Person, by: Viewer, draft: ReferralDraft, at: datetime) -> Referral:
    """Ask the student whether this help would suit; nothing goes out before the yes (S-451)."""
    _may_record(by, student)
    partner = partner_named(student.organisation_id, draft.receiver) if draft.receiver else None
    if draft.receiver and partner is None:
        raise PermissionDenied
    if draft.follows and draft.follows.student_id != student.pk:
        raise PermissionDenied
    with transaction.atomic():
        made = Referral.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            where=draft.where,
            to_name=draft.to_name,
            service_id=draft.service_id,
            receiver_id=partner.person if partner else None,
            receiver_name=f"{partner.name} ({partner.organisation})" if partner else "",
            item=draft.item,
            follows=draft.follows,
            why=draft.why,
            told=draft.told,
            asked_by=by.person,
            asked_at=at,
            answer_by=day_of(at) + timedelta(days=draft.answer_days),
        )
        tell(student, key=f"referral/{made.pk}", at=at, helper=by.person.name)
    return made


def answer_referral(*, referral: Referral, by: Viewer, agrees: bool, seen_revision: int, at: datetime) -> None:
    """The student says yes or no on the phone; under 16 a guardian says yes too (UAVG art. 5)."""
    student, on = referral.student, day_of(at)
    if not door.decision(by, student, Data.REFERRAL, Action.SIGN).allowed:
        raise PermissionDenied
    own, both = by.person.pk == student.pk, guardian_agrees_too(student.birth_date, on=on)
    if not own and not both:
        raise PermissionDenied
    if referral.state != State.ASKED:
        raise CannotBeDone(_("This was answered already."))
    if not agrees:
        _update(referral, seen_revision, state=State.DECLINED, ended_on=on, answered_on=on)
        return
    said = referral.answered_on or (on if own else None)
    guardian = referral.guardian_agreed_on or (on if not own else None)
    with transaction.atomic():
        if said and (guardian or not both):
            days = (referral.answer_by - day_of(referral.asked_at)).days if referral.answer_by else ANSWER_DAYS
            _update(
                referral,
                seen_revision,
                state=State.AGREED,
                answered_on=said,
                guardian_agreed_on=guardian,
                sent_on=on,
                answer_by=on + timedelta(days=days),
            )
            _tell_receiver(referral, at)
            _tell_asker(referral, at, "agreed")
        else:
            _update(referral, seen_revision, answered_on=said, guardian_agreed_on=guardian)
            tell_guardians(student, key=f"referral-guardian/{referral.pk}", on=on, at=at)


def take_back_referral(*, referral: Referral, by: Viewer, seen_revision: int, at: datetime) -> None:
    """The student does not want it any more: from this moment who helps sees nothing of it here."""
    if by.person.pk != referral.student_id:
        raise PermissionDenied
    if State(referral.state) not in OPEN:
        raise CannotBeDone(_("This has ended already."))
    with transaction.atomic():
        _update(referral, seen_revision, state=State.WITHDRAWN, ended_on=day_of(at))
        _tell_asker(referral, at, "withdrawn")


def say_where_it_stands(
    *,
    referral: Referral,
    by: Viewer,
    state: str,
    word_back: str,
    seen_revision: int,
    at: datetime,
    outcome: str = "",
) -> None:
    """Accepted, begun, ended or not possible: by whoever helps, or by whoever referred after a call.

    An end and a refusal come with a word back, which the student reads too; an end with a Referral.Outcome value, when
    it is known. Raises CannotBeDone, ChangedMeanwhile.
    """
    if by.person.pk == referral.receiver_id:
        if referral.sent_on is None or not decide({Relation.REFERRED_TO}, Data.REFERRAL, Action.RECORD).allowed:
            raise PermissionDenied
    else:
        _may_record(by, referral.student)
    if state not in NEXT.get(State(referral.state), ()):
        raise CannotBeDone(_("This step does not follow on where it stands now."))
    on = day_of(at)
    if state in {State.ENDED, State.REFUSED} and not word_back.strip():
        raise CannotBeDone(_("Say how it went, or why it is not possible."), "word_back")
    day = {
        State.ACCEPTED: {"accepted_on": on},
        State.BEGUN: {"begun_on": on},
        State.ENDED: {"ended_on": on},
        State.REFUSED: {"ended_on": on},
    }[State(state)]
    words = {"word_back": word_back} if word_back.strip() else {}
    if state == State.ENDED and outcome:
        words["outcome"] = outcome
    with transaction.atomic():
        _update(referral, seen_revision, state=state, **day, **words)
        if by.person.pk != referral.asked_by_id:
            _tell_asker(referral, at, state)
        tell(referral.student, key=f"referral-{state}/{referral.pk}", at=at, asks=False)


def remind_late(*, organisation_id: uuid.UUID, at: datetime) -> int:
    """No answer by the day that was set: a task for whoever referred, mailed once; returns how many."""
    on = day_of(at)
    late = Referral.objects.filter(
        organisation_id=organisation_id, state=State.AGREED, answer_by__lt=on, reminded_on__isnull=True
    )
    found = list(late.select_related("asked_by", "student"))
    for referral in found:
        _tell_asker(referral, at, "late", Kind.TASK)
    Referral.objects.filter(pk__in=[one.pk for one in found]).update(reminded_on=on)
    return len(found)


def _may_record(by: Viewer, student: Person) -> None:
    if not door.decision(by, student, Data.REFERRAL, Action.RECORD).allowed:
        raise PermissionDenied


def _update(referral: Referral, seen_revision: int, **values: object) -> None:
    changed = Referral.objects.filter(pk=referral.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The referral")
    referral.refresh_from_db()


def _tell_asker(referral: Referral, at: datetime, what: str, kind: Kind = Kind.READY) -> None:
    if referral.asked_by.email:
        ask_mail(
            recipient=referral.asked_by,
            kind=kind,
            key=f"referral-{what}-asker/{referral.pk}",
            link=reverse("careteam:referral", args=(referral.pk,)),
            at=at,
            organisation_id=referral.organisation_id,
        )


def _tell_receiver(referral: Referral, at: datetime) -> None:
    """Their file lies in another organisation: opened for this one mail, whose text says nothing."""
    if referral.receiver_id is None:
        return
    account = Account.objects.filter(person_id=referral.receiver_id).first()
    if account is None:
        return
    with reading([referral.organisation_id, account.organisation_id]):
        receiver = Person.objects.filter(pk=referral.receiver_id).first()
        if receiver is not None and receiver.email:
            ask_mail(
                recipient=receiver,
                kind=Kind.TASK,
                key=f"referral-receiver/{referral.pk}",
                link=reverse("careteam:referral", args=(referral.pk,)),
                at=at,
                organisation_id=referral.organisation_id,
            )
