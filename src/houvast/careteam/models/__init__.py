"""Meetings about students, questions to teachers, referrals, and what a student tells a helper in confidence."""

from houvast.careteam.models.confidence import ConfidentialContact, ConfidentialRead, ConfidentialWord, SeenByHelper
from houvast.careteam.models.meetings import Decision, Item, Meeting, Member, Seat, Wish
from houvast.careteam.models.referrals import Referral
from houvast.careteam.models.rounds import Round, RoundAnswer

__all__ = [
    "ConfidentialContact",
    "ConfidentialRead",
    "ConfidentialWord",
    "Decision",
    "Item",
    "Meeting",
    "Member",
    "Referral",
    "Round",
    "RoundAnswer",
    "Seat",
    "SeenByHelper",
    "Wish",
]
