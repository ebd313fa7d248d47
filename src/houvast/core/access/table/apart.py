"""Ties of one kind only: the care team, who is reached in confidence, a handover of coaching, privacy and emergency."""

from houvast.core.access.table.row import DECIDE, MANAGE, RECORD, SEE, Row, rows
from houvast.core.access.words import Data, Purpose, Relation

APART: tuple[Row, ...] = (
    # Somebody from outside at the table of a care team sees the students and parts to which the student said yes.
    # Whoever a student was referred to sees that referral; who is reached in confidence sees what the student wrote
    # there. `careteam` finds these three ties in rows of its own, and no role of a school opens what lies in confidence
    # (S-453).
    *rows(Relation.CARE_PARTNER, Purpose.SUPPORT, {Data.CARE_TEAM: (SEE,)}),
    *rows(Relation.REFERRED_TO, Purpose.SUPPORT, {Data.REFERRAL: (SEE, RECORD)}),
    # Somebody from outside with a task in the plan sees that task and says how it went; `plan` finds this tie there.
    *rows(Relation.TASK_OWNER, Purpose.SUPPORT, {Data.PLAN: (SEE, RECORD)}),
    *rows(Relation.CONFIDANT, Purpose.SUPPORT, {Data.IN_CONFIDENCE: (SEE, RECORD)}),
    # Who coached until lately hands over: writes what matters, and opens no dossier any more (S-085).
    *rows(Relation.FORMER_COACH, Purpose.GUIDANCE, {Data.COACH_CHANGE: (SEE, RECORD)}),
    *rows(
        Relation.LEARNING_WORK_COACH,
        Purpose.GUIDANCE,
        {
            Data.IDENTITY: (SEE,),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.HELP: (SEE, RECORD),
            Data.PLANNED_TALKS: (SEE, RECORD),
            Data.SUCCESSES: (SEE, RECORD),
            Data.PLACEMENT: (SEE, RECORD),
            Data.HANDOVER: (SEE, RECORD),
        },
    ),
    # The privacy officer answers what students ask about their data, plans erasure and judges reading; this opens no
    # dossier.
    *rows(Relation.PRIVACY_OFFICER, Purpose.PRIVACY, {Data.RIGHTS: (SEE, RECORD, DECIDE, MANAGE)}),
    # Breaking the glass: what is needed to help one student now, for some hours, told to the student and reviewed.
    # What lies in confidence is not among it, and nothing is recorded, decided or taken along by it.
    *rows(
        Relation.EMERGENCY,
        Purpose.EMERGENCY,
        {
            Data.IDENTITY: (SEE,),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.TALKS: (SEE,),
            Data.ABSENCE: (SEE,),
            Data.SICK_REPORT: (SEE,),
            Data.ALERTS: (SEE,),
        },
    ),
    # The helpdesk is apart from every school: it reads what was asked of it and no dossier, and no role of a school
    # reads what was asked of the helpdesk (S-462, S-650).
    *rows(Relation.HELPDESK, Purpose.SUPPORT, {Data.CONVERSATION: (SEE, RECORD, MANAGE)}),
    # An administrator arranges who is around a student and mends an unknown name; no dossier opens by it, which is why
    # there is no SEE here: the administration pages show names, classes and people around, and nothing else.
    *rows(
        Relation.ADMINISTRATOR,
        Purpose.ADMINISTRATION,
        {Data.IDENTITY: (RECORD,), Data.PEOPLE_AROUND: (MANAGE,)},
    ),
)
