"""Who of other organisations sees students of ours, which, and from when until when."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from houvast.core.access.policy import relations_allowing
from houvast.core.access.words import Action, Data, Relation
from houvast.operation.queries.staff import access_state
from houvast.people.models import Account, AccountReach, Person, PersonalRelation
from houvast.people.viewer import Viewer, running_on
from houvast.privacy.scope import organisation_scope

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """Somebody of a partner: the organisation, how many of our students they see today, and whether they sign in."""

    id: uuid.UUID
    name: str
    email: str
    organisation: str
    students: int
    access: str


def partners(viewer: Viewer) -> tuple[PartnerRow, ...]:
    """Everybody with a reach into the viewer's organisation, by organisation and address. Five queries at most."""
    reaching = AccountReach.objects.filter(organisation_id=viewer.organisation_id)
    accounts = list(
        Account.objects.filter(pk__in=reaching.values("account_id"))
        .select_related("organisation")
        .order_by("organisation__name", "email", "pk")[:PAGE]
    )
    names = _names(viewer, accounts)
    held = PersonalRelation.objects.filter(
        running_on(viewer.day),
        organisation_id=viewer.organisation_id,
        holder_id__in=[account.person_id for account in accounts],
    )
    counted = dict(held.values_list("holder_id").annotate(Count("pk")))
    return tuple(_row(account, names, counted) for account in accounts)


def partner(viewer: Viewer, person_id: uuid.UUID) -> PartnerRow | None:
    """The same of one; None for somebody without a reach here."""
    account = (
        Account.objects.filter(person_id=person_id, reach__organisation_id=viewer.organisation_id)
        .select_related("organisation")
        .first()
    )
    if account is None:
        return None
    held = relations_of(viewer, person_id)
    running = sum(1 for one in held if one.starts_on <= viewer.day and (not one.ends_on or one.ends_on >= viewer.day))
    return _row(account, _names(viewer, [account]), {account.person_id: running})


def relations_of(viewer: Viewer, person_id: uuid.UUID) -> list[PersonalRelation]:
    """The ties of this partner to our students, those that run or will run first; at most a hundred."""
    ours = PersonalRelation.objects.filter(
        organisation_id=viewer.organisation_id, holder_id=person_id, kind=PersonalRelation.Kind.PARTNER
    )
    over = Q(ends_on__lt=viewer.day)
    return list(
        ours.select_related("student")
        .annotate(over=Count("pk", filter=over))
        .order_by("over", "-starts_on", "pk")[:100]
    )


def relation_here(viewer: Viewer, relation_id: uuid.UUID) -> PersonalRelation | None:
    """A partner's tie to one of our students; None for any other relation."""
    return (
        PersonalRelation.objects.select_related("student")
        .filter(pk=relation_id, organisation_id=viewer.organisation_id, kind=PersonalRelation.Kind.PARTNER)
        .first()
    )


def what_partners_see() -> tuple[Data, ...]:
    """The kinds of data that the policy lets a partner see of a student, in the order of the policy's words."""
    return tuple(
        data for data in Data if any(yes.relation is Relation.PARTNER for yes in relations_allowing(data, Action.SEE))
    )


def _names(viewer: Viewer, accounts: list[Account]) -> dict[uuid.UUID, str]:
    """The names behind these accounts. They stand with the partner, so its wall is opened for this one question."""
    organisations = {viewer.organisation_id, *(account.organisation_id for account in accounts)}
    with organisation_scope(sorted(organisations)):
        people = Person.objects.filter(pk__in=[account.person_id for account in accounts])
        return {person.pk: person.name for person in people}


def _row(account: Account, names: dict[uuid.UUID, str], counted: dict[uuid.UUID, int]) -> PartnerRow:
    return PartnerRow(
        id=account.person_id,
        name=names.get(account.person_id, account.email),
        email=account.email,
        organisation=account.organisation.name,
        students=counted.get(account.person_id, 0),
        access=access_state(account),
    )
