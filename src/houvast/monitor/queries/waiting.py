"""What waits around figures: moments of looking back, learning cycles to look at, data checks; for the start page."""

import uuid
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from houvast.core.access.words import Action, Data
from houvast.core.monitor.figures import BY_ID
from houvast.core.monitor.leaving import MOMENTS
from houvast.monitor.models import LearningCycle, LookBack
from houvast.monitor.queries.reach import BEHIND, TEAM, has_figures, may_check
from houvast.monitor.queries.registration import kinds
from houvast.monitor.words import CHECKS
from houvast.people.models import RoleAssignment
from houvast.people.viewer import RoleInUnits, Viewer
from houvast.privacy import door
from houvast.web.components import Row

LEADS = BEHIND | {RoleAssignment.Role.POLICY_MAKER}
RECORDS = (BEHIND | TEAM) - {RoleAssignment.Role.STUDENT_ADMINISTRATION, RoleAssignment.Role.TEACHER}
"""Who may be the one to look back; the policy says for which student."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Rows per kind; each may be empty."""

    looks: tuple[Row, ...]
    cycles: tuple[Row, ...]
    checks: tuple[Row, ...]


def waiting(viewer: Viewer, most: int) -> Waiting:
    """What waits for this viewer: three queries at most, none for who has no figures."""
    if not has_figures(viewer):
        return Waiting(looks=(), cycles=(), checks=())
    return Waiting(looks=_looks(viewer, most), cycles=_cycles(viewer, most), checks=_checks(viewer, most))


def _looks(viewer: Viewer, most: int) -> tuple[Row, ...]:
    if not viewer.role_names & RECORDS:
        return ()
    due = LookBack.objects.filter(
        organisation_id=viewer.organisation_id,
        where="",
        due_on__lte=viewer.day,
        leaving__student__in=door.students(viewer, Data.LEAVING, Action.RECORD),
    )
    found = due.select_related("leaving__student").order_by("due_on", "pk")[: most * len(MOMENTS)]
    latest = {one.leaving_id: one for one in found}  # who was missed at three months is asked at six
    rows = sorted(latest.values(), key=lambda one: (one.due_on, one.pk))[:most]
    return tuple(
        Row(
            name=one.leaving.student.name,
            url=reverse("monitor:leaving", args=(one.leaving.student_id,)),
            why=ngettext("%(n)d month after leaving", "%(n)d months after leaving", one.months) % {"n": one.months},
            due=one.due_on,
            action_label=gettext("Look back"),
            action_url=reverse("monitor:look-back", args=(one.leaving.student_id, one.pk)),
        )
        for one in rows
    )


def _cycles(viewer: Viewer, most: int) -> tuple[Row, ...]:
    mine = Q(begun_by=viewer.person)
    leading = [one for one in viewer.roles if one.role in LEADS]
    if any(one.path is None for one in leading):
        mine |= Q(organisation_id=viewer.organisation_id)
    elif leading:
        mine |= Q(team_id__in=_units(leading))
    found = LearningCycle.objects.filter(
        mine, organisation_id=viewer.organisation_id, decision="", look_on__lte=viewer.day
    )
    decides = bool(viewer.role_names & (BEHIND | TEAM))
    spoken = get_language() or "nl"
    return tuple(
        Row(
            name=one.goal,
            url=reverse("monitor:learning"),
            why=f"{one.team.name}: {BY_ID[one.figure].title.in_(spoken)}",
            due=one.look_on,
            action_label=gettext("Keep, adjust or drop") if decides else "",
            action_url=reverse("monitor:decide", args=(one.pk,)) if decides else "",
        )
        for one in found.select_related("team").order_by("look_on", "pk")[:most]
    )


def _units(leading: list[RoleInUnits]) -> set[uuid.UUID]:
    return {unit for one in leading for unit in one.units or ()}


def _checks(viewer: Viewer, most: int) -> tuple[Row, ...]:
    if not may_check(viewer):
        return ()
    return tuple(
        Row(
            name=str(CHECKS[one.check]),
            url=f"{reverse('monitor:checks')}?check={one.check}",
            why=ngettext("%(n)d student", "%(n)d students", one.open) % {"n": one.open},
            action_label=gettext("Solve"),
            action_url=f"{reverse('monitor:checks')}?check={one.check}",
        )
        for one in kinds(viewer.organisation_id)[:most]
    )
