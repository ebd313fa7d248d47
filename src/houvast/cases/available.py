"""Which procedures a person may begin for a student, and what an act still needs: why it is possible or not yet."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from houvast.cases import pack_library
from houvast.cases.models import Case
from houvast.cases.projection import in_the_way, option_in_the_way
from houvast.cases.queries import language
from houvast.cases.reading import OpenedCase
from houvast.cases.roles import OWN, roles_for
from houvast.cases.showing import Why, why
from houvast.cases.world import whole_world_of
from houvast.core.procedure.engine import open_case
from houvast.core.procedure.guards import wrong_role
from houvast.core.procedure.log import Reason, ReasonKind, Refused
from houvast.core.procedure.pack import Act, Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.world import World
from houvast.people.models import Person
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A procedure that the viewer may begin for the student, or sees running. `reasons` say what is still missing."""

    pack: str
    version: str
    title: str
    about: str
    role: Role
    ready: bool
    reasons: tuple[Why, ...]
    running_url: str
    url: str


def available_to(viewer: Viewer, student: Person) -> tuple[Offer, ...]:
    """Every procedure for the student's kind of education that this viewer may begin; one that runs leads to its case,
    whatever its kind.
    """
    roles = roles_for(viewer, student)
    open_cases = Case.objects.filter(student=student, status=Case.Status.OPEN)
    running = dict(open_cases.values_list("pack", "pk"))
    world = whole_world_of(student, viewer.day)
    packs = pack_library.packs_for(student, viewer.day, also=running)
    found = (_offer(viewer, student, pack, roles, running, world) for pack in packs)
    return tuple(offer for offer in found if offer is not None)


def offer_of(viewer: Viewer, student: Person, pack_id: str) -> Offer | None:
    """The same for one procedure; None when the viewer does not begin it."""
    return next((offer for offer in available_to(viewer, student) if offer.pack == pack_id), None)


def _offer(
    viewer: Viewer,
    student: Person,
    pack: Pack,
    roles: frozenset[Role],
    running: Mapping[str, uuid.UUID],
    world: World,
) -> Offer | None:
    role = next((one for one in pack.opened_by if one in roles), None)
    if role is None:
        return None
    spoken = language()
    case = running.get(pack.id)
    reasons = () if case else _first_obstacles(viewer, pack, role, world)
    about = pack.summary if role in OWN else pack.to_staff or pack.summary
    return Offer(
        pack=pack.id,
        version=pack.version,
        title=pack.title.in_(spoken),
        about=about.in_(spoken),
        role=role,
        ready=not reasons and case is None,
        reasons=why(reasons),
        running_url=reverse("cases:case", args=(case,)) if case else "",
        url=reverse("cases:begin", args=(student.pk, pack.id)),
    )


def _first_obstacles(viewer: Viewer, pack: Pack, role: Role, world: World) -> tuple[Reason, ...]:
    """What would stand in the way of the first act, if the case were opened now. Nothing is written."""
    opened = open_case(pack, world, by=str(viewer.person.pk), role=role, on=viewer.day)
    if isinstance(opened, Refused):
        return opened.reasons
    first = next((act for act in pack.steps[0].acts if not act.optional), None)
    return in_the_way(pack, opened.state, first, world, viewer.day) if first else ()


def blocking(opened: OpenedCase, act: Act, role: Role | None) -> tuple[Reason, ...]:
    """What stands in the way of this act now, for whichever option; who does it when it is not the viewer."""
    found = opened.obstacles(act)
    if role is not None or opened.state.step is None:
        return found
    return (wrong_role(opened.pack, act.by, act.id), *found)


def deviable(opened: OpenedCase, act: Act, role: Role | None) -> dict[str, str]:
    """The policies in the way of any option that this role may deviate from, with what they say."""
    choices: list[str | None] = [option.id for option in act.options] or [None]
    reasons = [reason for choice in choices for reason in _option(opened, act, choice)]
    return {
        reason.key: reason.text.in_(language())
        for reason in reasons
        if reason.kind is ReasonKind.POLICY and role in opened.pack.policies[reason.key].deviate
    }


def option_reasons(opened: OpenedCase, act: Act) -> tuple[tuple[str, tuple[Why, ...]], ...]:
    """Of each option what it needs beyond what the act itself needs; options that need nothing more are left out."""
    shared = {(reason.key, reason.text.nl) for reason in opened.obstacles(act)}
    found = []
    for option in act.options:
        own = [one for one in _option(opened, act, option.id) if (one.key, one.text.nl) not in shared]
        if own:
            found.append((option.label.in_(language()), why(own)))
    return tuple(found)


def _option(opened: OpenedCase, act: Act, option: str | None) -> tuple[Reason, ...]:
    return option_in_the_way(opened.pack, opened.state, act, option, opened.world, opened.on)
