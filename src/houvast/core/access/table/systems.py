"""Systems of a school that are connected over the API: one relation for each purpose a token may have.

A system never gets what was said: no reports of talks, no notes, no plans, no evidence of an alert, nothing that lies
in confidence. Of talks and agreements it gets days and states. A token's scopes narrow this, and never widen it.
"""

from houvast.core.access.table.row import RECORD, SEE, Row, rows
from houvast.core.access.words import Data, Purpose, Relation

SYSTEMS: tuple[Row, ...] = (
    *rows(
        Relation.ADMINISTRATION_SYSTEM,
        Purpose.ADMINISTRATION,
        {
            Data.IDENTITY: (SEE, RECORD),
            Data.CONTACT: (SEE, RECORD),
            Data.ENROLMENT: (SEE, RECORD),
            Data.ABSENCE: (SEE, RECORD),
            Data.RESULTS: (SEE, RECORD),
        },
    ),
    *rows(
        Relation.GUIDANCE_SYSTEM,
        Purpose.GUIDANCE,
        {
            Data.IDENTITY: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.ABSENCE: (SEE,),
            Data.RESULTS: (SEE,),
            Data.PLANNED_TALKS: (SEE,),
            Data.ALERTS: (SEE,),
            Data.CASES: (SEE,),
        },
    ),
    *rows(
        Relation.FOLLOW_UP_SYSTEM,
        Purpose.FOLLOW_UP,
        {
            Data.IDENTITY: (SEE,),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.HANDOVER: (SEE,),
        },
    ),
)
