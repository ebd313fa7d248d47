"""The partner desks, whom each is for, and the groups that are followed beside those without a basic qualification.

S-440, S-441 to S-444, S-446 to S-448. Until which birthday somebody is followed is the law's answer (`education-duty`).
"""

from enum import StrEnum


class DeskKind(StrEnum):
    """What a desk does; the same names as the roles of who work there."""

    ATTENDANCE_OFFICER = "attendance_officer"
    RMC = "rmc"
    YOUTH_ADVISER = "youth_adviser"
    YOUTH_TEAM = "youth_team"
    OUTREACH = "outreach"
    JOB_COACH = "job_coach"
    INTAKE = "intake"


TAKES_REPORTS = frozenset({DeskKind.ATTENDANCE_OFFICER, DeskKind.RMC})
"""Desks that have a task by law, so that a report may go there without consent."""


class Group(StrEnum):
    """Why a desk follows somebody: the extra groups are in work and are followed all the same (S-441)."""

    NO_QUALIFICATION = "no_qualification"
    ENTREE_EMPLOYED = "entree_employed"
    PRO_EMPLOYED = "pro_employed"
    VSO_EMPLOYED = "vso_employed"
    OTHER = "other"


EXTRA_GROUPS = frozenset({Group.ENTREE_EMPLOYED, Group.PRO_EMPLOYED, Group.VSO_EMPLOYED})
"""S-442: level 1 diploma; S-443: practical training; S-444: special education, labour market or day activity."""
