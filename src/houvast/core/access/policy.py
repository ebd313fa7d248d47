"""The policy as one table; decisions and database queries are both made from it and from nothing else.

A relation gives what its row says and never more: relations add up, none takes away what another gives. Working notes
belong to who wrote them: the table gives the right to keep them, `guidance` shows a person only their own. Likewise a
question for help is for who was asked, a self-check for whom the student shared it with, and a guardian or trusted
person sees the talks they are invited to and the successes that the student shares: `appointments` and `guidance`
narrow what the table gives, and never widen it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from houvast.core.access.words import Action, Because, Data, Decision, Purpose, Relation

SEE, RECORD, DECIDE, SIGN, EXPORT, MANAGE = Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the policy: this relation may do these actions with this kind of data, for this purpose."""

    relation: Relation
    purpose: Purpose
    data: Data
    actions: frozenset[Action]


def _rows(relation: Relation, purpose: Purpose, rights: dict[Data, tuple[Action, ...]]) -> Iterator[Row]:
    for data, actions in rights.items():
        yield Row(relation=relation, purpose=purpose, data=data, actions=frozenset(actions))


_TABLE: tuple[Row, ...] = (
    *_rows(
        Relation.SELF,
        Purpose.OWN_AFFAIRS,
        {
            Data.IDENTITY: (SEE, EXPORT),
            Data.CONTACT: (SEE, EXPORT),
            Data.ENROLMENT: (SEE, EXPORT),
            Data.PEOPLE_AROUND: (SEE, EXPORT),
            Data.TALKS: (SEE, EXPORT),
            Data.RESULTS: (SEE, EXPORT),
            Data.ABSENCE: (SEE, EXPORT),
            Data.ALERTS: (SEE, RECORD, EXPORT),
            Data.CONCERNS: (RECORD,),
            Data.SICK_REPORT: (SEE, RECORD, EXPORT),
            Data.ABSENCE_REPORT: (SEE, EXPORT),
            Data.CASES: (SEE, SIGN, EXPORT),
            Data.LEAVING: (SEE, RECORD, EXPORT),
            Data.CASE_ANALYSIS: (SEE, EXPORT),
            Data.LETTERS: (SEE, EXPORT),
            Data.READ_LOG: (SEE, EXPORT),
            Data.RIGHTS: (SEE, RECORD, EXPORT),
            Data.HANDOVER: (SEE, SIGN, EXPORT),
            Data.WORKPLACE: (SEE, EXPORT),
            Data.WORKPLACE_GUIDANCE: (SEE, EXPORT),
            Data.APPOINTMENT: (SEE, RECORD, EXPORT),
            Data.PROGRESS_REVIEW: (SEE, RECORD, SIGN, EXPORT),
            Data.COUNSELLING: (SEE, EXPORT),
            Data.COUNSELLOR_VISIT: (SEE, EXPORT),
            Data.COUNSELLOR_ADVICE: (SEE, SIGN, EXPORT),
            Data.TRANSFER: (SEE, RECORD, SIGN, EXPORT),
            Data.CARE_TEAM: (SEE, RECORD, SIGN, EXPORT),
            Data.TEACHERS_ROUND: (SEE, EXPORT),
            Data.REFERRAL: (SEE, SIGN, EXPORT),
            Data.IN_CONFIDENCE: (SEE, RECORD, EXPORT),
            Data.SEEN_BY_HELPER: (SEE, RECORD, EXPORT),
            Data.PLAN: (SEE, RECORD, SIGN, EXPORT),
            Data.ADJUSTMENT: (SEE, RECORD, EXPORT),
            Data.HELP: (SEE, RECORD, EXPORT),
            Data.PLANNED_TALKS: (SEE, RECORD, EXPORT),
            Data.SELF_CHECK: (SEE, RECORD, EXPORT),
            Data.SUCCESSES: (SEE, RECORD, EXPORT),
            Data.NETWORK: (SEE, RECORD, EXPORT),
            Data.COACH_CHANGE: (SEE, RECORD, EXPORT),
            Data.PLACEMENT: (SEE, RECORD, EXPORT),
            Data.CONVERSATION: (SEE, RECORD, EXPORT),
            Data.CONTEST: (SEE, RECORD, SIGN, EXPORT),
        },
    ),
    *_rows(
        Relation.GUARDIAN,
        Purpose.OWN_AFFAIRS,
        {
            Data.IDENTITY: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.RESULTS: (SEE,),
            Data.ABSENCE: (SEE,),
            Data.SICK_REPORT: (SEE, RECORD),
            Data.CASES: (SEE, SIGN),
            Data.LETTERS: (SEE,),
            Data.HANDOVER: (SEE, SIGN),
            Data.TRANSFER: (SEE, SIGN),
            Data.CARE_TEAM: (SEE, SIGN),
            Data.REFERRAL: (SEE, SIGN),
            Data.PLAN: (SEE, SIGN),
            Data.PLANNED_TALKS: (SEE,),
            Data.SUCCESSES: (SEE,),
            Data.PLACEMENT: (SEE,),
        },
    ),
    *_rows(
        Relation.TRUSTED_PERSON,
        Purpose.SUPPORT,
        # Of the plan, a guardian, a trusted person and a partner see the sections that are shared with them (S-285).
        {
            Data.IDENTITY: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.PLAN: (SEE,),
            Data.PLANNED_TALKS: (SEE,),
            Data.SUCCESSES: (SEE,),
        },
    ),
    *_rows(
        Relation.COACH,
        Purpose.GUIDANCE,
        {
            Data.IDENTITY: (SEE, EXPORT),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.TALKS: (SEE, RECORD),
            Data.WORKING_NOTES: (SEE, RECORD),
            Data.RESULTS: (SEE, RECORD),
            Data.ABSENCE: (SEE, RECORD),
            Data.ALERTS: (SEE, RECORD),
            Data.CONCERNS: (RECORD,),
            Data.SICK_REPORT: (SEE, RECORD),
            Data.ABSENCE_REPORT: (SEE,),
            Data.CASES: (SEE, RECORD, SIGN, EXPORT),
            Data.LEAVING: (SEE, RECORD),
            Data.CASE_ANALYSIS: (SEE, RECORD),
            Data.LETTERS: (SEE,),
            Data.HANDOVER: (SEE, RECORD),
            Data.WORKPLACE: (SEE,),
            Data.WORKPLACE_GUIDANCE: (SEE,),
            Data.APPOINTMENT: (SEE,),
            Data.PROGRESS_REVIEW: (SEE,),
            Data.COUNSELLOR_VISIT: (SEE,),
            Data.COUNSELLOR_ADVICE: (SEE,),
            Data.TRANSFER: (SEE, RECORD),
            Data.CARE_TEAM: (SEE, RECORD),
            Data.TEACHERS_ROUND: (SEE, RECORD, MANAGE),
            Data.REFERRAL: (SEE, RECORD),
            Data.SEEN_BY_HELPER: (SEE,),
            Data.PLAN: (SEE, RECORD, SIGN),
            Data.ADJUSTMENT: (SEE, RECORD),
            Data.HELP: (SEE, RECORD),
            Data.PLANNED_TALKS: (SEE, RECORD),
            Data.SELF_CHECK: (SEE,),
            Data.SUCCESSES: (SEE, RECORD),
            Data.COACH_CHANGE: (SEE, RECORD),
            Data.PLACEMENT: (SEE, RECORD),
        },
    ),
    *_rows(
        Relation.TEAM_MEMBER,
        Purpose.GUIDANCE,
        {
            Data.IDENTITY: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.ABSENCE: (RECORD,),
            Data.CONCERNS: (RECORD,),
            Data.TEACHERS_ROUND: (RECORD,),
            Data.SUCCESSES: (RECORD,),
        },
    ),
    *_rows(
        Relation.TEAM_LEADER,
        Purpose.PROCEDURE,
        {
            Data.IDENTITY: (SEE, EXPORT),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE, MANAGE),
            Data.TALKS: (SEE, RECORD),
            Data.WORKING_NOTES: (SEE, RECORD),
            Data.RESULTS: (SEE,),
            Data.ABSENCE: (SEE,),
            Data.ALERTS: (SEE, RECORD, MANAGE),
            Data.CONCERNS: (RECORD,),
            Data.SICK_REPORT: (SEE,),
            Data.ABSENCE_REPORT: (SEE,),
            Data.CASES: (SEE, RECORD, DECIDE, SIGN, EXPORT),
            Data.LEAVING: (SEE, RECORD),
            Data.CASE_ANALYSIS: (SEE, RECORD),
            Data.LETTERS: (SEE,),
            Data.HANDOVER: (SEE, RECORD),
            Data.WORKPLACE: (SEE,),
            Data.WORKPLACE_GUIDANCE: (SEE,),
            Data.APPOINTMENT: (SEE,),
            Data.PROGRESS_REVIEW: (SEE,),
            Data.COUNSELLOR_ADVICE: (SEE,),
            Data.TRANSFER: (SEE, RECORD, MANAGE),
            Data.CARE_TEAM: (SEE, RECORD, MANAGE),
            Data.TEACHERS_ROUND: (SEE, RECORD, MANAGE),
            Data.REFERRAL: (SEE, RECORD),
            Data.ADJUSTMENT: (SEE, DECIDE),
            Data.HELP: (SEE, RECORD),
            Data.PLANNED_TALKS: (SEE, RECORD),
            Data.SELF_CHECK: (SEE,),
            Data.SUCCESSES: (SEE, RECORD),
            Data.COACH_CHANGE: (SEE,),
            Data.PLACEMENT: (SEE, RECORD),
        },
    ),
    *_rows(
        Relation.COLLEGE_DIRECTOR,
        Purpose.PROCEDURE,
        {
            Data.IDENTITY: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.CASES: (SEE, DECIDE, SIGN, EXPORT),
            Data.LEAVING: (SEE,),
            Data.LETTERS: (SEE,),
            Data.TRANSFER: (SEE,),
        },
    ),
    *_rows(
        Relation.SUPPORT_ADVISOR,
        Purpose.SUPPORT,
        {
            Data.IDENTITY: (SEE,),
            Data.CONTACT: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.TALKS: (SEE, RECORD),
            Data.WORKING_NOTES: (SEE, RECORD),
            Data.RESULTS: (SEE,),
            Data.ABSENCE: (SEE,),
            Data.ALERTS: (SEE, RECORD),
            Data.CONCERNS: (RECORD,),
            Data.SICK_REPORT: (SEE,),
            Data.CASES: (SEE, RECORD),
            Data.LEAVING: (SEE, RECORD),
            Data.CASE_ANALYSIS: (SEE, RECORD),
            Data.LETTERS: (SEE,),
            Data.HANDOVER: (SEE, RECORD),
            Data.TRANSFER: (SEE, RECORD, MANAGE),
            Data.CARE_TEAM: (SEE, RECORD, MANAGE),
            Data.TEACHERS_ROUND: (SEE,),
            Data.REFERRAL: (SEE, RECORD),
            Data.PLAN: (SEE, RECORD, SIGN),
            Data.ADJUSTMENT: (SEE, RECORD, DECIDE),
            Data.HELP: (SEE, RECORD),
            Data.PLANNED_TALKS: (SEE, RECORD),
            Data.SELF_CHECK: (SEE,),
            Data.SUCCESSES: (SEE, RECORD),
            Data.PLACEMENT: (SEE,),
        },
    ),
    *_rows(
        Relation.STUDENT_ADMINISTRATION,
        Purpose.ADMINISTRATION,
        {
            Data.IDENTITY: (SEE, RECORD, EXPORT),
            Data.CONTACT: (SEE, RECORD),
            Data.ENROLMENT: (SEE, RECORD, EXPORT),
            Data.PEOPLE_AROUND: (SEE, MANAGE),
            Data.ABSENCE: (SEE, RECORD),
            Data.SICK_REPORT: (SEE, RECORD),
            Data.ABSENCE_REPORT: (SEE, RECORD, EXPORT),
            Data.CASES: (SEE, RECORD),
            Data.LEAVING: (SEE, RECORD),
            Data.LETTERS: (SEE,),
            Data.TRANSFER: (SEE, RECORD, MANAGE),
        },
    ),
    *_rows(
        Relation.CASE_TEAM,
        Purpose.PROCEDURE,
        # A contest is for those of the board who are named in its case: `helpdesk` narrows this, and never widens it.
        {
            Data.IDENTITY: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.PEOPLE_AROUND: (SEE,),
            Data.CASES: (SEE, RECORD, SIGN),
            Data.CONTEST: (SEE, RECORD, DECIDE),
        },
    ),
    *_rows(
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
    *_rows(
        Relation.DESK,
        Purpose.HANDED_OVER,
        {Data.FOLLOWING: (SEE, RECORD), Data.HANDOVER: (SEE, RECORD), Data.TRANSFER: (SEE, RECORD)},
    ),
    # A school at which a pupil applied sees the application, what the pupil agreed to tell, and decides on placement.
    *_rows(Relation.RECEIVING_SCHOOL, Purpose.GUIDANCE, {Data.TRANSFER: (SEE, RECORD, DECIDE, MANAGE)}),
    # A colleague to whom a student is being handed over sees the handover as the student agreed to it, and no dossier.
    *_rows(Relation.HANDED_OVER, Purpose.HANDED_OVER, {Data.FOLLOWING: (SEE, RECORD)}),
    # Who guides a teacher student at a training school sees the work there; talks with the coach and the rest of the
    # dossier stay with the institution, whose own educator also sees credits and procedures (S-087, S-116, S-117).
    *_rows(
        Relation.WORKPLACE_SUPERVISOR,
        Purpose.GUIDANCE,
        {
            Data.IDENTITY: (SEE,),
            Data.WORKPLACE: (SEE,),
            Data.WORKPLACE_GUIDANCE: (SEE, RECORD),
            Data.PROGRESS_REVIEW: (SEE, RECORD, SIGN),
        },
    ),
    *_rows(
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
    *_rows(
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
    *_rows(
        Relation.PLACEMENT_OFFICE,
        Purpose.ADMINISTRATION,
        {
            Data.IDENTITY: (SEE,),
            Data.ENROLMENT: (SEE,),
            Data.WORKPLACE: (SEE, MANAGE),
            Data.APPOINTMENT: (SEE, RECORD, DECIDE, EXPORT),
        },
    ),
    *_rows(
        Relation.REGIONAL_COORDINATOR,
        Purpose.ADMINISTRATION,
        {Data.IDENTITY: (SEE,), Data.WORKPLACE: (SEE,), Data.APPOINTMENT: (SEE,)},
    ),
    # The student counsellor keeps a file that no other relation opens; the coach reads only whether there was a visit,
    # and advice leaves when the student releases it: `workplace` shows nobody else what was not (S-131, S-132, S-159).
    *_rows(
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
    *_rows(
        Relation.EDUCATION_MANAGER,
        Purpose.PROCEDURE,
        {Data.IDENTITY: (SEE,), Data.ENROLMENT: (SEE,), Data.COUNSELLOR_ADVICE: (SEE,)},
    ),
    # Somebody from outside at the table of a care team sees the students and parts to which the student said yes, whoever
    # a student was referred to sees that referral, and who is reached in confidence sees what the student wrote there:
    # `careteam` finds these three ties in rows of its own. No role of a school opens what lies in confidence (S-453).
    *_rows(Relation.CARE_PARTNER, Purpose.SUPPORT, {Data.CARE_TEAM: (SEE,)}),
    *_rows(Relation.REFERRED_TO, Purpose.SUPPORT, {Data.REFERRAL: (SEE, RECORD)}),
    *_rows(Relation.CONFIDANT, Purpose.SUPPORT, {Data.IN_CONFIDENCE: (SEE, RECORD)}),
    # Who coached until lately hands over: writes what matters, and opens no dossier any more (S-085).
    *_rows(Relation.FORMER_COACH, Purpose.GUIDANCE, {Data.COACH_CHANGE: (SEE, RECORD)}),
    *_rows(
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
    # The privacy officer answers what students ask about their data, plans erasure and judges reading; no dossier opens.
    *_rows(Relation.PRIVACY_OFFICER, Purpose.PRIVACY, {Data.RIGHTS: (SEE, RECORD, DECIDE, MANAGE)}),
    # Breaking the glass: what is needed to help one student now, for some hours, told to the student and reviewed.
    # What lies in confidence is not among it, and nothing is recorded, decided or taken along by it.
    *_rows(
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
    *_rows(Relation.HELPDESK, Purpose.SUPPORT, {Data.CONVERSATION: (SEE, RECORD, MANAGE)}),
    # An administrator arranges who is around a student and mends an unknown name; no dossier opens by it, which is why
    # there is no SEE here: the administration pages show names, classes and people around, and nothing else.
    *_rows(
        Relation.ADMINISTRATOR,
        Purpose.ADMINISTRATION,
        {Data.IDENTITY: (RECORD,), Data.PEOPLE_AROUND: (MANAGE,)},
    ),
)

# Who covers for an absent coach may do what the coach may, for as long as it lasts.
POLICY: tuple[Row, ...] = (
    *_TABLE,
    *(replace(row, relation=Relation.COACH_COVER) for row in _TABLE if row.relation is Relation.COACH),
)


@cache
def relations_allowing(data: Data, action: Action) -> tuple[Because, ...]:
    """Every relation that may do this action with this kind of data, in the order of the table."""
    return tuple(
        Because(relation=row.relation, purpose=row.purpose)
        for row in POLICY
        if row.data is data and action in row.actions
    )


def decide(relations: Collection[Relation], data: Data, action: Action) -> Decision:
    """Whether somebody with these relations to a student may do this, and because of which of them."""
    return Decision(because=tuple(yes for yes in relations_allowing(data, action) if yes.relation in relations))
