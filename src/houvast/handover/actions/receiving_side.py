"""What the giving side told, written down by the receiving side in rows of its own; and the end of what was shared."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from houvast.core.handover.desks import TAKES_REPORTS, DeskKind, Group
from houvast.core.handover.messages import Change, Offer, Who
from houvast.core.handover.steps import STEP_TO, Ground, Party, State, after
from houvast.handover.duty import FOLLOWED, NONE, duty_of
from houvast.handover.models import Desk, Following, FollowingEntry
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of, now
from houvast.people.models import Person, PersonalRelation, PersonIdentifier, RoleAssignment, UnitMembership
from houvast.people.names import sort_name_of
from houvast.people.viewer import running_on

MAILED = 20
"""At most so many people of a desk get a mail that somebody arrived."""


class NoSuchReceiver(Exception):
    """The desk or colleague is not of this organisation, or takes nobody any more."""

    def __init__(self) -> None:
        super().__init__("This desk is not here, or takes nobody any more.")


def take_in_offer(
    offer: Offer,
    *,
    organisation_id: uuid.UUID,
    giver_id: uuid.UUID | None,
    connection_id: uuid.UUID | None,
    at: datetime,
) -> Following:
    """Keep what was told in a row of one's own, so that the desk can answer. Raises NoSuchReceiver."""
    on = day_of(at)
    with transaction.atomic():
        known = Following.objects.filter(organisation_id=organisation_id, handover_id=offer.handover).first()
        if known is not None:
            return known
        desk, colleague = _receiver(offer, organisation_id, on)
        key = f"from:{(connection_id or giver_id or organisation_id).hex}"
        inside = giver_id == organisation_id and connection_id is None
        person = Person.objects.get(pk=offer.who.key) if inside else _person(offer.who, organisation_id, key, at)
        status = duty_of(person.birth_date, offer.qualifications, on=on)[0]
        following = Following.objects.create(
            organisation_id=organisation_id,
            person=person,
            desk=desk,
            holder=colleague,
            origin=Following.Origin.REPORT if offer.ground is Ground.LAW else Following.Origin.HANDOVER,
            group=Group.NO_QUALIFICATION if status == FOLLOWED else Group.OTHER,
            handover_id=offer.handover,
            giver_id=giver_id,
            connection_id=connection_id,
            from_name=offer.from_name[:300],
            state=State.CONSENTED,
            content={
                "told": dict(offer.told),
                "plan": [
                    {
                        "who": line.who,
                        "what": line.what,
                        "where": line.where,
                        "due_on": line.due_on.isoformat() if line.due_on else "",
                    }
                    for line in offer.plan
                ],
            },
            qualifications=list(offer.qualifications),
            until=offer.until,
            arrived_at=at,
            next_on=on,
        )
        open_access(following, until=offer.until, on=on)
        _tell_receivers(following, at=at)
    return following


def _receiver(offer: Offer, organisation_id: uuid.UUID, on: date) -> tuple[Desk | None, Person | None]:
    if offer.colleague is not None:
        colleague = Person.objects.filter(pk=offer.colleague, organisation_id=organisation_id).first()
        if colleague is None:
            raise NoSuchReceiver
        return None, colleague
    here = Desk.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=on), of_id=organisation_id)
    desk = here.filter(pk=offer.desk, unit__isnull=False).first() if offer.desk is not None else None
    if desk is None:
        raise NoSuchReceiver
    return desk, None


def _person(who: Who, organisation_id: uuid.UUID, source: str, at: datetime) -> Person:
    """The person as this organisation knows them: the same as in an earlier handover of this giver, else a new one."""
    known = (
        PersonIdentifier.objects.filter(organisation_id=organisation_id, source=source, value=str(who.key))
        .select_related("person")
        .first()
    )
    if known is not None and known.person.erased_at is None:
        return known.person
    person = make_person(who, organisation_id=organisation_id, at=at)
    if known is not None:
        known.person = person
        known.save(update_fields=["person"])
    else:
        PersonIdentifier.objects.create(
            organisation_id=organisation_id, person=person, source=source, value=str(who.key)
        )
    return person


def make_person(who: Who, *, organisation_id: uuid.UUID, at: datetime) -> Person:
    """A person of this organisation with what was told of them."""
    person = Person(
        organisation_id=organisation_id,
        given_name=who.given_name[:120],
        name_prefix=who.name_prefix[:40],
        family_name=who.family_name[:120],
        birth_date=who.birth_date,
        email=who.email,
        phone=who.phone[:40],
        language=who.language if who.language in {"nl", "en"} else "nl",
        is_student=True,
        created_at=at,
    )
    person.sort_name = sort_name_of(person)
    person.save()
    return person


