"""For whom a school asks a second factor, and from when: roles that read many dossiers, and partners outside."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest

from houvast.people.clock import AMSTERDAM, day_of, real_now
from houvast.people.factors import has_factor
from houvast.people.models import Account, AccountReach, Organisation, PersonalRelation, RoleAssignment, SignInRules
from houvast.people.viewer import running_on
from houvast.people.wall_opening import inside

FACTOR_DUE = "factor_due"
"""In a session: from which moment (ISO) a second factor is needed to go on; absent when none is asked."""
Role = RoleAssignment.Role
FEW_DOSSIERS = frozenset(
    {
        *(Role.TEACHER, Role.STUDY_COACH, Role.SUBJECT_COORDINATOR, Role.POLICY_MAKER, Role.EXAMINATION_BOARD),
        *(Role.APPEALS_BOARD, Role.COMPLAINTS_COMMITTEE, Role.OBJECTIONS_COMMITTEE),
    }
)
MANY_DOSSIERS = tuple(role.value for role in Role if role not in FEW_DOSSIERS)
"""Roles that open the dossiers of a team, a school or a desk, or that give rights: what a school is offered."""
OUTSIDE = frozenset(
    {
        PersonalRelation.Kind.PARTNER,
        PersonalRelation.Kind.HANDED_OVER,
        PersonalRelation.Kind.WORKPLACE_SUPERVISOR,
        PersonalRelation.Kind.SCHOOL_EDUCATOR,
    }
)


def factor_due(account: Account) -> datetime | None:
    """From when this account needs a second factor; None when it has one or nobody asks it of this account."""
    if has_factor(account) or (settings.HOUVAST.demo and account.is_demo):
        return None
    organisations = [account.organisation_id]
    if account.has_reach:
        organisations += AccountReach.objects.filter(account=account).values_list("organisation_id", flat=True)
    asking = list(SignInRules.objects.filter(organisation__in=organisations, factor_from__isnull=False))
    if not asking:
        return None
    day = day_of(real_now())
    with inside(organisations):
        roles = set(
            RoleAssignment.objects.filter(running_on(day), person=account.person_id).values_list("role", flat=True)
        )
        kinds = PersonalRelation.objects.filter(running_on(day), holder=account.person_id).values_list(
            "kind", flat=True
        )
        outside = account.organisation.kind != Organisation.Kind.INSTITUTION or bool(OUTSIDE & set(kinds))
    due = [
        _first_moment(rules, account)
        for rules in asking
        if (rules.factor_for_partners and outside)
        or (rules.organisation_id == account.organisation_id and roles & set(rules.factor_roles))
    ]
    return min(due, default=None)


def renew_due(request: HttpRequest, account: Account) -> datetime | None:
    """Keep in this session from when a second factor is needed: at signing in, and when factors change."""
    due = factor_due(account)
    if due is None:
        request.session.pop(FACTOR_DUE, None)
    else:
        request.session[FACTOR_DUE] = due.isoformat()
    return due


def is_overdue(request: HttpRequest) -> bool:
    """Whether this session may only make a second factor now. Reads the session alone."""
    due = request.session.get(FACTOR_DUE)
    return isinstance(due, str) and datetime.fromisoformat(due) <= real_now()


def _first_moment(rules: SignInRules, account: Account) -> datetime:
    """The first moment of the day after the days of grace, which begin for each account when it could first come in."""
    assert rules.factor_from is not None
    begins: date = max(rules.factor_from, day_of(account.created_at))
    return datetime.combine(begins + timedelta(days=rules.grace_days), time(), AMSTERDAM)
