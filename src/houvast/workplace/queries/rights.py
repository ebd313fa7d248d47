"""What a viewer may do here as a whole, from the same policy table as everything else."""

from functools import cache

from houvast.core.access.policy import relations_allowing
from houvast.core.access.words import Action, Data, Relation
from houvast.people.models import PersonalRelation, RoleAssignment
from houvast.people.viewer import ROLE_RELATION, Viewer

GUIDES = frozenset(
    {
        PersonalRelation.Kind.WORKPLACE_SUPERVISOR,
        PersonalRelation.Kind.SCHOOL_EDUCATOR,
        PersonalRelation.Kind.INSTITUTE_EDUCATOR,
    }
)
EDUCATORS = GUIDES - {PersonalRelation.Kind.WORKPLACE_SUPERVISOR}
EARLY = frozenset({Relation.INSTITUTE_EDUCATOR, Relation.PLACEMENT_OFFICE, Relation.REGIONAL_COORDINATOR})
"""Who sees an inventory before it is shared with the training schools (S-198)."""


def by_role(viewer: Viewer, data: Data, action: Action) -> bool:
    """Whether one of the viewer's roles may do this with this kind of data of somebody."""
    allowed = _allowed(data, action)
    return any(ROLE_RELATION.get(one.role) in allowed for one in viewer.roles)  # type: ignore[call-overload]


@cache
def _allowed(data: Data, action: Action) -> frozenset[Relation]:
    return frozenset(yes.relation for yes in relations_allowing(data, action))


def manages(viewer: Viewer) -> bool:
    """Whether the viewer places students: the placement office."""
    return by_role(viewer, Data.WORKPLACE, Action.MANAGE)


def sees_all_schools(viewer: Viewer) -> bool:
    """The placement office and the regional coordinator."""
    return manages(viewer) or any(
        ROLE_RELATION.get(one.role) is Relation.REGIONAL_COORDINATOR  # type: ignore[call-overload]
        for one in viewer.roles
    )


def decides(viewer: Viewer) -> bool:
    """Whether the viewer draws up inventories and decides on appointments: the placement office."""
    return by_role(viewer, Data.APPOINTMENT, Action.DECIDE)


def guides(viewer: Viewer) -> bool:
    """Whether the viewer is a supervisor or educator of anybody."""
    return bool(GUIDES & viewer.relation_kinds)


def educates(viewer: Viewer) -> bool:
    """Whether the viewer is an educator, of the school or the institute, of anybody."""
    return bool(EDUCATORS & viewer.relation_kinds)


def judges_switches(viewer: Viewer) -> bool:
    """The subject coordinator, to whom a student goes when a switch was refused (S-273, S-274)."""
    return viewer.has_role(RoleAssignment.Role.SUBJECT_COORDINATOR)


def judges_third_chances(viewer: Viewer) -> bool:
    """The education manager advises on a third chance and the examination board decides (S-167 to S-170)."""
    roles = {RoleAssignment.Role.EDUCATION_MANAGER, RoleAssignment.Role.EXAMINATION_BOARD}
    return bool(viewer.role_names & {one.value for one in roles})


def works_here(viewer: Viewer) -> bool:
    """Whether the pages of workplace learning are for this viewer at all."""
    return sees_all_schools(viewer) or guides(viewer)
