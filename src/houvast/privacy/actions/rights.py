"""A student asks something about their own data; the privacy officer answers, with reasons."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.core.calendar import months_after
from houvast.people.actions.record import NotYours
from houvast.people.clock import day_of
from houvast.people.models import Person, RoleAssignment
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.models import RightsRequest
from houvast.privacy.registry import tell
from houvast.privacy.representing import represented_until

MONTHS_TO_ANSWER = 1
"""GDPR 12(3)."""
OPEN_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a student asks: the kind of request, the kind of data it is about, and in own words what and why."""

    kind: str
    about: str
    words: str


def ask(*, student: Person, asked: Asked, by: Viewer, at: datetime) -> RightsRequest:
    """Ask to correct, contest or erase. Raises NotYours, and CannotBeDone when very much is open already."""
    if not door.decision(by, student, Data.RIGHTS, Action.RECORD).allowed:
        raise NotYours
    with transaction.atomic():
        if student.rights_requests.filter(state=RightsRequest.State.OPEN).count() >= OPEN_AT_ONCE:
            raise CannotBeDone(_("There are many open requests already. Add what you want to say to one of those."))
        request = RightsRequest.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            asked_by=by.person,
            kind=asked.kind,
            about=asked.about,
            words=asked.words,
            asked_at=at,
            answer_by=months_after(day_of(at), MONTHS_TO_ANSWER),
        )
        tell_officers(request.organisation_id, key=f"rights/{request.pk}", link="/privacy-officer/", at=at)
        if by.person.pk != student.pk:
            tell(student, key=f"rights/{request.pk}/asked", link="/my-data/", at=at)
    return request


def withdraw(*, request: RightsRequest, by: Viewer, revision: int) -> None:
    """Who asked takes it back, or the student once the rights are theirs alone. Raises NotYours, ChangedMeanwhile."""
    if not may_withdraw(request, by):
        raise NotYours
    _change(request, revision, state=RightsRequest.State.WITHDRAWN)


def may_withdraw(request: RightsRequest, by: Viewer) -> bool:
    """Who asked, while they still may; and the student, once the rights are theirs alone."""
    own_alone = request.student_id == by.person.pk and represented_until(request.student, by.day) is None
    asked = request.asked_by_id == by.person.pk
    return (asked or own_alone) and door.may(by, request.student, Data.RIGHTS, Action.RECORD)


def answer(*, request: RightsRequest, state: str, words: str, by: Viewer, revision: int, at: datetime) -> None:
    """Answer, with reasons; the student is told. Raises NotYours, ChangedMeanwhile, CannotBeDone."""
    if not door.decision(by, request.student, Data.RIGHTS, Action.DECIDE).allowed:
        raise NotYours
    if not words.strip():
        raise CannotBeDone(_("Say what was done, or why it is not done."), "words")
    with transaction.atomic():
        _change(request, revision, state=state, answer=words, answered_by=by.person, answered_at=at)
        tell(request.student, key=f"rights/{request.pk}/answer", link="/my-data/", at=at)
        if request.asked_by_id != request.student_id and represented_until(request.student, by.day):
            tell(request.asked_by, key=f"rights/{request.pk}/answer/asker", link="/", at=at)


def _change(request: RightsRequest, revision: int, **values: object) -> None:
    rows = RightsRequest.objects.filter(pk=request.pk, revision=revision, state=RightsRequest.State.OPEN)
    if not rows.update(revision=F("revision") + 1, **values):
        raise ChangedMeanwhile(request.get_kind_display())


def tell_officers(organisation: uuid.UUID, *, key: str, link: str, at: datetime) -> None:
    """Tell every privacy officer of the organisation that something waits."""
    officers = RoleAssignment.objects.filter(
        running_on(day_of(at)), organisation_id=organisation, role=RoleAssignment.Role.PRIVACY_OFFICER
    )
    for person in Person.objects.filter(pk__in=officers.values("person_id")).order_by("pk"):
        tell(person, key=key, link=link, at=at)
