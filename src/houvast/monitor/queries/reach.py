"""Who sees which figures: a team leader the own team, a director the own college, a board counts of the whole school.

Where a viewer may not see the students, small numbers are hidden and the others rounded; a coach sees figures of the
team that way, never of a person.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, UUIDField
from django.http import Http404

from houvast.core.monitor.small import Shows, SmallRule
from houvast.monitor.models import MonitorSetting
from houvast.people.models import RoleAssignment
from houvast.people.prepared import MakesHole, Prepared
from houvast.people.viewer import RoleInUnits, Viewer

ROLE = RoleAssignment.Role
OVERALL = frozenset({ROLE.POLICY_MAKER, ROLE.ADMINISTRATOR})
"""Counts only, whatever other role somebody has: a board looks at a school, not at students."""
BEHIND = frozenset({ROLE.TEAM_LEADER, ROLE.COLLEGE_DIRECTOR, ROLE.SUPPORT_ADVISOR, ROLE.STUDENT_ADMINISTRATION})
"""May see the students whom a figure is about, by their relation to them."""
TEAM = frozenset({ROLE.STUDY_COACH, ROLE.TEACHER})
"""Counts only, of the own team."""
CHECKERS = frozenset({ROLE.STUDENT_ADMINISTRATION})
WRITERS = frozenset({ROLE.POLICY_MAKER, ROLE.TEAM_LEADER, ROLE.COLLEGE_DIRECTOR, ROLE.SUPPORT_ADVISOR})
SETTERS = frozenset({ROLE.ADMINISTRATOR, ROLE.COLLEGE_DIRECTOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Figures a viewer sees: `units` None is the whole organisation; `behind`: may open the students."""

    organisation: uuid.UUID
    units: frozenset[uuid.UUID] | None
    behind: bool
    rule: SmallRule

    @property
    def rounds(self) -> bool:
        """Numbers are rounded for whoever may not see the students."""
        return not self.behind


def rule_of(organisation_id: uuid.UUID) -> SmallRule:
    """What the school decided about small numbers; the rule of the study when it decided nothing."""
    for least, shows in _RULE.rows(organisation=organisation_id):
        return SmallRule(least=least, shows=Shows(shows))
    return SmallRule()


def _rule(hole: MakesHole) -> QuerySet[MonitorSetting, Any]:
    decided = MonitorSetting.objects.filter(organisation_id=hole("organisation", UUIDField()))
    return decided.order_by("-set_at", "-id").values_list("least", "shows")[:1]


_RULE = Prepared(_rule)


def region_of(organisation_id: uuid.UUID) -> str:
    """The region the organisation says it is in, a key of `core.monitor.regions`; empty when it says nothing."""
    found = MonitorSetting.objects.filter(organisation_id=organisation_id).order_by("set_at", "id").last()
    return found.region if found else ""


def has_figures(viewer: Viewer) -> bool:
    """Whether there is anything for this viewer; no query."""
    return bool(viewer.role_names & (OVERALL | BEHIND | TEAM))


def reach_of(viewer: Viewer) -> Reach:
    """The figures this viewer sees; Http404 for who sees none."""
    for roles, behind in ((OVERALL, False), (BEHIND, True), (TEAM, False)):
        held = [one for one in viewer.roles if one.role in roles]
        if held:
            rule = rule_of(viewer.organisation_id)
            return Reach(
                organisation=viewer.organisation_id,
                units=_units(held),
                behind=behind,
                rule=rule if behind else rule.hiding(),
            )
    raise Http404


def _units(held: list[RoleInUnits]) -> frozenset[uuid.UUID] | None:
    if any(one.path is None for one in held):
        return None
    return frozenset(unit for one in held for unit in one.units or ())


def may_check(viewer: Viewer) -> bool:
    """Whether this viewer mends registrations: differences with DUO and data checks, student by student."""
    return bool(viewer.role_names & CHECKERS)


def may_write(viewer: Viewer) -> bool:
    """Whether this viewer adds words, figures from elsewhere, approaches and meetings to the reports."""
    return bool(viewer.role_names & WRITERS)


def may_set(viewer: Viewer) -> bool:
    """Whether this viewer decides about small numbers and own causes."""
    return bool(viewer.role_names & SETTERS)
