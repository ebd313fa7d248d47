"""The privacy officer judges reading that needed an explanation."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from houvast.people.actions.record import NotYours
from houvast.people.models import RoleAssignment
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy.models import UnusualReading


def judge(*, reading: UnusualReading, outcome: str, note: str, by: Viewer, revision: int, at: datetime) -> None:
    """Say what it was. Raises NotYours (also about oneself), CannotBeDone without words, ChangedMeanwhile."""
    if not by.has_role(RoleAssignment.Role.PRIVACY_OFFICER) or reading.organisation_id != by.organisation_id:
        raise NotYours
    if reading.reader_id == by.person.pk:
        raise CannotBeDone(_("This is about your own reading. Somebody else judges it."))
    if not note.strip():
        raise CannotBeDone(_("Say what you found."), "note")
    rows = UnusualReading.objects.filter(pk=reading.pk, revision=revision, outcome="")
    if not rows.update(outcome=outcome, note=note, judged_by=by.person, judged_at=at, revision=F("revision") + 1):
        raise ChangedMeanwhile(_("this report"))
