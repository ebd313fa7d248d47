"""The teams of a team leader in figures."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext

from houvast.desk.queries.caseload import Show
from houvast.desk.queries.section import Section
from houvast.guidance.queries import not_seen_after
from houvast.people.models import PersonalRelation, RoleAssignment, Unit, UnitMembership
from houvast.people.viewer import Viewer, running_on
from houvast.web.components import Column, Link

FEW = 100
"""Units of a leader whose students are asked one by one whether they have a coach; for more, all who have one are
gathered once.
"""


def teams(viewer: Viewer, weeks: int) -> Section:
    """Per team: how many students, how many unseen, how many without a coach. Two queries, a row a class in between."""
    led = [one for one in viewer.roles if one.role == RoleAssignment.Role.TEAM_LEADER]
    units = Unit.objects.filter(organisation_id=viewer.organisation_id)
    members = UnitMembership.objects.filter(
        running_on(viewer.day), organisation_id=viewer.organisation_id, student__erased_at__isnull=True
    )
    if all(one.units is not None for one in led):
        reached = frozenset().union(*(one.units or frozenset() for one in led))
        units, members = units.filter(pk__in=reached), members.filter(unit_id__in=reached)
    known = {pk: (name, kind, path) for pk, name, kind, path in units.values_list("pk", "name", "kind", "path")}
    coached = PersonalRelation.objects.filter(running_on(viewer.day), kind=PersonalRelation.Kind.COACH)
    if len(known) > FEW:
        has_coach = Q(student_id__in=coached.values("student_id"))
    else:
        has_coach = Q(Exists(coached.filter(student_id=OuterRef("student_id"))))
    unseen = not_seen_after(viewer.day - timedelta(weeks=weeks), "student__contact")
    counted = (
        members.order_by()
        .values_list("unit_id")
        .annotate(
            students=Count("student_id"),
            unseen=Count("student_id", filter=unseen),
            coached=Count("student_id", filter=has_coach),
        )
    )
    totals: dict[uuid.UUID, list[int]] = defaultdict(lambda: [0, 0, 0])
    above = _teams_above(known)
    for unit, students, not_seen, with_coach in counted:
        for index, counted_here in enumerate((students, not_seen, students - with_coach)):
            totals[above[unit]][index] += counted_here
    named = sorted((known[pk][0], pk, counts) for pk, counts in totals.items())
    address = reverse("students")
    return Section(
        title=gettext("My team"),
        columns=(
            Column(label=gettext("Team")),
            Column(label=gettext("Students"), numeric=True),
            Column(label=gettext("Unseen"), numeric=True),
            Column(label=gettext("Without a coach"), numeric=True),
        ),
        table=tuple((name, *counts) for name, _, counts in named),
        empty=gettext("There are no students in your team yet."),
        more=Link(label=gettext("Who is unseen?"), url=f"{address}?show={Show.UNSEEN}"),
    )


def _teams_above(known: dict[uuid.UUID, tuple[str, str, str]]) -> dict[uuid.UUID, uuid.UUID]:
    """The team that each unit (name, kind, path) is or lies in; the unit itself when it lies in none."""
    teams_by_hex = {pk.hex: pk for pk, (_, kind, _) in known.items() if kind == Unit.Kind.TEAM}
    return {
        pk: next((teams_by_hex[part] for part in reversed(path.split("/")) if part in teams_by_hex), pk)
        for pk, (_, _, path) in known.items()
    }