def open_access(following: Following, *, until: date | None, on: date) -> None:
    """Tie the desk, or the colleague, to the person: while it lasts they see what was told, and keep their own file."""
    if following.desk is not None and following.desk.unit_id:
        UnitMembership.objects.get_or_create(
            student_id=following.person_id,
            unit_id=following.desk.unit_id,
            ends_on=None,
            defaults={"organisation_id": following.organisation_id, "starts_on": on},
        )
    elif following.holder_id:
        PersonalRelation.objects.get_or_create(
            kind=PersonalRelation.Kind.HANDED_OVER,
            holder_id=following.holder_id,
            student_id=following.person_id,
            ends_on__gte=on,
            defaults={"organisation_id": following.organisation_id, "starts_on": on, "ends_on": until},
        )


def take_in_change(
    change: Change, *, organisation_id: uuid.UUID, at: datetime, connection_id: uuid.UUID | None = None
) -> bool:
    """The giving side, or the student there, took a step: they talked, or it was revoked. False: not received here."""
    with transaction.atomic():
        found = Following.objects.select_for_update(of=("self",)).filter(
            handover_id=change.handover, organisation_id=organisation_id
        )
        of_side = Q(connection__isnull=True) if connection_id is None else Q(connection_id=connection_id)
        following = found.filter(of_side).select_related("person", "desk").first()
        if following is None:
            return False
        state = _after_giver(State(following.state), change.state)
        if state is None:
            return True
        values: dict[str, object] = {"state": state, "reason": change.reason}
        if state is State.TALKED:
            values["talked_on"] = change.on
        Following.objects.filter(pk=following.pk).update(**values, revision=F("revision") + 1)
        following.refresh_from_db()
        write_entry(following, by=None, on=change.on, at=at)
        if state is State.REVOKED:
            end_sharing(following, on=day_of(at))
    return True


def _after_giver(state: State, to: State) -> State | None:
    if to not in STEP_TO:
        return None
    step = STEP_TO[to]
    return after(state, step, by=Party.GIVER) or after(state, step, by=Party.STUDENT)


def end_sharing(following: Following, *, on: date) -> None:
    """What was told is emptied at once. A desk that follows somebody by its own task keeps its own file and no more;
    for everybody else the file closes, and a person of whom nothing is left is forgotten.
    """
    own_task = (
        following.accepted_on is not None
        and following.desk is not None
        and DeskKind(following.desk.kind) in TAKES_REPORTS
        and duty_of(following.person.birth_date, tuple(following.qualifications), on=on)[0] != NONE
    )
    following.content = {}
    following.save(update_fields=["content"])
    if not own_task:
        close_file(following, on=on)


def close_file(following: Following, *, on: date) -> None:
    """End the tie to the person at once (today does not count), when no other open file of this desk needs it."""
    following.content, following.closed_on, following.next_on = {}, on, None
    following.save(update_fields=["content", "closed_on", "next_on"])
    others = Following.objects.filter(person_id=following.person_id, closed_on__isnull=True)
    if following.desk is not None:
        if not others.filter(desk=following.desk).exists():
            ties = UnitMembership.objects.filter(unit=following.desk.unit, student_id=following.person_id)
            ties.filter(starts_on__gte=on).delete()
            ties.filter(running_on(on)).update(ends_on=on - timedelta(days=1))
    else:
        held = PersonalRelation.objects.filter(
            kind=PersonalRelation.Kind.HANDED_OVER, holder_id=following.holder_id, student_id=following.person_id
        )
        held.filter(starts_on__gte=on).delete()
        held.filter(running_on(on)).update(ends_on=on - timedelta(days=1))
    _forget(following, others_exist=others.exists())


def _forget(following: Following, *, others_exist: bool) -> None:
    """A person who was made for a handover that never came about, and whom nobody here follows."""
    if others_exist or following.accepted_on is not None or following.giver_id == following.organisation_id:
        return
    if Following.objects.filter(person_id=following.person_id, accepted_on__isnull=False).exists():
        return
    Person.objects.filter(pk=following.person_id).update(
        given_name="", name_prefix="", family_name="", birth_date=None, email="", phone="", sort_name="",
        erased_at=now(),
    )  # fmt: skip


def write_entry(following: Following, *, by: Person | None, on: date, at: datetime, text: str = "") -> None:
    """A step in the desk's own file: the state is told in its words when it is read."""
    FollowingEntry.objects.create(
        organisation_id=following.organisation_id,
        following=following,
        kind=FollowingEntry.Kind.STEP,
        on=on,
        text=text or following.state,
        by=by,
        at=at,
    )


def _tell_receivers(following: Following, *, at: datetime) -> None:
    if following.desk is not None:
        roles = RoleAssignment.objects.filter(running_on(day_of(at)), unit=following.desk.unit)
        people = Person.objects.filter(pk__in=roles.values("person_id")).exclude(email="").order_by("pk")[:MAILED]
    else:
        people = Person.objects.filter(pk__in=[following.holder_id] if following.holder_id else []).exclude(email="")
    for person in people:
        ask_mail(
            recipient=person,
            kind=Kind.TASK,
            key=f"following/{following.pk}/{person.pk}",
            link=reverse("following", args=(following.pk,)),
            at=at,
            organisation_id=following.organisation_id,
        )
