"""Keeping a placement, visiting it, its forms; a refusal, what a student says about it, and the answer."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.education.actions import touch
from houvast.education.models import Placement, Touched
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.placement.models import (
    PlacementForm,
    PlacementGuidance,
    PlacementRefusal,
    PlacementVisit,
    PlacementWorry,
)
from houvast.privacy import door


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementFacts:
    """A placement as it is kept: `state` is a Placement.State; hours are whole; `supervisor` guides from school."""

    company: str
    state: str
    starts_on: date | None = None
    ends_on: date | None = None
    hours_agreed: int | None = None
    hours_done: int | None = None
    trainer_name: str = ""
    trainer_reach: str = ""
    days: str = ""
    agreement_signed_on: date | None = None
    supervisor: uuid.UUID | None = None


OWN = ("company", "state", "starts_on", "ends_on", "hours_agreed", "hours_done")
GUIDANCE = ("trainer_name", "trainer_reach", "days", "agreement_signed_on")


def keep_placement(
    *, student: Person, by: Viewer, facts: PlacementFacts, at: datetime, placement: Placement | None = None,
    seen_revision: int = 0,
) -> Placement:  # fmt: skip
    """Add a placement, or change one that is known. Raises CannotBeDone, ChangedMeanwhile."""
    _keeps(by, student)
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        raise CannotBeDone(gettext("The last day lies before the first day."), "ends_on")
    if not facts.company and facts.state != Placement.State.SEARCHING:
        raise CannotBeDone(gettext("Which company is it?"), "company")
    values = {name: getattr(facts, name) for name in OWN}
    with transaction.atomic():
        if placement is None:
            placement = Placement.objects.create(
                organisation_id=student.organisation_id, student=student, source="houvast", as_of=at, **values
            )
        else:
            changed = Placement.objects.filter(pk=placement.pk, revision=seen_revision).update(
                **values, as_of=at, revision=F("revision") + 1
            )
            if not changed:
                raise ChangedMeanwhile(gettext("The placement"))
        PlacementGuidance.objects.update_or_create(
            placement=placement,
            defaults={
                "organisation_id": student.organisation_id,
                "supervisor_id": facts.supervisor,
                **{name: getattr(facts, name) for name in GUIDANCE},
            },
        )
        touch([student], Touched.Kind.PLACEMENT, at, organisation_id=student.organisation_id)
    return placement


def record_visit(*, placement: Placement, by: Viewer, kind: str, on: date, words: str, at: datetime) -> PlacementVisit:
    """Somebody of school was there, or called; the student reads it."""
    _keeps(by, placement.student)
    if on > by.day:
        raise CannotBeDone(gettext("This day is still to come."), "on")
    with transaction.atomic():
        made = PlacementVisit.objects.create(
            organisation_id=placement.organisation_id, placement=placement, kind=kind, on=on, by=by.person,
            words=words, at=at,
        )  # fmt: skip
        _tell(placement.student, f"visit/{made.pk}", at)
    return made


def add_form(*, placement: Placement, by: Viewer, title: str, due_on: date) -> PlacementForm:
    """A form or assignment that is to be handed in."""
    _keeps(by, placement.student)
    return PlacementForm.objects.create(
        organisation_id=placement.organisation_id, placement=placement, title=title, due_on=due_on
    )


def hand_in(*, form: PlacementForm, by: Viewer, seen_revision: int) -> None:
    """The student handed it in: from here on it waits for school (S-692). Raises ChangedMeanwhile."""
    if form.placement.student_id != by.person.pk and not _may_keep(by, form.placement.student):
        raise PermissionDenied
    _change_form(form, seen_revision, handed_in_on=by.day)


def look_at(*, form: PlacementForm, by: Viewer, seen_revision: int) -> None:
    """School has looked at it. Raises ChangedMeanwhile."""
    _keeps(by, form.placement.student)
    _change_form(
        form, seen_revision, looked_at_on=by.day, looked_at_by=by.person, handed_in_on=form.handed_in_on or by.day
    )


def _change_form(form: PlacementForm, seen_revision: int, **values: object) -> None:
    changed = PlacementForm.objects.filter(pk=form.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile(form.title)


def record_refusal(
    *, student: Person, by: Viewer, company: str, on: date, reason: str, words: str, at: datetime
) -> PlacementRefusal:
    """A company said no; told by the student or by who helps to find a place (S-693)."""
    _says(by, student)
    if on > by.day:
        raise CannotBeDone(gettext("This day is still to come."), "on")
    return PlacementRefusal.objects.create(
        organisation_id=student.organisation_id, student=student, company=company, on=on, reason=reason, words=words,
        told_by=by.person, at=at,
    )  # fmt: skip


def say_worry(*, by: Viewer, kind: str, words: str, at: datetime) -> PlacementWorry:
    """The student says what does not go well; it stands on the list of who helps until somebody answers (S-691)."""
    _says(by, by.person)
    if not by.person.is_student:
        raise PermissionDenied
    return PlacementWorry.objects.create(
        organisation_id=by.organisation_id, student=by.person, kind=kind, words=words, at=at
    )


def answer_worry(*, worry: PlacementWorry, by: Viewer, words: str, seen_revision: int, at: datetime) -> None:
    """What school does about it; the student is told. Raises ChangedMeanwhile."""
    _keeps(by, worry.student)
    with transaction.atomic():
        changed = PlacementWorry.objects.filter(pk=worry.pk, revision=seen_revision).update(
            answer=words, answered_at=at, answered_by=by.person, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile(gettext("The answer"))
        _tell(worry.student, f"worry/{worry.pk}", at)


def _says(by: Viewer, student: Person) -> None:
    if not door.decision(by, student, Data.PLACEMENT, Action.RECORD).allowed:
        raise PermissionDenied


def _may_keep(by: Viewer, student: Person) -> bool:
    """Who keeps a placement is of school: a student says, hands in and reads."""
    return by.person.pk != student.pk and door.decision(by, student, Data.PLACEMENT, Action.RECORD).allowed


def _keeps(by: Viewer, student: Person) -> None:
    if not _may_keep(by, student):
        raise PermissionDenied


def _tell(student: Person, key: str, at: datetime) -> None:
    ask_mail(
        recipient=student,
        kind=Kind.READY,
        key=f"placement/{key}",
        link=reverse("placement:of-student", args=(student.pk,)),
        at=at,
        organisation_id=student.organisation_id,
    )
