"""From one side to the other: at once inside this installation, by signed message to another.

Each side writes in its own rows only, inside its own wall (`organisation_scope`).
"""

import uuid
from datetime import date, datetime

from houvast.core.handover.items import Item, may_be_told
from houvast.core.handover.messages import Change, Contact, Offer, PlanPart, Told, Who
from houvast.core.handover.steps import Ground, State
from houvast.education.models import Diploma
from houvast.handover.actions import giving_side, receiving_side
from houvast.handover.actions.sending import send
from houvast.handover.models import Following, Handover, HandoverItem, PlanLine
from houvast.privacy.scope import organisation_scope


def offer(handover: Handover, *, at: datetime) -> None:
    """What may be told, to the desk or the colleague."""
    _to_receiver(handover, offer_of(handover), at=at)


def change(handover: Handover, *, on: date, at: datetime) -> None:
    """Tell the receiving side that the state changed."""
    told = Change(handover=handover.pk, state=State(handover.state), on=on, reason=handover.reason)
    _to_receiver(handover, told, at=at)


def change_back(following: Following, *, on: date, at: datetime) -> None:
    """Tell the giving side that the state changed."""
    if following.handover_id:
        _to_giver(
            following,
            Change(handover=following.handover_id, state=State(following.state), on=on, reason=following.reason),
            at=at,
        )


def contact(following: Following, *, on: date, in_contact: bool, weeks: int = 0, at: datetime) -> None:
    """Tell the giving side whether there is contact, and nothing else."""
    if following.handover_id and State(following.state) not in {State.REFUSED, State.REVOKED}:
        _to_giver(following, Contact(handover=following.handover_id, on=on, in_contact=in_contact, weeks=weeks), at=at)


def offer_of(handover: Handover) -> Offer:
    """The whole of what may be told; nothing the student did not agree to, or the law does not ask."""
    ground = Ground(handover.ground)
    rows = HandoverItem.objects.filter(handover=handover).order_by("item")
    told = {Item(row.item): row.text for row in rows if may_be_told(Item(row.item), ground=ground, agreed=row.agreed)}
    student = handover.student
    return Offer(
        handover=handover.pk,
        desk=handover.desk_id,
        colleague=handover.colleague_id,
        ground=ground,
        until=handover.until,
        from_name=f"{handover.asked_by.name}, {handover.organisation.name}",
        who=Who(
            key=student.pk,
            given_name=student.given_name,
            name_prefix=student.name_prefix,
            family_name=student.family_name,
            birth_date=student.birth_date,
            email=student.email,
            phone=student.phone,
            language=student.language,
        ),
        told=told,
        plan=_plan(handover) if Item.PLAN in told else (),
        qualifications=_qualifications(handover) if Item.ENROLMENT in told else (),
    )


def _plan(handover: Handover) -> tuple[PlanPart, ...]:
    lines = PlanLine.objects.filter(handover=handover).order_by("place")
    return tuple(PlanPart(who=one.who, what=one.what, where=one.where, due_on=one.due_on) for one in lines)


def _qualifications(handover: Handover) -> tuple[str, ...]:
    held = Diploma.objects.filter(student_id=handover.student_id).order_by("kind").values_list("kind", flat=True)
    return tuple(dict.fromkeys(held))


def _to_receiver(handover: Handover, told: Told, *, at: datetime) -> None:
    desk = handover.desk
    if desk is not None and desk.connection is not None:
        send(told, organisation_id=handover.organisation_id, connection=desk.connection, desk=desk, at=at)
        return
    there = handover.organisation_id if desk is None else desk.of_id
    with organisation_scope([there]):
        take_in(told, organisation_id=there, giver_id=handover.organisation_id, connection_id=None, at=at)


def _to_giver(following: Following, told: Told, *, at: datetime) -> None:
    if following.connection is not None:
        send(told, organisation_id=following.organisation_id, connection=following.connection, desk=None, at=at)
        return
    assert following.giver_id is not None
    with organisation_scope([following.giver_id]):
        giving_side.take_in(told, organisation_id=following.giver_id, at=at)


def take_in(
    told: Told,
    *,
    organisation_id: uuid.UUID,
    giver_id: uuid.UUID | None,
    connection_id: uuid.UUID | None,
    at: datetime,
) -> None:
    """What arrives from a giving side, whoever brings it. Taking in the same twice changes nothing."""
    match told:
        case Offer():
            receiving_side.take_in_offer(
                told, organisation_id=organisation_id, giver_id=giver_id, connection_id=connection_id, at=at
            )
        case Change():
            received = receiving_side.take_in_change(
                told, organisation_id=organisation_id, connection_id=connection_id, at=at
            )
            if not received:
                giving_side.take_in(told, organisation_id=organisation_id, connection_id=connection_id, at=at)
        case Contact():
            giving_side.take_in(told, organisation_id=organisation_id, connection_id=connection_id, at=at)
