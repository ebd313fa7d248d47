"""The roles that a start page knows, and which of them a person has."""

from enum import StrEnum

from django.utils.translation import gettext

from houvast.people.models import PersonalRelation, RoleAssignment
from houvast.people.role_names import RELATION_NAMES, ROLE_NAMES
from houvast.people.viewer import Viewer

ROLE = RoleAssignment.Role
KIND = PersonalRelation.Kind


class Part(StrEnum):
    """The roles a start page knows: a person may have several."""

    COACH = "coach"
    TEAM_LEADER = "team_leader"
    SUPPORT_ADVISOR = "support_advisor"
    COLLEGE_DIRECTOR = "college_director"
    STUDENT_ADMINISTRATION = "student_administration"
    ADMINISTRATOR = "administrator"
    TEACHER = "teacher"
    GUARDIAN = "guardian"
    TRUSTED_PERSON = "trusted_person"
    LEARNING_WORK_COACH = "learning_work_coach"
    PLACEMENT_OFFICE = "placement_office"
    WORKPLACE_GUIDE = "workplace_guide"
    SUBJECT_COORDINATOR = "subject_coordinator"
    EDUCATION_MANAGER = "education_manager"
    EXAMINATION_BOARD = "examination_board"
    STUDENT_COUNSELLOR = "student_counsellor"
    PARTNER = "partner"
    HELPDESK = "helpdesk"
    APPEALS_BOARD = "appeals_board"
    COMPLAINTS_COMMITTEE = "complaints_committee"
    OBJECTIONS_COMMITTEE = "objections_committee"


_BY_ROLE = {
    ROLE.STUDY_COACH: Part.COACH,
    ROLE.TEAM_LEADER: Part.TEAM_LEADER,
    ROLE.SUPPORT_ADVISOR: Part.SUPPORT_ADVISOR,
    ROLE.COLLEGE_DIRECTOR: Part.COLLEGE_DIRECTOR,
    ROLE.STUDENT_ADMINISTRATION: Part.STUDENT_ADMINISTRATION,
    ROLE.ADMINISTRATOR: Part.ADMINISTRATOR,
    ROLE.TEACHER: Part.TEACHER,
    ROLE.ATTENDANCE_OFFICER: Part.PARTNER,
    ROLE.RMC: Part.PARTNER,
    ROLE.YOUTH_ADVISER: Part.PARTNER,
    ROLE.YOUTH_TEAM: Part.PARTNER,
    ROLE.OUTREACH: Part.PARTNER,
    ROLE.JOB_COACH: Part.PARTNER,
    ROLE.INTAKE: Part.PARTNER,
    ROLE.LEARNING_WORK_COACH: Part.LEARNING_WORK_COACH,
    ROLE.PLACEMENT_OFFICE: Part.PLACEMENT_OFFICE,
    ROLE.HELPDESK: Part.HELPDESK,
    ROLE.APPEALS_BOARD: Part.APPEALS_BOARD,
    ROLE.COMPLAINTS_COMMITTEE: Part.COMPLAINTS_COMMITTEE,
    ROLE.OBJECTIONS_COMMITTEE: Part.OBJECTIONS_COMMITTEE,
    ROLE.REGIONAL_COORDINATOR: Part.PLACEMENT_OFFICE,
    ROLE.SUBJECT_COORDINATOR: Part.SUBJECT_COORDINATOR,
    ROLE.EDUCATION_MANAGER: Part.EDUCATION_MANAGER,
    ROLE.EXAMINATION_BOARD: Part.EXAMINATION_BOARD,
    ROLE.STUDENT_COUNSELLOR: Part.STUDENT_COUNSELLOR,
}
_BY_KIND = {
    KIND.COACH: Part.COACH,
    KIND.COACH_COVER: Part.COACH,
    KIND.FORMER_COACH: Part.COACH,
    KIND.GUARDIAN: Part.GUARDIAN,
    KIND.TRUSTED_PERSON: Part.TRUSTED_PERSON,
    KIND.HANDED_OVER: Part.PARTNER,
    KIND.PARTNER: Part.PARTNER,
    KIND.WORKPLACE_SUPERVISOR: Part.WORKPLACE_GUIDE,
    KIND.SCHOOL_EDUCATOR: Part.WORKPLACE_GUIDE,
    KIND.INSTITUTE_EDUCATOR: Part.WORKPLACE_GUIDE,
}


ASKS_HANDOVERS = frozenset({Part.COACH, Part.TEAM_LEADER, Part.SUPPORT_ADVISOR, Part.PARTNER})
AT_WORK = frozenset(
    {
        Part.PLACEMENT_OFFICE,
        Part.WORKPLACE_GUIDE,
        Part.STUDENT_COUNSELLOR,
        Part.EDUCATION_MANAGER,
        Part.SUBJECT_COORDINATOR,
        Part.EXAMINATION_BOARD,
    }
)


def parts_of(viewer: Viewer) -> tuple[Part, ...]:
    """The roles this person has on this day, in the order of Part."""
    found = {_BY_ROLE[ROLE(name)] for name in viewer.role_names if ROLE(name) in _BY_ROLE}
    found |= {_BY_KIND[KIND(kind)] for kind in viewer.relation_kinds if KIND(kind) in _BY_KIND}
    return tuple(part for part in Part if part in found)


def part_name(part: Part) -> str:
    """What a role is called."""
    if part is Part.WORKPLACE_GUIDE:
        return gettext("Workplace learning")
    by_role = {part_: role for role, part_ in reversed(_BY_ROLE.items())}
    by_kind = {part_: kind for kind, part_ in _BY_KIND.items()}
    if part in {Part.GUARDIAN, Part.TRUSTED_PERSON, Part.PARTNER}:
        return str(RELATION_NAMES[by_kind[part]])
    return str(ROLE_NAMES[by_role[part]])
