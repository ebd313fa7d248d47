"""The roles that may act in a procedure. Who has a role is settled within the case, never by job title alone."""

from enum import StrEnum


class Role(StrEnum):
    STUDENT = "student"
    GUARDIAN = "guardian"
    TRUSTED_PERSON = "trusted_person"
    COACH = "coach"
    PROGRAMME_TEAM = "programme_team"
    TEAM_LEADER = "team_leader"
    COLLEGE_DIRECTOR = "college_director"
    SUPPORT_ADVISOR = "support_advisor"
    STUDENT_COUNSELLOR = "student_counsellor"
    STUDENT_ADMINISTRATION = "student_administration"
    YOUTH_TEAM = "youth_team"
    ATTENDANCE_OFFICER = "attendance_officer"
    YOUTH_ADVISER = "youth_adviser"
    PARTNER = "partner"
    FEEDER_SCHOOL = "feeder_school"
    SCHOOL_COUNSELLOR = "school_counsellor"
    EXAMINATION_BOARD = "examination_board"
    APPEALS_BOARD = "appeals_board"
    COMPLAINTS_COMMITTEE = "complaints_committee"
    OBJECTIONS_COMMITTEE = "objections_committee"
    PRACTICE_TRAINER = "practice_trainer"
    WORKPLACE_SUPERVISOR = "workplace_supervisor"
    SCHOOL_BASED_TEACHER_EDUCATOR = "school_based_teacher_educator"
    INSTITUTE_BASED_TEACHER_EDUCATOR = "institute_based_teacher_educator"
    REGIONAL_COORDINATOR = "regional_coordinator"
    PLACEMENT_OFFICE = "placement_office"
    SUBJECT_COORDINATOR = "subject_coordinator"
    EDUCATION_MANAGER = "education_manager"
    HELPDESK = "helpdesk"


LABELS: dict[Role, tuple[str, str]] = {
    Role.STUDENT: ("student", "student"),
    Role.GUARDIAN: ("ouder of verzorger", "parent or carer"),
    Role.TRUSTED_PERSON: ("vertrouwd persoon", "trusted person"),
    Role.COACH: ("coach", "coach"),
    Role.PROGRAMME_TEAM: ("onderwijsteam", "programme team"),
    Role.TEAM_LEADER: ("teamleider", "team leader"),
    Role.COLLEGE_DIRECTOR: ("directie", "college director"),
    Role.SUPPORT_ADVISOR: ("ondersteuningsadviseur", "support advisor"),
    Role.STUDENT_COUNSELLOR: ("decaan", "student counsellor"),
    Role.STUDENT_ADMINISTRATION: ("studentenadministratie", "student administration"),
    Role.YOUTH_TEAM: ("jeugdteam", "youth team"),
    Role.ATTENDANCE_OFFICER: ("leerplichtambtenaar", "attendance officer"),
    Role.YOUTH_ADVISER: ("jongerenadviseur van het Doorstroompunt", "youth adviser"),
    Role.PARTNER: ("ketenpartner", "partner"),
    Role.FEEDER_SCHOOL: ("vorige school", "feeder school"),
    Role.SCHOOL_COUNSELLOR: ("decaan van de vorige school", "school counsellor"),
    Role.EXAMINATION_BOARD: ("examencommissie", "examination board"),
    Role.APPEALS_BOARD: ("commissie van beroep", "appeals board"),
    Role.COMPLAINTS_COMMITTEE: ("klachtencommissie", "complaints committee"),
    Role.OBJECTIONS_COMMITTEE: ("geschillenadviescommissie", "objections committee"),
    Role.PRACTICE_TRAINER: ("praktijkopleider", "practice trainer"),
    Role.WORKPLACE_SUPERVISOR: ("werkplekbegeleider", "workplace supervisor"),
    Role.SCHOOL_BASED_TEACHER_EDUCATOR: ("schoolopleider", "school-based teacher educator"),
    Role.INSTITUTE_BASED_TEACHER_EDUCATOR: ("instituutsopleider", "institute-based teacher educator"),
    Role.REGIONAL_COORDINATOR: ("regiocoördinator", "regional coordinator"),
    Role.PLACEMENT_OFFICE: ("stagebureau", "placement office"),
    Role.SUBJECT_COORDINATOR: ("vakgroepcoördinator", "subject coordinator"),
    Role.EDUCATION_MANAGER: ("onderwijsmanager", "education manager"),
    Role.HELPDESK: ("helpdesk", "helpdesk"),
}
"""Dutch and English names; a pack may relabel a role in `labels`."""
