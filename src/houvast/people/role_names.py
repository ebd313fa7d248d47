"""What roles, relations and units are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from houvast.people.models import AdministrativeAct, PersonalRelation, RoleAssignment, Unit

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ROLE_NAMES: dict[str, StrPromise] = {
    RoleAssignment.Role.TEACHER: _("Teacher"),
    RoleAssignment.Role.STUDY_COACH: _("Coach"),
    RoleAssignment.Role.TEAM_LEADER: _("Team leader"),
    RoleAssignment.Role.COLLEGE_DIRECTOR: _("College director"),
    RoleAssignment.Role.SUPPORT_ADVISOR: _("Support advisor"),
    RoleAssignment.Role.STUDENT_ADMINISTRATION: _("Student administration"),
    RoleAssignment.Role.ATTENDANCE_OFFICER: _("Attendance officer"),
    RoleAssignment.Role.RMC: _("RMC"),
    RoleAssignment.Role.YOUTH_ADVISER: _("Youth adviser"),
    RoleAssignment.Role.YOUTH_TEAM: _("Youth team"),
    RoleAssignment.Role.OUTREACH: _("Outreach worker"),
    RoleAssignment.Role.JOB_COACH: _("Job coach"),
    RoleAssignment.Role.INTAKE: _("Intake"),
    RoleAssignment.Role.PLACEMENT_OFFICE: _("Placement office"),
    RoleAssignment.Role.REGIONAL_COORDINATOR: _("Regional coordinator"),
    RoleAssignment.Role.SUBJECT_COORDINATOR: _("Subject coordinator"),
    RoleAssignment.Role.EDUCATION_MANAGER: _("Education manager"),
    RoleAssignment.Role.EXAMINATION_BOARD: _("Examination board"),
    RoleAssignment.Role.STUDENT_COUNSELLOR: _("Student counsellor"),
    RoleAssignment.Role.LEARNING_WORK_COACH: _("Learning-work coach"),
    RoleAssignment.Role.PRIVACY_OFFICER: _("Privacy officer"),
    RoleAssignment.Role.HELPDESK: _("Helpdesk"),
    RoleAssignment.Role.APPEALS_BOARD: _("Appeals board"),
    RoleAssignment.Role.COMPLAINTS_COMMITTEE: _("Complaints committee"),
    RoleAssignment.Role.OBJECTIONS_COMMITTEE: _("Objections committee"),
    RoleAssignment.Role.POLICY_MAKER: _("Board or policy maker"),
    RoleAssignment.Role.ADMINISTRATOR: _("Administrator"),
}

RELATION_NAMES: dict[str, StrPromise] = {
    PersonalRelation.Kind.COACH: _("Coach"),
    PersonalRelation.Kind.COACH_COVER: _("Covers for the coach"),
    PersonalRelation.Kind.FORMER_COACH: _("Was the coach before"),
    PersonalRelation.Kind.GUARDIAN: _("Guardian"),
    PersonalRelation.Kind.TRUSTED_PERSON: _("Trusted person"),
    PersonalRelation.Kind.CASE_TEAM: _("Case team"),
    PersonalRelation.Kind.PARTNER: _("Partner"),
    PersonalRelation.Kind.HANDED_OVER: _("Handed over to"),
    PersonalRelation.Kind.WORKPLACE_SUPERVISOR: _("Workplace supervisor"),
    PersonalRelation.Kind.SCHOOL_EDUCATOR: _("School-based teacher educator"),
    PersonalRelation.Kind.INSTITUTE_EDUCATOR: _("Institute-based teacher educator"),
}

UNIT_NAMES: dict[str, StrPromise] = {
    Unit.Kind.COLLEGE: _("College"),
    Unit.Kind.TEAM: _("Team"),
    Unit.Kind.GROUP: _("Class"),
    Unit.Kind.DESK: _("Desk"),
}

ACT_NAMES: dict[str, StrPromise] = {
    AdministrativeAct.Act.SETTINGS: _("Settings changed"),
    AdministrativeAct.Act.UNIT: _("Unit changed"),
    AdministrativeAct.Act.PROGRAMME: _("Programme changed"),
    AdministrativeAct.Act.INVITED: _("Invited"),
    AdministrativeAct.Act.ACCESS_RESET: _("New link to sign in"),
    AdministrativeAct.Act.ACCESS_ENDED: _("Access ended"),
    AdministrativeAct.Act.ACCESS_RESTORED: _("Access given back"),
    AdministrativeAct.Act.ROLE_GIVEN: _("Role given"),
    AdministrativeAct.Act.ROLE_ENDED: _("Role ended"),
    AdministrativeAct.Act.ROLE_CONFIRMED: _("Role confirmed"),
    AdministrativeAct.Act.ROLE_REFUSED: _("Role refused"),
    AdministrativeAct.Act.COACH_ASSIGNED: _("Coach assigned"),
    AdministrativeAct.Act.CASELOAD_HANDED_OVER: _("Students handed over"),
    AdministrativeAct.Act.IDENTITY_TYPED: _("Name or birth date typed"),
    AdministrativeAct.Act.GUARDIAN_ADDED: _("Guardian added"),
    AdministrativeAct.Act.GUARDIAN_CHANGED: _("Guardian changed"),
    AdministrativeAct.Act.PARTNER_INVITED: _("Partner invited"),
    AdministrativeAct.Act.REACH_GIVEN: _("Partner given a role"),
    AdministrativeAct.Act.REACH_ENDED: _("Role of a partner ended"),
    AdministrativeAct.Act.PERSONS_MERGED: _("Two records of one person joined"),
    AdministrativeAct.Act.PERSONS_APART: _("Two records judged to be two persons"),
}
