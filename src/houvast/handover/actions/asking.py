"""The giving side: asking a handover, and what the student answers, per item."""

import hashlib
import secrets
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.core.handover.desks import TAKES_REPORTS, DeskKind
from houvast.core.handover.items import ALWAYS, Item, guardian_agrees_too, too_much
from houvast.core.handover.messages import PlanPart
from houvast.core.handover.steps import Ground, Party, State, Step, after, first_state
from houvast.handover.actions import between
from houvast.handover.models import ConsentLink, Desk, Handover, HandoverItem, HandoverStep, PlanLine
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer
from houvast.privacy import door

LONGEST = timedelta(days=366)
"""How long what was told may stay readable at most; after that it is asked anew."""
LINK_IS_OPEN = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDraft:
    """A handover as it is asked: `told` maps Items to the words in which they are told; exactly one of `desk` and
    `colleague`; `until` is the last day on which the receiving side may read it.
    """

    told: Mapping[Item, str]
    until: date
    desk: Desk | None = None
    colleague: Person | None = None
    ground: Ground = Ground.CONSENT
    plan: tuple[PlanPart, ...] = ()
    follows: Handover | None = None
    case_id: uuid.UUID | None = None


def ask(*, student: Person, by: Viewer, draft: AskDraft, at: datetime) -> Handover:
    """Ask a handover: the student is asked to agree, per item; what the law asks goes at once, and the student is told.

    Raises CannotBeDone: no receiver, too long, more than the law asks, or one to this desk that still runs.
    """
    _allowed(by, student)
    _judge(draft, by=by, on=day_of(at))
    state = first_state(draft.ground)
    with transaction.atomic():
        try:
            with transaction.atomic():
                handover = Handover.objects.create(
                    organisation_id=student.organisation_id,
                    student=student,
                    desk=draft.desk,
                    colleague=draft.colleague,
                    ground=draft.ground,
                    asked_by=by.person,
                    asked_at=at,
                    until=draft.until,
                    state=state,
                    follows=draft.follows,
                    case_id=draft.case_id,
                )
        except IntegrityError:
            raise CannotBeDone(gettext("A handover to this desk is running already. Open that one.")) from None
        HandoverItem.objects.bulk_create(
            HandoverItem(organisation_id=handover.organisation_id, handover=handover, item=item, text=text)
            for item, text in _with_always(draft.told).items()
        )
        PlanLine.objects.bulk_create(
            PlanLine(
                organisation_id=handover.organisation_id,
                handover=handover,
                who=line.who,
                what=line.what,
                where=line.where,
                due_on=line.due_on,
                place=place,
            )
            for place, line in enumerate(draft.plan)
        )
        note_step(handover, party=Party.GIVER, by=by.person, at=at)
        tell_student(handover, kind=Kind.READY if state is State.CONSENTED else Kind.TASK, key="asked", at=at)
        if state is State.CONSENTED:
            between.offer(handover, at=at)
    return handover


def _judge(draft: AskDraft, *, by: Viewer, on: date) -> None:
    if (draft.desk is None) == (draft.colleague is None):
        raise CannotBeDone(gettext("Choose one desk or one colleague."))
    if draft.colleague is not None and draft.colleague.pk == by.person.pk:
        raise CannotBeDone(gettext("You cannot hand over to yourself."))
    if not on <= draft.until <= on + LONGEST:
        raise CannotBeDone(gettext("Choose a last day within a year from today."))
    if draft.desk is not None and draft.desk.closed_on is not None and draft.desk.closed_on < on:
        raise CannotBeDone(gettext("This desk no longer takes anybody. Choose another."))
    if draft.ground is Ground.LAW and (draft.desk is None or DeskKind(draft.desk.kind) not in TAKES_REPORTS):
        raise CannotBeDone(gettext("Only a desk with a task by law can be told without consent."))
    if too_much(draft.told, ground=draft.ground):
        raise CannotBeDone(gettext("Without consent you may tell only what the law asks."))


