"""Noting what was seen of professional behaviour, and talking it over (S-247 to S-262)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.models import Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationDraft:
    """What was seen, under a point of the list (`behaviour_list.POINTS`)."""

    item: str
    kind: str
    seen_on: date
    fact: str


def note_observation(*, student: Person, by: Viewer, draft: ObservationDraft, at: datetime) -> Observation:
    """Keep what was seen or heard; the student reads it. Raises CannotBeDone for a day to come."""
    if not door.decision(by, student, Data.WORKPLACE_GUIDANCE, Action.RECORD).allowed:
        raise PermissionDenied
    if draft.seen_on > day_of(at):
        raise CannotBeDone(_("This day is still to come."), "seen_on")
    return Observation.objects.create(
        organisation_id=student.organisation_id,
        student=student,
        item=draft.item,
        kind=draft.kind,
        seen_on=draft.seen_on,
        fact=draft.fact,
        seen_by=by.person,
        noted_at=at,
    )


def talk_over(
    *, observation: Observation, by: Viewer, on: date, own_view: str, agreed: str, seen_revision: int, at: datetime
) -> None:
    """Keep that it was talked over: what the student says about it, and what was agreed.

    Raises CannotBeDone for a day to come, ChangedMeanwhile.
    """
    if not door.decision(by, observation.student, Data.WORKPLACE_GUIDANCE, Action.RECORD).allowed:
        raise PermissionDenied
    if on > day_of(at):
        raise CannotBeDone(_("This day is still to come."), "on")
    changed = Observation.objects.filter(pk=observation.pk, revision=seen_revision).update(
        discussed_on=on, discussed_by=by.person, own_view=own_view, agreed=agreed, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile("The observation")
