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


def teams(viewer: Viewer, weeks: int) -> Section:
    """Per team: how many students, how many unseen, how many without a coach. Two queries, a row a class in between."""
    led = [one for one in viewer.roles if one.role == RoleAssignment.Role.TEAM_LEADER]
    units = Unit.objects.filter(organisation_id=viewer.organisation_id)
    reached = frozenset().union(*(one.units or frozenset() for one in led))
    if all(one.units is not None for one in led):
        units = units.filter(pk__in=reached)
    known = {unit.pk: unit for unit in units}
    long_ago = viewer.day - timedelta(weeks=weeks)
    coached = PersonalRelation.objects.filter(
        running_on(viewer.day), kind=PersonalRelation.Kind.COACH, student_id=OuterRef("student_id")
    )
    unseen = not_seen_after(long_ago, "student__contact")
    counted = (
        UnitMembership.objects.filter(running_on(viewer.day), unit_id__in=list(known), student__erased_at__isnull=True)
        .annotate(has_coach=Exists(coached))
        .values("unit_id")
        .annotate(
            students=Count("student_id"),
            unseen=Count("student_id", filter=unseen),
            alone=Count("student_id", filter=Q(has_coach=False)),
        )
        .order_by("unit_id")
    )
    totals: dict[uuid.UUID, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in counted:
        team = _team_above(known[row["unit_id"]], known)
        for index, counted_here in enumerate((row["students"], row["unseen"], row["alone"])):
            totals[team.pk][index] += counted_here
    named = sorted((known[pk].name, pk, counts) for pk, counts in totals.items())
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


def _team_above(unit: Unit, known: dict[uuid.UUID, Unit]) -> Unit:
    """The team this unit is or lies in; the unit itself when it lies in none."""
    for part in reversed(unit.path.split("/")):
        found = known.get(uuid.UUID(part)) if part else None
        if found and found.kind == Unit.Kind.TEAM:
            return found
    return unit
