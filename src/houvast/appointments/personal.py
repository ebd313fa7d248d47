"""Questions for help, self-checks, planned talks and coach changes: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.appointments import models as kept
from houvast.core.access.words import Data
from houvast.privacy.registry import Kept, Personal, register

for personal in (
    Personal(
        model=kept.HelpRequest,
        title=gettext_noop("Your questions for help"),
        whose=("student",),
        data=Data.HELP,
        actors=("asked_first", "asked_of"),
    ),
    Personal(
        model=kept.HelpStep,
        title=gettext_noop("What became of your questions"),
        whose=("request__student",),
        data=Data.HELP,
        actors=("by", "to"),
    ),
    Personal(model=kept.SelfCheck, title=gettext_noop("Your self-checks"), whose=("student",), data=Data.SELF_CHECK),
    Personal(
        model=kept.SelfCheckShare,
        title=gettext_noop("With whom you shared a self-check"),
        whose=("check_shared__student", "shared_with"),
        data=Data.SELF_CHECK,
    ),
    Personal(
        model=kept.PlannedTalk,
        title=gettext_noop("Planned talks"),
        whose=("student", "staff"),
        data=Data.PLANNED_TALKS,
        actors=("proposed_by",),
    ),
    Personal(
        model=kept.Moment,
        title=gettext_noop("Moments proposed for a talk"),
        whose=("planned__student", "planned__staff"),
        data=Data.PLANNED_TALKS,
    ),
    Personal(
        model=kept.Companion,
        title=gettext_noop("Who came along to a talk"),
        whose=("planned__student", "planned__staff", "person"),
        data=Data.PLANNED_TALKS,
    ),
    Personal(
        model=kept.TalkChange,
        title=gettext_noop("Changes of planned talks"),
        whose=("planned__student", "planned__staff"),
        data=Data.PLANNED_TALKS,
        actors=("by",),
    ),
    Personal(
        model=kept.CalendarLink,
        title=gettext_noop("Your calendar link"),
        whose=("person",),
        kept=Kept.LAST,
        withheld=gettext_noop("Kept as a hash only, so that your calendar can fetch it."),
    ),
    Personal(
        model=kept.CoachChange,
        title=gettext_noop("Changes of your coach"),
        whose=("student",),
        data=Data.COACH_CHANGE,
        actors=("old_coach", "new_coach"),
    ),
    Personal(
        model=kept.Cover,
        title=gettext_noop("Who covered for a coach"),
        whose=("coach", "cover"),
        actors=("arranged_by",),
        withheld=gettext_noop("Says who worked when, nothing about a student."),
    ),
    Personal(
        model=kept.ConsentChange,
        title=gettext_noop("What you agreed to share"),
        whose=("student", "relation__holder"),
        data=Data.NETWORK,
    ),
):
    register(personal)
