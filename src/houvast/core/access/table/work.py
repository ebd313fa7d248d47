"""Around students who learn at work, with the student counsellor and the education manager."""

from houvast.core.access.table.row import DECIDE, EXPORT, MANAGE, RECORD, SEE, SIGN, Row, rows
from houvast.core.access.words import Data, Purpose, Relation

AT_WORK: tuple[Row, ...] = (
    # Who guides a teacher student at a training school sees the work there; talks with the coach and the rest of the
    # dossier stay with the institution, whose own educator also sees credits and procedures (S-087, S-116, S-117).
    *rows(
        Relation.WORKPLACE_SUPERVISOR,
        Purpose.GUIDANCE,
        {
            Data.IDENTITY: (SEE,),
            Data.WORKPLACE: (SEE,),
            Data.WORKPLACE_GUIDANCE: (SEE, RECORD),
            Data.PROGRESS_REVIEW: (SEE, RECORD, SIGN),
        },
    ),
    *rows(
        Relation.SCHOOL_EDUCATOR,
        Purpose.GUIDANCE,
        {
            Data.IDENTITY: (SEE,),
            Data.WORKPLACE: (SEE,),
            Data.WORKPLACE_GUIDANCE: (SEE, RECORD),
            Data.PROGRESS_REVIEW: (SEE, RECORD),
            Data.APPOINTMENT: (SEE,),
        },
    ),
    *rows(
        Relation.INSTITUTE_EDUCATOR,
        Purpose.GUIDANCE,
        {
            Data.IDENTITY: (SEE,),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.RESULTS: (SEE,),
            Data.CASES: (SEE, RECORD, SIGN),
            Data.WORKPLACE: (SEE,),
            Data.WORKPLACE_GUIDANCE: (SEE, RECORD),
            Data.PROGRESS_REVIEW: (SEE, RECORD),
            Data.APPOINTMENT: (SEE,),
        },
    ),
    *rows(
        Relation.PLACEMENT_OFFICE,
        Purpose.ADMINISTRATION,
        {
            Data.IDENTITY: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.WORKPLACE: (SEE, MANAGE),
            Data.APPOINTMENT: (SEE, RECORD, DECIDE, EXPORT),
        },
    ),
    *rows(
        Relation.REGIONAL_COORDINATOR,
        Purpose.ADMINISTRATION,
        {Data.IDENTITY: (SEE,), Data.WORKPLACE: (SEE,), Data.APPOINTMENT: (SEE,)},
    ),
    # The student counsellor keeps a file that no other relation opens; the coach reads only whether there was a visit,
    # and advice leaves when the student releases it: `workplace` shows nobody else what was not (S-131, S-132, S-159).
    *rows(
        Relation.STUDENT_COUNSELLOR,
        Purpose.SUPPORT,
        {
            Data.IDENTITY: (SEE,),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.COUNSELLING: (SEE, RECORD),
            Data.COUNSELLOR_VISIT: (SEE, RECORD),
            Data.COUNSELLOR_ADVICE: (SEE, RECORD),
        },
    ),
    *rows(
        Relation.EDUCATION_MANAGER,
        Purpose.PROCEDURE,
        {Data.IDENTITY: (SEE,), Data.ENROLMENT: (SEE,), Data.COUNSELLOR_ADVICE: (SEE,)},
    ),
)
