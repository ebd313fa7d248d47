"""The words of help, self-checks and planned talks, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.appointments.models import HelpRequest, PlannedTalk

TOPICS = {
    HelpRequest.Topic.SMALL: _("A small question"),
    HelpRequest.Topic.STUDY: _("My lessons or my planning"),
    HelpRequest.Topic.WELLBEING: _("How I feel"),
    HelpRequest.Topic.MONEY: _("Money"),
    HelpRequest.Topic.PLACEMENT: _("My work placement"),
    HelpRequest.Topic.HOME: _("Home or friends"),
    HelpRequest.Topic.OTHER: _("Something else"),
}
STATES = {
    PlannedTalk.State.PROPOSED: pgettext_lazy("planned talk", "no moment chosen yet"),
    PlannedTalk.State.AGREED: pgettext_lazy("planned talk", "agreed"),
    PlannedTalk.State.HELD: pgettext_lazy("planned talk", "held"),
    PlannedTalk.State.MISSED: pgettext_lazy("planned talk", "did not happen"),
    PlannedTalk.State.CANCELLED: pgettext_lazy("planned talk", "cancelled"),
}


def topic_name(topic: str) -> str:
    """What a question is about; a HelpRequest.Topic value."""
    return str(TOPICS[HelpRequest.Topic(topic)])


def state_name(state: str) -> str:
    """Where a planned talk stands; a PlannedTalk.State value."""
    return str(STATES[PlannedTalk.State(state)])