def _with_always(told: Mapping[Item, str]) -> dict[Item, str]:
    return {item: told.get(item, "") for item in Item if item in told or item in ALWAYS}


def agree(
    *,
    handover: Handover,
    by: Viewer,
    agreed: Collection[Item],
    own_words: str = "",
    seen_revision: int,
    at: datetime,
) -> None:
    """The student agrees to these items and to no other; with own words, if they want. Under 16 a guardian agrees too,
    and only then it goes. Raises CannotBeDone, ChangedMeanwhile.
    """
    if by.person.pk != handover.student_id:
        raise PermissionDenied
    if not door.decision(by, handover.student, Data.HANDOVER, Action.SIGN).allowed:
        raise PermissionDenied
    write_answer(handover, agreed=agreed, own_words=own_words, seen_revision=seen_revision, at=at)


def write_answer(
    handover: Handover, *, agreed: Collection[Item], own_words: str, seen_revision: int, at: datetime, how: str = ""
) -> None:
    """Keep what the student answered; whoever calls has made sure that it is the student, and says how it came."""
    if not set(agreed) >= ALWAYS:
        raise CannotBeDone(
            gettext("Without your name and how to reach you nobody can help you. You can also say no to all of it.")
        )
    with transaction.atomic():
        if State(handover.state) is not State.ASKED or handover.agreed_at is not None:
            raise CannotBeDone(gettext("You have already answered this."))
        _update(handover, seen_revision, agreed_at=at)
        items = {Item(one.item): one for one in HandoverItem.objects.filter(handover=handover)}
        if own_words:
            items[Item.OWN_WORDS] = HandoverItem(
                organisation_id=handover.organisation_id, handover=handover, item=Item.OWN_WORDS, text=own_words
            )
            items[Item.OWN_WORDS].save()
        for item, row in items.items():
            row.agreed = item in agreed or item is Item.OWN_WORDS
            row.save(update_fields=["agreed"])
        if not guardian_agrees_too(handover.student.birth_date, on=day_of(at)):
            _complete(handover, by=handover.student, at=at, how=how)


def guardian_agrees(*, handover: Handover, by: Viewer, seen_revision: int, at: datetime) -> None:
    """The guardian of a student under 16 agrees beside the student. Raises CannotBeDone, ChangedMeanwhile."""
    allowed = door.decision(by, handover.student, Data.HANDOVER, Action.SIGN).allowed
    if not allowed or by.person.pk == handover.student_id:
        raise PermissionDenied
    if handover.agreed_at is None or State(handover.state) is not State.ASKED:
        raise CannotBeDone(gettext("The student has not agreed yet, or this was answered already."))
    with transaction.atomic():
        _update(handover, seen_revision, guardian_agreed_at=at)
        _complete(handover, by=by.person, at=at)


def _complete(handover: Handover, *, by: Person, at: datetime, how: str = "") -> None:
    Handover.objects.filter(pk=handover.pk).update(state=State.CONSENTED)
    handover.state = State.CONSENTED
    note_step(handover, party=Party.STUDENT, by=by, at=at, reason=how)
    tell_giver_staff(handover, key="agreed", at=at)
    between.offer(handover, at=at)


def revoke(*, handover: Handover, by: Viewer, reason: str, seen_revision: int, at: datetime) -> None:
    """Take a handover back (the giving side), or say no or stop the sharing (the student); access ends at once.

    Raises CannotBeDone, ChangedMeanwhile.
    """
    if by.person.pk == handover.student_id:
        party = Party.STUDENT
        if not door.decision(by, handover.student, Data.HANDOVER, Action.SIGN).allowed:
            raise PermissionDenied
    else:
        party = Party.GIVER
        _allowed(by, handover.student)
    write_revocation(handover, party=party, by=by.person, reason=reason, seen_revision=seen_revision, at=at)


