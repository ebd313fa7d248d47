"""Who looked, what students ask about their data, what is erased when, and what needs the privacy officer's eye."""

from houvast.privacy.models.emergency import Emergency
from houvast.privacy.models.reads import ReadLog, ReadLogStudent, UnusualReading
from houvast.privacy.models.retention import ErasurePlan, ErasureProof, LegalHold, PlannedErasure
from houvast.privacy.models.rights import RightsRequest

__all__ = [
    "Emergency",
    "ErasurePlan",
    "ErasureProof",
    "LegalHold",
    "PlannedErasure",
    "ReadLog",
    "ReadLogStudent",
    "RightsRequest",
    "UnusualReading",
]
