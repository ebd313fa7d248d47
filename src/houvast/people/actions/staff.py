"""Staff: who comes in, with which role in which unit from when until when, and who goes."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from houvast.people.actions.confirming import ask_again
from houvast.people.actions.record import must_be_administrator, note, role_in_words
from houvast.people.clock import now
from houvast.people.links import issue_link
from houvast.people.models import Account, AdministrativeAct, Person, RoleAssignment, SingleUseLink, Unit
from houvast.people.names import sort_name_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer, running_on
from houvast.people.waiting import given_anew

WITHOUT_UNIT = frozenset({RoleAssignment.Role.ADMINISTRATOR, RoleAssignment.Role.PRIVACY_OFFICER})
"""Roles that hold for the whole organisation only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """What is known of somebody who comes in."""

    given_name: str
    family_name: str
    email: str
    name_prefix: str = ""
    number: str = ""
    phone: str = ""
    language: str = "nl"


def add_person(*, new: NewPerson, by: Viewer) -> Person:
    """A person of the organisation who is not a student; whoever calls judged that `by` may."""
    person = Person(
        organisation_id=by.organisation_id,
        given_name=new.given_name,
        name_prefix=new.name_prefix,
        family_name=new.family_name,
        email=new.email,
        number=new.number,
        phone=new.phone,
        language=new.language,
        created_at=now(),
    )
    person.sort_name = sort_name_of(person)
    person.save(force_insert=True)
    return person


def open_access(*, person: Person, email: str, by: Viewer) -> str:
    """An account without a password, and the token of its invitation; whoever calls judged that `by` may.

    Roles that were confirmed wait again: whoever gets the link at this address becomes that person. Raises CannotBeDone
    when the person has access or the address belongs to somebody else.
    """
    if Account.objects.filter(person=person).exists():
        raise CannotBeDone(_("This person has access already."))
    account = Account(organisation_id=person.organisation_id, person=person, email=email, created_at=now())
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise CannotBeDone(_("Somebody else signs in with this e-mail address."), "email") from error
    ask_again(person.pk, by)
    note(by=by, act=AdministrativeAct.Act.INVITED, about=person)
    return issue_link(account=account, purpose=SingleUseLink.Purpose.INVITATION)


def invite_staff(
    *, new: NewPerson, role: str, unit: Unit | None, starts_on: date, ends_on: date | None = None, by: Viewer
) -> tuple[Person, str]:
    """Person, account and first role, and the token of the invitation. Somebody known by that address is taken.

    Raises NotYours, CannotBeDone.
    """
    must_be_administrator(by)
    with transaction.atomic():
        known = Person.objects.filter(
            organisation_id=by.organisation_id, email__iexact=new.email, is_student=False, account__isnull=True
        )
        person = known.order_by("pk").first() or add_person(new=new, by=by)
        token = open_access(person=person, email=new.email, by=by)
        give_role(person=person, role=role, unit=unit, starts_on=starts_on, ends_on=ends_on, by=by)
    return person, token


def give_role(
    *, person: Person, role: str, unit: Unit | None, starts_on: date, ends_on: date | None = None, by: Viewer
) -> RoleAssignment:
    """Raises NotYours; CannotBeDone when the role runs there already or the days are the wrong way round."""
    must_be_administrator(by)
    if person.is_student or person.organisation_id != by.organisation_id:
        raise CannotBeDone(_("A role is for staff of the institution."), "role")
    if ends_on is not None and ends_on < starts_on:
        raise CannotBeDone(_("The last day lies before the first day."), "ends_on")
    if role in WITHOUT_UNIT and unit is not None:
        raise CannotBeDone(_("This role is for the whole institution: leave the unit empty."), "unit")
    same = RoleAssignment.every.filter(person=person, role=role, unit=unit, refused_at__isnull=True)
    if same.filter(running_on(starts_on)).exists():
        raise CannotBeDone(_("This person holds this role there already."), "role")
    given = RoleAssignment.objects.create(
        organisation_id=by.organisation_id,
        person=person,
        role=role,
        unit=unit,
        starts_on=starts_on,
        ends_on=ends_on,
        given_by=by.person,
        given_at=now(),
    )
    note(by=by, act=AdministrativeAct.Act.ROLE_GIVEN, about=person, text=role_in_words(given))
    return given


def end_role(*, assignment_id: uuid.UUID, seen: int, last_day: date, by: Viewer) -> None:
    """The last day counts. A later one than before is given anew: what was confirmed up to that day waits again.

    Raises NotYours, ChangedMeanwhile; CannotBeDone for the last administrator.
    """
    must_be_administrator(by)
    with transaction.atomic():
        roles = RoleAssignment.every.select_related("unit", "person").select_for_update(of=("self",))
        role = roles.get(pk=assignment_id, organisation_id=by.organisation_id)
        if last_day < role.starts_on:
            raise CannotBeDone(_("The last day lies before the first day."), "last_day")
        if role.role == RoleAssignment.Role.ADMINISTRATOR:
            _keep_an_administrator(by, without=role.person)
        again = given_anew(role, last_day, by=by.person.pk, at=now())
        write_over(RoleAssignment.every.filter(pk=role.pk), seen, role.person.name, ends_on=last_day, **again)
        note(by=by, act=AdministrativeAct.Act.ROLE_ENDED, about=role.person, text=role_in_words(role))


def reset_access(*, person: Person, by: Viewer) -> str:
    """A new link for somebody who cannot get in; the old password stops working. Raises NotYours, CannotBeDone."""
    must_be_administrator(by)
    account = _account_of(person, by)
    if not account.is_active:
        raise CannotBeDone(_("This access was ended. Give it back first."))
    with transaction.atomic():
        account.set_unusable_password()
        account.save(update_fields=["password"])
        note(by=by, act=AdministrativeAct.Act.ACCESS_RESET, about=person)
        return issue_link(account=account, purpose=SingleUseLink.Purpose.RESET)


def end_access(*, person: Person, by: Viewer) -> None:
    """From the next request on this person is out. Raises NotYours; CannotBeDone for the last administrator."""
    must_be_administrator(by)
    account = _account_of(person, by)
    with transaction.atomic():
        if person.roles.filter(running_on(by.day), role=RoleAssignment.Role.ADMINISTRATOR).exists():
            _keep_an_administrator(by, without=person)
        Account.objects.filter(pk=account.pk).update(is_active=False)
        note(by=by, act=AdministrativeAct.Act.ACCESS_ENDED, about=person)


def restore_access(*, person: Person, by: Viewer) -> None:
    """Raises NotYours, CannotBeDone."""
    must_be_administrator(by)
    account = _account_of(person, by)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=True)
        note(by=by, act=AdministrativeAct.Act.ACCESS_RESTORED, about=person)


def _account_of(person: Person, by: Viewer) -> Account:
    account = Account.objects.filter(person=person, organisation_id=by.organisation_id).first()
    if account is None:
        raise CannotBeDone(_("This person has no access yet: send an invitation."))
    return account


def _keep_an_administrator(by: Viewer, *, without: Person) -> None:
    others = RoleAssignment.objects.filter(
        running_on(by.day),
        organisation_id=by.organisation_id,
        role=RoleAssignment.Role.ADMINISTRATOR,
        ends_on__isnull=True,
        person__account__is_active=True,
    ).exclude(person=without)
    if not others.exists():
        raise CannotBeDone(_("This is the last administrator. Appoint another one first."))
