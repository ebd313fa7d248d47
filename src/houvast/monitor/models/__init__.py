"""Prepared figures, what is recorded of a deregistration, data checks, case analysis and learning cycles."""

from houvast.monitor.models.facts import Count, Known, Period, Refresh
from houvast.monitor.models.learning import Analysis, AnalysisMark, LearningCycle
from houvast.monitor.models.leaving import Leaving, LookBack, OwnCause
from houvast.monitor.models.registration import DataCheck
from houvast.monitor.models.setting import MonitorSetting

__all__ = [
    "Analysis",
    "AnalysisMark",
    "Count",
    "DataCheck",
    "Known",
    "LearningCycle",
    "Leaving",
    "LookBack",
    "MonitorSetting",
    "OwnCause",
    "Period",
    "Refresh",
]
