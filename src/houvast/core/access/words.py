"""The words of the policy: relations, purposes, kinds of data and actions."""

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """What ties a viewer to a student on a day. A person may have several at once."""

    SELF = "self"
    GUARDIAN = "guardian"
    LEGAL_REPRESENTATIVE = "legal_representative"
    TRUSTED_PERSON = "trusted_person"
    COACH = "coach"
    COACH_COVER = "coach_cover"
    FORMER_COACH = "former_coach"
    TEAM_MEMBER = "team_member"
    TEAM_LEADER = "team_leader"
    COLLEGE_DIRECTOR = "college_director"
    SUPPORT_ADVISOR = "support_advisor"
    STUDENT_ADMINISTRATION = "student_administration"
    CASE_TEAM = "case_team"
    PARTNER = "partner"
    DESK = "desk"
    HANDED_OVER = "handed_over"
    WORKPLACE_SUPERVISOR = "workplace_supervisor"
    SCHOOL_EDUCATOR = "school_educator"
    INSTITUTE_EDUCATOR = "institute_educator"
    PLACEMENT_OFFICE = "placement_office"
    REGIONAL_COORDINATOR = "regional_coordinator"
    EDUCATION_MANAGER = "education_manager"
    STUDENT_COUNSELLOR = "student_counsellor"
    LEARNING_WORK_COACH = "learning_work_coach"
    RECEIVING_SCHOOL = "receiving_school"
    CARE_PARTNER = "care_partner"
    REFERRED_TO = "referred_to"
    CONFIDANT = "confidant"
    TASK_OWNER = "task_owner"
    PRIVACY_OFFICER = "privacy_officer"
    EMERGENCY = "emergency"
    HELPDESK = "helpdesk"
    ADMINISTRATOR = "administrator"
    ADMINISTRATION_SYSTEM = "administration_system"
    GUIDANCE_SYSTEM = "guidance_system"
    FOLLOW_UP_SYSTEM = "follow_up_system"


class Purpose(StrEnum):
    """What a person looks for; stands in the log of reads."""

    OWN_AFFAIRS = "own_affairs"
    GUIDANCE = "guidance"
    PROCEDURE = "procedure"
    SUPPORT = "support"
    ADMINISTRATION = "administration"
    FOLLOW_UP = "follow_up"
    HANDED_OVER = "handed_over"
    EMERGENCY = "emergency"
    PRIVACY = "privacy"


class Data(StrEnum):
    """Kinds of data about a student."""

    IDENTITY = "identity"
    CONTACT = "contact"
    ENROLMENT = "enrolment"
    PEOPLE_AROUND = "people_around"
    TALKS = "talks"
    PLANNED_TALKS = "planned_talks"
    HELP = "help"
    SELF_CHECK = "self_check"
    SUCCESSES = "successes"
    NETWORK = "network"
    COACH_CHANGE = "coach_change"
    WORKING_NOTES = "working_notes"
    RESULTS = "results"
    ABSENCE = "absence"
    ALERTS = "alerts"
    CONCERNS = "concerns"
    SICK_REPORT = "sick_report"
    ABSENCE_REPORT = "absence_report"
    CASES = "cases"
    NAMED_CASE = "named_case"
    LEAVING = "leaving"
    CASE_ANALYSIS = "case_analysis"
    LETTERS = "letters"
    READ_LOG = "read_log"
    RIGHTS = "rights"
    HANDOVER = "handover"
    FOLLOWING = "following"
    TRANSFER = "transfer"
    PLAN = "plan"
    ADJUSTMENT = "adjustment"
    PLACEMENT = "placement"
    WORKPLACE = "workplace"
    WORKPLACE_GUIDANCE = "workplace_guidance"
    APPOINTMENT = "appointment"
    PROGRESS_REVIEW = "progress_review"
    COUNSELLING = "counselling"
    COUNSELLOR_VISIT = "counsellor_visit"
    COUNSELLOR_ADVICE = "counsellor_advice"
    CARE_TEAM = "care_team"
    TEACHERS_ROUND = "teachers_round"
    REFERRAL = "referral"
    IN_CONFIDENCE = "in_confidence"
    SEEN_BY_HELPER = "seen_by_helper"
    CONVERSATION = "conversation"
    CONTEST = "contest"


class Action(StrEnum):
    """What a person wants to do with it."""

    SEE = "see"
    RECORD = "record"
    DECIDE = "decide"
    SIGN = "sign"
    EXPORT = "export"
    MANAGE = "manage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why the policy says yes: the relation, and the purpose it serves."""

    relation: Relation
    purpose: Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Yes or no. `because` is empty exactly when the answer is no."""

    because: tuple[Because, ...]

    @property
    def allowed(self) -> bool:
        return bool(self.because)
