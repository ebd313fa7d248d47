"""Asking the mentor of the old school along when a student of ours threatens to leave (S-621)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer.actions.recording import EventDraft, tell_school, write_event
from houvast.transfer.chain import details_of
from houvast.transfer.consent import agreed_items
from houvast.transfer.models import ConsentItem, Pupil, TransferEvent
from houvast.transfer.queries.old_school import has_old_school, row_of_student
from houvast.transfer.renewing import renew


def ask_old_mentor(*, student: Person, by: Viewer, question: str, at: datetime) -> int:
    """Ask the mentor of the school where the student came from; the mentor gets a mail without content.

    Returns how many mentors were told: 0 when that school knows none any more. Raises CannotBeDone when no old school
    is known, and when the student did not agree that mentor and coach talk, or took that back.
    """
    door_says_yes = door.decision(by, student, Data.HANDOVER, Action.RECORD).allowed
    if not door_says_yes or not has_old_school(by, student):
        raise PermissionDenied
    row = row_of_student(student)
    if row is None:
        raise CannotBeDone(gettext("No previous school of this student is on the transfer board."))
    with transaction.atomic(), details_of(row, writes=True):
        pupil = Pupil.objects.select_for_update().get(pk=row.pupil_id)
        consents = ConsentItem.objects.filter(pupil=pupil)
        if ConsentItem.Item.HANDOVER not in agreed_items(consents, row.side, day_of(at)):
            raise CannotBeDone(gettext("The student has not agreed to this. Ask the student first."))
        draft = EventDraft(kind=TransferEvent.Kind.INFORMATION_ASKED, on=day_of(at), note=question)
        event = write_event(pupil, row, by, draft, at=at)
        renew([pupil], on=day_of(at))
        return tell_school(pupil, key=f"transfer/{event.pk}/school", at=at)
