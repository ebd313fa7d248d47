"""Asking for help, self-checks, planned talks, the student's own network, and who coaches when."""

from houvast.appointments.models.asking import HelpRequest, HelpStep, SelfCheck, SelfCheckShare
from houvast.appointments.models.coaching import CaseNorm, CoachChange, Cover
from houvast.appointments.models.network import ConsentChange
from houvast.appointments.models.planned import CalendarLink, Companion, Moment, PlannedTalk, TalkChange

__all__ = [
    "CalendarLink",
    "CaseNorm",
    "CoachChange",
    "Companion",
    "ConsentChange",
    "Cover",
    "HelpRequest",
    "HelpStep",
    "Moment",
    "PlannedTalk",
    "SelfCheck",
    "SelfCheckShare",
    "TalkChange",
]
