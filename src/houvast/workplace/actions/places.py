"""Naming training schools, and placing students there with the three who guide."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.core.calendar import school_year_of
from houvast.people.clock import now
from houvast.people.models import Person, PersonalRelation
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.workplace.models import Location, TrainingSchool, Triad
from houvast.workplace.queries.rights import manages

A_DAY = timedelta(days=1)
KIND = PersonalRelation.Kind
GUIDES = {
    "supervisor": KIND.WORKPLACE_SUPERVISOR,
    "school_educator": KIND.SCHOOL_EDUCATOR,
    "institute_educator": KIND.INSTITUTE_EDUCATOR,
}
"""The places of a triad, and the relation to the student that each brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriadDraft:
    """A placement as the office typed it; a guide who is not known yet is None. `level` 1 to 4."""

    training_school: TrainingSchool
    location: Location | None
    mode: str
    level: int
    supervisor: Person | None
    school_educator: Person | None
    institute_educator: Person | None
    starts_on: date


def name_training_school(*, name: str, region: str, locations: tuple[str, ...], by: Viewer) -> TrainingSchool:
    """Add a training school with its buildings. Raises CannotBeDone when the name is taken."""
    if not manages(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            school = TrainingSchool.objects.create(organisation_id=by.organisation_id, name=name, region=region)
            Location.objects.bulk_create(
                Location(organisation_id=by.organisation_id, training_school=school, name=one)
                for one in dict.fromkeys(locations)
            )
    except IntegrityError:
        raise CannotBeDone(_("There is a training school with this name already."), "name") from None
    return school


def add_guide(*, given_name: str, family_name: str, email: str, by: Viewer) -> Person:
    """Add somebody of a training school, so that they can be named as a guide; no account comes with it."""
    if not manages(by):
        raise PermissionDenied
    return Person.objects.create(
        organisation_id=by.organisation_id,
        given_name=given_name,
        family_name=family_name,
        email=email,
        sort_name=f"{family_name} {given_name}".strip().lower(),
        created_at=now(),
    )


def place(*, student: Person, by: Viewer, draft: TriadDraft, seen_revision: int) -> Triad:
    """From `draft.starts_on` the student learns there with these guides; what ran before ends the day before.

    `seen_revision` is that of the triad on the screen, 0 when there was none. Raises ChangedMeanwhile, CannotBeDone.
    """
    if not door.decision(by, student, Data.WORKPLACE, Action.MANAGE).allowed:
        raise PermissionDenied
    if draft.location is not None and draft.location.training_school_id != draft.training_school.pk:
        raise CannotBeDone(_("This location belongs to another training school."), "location")
    guides = [getattr(draft, name) for name in GUIDES if getattr(draft, name) is not None]
    if student in guides or len({one.pk for one in guides}) < len(guides):
        raise CannotBeDone(_("Three different people guide a student: choose another person for one of the places."))
    with transaction.atomic():
        before = Triad.objects.select_for_update().filter(student=student, ends_on__isnull=True).first()
        if (before.revision if before else 0) != seen_revision:
            raise ChangedMeanwhile("The placement")
        if before is not None and before.starts_on > draft.starts_on:
            raise CannotBeDone(_("The placement that runs now begins later than this day."), "starts_on")
        triad = _written(student, draft, before)
        _relate(student, triad, draft.starts_on)
    return triad


def _written(student: Person, draft: TriadDraft, before: Triad | None) -> Triad:
    """A change from the day on which the running one began mends it; from a later day it is followed by another."""
    values = {
        "school_year": school_year_of(draft.starts_on).label,
        "training_school": draft.training_school,
        "location": draft.location,
        "mode": draft.mode,
        "level": draft.level,
        "supervisor": draft.supervisor,
        "school_educator": draft.school_educator,
        "institute_educator": draft.institute_educator,
    }
    if before is not None and before.starts_on == draft.starts_on:
        Triad.objects.filter(pk=before.pk).update(**values, revision=F("revision") + 1)
        before.refresh_from_db()
        return before
    if before is not None:
        Triad.objects.filter(pk=before.pk).update(ends_on=draft.starts_on - A_DAY, revision=F("revision") + 1)
    return Triad.objects.create(
        organisation_id=student.organisation_id,
        student=student,
        starts_on=draft.starts_on,
        # Goes on from the one before, so that a form about that one is known to be stale.
        revision=before.revision + 1 if before else 1,
        **values,
    )


def _relate(student: Person, triad: Triad, on: date) -> None:
    """Who guides may see the student from this day; who no longer does, may not."""
    for name, kind in GUIDES.items():
        guide: Person | None = getattr(triad, name)
        held = PersonalRelation.objects.filter(student=student, kind=kind)
        others = held.exclude(holder=guide) if guide else held
        others.filter(starts_on__gte=on).delete()
        others.filter(running_on(on)).update(ends_on=on - A_DAY, revision=F("revision") + 1)
        if guide is not None and not held.filter(holder=guide, ends_on__isnull=True).exists():
            PersonalRelation.objects.create(
                organisation_id=student.organisation_id, kind=kind, holder=guide, student=student, starts_on=on
            )
