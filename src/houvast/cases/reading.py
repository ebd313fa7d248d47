"""One case, opened to read: its pack, its log and state as of today, and who the viewer is in it. Writes nothing."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from houvast.cases import journal
from houvast.cases.models import Case
from houvast.cases.pinned import pack_of
from houvast.cases.projection import in_the_way
from houvast.cases.roles import OWN, holders, roles_in
from houvast.cases.world import world_of
from houvast.core.procedure.engine import catch_up
from houvast.core.procedure.folding import is_open
from houvast.core.procedure.guards import applicability
from houvast.core.procedure.log import Reason
from houvast.core.procedure.pack import Act, Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import State
from houvast.core.procedure.tasks import Task, TaskKind, open_tasks
from houvast.core.procedure.world import World
from houvast.people.models import Person
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCase:
    """A case with everything a page needs. `state` is as of the viewer's day; `erased` when content was lawfully
    removed.
    """

    case: Case
    pack: Pack
    log: tuple[journal.Line, ...]
    state: State
    world: World
    on: date
    roles: frozenset[Role]
    erased: bool = False

    @property
    def own(self) -> bool:
        """The viewer is the student or stands beside the student: plain words, less detail."""
        return bool(self.roles) and self.roles <= OWN

    def tasks(self) -> tuple[Task, ...]:
        """Everything that waits on this day."""
        return open_tasks(self.pack, self.state, self.on)

    def is_mine(self, task: Task, me: Person) -> bool:
        """Whether the viewer owns this task, or may do it where nobody else owns it more."""
        if task.kind is TaskKind.SIGN:
            return task.role in self.roles and task.signer in ("", str(me.pk))
        return task.role in self.roles

    def may_do(self, act: Act) -> Role | None:
        """The role in which the viewer does this act, or None when it is somebody else's."""
        return next((role for role in act.by if role in self.roles), None)

    def obstacles(self, act: Act) -> tuple[Reason, ...]:
        """What stands in the way of this act now, the record form apart."""
        return in_the_way(self.pack, self.state, act, self.world, self.on)

    def any_time(self) -> tuple[Act, ...]:
        """What the viewer may do at any time besides what waits."""
        return tuple(
            act
            for act in self.pack.anytime
            if self.may_do(act)
            and is_open(self.pack, self.state, act.id)
            and not applicability(self.pack, self.state, act, self.on)
        )


def read(case: Case, viewer: Viewer) -> OpenedCase:
    """Open the case for this viewer, who has passed the door."""
    pack = pack_of(case.pack_version)
    log = journal.lines(case)
    on = viewer.day
    world = world_of(case.student, pack, on, case)
    roles = roles_in(viewer, case)
    if any(line.event is None for line in log):
        return OpenedCase(case=case, pack=pack, log=log, state=State(), world=world, on=on, roles=roles, erased=True)
    state = catch_up(pack, journal.state_of(case, pack, log), world, on).state
    return OpenedCase(case=case, pack=pack, log=log, state=state, world=world, on=on, roles=roles)


def names_of(ids: Iterable[str | uuid.UUID]) -> dict[str, str]:
    """The names of these persons by id; one query."""
    wanted = {str(one) for one in ids if one}
    return {str(person.pk): person.name for person in Person.objects.filter(pk__in=wanted)}


def whose(task: Task, opened: OpenedCase) -> tuple[Person, ...]:
    """Who this task waits for; empty when nobody has the role in this case."""
    if task.kind is TaskKind.SIGN and task.signer:
        return tuple(Person.objects.filter(pk=task.signer))
    return holders(opened.case.student, task.role, opened.on, opened.case)
