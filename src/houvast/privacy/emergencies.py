"""What an open emergency adds to what ties a viewer to a student; asked only while somebody broke the glass."""

from houvast.core.access.words import Relation
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy.models import Emergency


def with_emergency(viewer: Viewer, student: Person, relations: frozenset[Relation]) -> frozenset[Relation]:
    """These relations, and that of an emergency while this viewer's hours for this student run."""
    if viewer.emergency_until is None or viewer.emergency_until <= now():
        return relations
    runs = Emergency.objects.filter(
        holder=viewer.person, student=student, opened_at__lte=now(), until__gt=now(), closed_at__isnull=True
    )
    return relations | {Relation.EMERGENCY} if runs.exists() else relations
