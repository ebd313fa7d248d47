"""The words of work placement, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.education.models import Placement
from houvast.placement.models import PlacementRefusal, PlacementVisit, PlacementWorry

STATES = {
    Placement.State.SEARCHING: pgettext_lazy("placement", "searching"),
    Placement.State.PLANNED: pgettext_lazy("placement", "planned"),
    Placement.State.RUNNING: pgettext_lazy("placement", "running"),
    Placement.State.FINISHED: pgettext_lazy("placement", "finished"),
    Placement.State.BROKEN_OFF: pgettext_lazy("placement", "stopped early"),
}
VISITS = {
    PlacementVisit.Kind.VISIT: _("Visit to the company"),
    PlacementVisit.Kind.CALL: _("Call with the practice trainer"),
    PlacementVisit.Kind.TALK: _("Talk with the student"),
}
REASONS = {
    PlacementRefusal.Reason.NO_ANSWER: _("No answer came"),
    PlacementRefusal.Reason.FULL: _("No place was free"),
    PlacementRefusal.Reason.LEVEL: _("Another level or year was asked"),
    PlacementRefusal.Reason.LANGUAGE: _("Language"),
    PlacementRefusal.Reason.DISTANCE: _("Too far, or the times did not fit"),
    PlacementRefusal.Reason.NOT_RECOGNISED: _("Not a recognised company for this programme"),
    PlacementRefusal.Reason.UNEQUAL: _("I think I was not treated equally"),
    PlacementRefusal.Reason.OTHER: pgettext_lazy("refusal", "Something else, or not known"),
}
WORRIES = {
    PlacementWorry.Kind.NO_PLACE: _("I cannot find a place"),
    PlacementWorry.Kind.NO_SUPERVISION: _("I get no guidance, from school or at the company"),
    PlacementWorry.Kind.FORMS: _("I lose time because of forms or signatures"),
    PlacementWorry.Kind.UNSAFE: _("I do not feel safe there"),
    PlacementWorry.Kind.OTHER: pgettext_lazy("worry", "Something else"),
}
