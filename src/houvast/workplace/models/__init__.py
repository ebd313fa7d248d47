"""Workplace learning: training schools, who guides whom there, paid appointments, student review meetings."""

from houvast.workplace.models.appointments import Appointment, Eligibility, Inventory, Maximum, Standing
from houvast.workplace.models.behaviour import Observation
from houvast.workplace.models.counselling import CounsellorAdvice, CounsellorEntry, CounsellorVisit
from houvast.workplace.models.links import WeeklyVisit, WorkplaceLink
from houvast.workplace.models.meetings import Concern, Discussed, MeetingAgreement, ReviewMeeting
from houvast.workplace.models.places import Location, PlaceOffer, TrainingSchool, Triad
from houvast.workplace.models.pointers import Pointer
from houvast.workplace.models.reviews import ProgressReview, ReviewRating, ReviewSignature, ReviewThreshold

__all__ = [
    "Appointment",
    "Concern",
    "CounsellorAdvice",
    "CounsellorEntry",
    "CounsellorVisit",
    "Discussed",
    "Eligibility",
    "Inventory",
    "Location",
    "Maximum",
    "MeetingAgreement",
    "Observation",
    "PlaceOffer",
    "Pointer",
    "ProgressReview",
    "ReviewMeeting",
    "ReviewRating",
    "ReviewSignature",
    "ReviewThreshold",
    "Standing",
    "TrainingSchool",
    "Triad",
    "WeeklyVisit",
    "WorkplaceLink",
]
