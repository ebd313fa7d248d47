"""More than information (S-466, S-650): personal advice, or along in a complaint, objection or appeal."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext

from houvast.helpdesk.models import Accompaniment, Conversation
from houvast.helpdesk.rights import helps
from houvast.helpdesk.routes import route_for
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer


def walk_along(
    *, conversation: Conversation, by: Viewer, kind: str, matter: str, notified_on: date | None, on: date
) -> Accompaniment:
    """Begin; the last day comes from the rule of law and is watched. Raises CannotBeDone when somebody did already."""
    if not helps(by, conversation):
        raise PermissionDenied
    last_day, source = None, ""
    if kind != Accompaniment.Kind.ADVICE and matter:
        route = route_for(matter, notified_on, on=on)
        last_day, source = route.last_day, route.source
    try:
        with transaction.atomic():
            return Accompaniment.objects.create(
                organisation_id=conversation.organisation_id,
                conversation=conversation,
                kind=kind,
                matter=matter,
                notified_on=notified_on,
                last_day=last_day,
                source=source[:200],
                led_by=by.person,
                begun_on=on,
            )
    except IntegrityError as error:
        raise CannotBeDone(gettext("A colleague walks along already. Open the conversation again.")) from error


def end(*, accompaniment: Accompaniment, by: Viewer, outcome: str, on: date, seen_revision: int) -> None:
    """What came of it. Raises ChangedMeanwhile."""
    if not helps(by, accompaniment.conversation):
        raise PermissionDenied
    changed = Accompaniment.objects.filter(pk=accompaniment.pk, revision=seen_revision, ended_on__isnull=True)
    if not changed.update(ended_on=on, outcome=outcome, revision=F("revision") + 1):
        raise ChangedMeanwhile("The accompaniment")
