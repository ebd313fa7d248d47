"""Early alerts: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.alerts.models import Alert, AlertStep, Capacity, Due, LearnedRanking, NoData, RuleSetting
from houvast.alerts.queries.shown import name_of
from houvast.core.access.words import Data
from houvast.privacy.registry import Personal, register

for personal in (
    Personal(
        model=LearnedRanking,
        title=gettext_noop("The learned order within a coach's room"),
        actors=("turned_by",),
    ),
    Personal(
        model=Due,
        title=gettext_noop("When you are measured next"),
        whose=("student",),
        withheld=gettext_noop("A mark for the computer, gone after counting."),
    ),
    Personal(
        model=Alert,
        title=gettext_noop("Alerts about you"),
        whose=("student",),
        data=Data.ALERTS,
        actors=("raised_by", "owner"),
        said={"rule": name_of},
    ),
    Personal(
        model=AlertStep,
        title=gettext_noop("What was done with alerts about you"),
        whose=("alert__student",),
        data=Data.ALERTS,
        actors=("by",),
    ),
    Personal(
        model=NoData,
        title=gettext_noop("Sources that say nothing about you"),
        whose=("student",),
        data=Data.ALERTS,
    ),
    Personal(
        model=RuleSetting,
        title=gettext_noop("Settings of alert rules"),
        actors=("set_by",),
    ),
    Personal(
        model=Capacity,
        title=gettext_noop("Room of a coach"),
        whose=("coach",),
        actors=("set_by",),
        withheld=gettext_noop("Says how much room a staff member has."),
    ),
):
    register(personal)
