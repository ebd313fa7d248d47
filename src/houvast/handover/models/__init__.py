"""Handovers, followings, desks and other installations.

A handover has two records. The giving organisation keeps `Handover`; the receiving organisation keeps `Following`, a
row of its own with what the student agreed to tell, so that neither reaches into the files of the other, and closing it
closes what was shared.
"""

from houvast.handover.models.exchange import Connection, Desk, Message, ReceivedMessage, SigningKey, TheirKey
from houvast.handover.models.given import ConsentLink, Handover, HandoverItem, HandoverStep, PlanLine
from houvast.handover.models.received import Following, FollowingEntry, FollowUp

__all__ = [
    "Connection",
    "ConsentLink",
    "Desk",
    "FollowUp",
    "Following",
    "FollowingEntry",
    "Handover",
    "HandoverItem",
    "HandoverStep",
    "Message",
    "PlanLine",
    "ReceivedMessage",
    "SigningKey",
    "TheirKey",
]
