"""Keeping every change of a plan: who changed what when."""

from datetime import datetime

from houvast.people.viewer import Viewer
from houvast.plan.models import Plan, PlanChange, PlanSection
from houvast.plan.queries.sharing import Audience


def note_change(
    plan: Plan,
    kind: PlanChange.Kind,
    by: Viewer,
    at: datetime,
    *,
    section: PlanSection | None = None,
    before: str = "",
    after: str = "",
    seen_by: Audience | None = None,
) -> None:
    """Add a line to the history of the plan; about a section, for who may see that section now."""
    audience = seen_by or (Audience.of(section) if section else None)
    PlanChange.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        area=section.area if section else "",
        kind=kind,
        by=by.person,
        by_name=by.person.name,
        at=at,
        before=before or None,
        after=after or None,
        seen_by=audience.written if audience else "",
    )
