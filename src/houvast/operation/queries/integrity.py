"""What an administrator sees of the dossiers' logs: when all were verified, and what was wrong. No content."""

from dataclasses import dataclass

from houvast.cases.models import Case
from houvast.operation.models import ChainCheck
from houvast.people.viewer import Viewer

LATEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity:
    """`checks` are the latest, newest first; `cases` how many logs there are now."""

    cases: int
    running: ChainCheck | None
    latest: ChainCheck | None
    checks: tuple[ChainCheck, ...]


def integrity(viewer: Viewer) -> Integrity:
    """Two queries."""
    checks = tuple(
        ChainCheck.objects.filter(organisation_id=viewer.organisation_id).order_by("-asked_at", "-id")[:LATEST]
    )
    return Integrity(
        cases=Case.objects.filter(organisation_id=viewer.organisation_id).count(),
        running=next((one for one in checks if one.done_at is None), None),
        latest=next((one for one in checks if one.done_at is not None), None),
        checks=checks,
    )
