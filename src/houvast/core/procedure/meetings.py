"""When a case last brought student and school together: a formal meeting counts as a talk with the student."""

from datetime import date

from houvast.core.procedure.pack import Act, ActKind, Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Instance, State

TOOK_PLACE = "took_place"
"""A record of a meeting that may have failed says so in a choice of this name."""
SPOKEN = frozenset({"held", "spoken"})
"""Its answers that mean that student and school spoke; a reaction in writing or a student who did not come is none."""


def latest_meeting(pack: Pack, state: State) -> date | None:
    """The latest day on which the student was spoken in a meeting of this case, as read after corrections and
    withdrawals; None when never. A confidential procedure tells nobody outside it, and gives None.
    """
    if pack.confidential:
        return None
    days = (
        instance.on
        for act in pack.acts.values()
        if _meets_the_student(act)
        for instance in state.instances.get(act.id, ())
        if _took_place(instance)
    )
    return max(days, default=None)


def _meets_the_student(act: Act) -> bool:
    return act.kind is ActKind.MEETING and (Role.STUDENT in act.with_ or Role.STUDENT in act.by)


def _took_place(instance: Instance) -> bool:
    return instance.data.get(TOOK_PLACE, "held") in SPOKEN
