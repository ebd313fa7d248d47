"""Figures and what is recorded of leaving: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.monitor.models import (
    AgendaEntry,
    Analysis,
    AnalysisMark,
    Approach,
    DataCheck,
    Known,
    LearningCycle,
    LearningMeeting,
    Leaving,
    LookBack,
    MonitorSetting,
    Period,
)
from houvast.privacy.registry import Kept, Personal, register

MADE_AGAIN = gettext_noop("Made from your dossier to count, and made again every night; it says nothing new.")

for personal in (
    Personal(
        model=Period,
        title=gettext_noop("What figures count you in"),
        whose=("student",),
        data=Data.ENROLMENT,
        kept=Kept.LAST,
        withheld=MADE_AGAIN,
    ),
    Personal(
        model=Known,
        title=gettext_noop("Whether something is new for the figures"),
        whose=("student",),
        data=Data.ENROLMENT,
        kept=Kept.LAST,
        withheld=MADE_AGAIN,
    ),
    Personal(
        model=Leaving,
        title=gettext_noop("Why and how you left"),
        whose=("student",),
        data=Data.LEAVING,
        actors=("recorded_by",),
    ),
    Personal(
        model=LookBack,
        title=gettext_noop("How you were doing later"),
        whose=("leaving__student",),
        data=Data.LEAVING,
        actors=("answered_by",),
    ),
    Personal(
        model=DataCheck,
        title=gettext_noop("Questions about your registration"),
        whose=("student",),
        data=Data.ENROLMENT,
        actors=("solved_by",),
        kept=Kept.LAST,
    ),
    Personal(
        model=Analysis,
        title=gettext_noop("What we learned from your time with us"),
        whose=("student",),
        data=Data.CASE_ANALYSIS,
        actors=("begun_by",),
    ),
    Personal(
        model=AnalysisMark,
        title=gettext_noop("Moments that were marked"),
        whose=("analysis__student",),
        data=Data.CASE_ANALYSIS,
        actors=("by",),
    ),
    Personal(model=LearningCycle, title=gettext_noop("Learning cycles of a team"), actors=("begun_by",)),
    Personal(model=AgendaEntry, title=gettext_noop("Words in the quality agenda"), actors=("written_by",)),
    Personal(model=Approach, title=gettext_noop("Approaches described"), actors=("written_by",)),
    Personal(model=LearningMeeting, title=gettext_noop("Meetings to learn together"), actors=("written_by",)),
    Personal(model=MonitorSetting, title=gettext_noop("How small numbers are shown"), actors=("set_by",)),
):
    register(personal)
