"""The questions of the self-check: study, wellbeing, money, work placement, in plain words. No score comes of it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.appointments.models import HelpRequest


class Area(StrEnum):
    """What a question is about; the values are topics of a question for help."""

    STUDY = "study"
    WELLBEING = "wellbeing"
    MONEY = "money"
    PLACEMENT = "placement"


class Mood(StrEnum):
    """How it goes, in the student's own judgement."""

    GOOD = "good"
    SO_SO = "so_so"
    HARD = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `key` is kept with the answer and never changes."""

    key: str
    area: Area
    text: Promise


QUESTIONS = (
    Question(key="lessons", area=Area.STUDY, text=_("Can you follow the lessons?")),
    Question(key="planning", area=Area.STUDY, text=_("Do you get your homework and planning done?")),
    Question(key="being_there", area=Area.STUDY, text=_("Do you manage to come to school on time?")),
    Question(key="right_choice", area=Area.STUDY, text=_("Does this programme suit you?")),
    Question(key="at_ease", area=Area.WELLBEING, text=_("Do you feel at ease at school?")),
    Question(key="sleep_energy", area=Area.WELLBEING, text=_("Do you sleep well, and have enough energy?")),
    Question(key="somebody", area=Area.WELLBEING, text=_("Is there somebody you can talk to?")),
    Question(key="home", area=Area.WELLBEING, text=_("Is it good at home, or where you live?")),
    Question(key="getting_by", area=Area.MONEY, text=_("Do you get by with your money?")),
    Question(key="costs", area=Area.MONEY, text=_("Can you pay what school asks, such as books and travel?")),
    Question(key="debts", area=Area.MONEY, text=_("Can you pay your bills on time?")),
    Question(key="company", area=Area.PLACEMENT, text=_("Do you have a place for your work placement?")),
    Question(key="at_work", area=Area.PLACEMENT, text=_("Does it go well at your work placement?")),
    Question(key="supervision", area=Area.PLACEMENT, text=_("Do you get enough help there, and from school?")),
)
AREAS = {
    Area.STUDY: _("School"),
    Area.WELLBEING: _("How you feel"),
    Area.MONEY: pgettext_lazy("self-check", "Money"),
    Area.PLACEMENT: pgettext_lazy("self-check", "Work placement"),
}
MOODS = {
    Mood.GOOD: pgettext_lazy("self-check", "Goes well"),
    Mood.SO_SO: pgettext_lazy("self-check", "Could be better"),
    Mood.HARD: pgettext_lazy("self-check", "Is hard for me"),
}
TOPIC_OF = {area: HelpRequest.Topic(area.value) for area in Area}
"""What a question for help about this area is called."""
