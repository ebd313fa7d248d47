"""A second person confirms who opens what was told in confidence: a privacy officer who is no administrator, and who
neither gave it nor gets it.

Whoever is let in begins afresh. An administrator could have opened the account before, while its links were still shown
to them: the password, second steps, devices and the tie to the school's provider of before stop, and the way in is a
link by mail to the address that the privacy officer saw.
"""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from houvast.people import factors
from houvast.people.actions.record import NotYours, note, role_in_words
from houvast.people.clock import now
from houvast.people.devices import end_others
from houvast.people.links import issue_link
from houvast.people.models import (
    Account,
    AdministrativeAct,
    Person,
    RoleAssignment,
    SignInProvider,
    SingleUseLink,
)
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer, running_on
from houvast.people.waiting import NOT_JUDGED, OPENS, UNCONFIRMED

WAITS = OPENS & NOT_JUDGED
"""What a privacy officer can confirm or refuse."""


def confirm_role(*, assignment_id: uuid.UUID, seen: int, by: Viewer) -> tuple[Person, str]:
    """From now on the role counts. Gives who was let in, and the token of the link with which they begin afresh.

    Raises NotYours, ChangedMeanwhile; CannotBeDone for who gave it or gets it, for an administrator, or when there is
    no access yet.
    """
    with transaction.atomic():
        role = _judged(assignment_id, by)
        account = Account.objects.select_for_update(of=("self",)).filter(person=role.person_id, is_active=True).first()
        if account is None:
            raise CannotBeDone(_("This colleague cannot sign in yet. Confirm it after the administrator invited them."))
        waiting = RoleAssignment.every.filter(WAITS, pk=role.pk)
        write_over(waiting, seen, role.person.name, confirmed_by=by.person, confirmed_at=now(), vouched_by="")
        note(by=by, act=AdministrativeAct.Act.ROLE_CONFIRMED, about=role.person, text=role_in_words(role))
        return role.person, begin_afresh(account)


def refuse_role(*, assignment_id: uuid.UUID, seen: int, why: str, by: Viewer) -> Person:
    """This role never counts; whoever gives it again asks again. Raises NotYours, ChangedMeanwhile, CannotBeDone."""
    with transaction.atomic():
        role = _judged(assignment_id, by)
        waiting = RoleAssignment.every.filter(WAITS, pk=role.pk)
        write_over(waiting, seen, role.person.name, refused_by=by.person, refused_at=now(), refused_why=why)
        note(by=by, act=AdministrativeAct.Act.ROLE_REFUSED, about=role.person, text=role_in_words(role))
        return role.person


def may_judge(role: RoleAssignment, by: Viewer, *, arranges: bool) -> bool:
    """Whether this privacy officer is neither who gave the role nor who gets it, and gives no roles (`arranges`)."""
    return not arranges and by.person.pk not in {role.given_by_id, role.person_id}


def is_administrator(person_id: uuid.UUID, on: date) -> bool:
    """Whether this person gives roles, whatever the session counts: a role that a provider withholds is still held."""
    return _administrators(on).filter(person=person_id).exists()


def officers_who_confirm(on: date) -> QuerySet[RoleAssignment]:
    """The roles of those who can say yes: privacy officers who can sign in and are no administrator."""
    arranges = _administrators(on).filter(person=OuterRef("person"))
    return RoleAssignment.objects.filter(
        running_on(on),
        ~Exists(arranges),
        role=RoleAssignment.Role.PRIVACY_OFFICER,
        person__account__is_active=True,
    )


def _administrators(on: date) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.filter(running_on(on), role=RoleAssignment.Role.ADMINISTRATOR)


def confirm_provider(*, seen: int, by: Viewer) -> None:
    """The school's own provider, as it is now, may bring in who opens what was told in confidence.

    Raises NotYours, ChangedMeanwhile; CannotBeDone for who is administrator too, and so could have changed it.
    """
    _must_be_officer(by)
    if is_administrator(by.person.pk, by.day):
        raise CannotBeDone(_("You are administrator too: a privacy officer who is not confirms this."))
    with transaction.atomic():
        ours = SignInProvider.objects.filter(organisation_id=by.organisation_id)
        write_over(ours, seen, _("Signing in"), confirmed_revision=seen + 1)
        note(by=by, act=AdministrativeAct.Act.SETTINGS, text=_("signing in through the school confirmed"))


def begin_afresh(account: Account) -> str:
    """Nothing with which somebody came in before works any more; gives the token of a new link."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    factors.take_away(account)
    account.identities.all().delete()
    end_others(account, None)
    return issue_link(account=account, purpose=SingleUseLink.Purpose.RESET)


def ask_again(person_id: uuid.UUID, by: Viewer) -> int:
    """Somebody gets an access, at an address that an administrator typed: what was confirmed of them waits again."""
    rows = RoleAssignment.every.filter(
        OPENS,
        person_id=person_id,
        organisation_id=by.organisation_id,
        confirmed_at__isnull=False,
    )
    return rows.update(**UNCONFIRMED, given_by=by.person, given_at=now(), revision=F("revision") + 1)


def _judged(assignment_id: uuid.UUID, by: Viewer) -> RoleAssignment:
    _must_be_officer(by)
    role = (
        RoleAssignment.every.select_related("person", "unit")
        .filter(pk=assignment_id, organisation_id=by.organisation_id)
        .first()
    )
    if role is None:
        raise NotYours
    if not may_judge(role, by, arranges=is_administrator(by.person.pk, by.day)):
        raise CannotBeDone(
            _("You gave this role, it is your own, or you are administrator too: another privacy officer looks at it.")
        )
    return role


def _must_be_officer(by: Viewer) -> None:
    if not by.has_role(RoleAssignment.Role.PRIVACY_OFFICER):
        raise NotYours
