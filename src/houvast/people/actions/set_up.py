"""Making an institution and its first administrator, where nobody can sign in yet."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from houvast.people.clock import now
from houvast.people.first_run import is_first_run, spend_code
from houvast.people.links import issue_link
from houvast.people.models import Account, Organisation, Person, RoleAssignment, SingleUseLink
from houvast.people.names import sort_name_of
from houvast.people.refusals import CannotBeDone


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """What is asked about the institution itself."""

    name: str
    code: str = ""
    school_region: str = Organisation.SchoolRegion.MIDDLE


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAdministrator:
    """Who will hold the keys; `password` is empty when a link is to be used."""

    given_name: str
    family_name: str
    email: str
    name_prefix: str = ""
    language: str = "nl"
    password: str = ""


def found_organisation(institution: Institution) -> Organisation:
    """The row of the institution: the one that an import made is taken, else it is new.

    An organisation lies before the wall, so this runs first and the caller opens the scope of what it returns.
    Raises CannotBeDone when somebody can sign in already.
    """
    if not is_first_run():
        raise CannotBeDone("Somebody can sign in already. Sign in as an administrator to change the institution.")
    institutions = list(Organisation.objects.filter(kind=Organisation.Kind.INSTITUTION).order_by("pk")[:2])
    organisation = next((one for one in institutions if one.code and one.code == institution.code), None)
    if organisation is None and len(institutions) == 1 and institutions[0].code in {"", institution.code}:
        organisation = institutions[0]  # an import on the empty database made it, for want of a better name
    organisation = organisation or Organisation(kind=Organisation.Kind.INSTITUTION)
    organisation.name = institution.name
    organisation.code = institution.code or organisation.code
    organisation.school_region = institution.school_region
    organisation.save()
    return organisation


def appoint_first_administrator(*, organisation: Organisation, administrator: FirstAdministrator, on: date) -> str:
    """Person, account and role; returns the token of a single-use link, empty when a password was given.

    Runs inside the organisation's scope. The set-up code is spent.
    """
    with transaction.atomic():
        person = Person(
            organisation=organisation,
            given_name=administrator.given_name,
            name_prefix=administrator.name_prefix,
            family_name=administrator.family_name,
            email=administrator.email,
            language=administrator.language,
            created_at=now(),
        )
        person.sort_name = sort_name_of(person)
        person.save()
        account = Account(organisation=organisation, person=person, email=administrator.email, created_at=now())
        if administrator.password:
            account.set_password(administrator.password)
        else:
            account.set_unusable_password()
        account.save()
        RoleAssignment.objects.create(
            organisation=organisation, person=person, role=RoleAssignment.Role.ADMINISTRATOR, starts_on=on
        )
        spend_code()
        if administrator.password:
            return ""
        return issue_link(account=account, purpose=SingleUseLink.Purpose.INVITATION)
