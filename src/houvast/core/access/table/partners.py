"""Partners of the school: desks, receiving schools, and who took a student over."""

from houvast.core.access.table.row import DECIDE, MANAGE, RECORD, SEE, SIGN, Row, rows
from houvast.core.access.words import Data, Purpose, Relation

PARTNERS: tuple[Row, ...] = (
    *rows(
        Relation.PARTNER,
        Purpose.FOLLOW_UP,
        {
            Data.IDENTITY: (SEE,),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.CASES: (SEE, RECORD),
            Data.PLAN: (SEE, SIGN),
        },
    ),
    # A partner desk sees what was handed over or reported to it, of the persons it follows, and hands on from there.
    # On the transfer board its organisation has rows of its own, with who stepped down or did not start.
    *rows(
        Relation.DESK,
        Purpose.HANDED_OVER,
        {Data.FOLLOWING: (SEE, RECORD), Data.HANDOVER: (SEE, RECORD), Data.TRANSFER: (SEE, RECORD)},
    ),
    # A school at which a pupil applied sees the application, what the pupil agreed to tell, and decides on placement.
    *rows(Relation.RECEIVING_SCHOOL, Purpose.GUIDANCE, {Data.TRANSFER: (SEE, RECORD, DECIDE, MANAGE)}),
    # A colleague to whom a student is being handed over sees the handover as the student agreed to it, and no dossier.
    *rows(Relation.HANDED_OVER, Purpose.HANDED_OVER, {Data.FOLLOWING: (SEE, RECORD)}),
)
