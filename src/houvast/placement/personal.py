"""Work placement: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.placement import models as kept
from houvast.privacy.registry import Personal, register

for personal in (
    Personal(
        model=kept.PlacementGuidance,
        title=gettext_noop("Who guides your work placement"),
        whose=("placement__student",),
        data=Data.PLACEMENT,
        actors=("supervisor",),
    ),
    Personal(
        model=kept.PlacementVisit,
        title=gettext_noop("Visits and talks about your work placement"),
        whose=("placement__student",),
        data=Data.PLACEMENT,
        actors=("by",),
    ),
    Personal(
        model=kept.PlacementForm,
        title=gettext_noop("Forms of your work placement"),
        whose=("placement__student",),
        data=Data.PLACEMENT,
        actors=("looked_at_by",),
    ),
    Personal(
        model=kept.PlacementRefusal,
        title=gettext_noop("Companies that said no"),
        whose=("student",),
        data=Data.PLACEMENT,
        actors=("told_by",),
    ),
    Personal(
        model=kept.PlacementWorry,
        title=gettext_noop("What you said about your work placement"),
        whose=("student",),
        data=Data.PLACEMENT,
        actors=("answered_by",),
    ),
):
    register(personal)
