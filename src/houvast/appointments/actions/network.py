"""What an adult student shares with family, per kind of data: given, narrowed and ended by the student."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from houvast.appointments.models import ConsentChange
from houvast.appointments.queries.network import KINDS
from houvast.core.access.words import Action, Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.models import PersonalRelation
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door


def share_with_family(
    *, relation: PersonalRelation, by: Viewer, kinds: Collection[Data], seen_revision: int, at: datetime
) -> None:
    """From now on an adult student's guardian sees these kinds, and nothing when there are none (S-608, S-612).

    What a guardian of a minor must see follows from the law and is left alone; the choice then waits for the birthday.
    Raises ChangedMeanwhile.
    """
    if relation.student_id != by.person.pk or relation.kind != PersonalRelation.Kind.GUARDIAN:
        raise PermissionDenied
    if not door.decision(by, relation.student, Data.NETWORK, Action.RECORD).allowed:
        raise PermissionDenied
    chosen = [data for group in KINDS if set(group.data) & set(kinds) for data in group.data]
    shared = f",{','.join(chosen)}," if chosen else ""
    with transaction.atomic():
        changed = PersonalRelation.objects.filter(pk=relation.pk, revision=seen_revision).update(
            student_consents=bool(chosen), shared_data=shared, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile(relation.holder.name)
        change = ConsentChange.objects.create(
            organisation_id=relation.organisation_id,
            student_id=relation.student_id,
            relation=relation,
            consents=bool(chosen),
            shared_data=shared,
            at=at,
        )
        ask_mail(
            recipient=relation.holder,
            kind=Kind.READY,
            key=f"consent/{change.pk}",
            link=reverse("start"),
            at=at,
            organisation_id=relation.organisation_id,
        )


def end_trust(*, relation: PersonalRelation, by: Viewer, seen_revision: int) -> None:
    """A trusted person is one no longer; the last day was yesterday, so that it holds at once."""
    if relation.student_id != by.person.pk or relation.kind != PersonalRelation.Kind.TRUSTED_PERSON:
        raise PermissionDenied
    last = max(relation.starts_on, by.day - timedelta(days=1))
    changed = PersonalRelation.objects.filter(pk=relation.pk, revision=seen_revision).update(
        ends_on=last, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile(relation.holder.name)
