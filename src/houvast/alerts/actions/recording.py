"""What every action on an alert shares: who may, two at once, and the step that stays."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import F

from houvast.alerts.models import Alert, AlertStep
from houvast.alerts.words import REFUSALS
from houvast.core.access.words import Action, Data
from houvast.core.alerts.life import Act, Refusal, after, may
from houvast.core.alerts.words import State
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door


class CannotAnswerAlert(CannotBeDone):
    """It cannot be done now; the message says why and what to do."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(REFUSALS[refusal]))
        self.refusal = refusal


def must_be_allowed(by: Viewer, student: Person, data: Data, action: Action = Action.RECORD) -> None:
    """Raises PermissionDenied when the policy says no."""
    if not door.decision(by, student, data, action).allowed:
        raise PermissionDenied


def must_be_staff(by: Viewer, student: Person) -> None:
    """Answering is for whoever guides the student; the student adds and contests. Raises PermissionDenied."""
    must_be_allowed(by, student, Data.ALERTS)
    if by.person.pk == student.pk:
        raise PermissionDenied


def locked(alerts: Iterable[Alert], seen: dict[uuid.UUID, int] | None = None) -> list[Alert]:
    """These alerts, held until the transaction ends. With `seen` (a revision per alert), raises ChangedMeanwhile when
    one was changed since the page was opened.
    """
    keys = [one.pk for one in alerts]
    found = list(Alert.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)))
    if seen is not None and any(seen.get(one.pk) != one.revision for one in found):
        raise ChangedMeanwhile("The alert")
    return found


def must_be_possible(act: Act, alerts: Iterable[Alert]) -> None:
    """Raises CannotBeDone when one of them is in a state in which this cannot be done."""
    for one in alerts:
        refused = may(act, State(one.state))
        if refused is not None:
            raise CannotAnswerAlert(refused)


def record(
    act: Act,
    alerts: Iterable[Alert],
    *,
    by: Viewer | None,
    at: datetime,
    detail: str = "",
    words: str = "",
    reached: bool | None = None,
    **fields: object,
) -> None:
    """Change the alerts, in the state that follows, and keep a step of each."""
    for one in alerts:
        Alert.objects.filter(pk=one.pk).update(state=after(act, State(one.state)), revision=F("revision") + 1, **fields)
        AlertStep.objects.create(
            organisation_id=one.organisation_id,
            alert=one,
            act=act,
            by=by.person if by else None,
            on=day_of(at),
            at=at,
            detail=detail,
            words=words,
            reached=reached,
        )
