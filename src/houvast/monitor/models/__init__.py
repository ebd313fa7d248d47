"""Prepared figures, what is recorded of a deregistration, data checks, case analysis and learning cycles."""

from houvast.monitor.models.facts import Count, Known, Period, Published, Refresh, Stale, Total
from houvast.monitor.models.learning import Analysis, AnalysisMark, LearningCycle
from houvast.monitor.models.leaving import Leaving, LookBack, OwnCause
from houvast.monitor.models.registration import DataCheck
from houvast.monitor.models.report import AgendaEntry, Approach, LearningMeeting
from houvast.monitor.models.setting import MonitorSetting

__all__ = [
    "AgendaEntry",
    "Analysis",
    "AnalysisMark",
    "Approach",
    "Count",
    "DataCheck",
    "Known",
    "LearningCycle",
    "LearningMeeting",
    "Leaving",
    "LookBack",
    "MonitorSetting",
    "OwnCause",
    "Period",
    "Published",
    "Refresh",
    "Stale",
    "Total",
]