def write_revocation(
    handover: Handover, *, party: Party, by: Person, reason: str, seen_revision: int, at: datetime
) -> None:
    """Keep that it was revoked and tell the other side; whoever calls has made sure who it is."""
    before = State(handover.state)
    state = after(before, Step.REVOKE, by=party, ground=Ground(handover.ground))
    if state is None:
        raise CannotBeDone(gettext("This cannot be taken back any more."))
    with transaction.atomic():
        _update(handover, seen_revision, state=state, ended_on=day_of(at), reason=reason[:500])
        note_step(handover, party=party, by=by, at=at, reason=reason)
        ConsentLink.objects.filter(handover_id=handover.pk, used_at__isnull=True).update(used_at=at)
        if before is not State.ASKED:
            between.change(handover, on=day_of(at), at=at)
        if party is Party.GIVER:
            tell_student(handover, kind=Kind.READY, key="revoked", at=at)
        else:
            tell_giver_staff(handover, key="revoked", at=at)


def record_talk(*, handover: Handover, by: Viewer, on: date, seen_revision: int, at: datetime) -> None:
    """The giving side says that both sides talked: person to person, not only a file."""
    _allowed(by, handover.student)
    state = after(State(handover.state), Step.TALK, by=Party.GIVER)
    if state is None or on > day_of(at):
        raise CannotBeDone(gettext("A talk can be recorded after the other side accepted, and once it was held."))
    with transaction.atomic():
        _update(handover, seen_revision, state=state, talked_on=on)
        note_step(handover, party=Party.GIVER, by=by.person, at=at)
        between.change(handover, on=on, at=at)


def make_consent_link(*, handover: Handover, by: Viewer, at: datetime) -> str:
    """A link for a student without an account, to be shown or given once; earlier links stop working."""
    _allowed(by, handover.student)
    if State(handover.state) is not State.ASKED:
        raise CannotBeDone(gettext("This was answered already."))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        ConsentLink.objects.filter(handover_id=handover.pk, used_at__isnull=True).update(used_at=at)
        ConsentLink.objects.create(
            of_id=handover.organisation_id,
            handover_id=handover.pk,
            token_hash=hash_of(token),
            expires_at=at + LINK_IS_OPEN,
        )
    return token


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def note_step(handover: Handover, *, party: Party, by: Person | None, at: datetime, reason: str = "") -> None:
    """Add to what was done; the state is the one it is in now."""
    HandoverStep.objects.create(
        organisation_id=handover.organisation_id,
        handover=handover,
        party=party,
        by=by,
        state=handover.state,
        reason=reason[:500],
        at=at,
    )


def tell_student(handover: Handover, *, kind: Kind, key: str, at: datetime) -> None:
    """A mail that something is there; only to a student with an address."""
    if handover.student.email:
        ask_mail(
            recipient=handover.student,
            kind=kind,
            key=f"handover/{handover.pk}/student/{key}",
            link=reverse("handover", args=(handover.pk,)),
            at=at,
            organisation_id=handover.organisation_id,
            helper=handover.asked_by.name,
        )


def tell_giver_staff(handover: Handover, *, key: str, at: datetime) -> None:
    """A mail to who asked that there is an answer."""
    if handover.asked_by.email:
        ask_mail(
            recipient=handover.asked_by,
            kind=Kind.READY,
            key=f"handover/{handover.pk}/giver/{key}",
            link=reverse("handover", args=(handover.pk,)),
            at=at,
            organisation_id=handover.organisation_id,
        )


def _allowed(by: Viewer, student: Person) -> None:
    if not door.decision(by, student, Data.HANDOVER, Action.RECORD).allowed:
        raise PermissionDenied


def _update(handover: Handover, seen_revision: int, **values: object) -> None:
    write_over(Handover.objects.filter(pk=handover.pk), seen_revision, "The handover", **values)
    handover.refresh_from_db()


def use_link(*, token: str, at: datetime) -> None:
    """The link was used: it opens nothing any more."""
    ConsentLink.objects.filter(token_hash=hash_of(token)).update(used_at=at)
