"""Partners: people of another organisation, who see single students of ours from a day on and until a day."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.operation.actions.access import tell_by_link
from houvast.people.actions.record import must_be_administrator, note
from houvast.people.actions.staff import NewPerson
from houvast.people.clock import now
from houvast.people.links import issue_link
from houvast.people.models import (
    Account,
    AccountReach,
    AdministrativeAct,
    Organisation,
    Person,
    PersonalRelation,
    RoleAssignment,
    SingleUseLink,
)
from houvast.people.names import sort_name_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer, running_on
from houvast.privacy.scope import organisation_scope

KINDS_OF_PARTNERS = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.PARTNER, Organisation.Kind.FEEDER_SCHOOL)
ROLES_OF_PARTNERS = (
    RoleAssignment.Role.ATTENDANCE_OFFICER,
    RoleAssignment.Role.RMC,
    RoleAssignment.Role.YOUTH_ADVISER,
    RoleAssignment.Role.YOUTH_TEAM,
    RoleAssignment.Role.JOB_COACH,
)
PARTNER = PersonalRelation.Kind.PARTNER


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which students, from which day, until and including which day (None: until it is ended)."""

    students: Sequence[Person]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerOrganisation:
    """A partner by its name; one that is known by that name and kind is taken."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who was invited; `address` is the link to hand over, empty when this person signs in already."""

    person: Person
    address: str


def invite_partner(*, at: PartnerOrganisation, new: NewPerson, role: str, reach: Reach, by: Viewer) -> Invited:
    """Somebody of another organisation, with a role there and the students of ours whom they may see.

    Whoever signs in already as somebody of a partner is taken. Raises NotYours, CannotBeDone.
    """
    must_be_administrator(by)
    _days_fit(reach)
    with transaction.atomic():
        account = Account.objects.filter(email__iexact=new.email).select_related("organisation").first()
        if account is None:
            organisation = _organisation(at)
            person, address = _new_partner(organisation, new, role, reach, by)
        elif account.organisation.kind not in KINDS_OF_PARTNERS:
            raise CannotBeDone(_("Somebody else signs in with this e-mail address."), "email")
        else:
            with organisation_scope([by.organisation_id, account.organisation_id]):
                person, address = Person.objects.get(pk=account.person_id), ""
        give_reach(person=person, reach=reach, by=by)
        note(by=by, act=AdministrativeAct.Act.PARTNER_INVITED, text=at.name)
    return Invited(person=person, address=address)


def _organisation(wanted: PartnerOrganisation) -> Organisation:
    known = Organisation.objects.filter(name__iexact=wanted.name, kind=wanted.kind).order_by("pk").first()
    return known or Organisation.objects.create(name=wanted.name, kind=wanted.kind, education="")


def _new_partner(organisation: Organisation, new: NewPerson, role: str, reach: Reach, by: Viewer) -> tuple[Person, str]:
    with organisation_scope([by.organisation_id, organisation.pk]):
        person = Person(
            organisation=organisation,
            given_name=new.given_name,
            name_prefix=new.name_prefix,
            family_name=new.family_name,
            email=new.email,
            phone=new.phone,
            created_at=now(),
        )
        person.sort_name = sort_name_of(person)
        person.save(force_insert=True)
        RoleAssignment.objects.create(
            organisation=organisation, person=person, role=role, starts_on=reach.starts_on, ends_on=reach.ends_on
        )
        account = Account(organisation=organisation, person=person, email=new.email, created_at=now())
        account.set_unusable_password()
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError as error:
            raise CannotBeDone(_("Somebody else signs in with this e-mail address."), "email") from error
        token = issue_link(account=account, purpose=SingleUseLink.Purpose.INVITATION)
        return person, tell_by_link(person, token, is_invitation=True, by=by.person.organisation)


