"""Workplace learning: training schools, who guides whom there, paid appointments, student review meetings."""

from houvast.workplace.models.appointments import Appointment, Eligibility, Inventory, Maximum, Standing
from houvast.workplace.models.meetings import Concern, Discussed, MeetingAgreement, ReviewMeeting
from houvast.workplace.models.places import Location, TrainingSchool, Triad

__all__ = [
    "Appointment",
    "Concern",
    "Discussed",
    "Eligibility",
    "Inventory",
    "Location",
    "Maximum",
    "MeetingAgreement",
    "ReviewMeeting",
    "Standing",
    "TrainingSchool",
    "Triad",
]
