"""What goes from one side of a handover to the other, inside one installation and between two: version 1.

An offer carries everything the receiving side may know; after it, each side only tells what changed.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from houvast.core.handover.items import Item
from houvast.core.handover.steps import Ground, State


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """A line of the joint plan; `due_on` may be unknown."""

    who: str
    what: str
    where: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The person who is handed over: `key` is what the giving side calls them, the same in every handover."""

    key: UUID
    given_name: str
    name_prefix: str = ""
    family_name: str = ""
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A handover that the student agreed to, or a report that the law asks, as it arrives at a desk.

    `told` holds only what may be told; `qualifications` are certificates by the law's names.
    """

    handover: UUID
    desk: UUID | None
    colleague: UUID | None
    ground: Ground
    until: date
    from_name: str
    who: Who
    told: dict[Item, str]
    plan: tuple[PlanPart, ...] = ()
    qualifications: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One side tells the other that the handover is in another state; `reason` with a refusal or a revocation."""

    handover: UUID
    state: State
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The receiving side tells that somebody arrived, and whether there is contact; no more than that.

    `weeks` names the moment of looking back to which it is the answer; 0 for none.
    """

    handover: UUID
    on: date
    in_contact: bool
    weeks: int = 0


Told = Offer | Change | Contact
