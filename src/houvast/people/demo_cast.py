"""The people whom a visitor of a demonstration may be."""

import uuid
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language, gettext

from houvast.people.clock import today
from houvast.people.models import Account, Person, PersonalRelation, RoleAssignment
from houvast.people.role_names import RELATION_NAMES, ROLE_NAMES
from houvast.people.viewer import running_on
from houvast.people.wall_opening import inside

ORDER = (
    "student",
    PersonalRelation.Kind.GUARDIAN,
    PersonalRelation.Kind.TRUSTED_PERSON,
    RoleAssignment.Role.STUDY_COACH,
    RoleAssignment.Role.TEACHER,
    RoleAssignment.Role.TEAM_LEADER,
    RoleAssignment.Role.SUPPORT_ADVISOR,
    RoleAssignment.Role.COLLEGE_DIRECTOR,
    RoleAssignment.Role.STUDENT_ADMINISTRATION,
    RoleAssignment.Role.ATTENDANCE_OFFICER,
    RoleAssignment.Role.RMC,
    RoleAssignment.Role.YOUTH_ADVISER,
    RoleAssignment.Role.YOUTH_TEAM,
    RoleAssignment.Role.OUTREACH,
    RoleAssignment.Role.JOB_COACH,
    RoleAssignment.Role.INTAKE,
    RoleAssignment.Role.PLACEMENT_OFFICE,
    RoleAssignment.Role.REGIONAL_COORDINATOR,
    RoleAssignment.Role.SUBJECT_COORDINATOR,
    RoleAssignment.Role.EDUCATION_MANAGER,
    RoleAssignment.Role.EXAMINATION_BOARD,
    RoleAssignment.Role.STUDENT_COUNSELLOR,
    RoleAssignment.Role.LEARNING_WORK_COACH,
    PersonalRelation.Kind.INSTITUTE_EDUCATOR,
    PersonalRelation.Kind.SCHOOL_EDUCATOR,
    PersonalRelation.Kind.WORKPLACE_SUPERVISOR,
    PersonalRelation.Kind.HANDED_OVER,
    PersonalRelation.Kind.PARTNER,
    PersonalRelation.Kind.CASE_TEAM,
    PersonalRelation.Kind.COACH_COVER,
    PersonalRelation.Kind.FORMER_COACH,
    RoleAssignment.Role.HELPDESK,
    RoleAssignment.Role.APPEALS_BOARD,
    RoleAssignment.Role.COMPLAINTS_COMMITTEE,
    RoleAssignment.Role.OBJECTIONS_COMMITTEE,
    RoleAssignment.Role.POLICY_MAKER,
    RoleAssignment.Role.PRIVACY_OFFICER,
    RoleAssignment.Role.ADMINISTRATOR,
    "",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickable:
    """One person of the demonstration; `story` says what you will see as this person."""

    account: uuid.UUID
    name: str
    kind: str
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickableGroup:
    title: str
    people: tuple[Pickable, ...]


def _kind_of(person: Person, roles: dict[uuid.UUID, str], relations: dict[uuid.UUID, str]) -> str:
    if person.is_student:
        return "student"
    return roles.get(person.pk) or relations.get(person.pk) or ""


def _title(kind: str) -> str:
    if kind == "student":
        return gettext("Students")
    return str(ROLE_NAMES.get(kind) or RELATION_NAMES.get(kind) or gettext("Others"))


def pickable() -> tuple[PickableGroup, ...]:
    """Everybody of the demonstration, grouped by role: students and their own people first."""
    story = "demo_story_en" if (get_language() or "nl").startswith("en") else "demo_story_nl"
    day = today()
    organisations = set(Account.objects.filter(is_demo=True).values_list("organisation_id", flat=True))
    with inside(organisations):
        accounts = list(Account.objects.select_related("person").filter(is_demo=True, is_active=True))
        persons = [account.person_id for account in accounts]
        roles = dict(
            RoleAssignment.objects.filter(running_on(day), person_id__in=persons).values_list("person_id", "role")
        )
        relations = dict(
            PersonalRelation.objects.filter(running_on(day), holder_id__in=persons)
            .exclude(kind=PersonalRelation.Kind.COACH)
            .values_list("holder_id", "kind")
        )
    people = [
        Pickable(
            account=account.pk,
            name=account.person.name,
            kind=_kind_of(account.person, roles, relations),
            story=str(getattr(account, story)),
        )
        for account in accounts
    ]
    people.sort(key=lambda one: (ORDER.index(one.kind), one.name))
    return tuple(
        PickableGroup(title=_title(kind), people=tuple(group))
        for kind, group in groupby(people, key=lambda one: one.kind)
    )


def picked(account_id: uuid.UUID) -> Account | None:
    """The demonstration account of that id; None for anything else."""
    return Account.objects.filter(pk=account_id, is_demo=True, is_active=True).first()
