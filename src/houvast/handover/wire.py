"""Messages as JSON and back, version 1. Anything that does not fit is refused, never guessed."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from houvast.core.handover.items import Item
from houvast.core.handover.messages import Change, Contact, Offer, PlanPart, Told, Who
from houvast.core.handover.steps import Ground, State

Words = Annotated[str, Field(max_length=20_000)]
Short = Annotated[str, Field(max_length=500)]


class WireState(StrEnum):
    """How a state is called between installations."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    TALKED = "talked"
    REJECTED = "rejected"
    DONE = "done"
    REVOKED = "revoked"


_STATES = {
    WireState.PENDING: State.CONSENTED,
    WireState.ACCEPTED: State.ACCEPTED,
    WireState.TALKED: State.TALKED,
    WireState.REJECTED: State.REFUSED,
    WireState.DONE: State.DONE,
    WireState.REVOKED: State.REVOKED,
}


def public_state(state: State) -> WireState:
    """The state by its name on the wire; what only waits for the student is not told there."""
    return next((name for name, one in _STATES.items() if one is state), WireState.PENDING)


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WhoBody(_Closed):
    key: UUID
    given_name: Short
    name_prefix: Short = ""
    family_name: Short = ""
    birth_date: date | None = None
    email: Short = ""
    phone: Short = ""
    language: Annotated[str, Field(max_length=5)] = "nl"


class PlanBody(_Closed):
    who: Short
    what: Short
    where: Short = ""
    due_on: date | None = None


class OfferBody(_Closed):
    """A handover that waits for an answer."""

    kind: Literal["offer"] = "offer"
    handover: UUID
    desk: UUID
    ground: Ground
    until: date
    from_name: Short
    who: WhoBody
    told: dict[Item, Words]
    plan: Annotated[list[PlanBody], Field(max_length=50)] = []
    qualifications: Annotated[list[Short], Field(max_length=20)] = []


class ChangeBody(_Closed):
    """One side took a step."""

    kind: Literal["change"] = "change"
    handover: UUID
    state: WireState
    on: date
    reason: Short = ""


class ContactBody(_Closed):
    """Whether there is contact."""

    kind: Literal["contact"] = "contact"
    handover: UUID
    on: date
    in_contact: bool
    weeks: Annotated[int, Field(ge=0, le=52)] = 0


class Body(_Closed):
    """What is signed: version, and one of the three."""

    version: Literal[1] = 1
    told: Annotated[OfferBody | ChangeBody | ContactBody, Field(discriminator="kind")]


def body_of(told: Told, *, desk: UUID | None) -> dict[str, object]:
    """The message as JSON; `desk` is what the other installation calls the desk of an offer."""
    inner: OfferBody | ChangeBody | ContactBody
    match told:
        case Offer():
            assert desk is not None
            who = told.who
            inner = OfferBody(
                handover=told.handover,
                desk=desk,
                ground=told.ground,
                until=told.until,
                from_name=told.from_name,
                who=WhoBody(
                    key=who.key,
                    given_name=who.given_name,
                    name_prefix=who.name_prefix,
                    family_name=who.family_name,
                    birth_date=who.birth_date,
                    email=who.email,
                    phone=who.phone,
                    language=who.language,
                ),
                told=dict(told.told),
                plan=[PlanBody(who=one.who, what=one.what, where=one.where, due_on=one.due_on) for one in told.plan],
                qualifications=list(told.qualifications),
            )
        case Change():
            inner = ChangeBody(handover=told.handover, state=public_state(told.state), on=told.on, reason=told.reason)
        case Contact():
            inner = ContactBody(handover=told.handover, on=told.on, in_contact=told.in_contact, weeks=told.weeks)
    return Body(told=inner).model_dump(mode="json")


def told_in(body: Body) -> Told:
    """The message that a body holds."""
    match body.told:
        case OfferBody() as offer:
            who = offer.who
            return Offer(
                handover=offer.handover,
                desk=offer.desk,
                colleague=None,
                ground=offer.ground,
                until=offer.until,
                from_name=offer.from_name,
                who=Who(
                    key=who.key,
                    given_name=who.given_name,
                    name_prefix=who.name_prefix,
                    family_name=who.family_name,
                    birth_date=who.birth_date,
                    email=who.email,
                    phone=who.phone,
                    language=who.language,
                ),
                told=dict(offer.told),
                plan=tuple(
                    PlanPart(who=one.who, what=one.what, where=one.where, due_on=one.due_on) for one in offer.plan
                ),
                qualifications=tuple(offer.qualifications),
            )
        case ChangeBody() as change:
            return Change(handover=change.handover, state=_STATES[change.state], on=change.on, reason=change.reason)
        case ContactBody() as contact:
            return Contact(handover=contact.handover, on=contact.on, in_contact=contact.in_contact, weeks=contact.weeks)
