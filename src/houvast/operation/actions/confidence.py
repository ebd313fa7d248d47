"""The privacy officers hear at once whom an administrator let in to what is told in confidence."""

from datetime import datetime

from django.urls import reverse

from houvast.operation.queries.confidence import holds_confidence
from houvast.people.ids import new_id
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy.actions.rights import tell_officers


def tell_who_was_let_in(person: Person, *, by: Viewer, at: datetime) -> None:
    """Nothing for somebody who opens nothing of that kind."""
    if holds_confidence(person):
        tell_officers(by.organisation_id, key=f"let-in/{new_id()}", link=reverse("privacy-officer"), at=at)
