"""Who may import, and what waits or was done."""

import uuid
from datetime import datetime, timedelta

from houvast.exchange.models import ImportRun, PendingImport
from houvast.people.models import Organisation, RoleAssignment
from houvast.people.viewer import Viewer

KEPT = timedelta(days=1)
"""How long a file waits for a yes."""
SCHOOL_IMPORTERS = frozenset({RoleAssignment.Role.SUPPORT_ADVISOR, RoleAssignment.Role.COLLEGE_DIRECTOR})
"""At a feeder school its counsellor and its manager load the possible leavers themselves."""
IMPORTERS = frozenset({RoleAssignment.Role.ADMINISTRATOR, RoleAssignment.Role.STUDENT_ADMINISTRATION})


def may_import(viewer: Viewer) -> bool:
    """An administrator or student administration of the whole institution: a file may name anybody in it."""
    importers = IMPORTERS | (SCHOOL_IMPORTERS if _is_feeder(viewer) else frozenset())
    return any(one.role in importers and one.path is None for one in viewer.roles)


def _is_feeder(viewer: Viewer) -> bool:
    return viewer.person.organisation.kind == Organisation.Kind.FEEDER_SCHOOL


def pending_import(viewer: Viewer, id_: uuid.UUID, *, at: datetime) -> PendingImport | None:
    """The viewer's own file that waits; None when there is none (any more)."""
    if not may_import(viewer):
        return None
    return PendingImport.objects.filter(
        pk=id_, organisation=viewer.organisation_id, by=viewer.person, made_at__gt=at - KEPT
    ).first()


def import_run(viewer: Viewer, id_: uuid.UUID) -> ImportRun | None:
    if not may_import(viewer):
        return None
    return ImportRun.objects.filter(pk=id_, organisation=viewer.organisation_id).first()


def latest_runs(viewer: Viewer) -> list[ImportRun]:
    """The last ten imports of the institution, newest first."""
    runs = ImportRun.objects.filter(organisation=viewer.organisation_id).select_related("by")
    return list(runs.order_by("-at", "-id")[:10])