def give_reach(*, person: Person, reach: Reach, by: Viewer) -> None:
    """Let a partner see these students from a day on. Raises NotYours; CannotBeDone when one is seen already."""
    must_be_administrator(by)
    _days_fit(reach)
    if person.organisation_id == by.organisation_id:
        raise CannotBeDone(_("This is somebody of your own institution: give a role instead."), "students")
    with transaction.atomic():
        for student in reach.students:
            held = PersonalRelation.objects.filter(holder_id=person.pk, student=student, kind=PARTNER)
            if held.filter(running_on(reach.starts_on)).exists():
                raise CannotBeDone(_("%(name)s is shown to this partner already.") % {"name": student.name}, "students")
            PersonalRelation.objects.create(
                organisation_id=by.organisation_id,
                kind=PARTNER,
                holder_id=person.pk,
                student=student,
                starts_on=reach.starts_on,
                ends_on=reach.ends_on,
            )
            note(by=by, act=AdministrativeAct.Act.REACH_GIVEN, about=student)
        account = Account.objects.filter(person_id=person.pk).first()
        if account is not None:
            AccountReach.objects.get_or_create(account=account, organisation_id=by.organisation_id)
            Account.objects.filter(pk=account.pk).update(has_reach=True)


def end_reach(*, relation_id: uuid.UUID, seen: int, last_day: date, by: Viewer) -> None:
    """The last day on which this partner sees this student. Raises NotYours, ChangedMeanwhile, CannotBeDone."""
    must_be_administrator(by)
    with transaction.atomic():
        relation = PersonalRelation.objects.get(pk=relation_id, organisation_id=by.organisation_id, kind=PARTNER)
        if last_day < relation.starts_on:
            raise CannotBeDone(_("The last day lies before the first day."), "last_day")
        write_over(PersonalRelation.objects.filter(pk=relation.pk), seen, "The role of this partner", ends_on=last_day)
        note(by=by, act=AdministrativeAct.Act.REACH_ENDED, about=relation.student)


def end_all_reach(*, person_id: uuid.UUID, by: Viewer) -> None:
    """From now on this partner reaches nobody of our institution: every tie ends, and so does the reach.

    Ties that began before today end yesterday; what would begin today or later never begins. The account stays, since
    it belongs to the partner. Raises NotYours.
    """
    must_be_administrator(by)
    with transaction.atomic():
        mine = PersonalRelation.objects.filter(holder_id=person_id, organisation_id=by.organisation_id)
        today, yesterday = by.day, by.day.fromordinal(by.day.toordinal() - 1)
        ended = [row.student for row in mine.filter(running_on(today)).select_related("student")]
        mine.filter(starts_on__gte=today).delete()
        mine.filter(running_on(today)).update(ends_on=yesterday, revision=F("revision") + 1)
        account = Account.objects.filter(person_id=person_id).first()
        if account is not None:
            AccountReach.objects.filter(account=account, organisation_id=by.organisation_id).delete()
            still = AccountReach.objects.filter(account=account).exists()
            Account.objects.filter(pk=account.pk).update(has_reach=still)
        for student in ended:
            note(by=by, act=AdministrativeAct.Act.REACH_ENDED, about=student)


def new_link(*, person_id: uuid.UUID, by: Viewer) -> Invited:
    """A new link for a partner who never signed in; whoever has a password asks for one at the sign-in page.

    Raises NotYours, CannotBeDone.
    """
    must_be_administrator(by)
    account = Account.objects.filter(
        person_id=person_id, is_active=True, reach__organisation_id=by.organisation_id
    ).first()
    if account is None or account.has_usable_password():
        raise CannotBeDone(_("This partner signs in already: a new password is asked for at the sign-in page."))
    with transaction.atomic(), organisation_scope([by.organisation_id, account.organisation_id]):
        person = Person.objects.get(pk=person_id)
        token = issue_link(account=account, purpose=SingleUseLink.Purpose.INVITATION)
        note(by=by, act=AdministrativeAct.Act.PARTNER_INVITED)
        address = tell_by_link(person, token, is_invitation=True, by=by.person.organisation)
        return Invited(person=person, address=address)


def students_by_number(numbers: Collection[str], by: Viewer) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """Our students with these numbers, by name, and the numbers that are nobody's. One query."""
    found = Person.objects.filter(
        organisation_id=by.organisation_id, is_student=True, erased_at__isnull=True, number__in=numbers
    ).order_by("sort_name", "pk")
    known = {person.number for person in found}
    return tuple(found), tuple(sorted(set(numbers) - known))


def _days_fit(reach: Reach) -> None:
    if reach.ends_on is not None and reach.ends_on < reach.starts_on:
        raise CannotBeDone(_("The last day lies before the first day."), "ends_on")
