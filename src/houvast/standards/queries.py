"""Connected systems as the administrator sees them."""

from dataclasses import dataclass

from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy.scope import organisation_scope
from houvast.standards.models import Conflict, Source, Visit

SHOWN = 50


def may_see_sources(viewer: Viewer) -> bool:
    """An administrator or student administration of the whole institution, as for importing files."""
    roles = {RoleAssignment.Role.ADMINISTRATOR, RoleAssignment.Role.STUDENT_ADMINISTRATION}
    return any(one.role in roles and one.path is None for one in viewer.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A connected system with its latest visits, newest first, and how much does not agree."""

    source: Source
    visits: tuple[Visit, ...]
    conflicts: int

    @property
    def latest(self) -> Visit | None:
        return self.visits[0] if self.visits else None


def sources(viewer: Viewer) -> tuple[SourceState, ...]:
    """The connected systems of the viewer's institution, by address; nothing for whoever may not see them."""
    if not may_see_sources(viewer):
        return ()
    found = Source.objects.filter(organisation=viewer.organisation_id).defer("token").order_by("address", "pk")
    return tuple(
        SourceState(
            source=one,
            visits=tuple(Visit.objects.filter(source=one).order_by("-began_at", "-pk")[:10]),
            conflicts=Conflict.objects.filter(source=one).count(),
        )
        for one in found[:SHOWN]
    )


def conflicts_on_page(viewer: Viewer, source: Source, first: int) -> tuple[list[Conflict], bool]:
    """Fifty conflicts from place `first` on (0 is the first), newest first; whether there are more."""
    if not may_see_sources(viewer):
        return [], False
    found = Conflict.objects.filter(source=source, organisation=viewer.organisation_id).select_related("person")
    rows = list(found.order_by("-seen_at", "kind", "about", "column", "pk")[first : first + SHOWN + 1])
    return rows[:SHOWN], len(rows) > SHOWN


def conflicts_of(source: Source) -> list[Conflict]:
    """Everything that does not agree, for the command line."""
    with organisation_scope([source.organisation_id]):
        return list(Conflict.objects.filter(source=source).order_by("kind", "about", "column"))
