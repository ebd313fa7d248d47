"""The receiving side: accept or refuse with a reason, talk, confirm that it has hold, keep its file, close it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.core.handover.desks import Group
from houvast.core.handover.messages import Who
from houvast.core.handover.steps import Party, State, Step, after, follow_ups
from houvast.handover.actions import between
from houvast.handover.actions.receiving_side import close_file, make_person, open_access, write_entry
from houvast.handover.models import Desk, Following, FollowingEntry, FollowUp, Handover
from houvast.people.clock import day_of
from houvast.people.ids import new_id
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile, write_over
from houvast.people.viewer import DESK_ROLES, Viewer
from houvast.privacy import door

FIRST_CONTACT_WITHIN = timedelta(days=7)
"""A desk that accepted is reminded of the first contact after a week; the desk sets another day whenever it likes."""
CONTACT = frozenset(
    {FollowingEntry.Kind.FIRST_CONTACT, FollowingEntry.Kind.TALK, FollowingEntry.Kind.HOME_VISIT}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """What a desk did: `kind` is a FollowingEntry.Kind value, `next_on` the day to look again, None for no day."""

    kind: str
    on: date
    text: str = ""
    next_on: date | None = None


def works_at(by: Viewer, desk: Desk) -> bool:
    """Whether this person works at this desk now."""
    mine = {role.unit for role in by.roles if role.role in DESK_ROLES and role.path}
    return desk.unit_id is not None and desk.unit_id in mine


def accept(*, following: Following, by: Viewer, seen_revision: int, at: datetime) -> None:
    """Say yes: somebody of this desk now knows whom it is about. Raises CannotBeDone, ChangedMeanwhile."""
    on = day_of(at)
    values: dict[str, object] = {"accepted_on": on, "holder": by.person, "next_on": on + FIRST_CONTACT_WITHIN}
    _step(following, Step.ACCEPT, by, seen_revision, at=at, on=on, values=values)


def refuse(*, following: Following, by: Viewer, reason: str, seen_revision: int, at: datetime) -> None:
    """Say no, or give back later, with the reason that the giving side reads. What was told is emptied at once."""
    if not reason.strip():
        raise CannotBeDone(gettext("Say why: the other side has to look further."))
    on = day_of(at)
    with transaction.atomic():
        _step(following, Step.REFUSE, by, seen_revision, at=at, on=on, values={"reason": reason[:500]})
        close_file(following, on=on)


def record_talk(*, following: Following, by: Viewer, on: date, seen_revision: int, at: datetime) -> None:
    """Both sides talked, person to person."""
    if on > day_of(at):
        raise CannotBeDone(gettext("A talk that has not been held yet cannot be recorded."))
    _step(following, Step.TALK, by, seen_revision, at=at, on=on, values={"talked_on": on})


def confirm(*, following: Following, by: Viewer, seen_revision: int, at: datetime) -> None:
    """Say that this side has hold: only now the handover is done, and is looked back upon after 2, 6 and 12 weeks."""
    on = day_of(at)
    moments = follow_ups(on)
    with transaction.atomic():
        values: dict[str, object] = {"done_on": on, "next_on": moments[0].due_on}
        _step(following, Step.CONFIRM, by, seen_revision, at=at, on=on, values=values)
        FollowUp.objects.bulk_create(
            FollowUp(organisation_id=following.organisation_id, following=following, weeks=one.weeks, due_on=one.due_on)
            for one in moments
        )


def record(*, following: Following, by: Viewer, draft: EntryDraft, at: datetime) -> FollowingEntry:
    """Keep what the desk did in its own file. The giving side hears that there is contact, and nothing of what."""
    _allowed(following, by)
    if draft.on > day_of(at):
        raise CannotBeDone(gettext("This has not happened yet. Choose today or an earlier day."))
    if following.closed_on is not None or following.accepted_on is None:
        raise CannotBeDone(gettext("First accept, then keep a file."))
    with transaction.atomic():
        entry = FollowingEntry.objects.create(
            organisation_id=following.organisation_id,
            following=following,
            kind=draft.kind,
            on=draft.on,
            text=draft.text,
            next_on=draft.next_on,
            by=by.person,
            at=at,
        )
        values: dict[str, object] = {}
        if draft.next_on is not None:
            values["next_on"] = draft.next_on
        if draft.kind in CONTACT:
            values["in_contact"] = True
            if following.first_contact_on is None:
                values["first_contact_on"] = draft.on
        if values:
            Following.objects.filter(pk=following.pk).update(**values, revision=F("revision") + 1)
            following.refresh_from_db()
        if draft.kind in CONTACT:
            between.contact(following, on=draft.on, in_contact=True, at=at)
    return entry


def answer_follow_up(*, follow_up: FollowUp, by: Viewer, has_hold: bool, remark: str, at: datetime) -> None:
    """Either side says whether there is still hold. What the receiver says reaches the giver as yes or no."""
    on = day_of(at)
    if follow_up.answered_on is not None:
        raise CannotBeDone(gettext("This was answered already."))
    with transaction.atomic():
        if follow_up.following is not None:
            _allowed(follow_up.following, by)
            following = follow_up.following
            following.in_contact = has_hold
            following.save(update_fields=["in_contact"])
            between.contact(following, on=on, in_contact=has_hold, weeks=follow_up.weeks, at=at)
        else:
            assert follow_up.handover is not None
            if not door.decision(by, follow_up.handover.student, Data.HANDOVER, Action.RECORD).allowed:
                raise PermissionDenied
        changed = FollowUp.objects.filter(pk=follow_up.pk, answered_on__isnull=True).update(
            has_hold=has_hold, remark=remark[:500], answered_on=on, answered_by=by.person
        )
        if not changed:
            raise ChangedMeanwhile("The answer")
        if follow_up.following is not None:
            _renew_next(follow_up.following)


def _renew_next(following: Following) -> None:
    left = FollowUp.objects.filter(following=following, answered_on__isnull=True).order_by("due_on")
    first = left.first()
    if first is not None:
        following.next_on = first.due_on
        following.save(update_fields=["next_on"])


def close(*, following: Following, by: Viewer, outcome: str, text: str, seen_revision: int, at: datetime) -> None:
    """End the file with its outcome; access to the person ends. Raises CannotBeDone while a handover runs."""
    _allowed(following, by)
    if State(following.state) not in {State.DONE, State.REVOKED}:
        raise CannotBeDone(gettext("Confirm first that you have taken over, or give it back with a reason."))
    if outcome == Following.Outcome.HANDED_ON and not _handed_on(following):
        raise CannotBeDone(
            gettext("The other desk has not confirmed yet that it has taken over. Until then the student is with you.")
        )
    on = day_of(at)
    with transaction.atomic():
        _update(following, seen_revision, outcome=outcome, closed_on=on)
        write_entry(following, by=by.person, on=on, at=at, text=text)
        close_file(following, on=on)


def _handed_on(following: Following) -> bool:
    """Nobody is let go before somebody else has hold."""
    others = Handover.objects.filter(student_id=following.person_id, state=State.DONE)
    if following.handover_id is not None:
        others = others.exclude(pk=following.handover_id)
    return others.exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """Somebody whom a desk begins to follow of its own: who, in which group, with which certificates."""

    who: Who
    group: Group
    qualifications: tuple[str, ...] = ()
    why: str = ""


def register(*, desk: Desk, by: Viewer, draft: Registered, at: datetime) -> Following:
    """Follow somebody whom nobody handed over: without a basic qualification, or of an extra group (S-441 to S-444)."""
    if not works_at(by, desk):
        raise PermissionDenied
    on = day_of(at)
    with transaction.atomic():
        person = make_person(draft.who, organisation_id=by.organisation_id, at=at)
        following = Following.objects.create(
            organisation_id=by.organisation_id,
            person=person,
            desk=desk,
            holder=by.person,
            origin=Following.Origin.REGISTERED,
            group=draft.group,
            state=State.DONE,
            qualifications=list(draft.qualifications),
            arrived_at=at,
            accepted_on=on,
            done_on=on,
            next_on=on + FIRST_CONTACT_WITHIN,
        )
        open_access(following, until=None, on=on)
        write_entry(following, by=by.person, on=on, at=at, text=draft.why)
    return following


def new_who(*, given_name: str, family_name: str, name_prefix: str = "", birth_date: date | None = None) -> Who:
    """Somebody who is not known here yet."""
    return Who(
        key=new_id(), given_name=given_name, name_prefix=name_prefix, family_name=family_name, birth_date=birth_date
    )


def _step(
    following: Following,
    step: Step,
    by: Viewer,
    seen_revision: int,
    *,
    at: datetime,
    on: date,
    values: dict[str, object],
) -> None:
    _allowed(following, by)
    state = after(State(following.state), step, by=Party.RECEIVER)
    if state is None or following.closed_on is not None or following.handover_id is None:
        raise CannotBeDone(gettext("This cannot be done now: see where the handover stands."))
    with transaction.atomic():
        _update(following, seen_revision, state=state, **values)
        write_entry(following, by=by.person, on=on, at=at)
        between.change_back(following, on=on, at=at)


def _allowed(following: Following, by: Viewer) -> None:
    """The relation to the person, and that it is this viewer's desk or own file: each desk its own people."""
    if not door.decision(by, following.person, Data.FOLLOWING, Action.RECORD).allowed:
        raise PermissionDenied
    mine = following.holder_id == by.person.pk if following.desk is None else works_at(by, following.desk)
    if not mine:
        raise PermissionDenied


def _update(following: Following, seen_revision: int, **values: object) -> None:
    write_over(Following.objects.filter(pk=following.pk), seen_revision, "The file", **values)
    following.refresh_from_db()
