"""Erasure after term: proposed, announced, approved by a second person, done with proof; holds keep it off."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.people.actions.record import NotYours
from houvast.people.clock import day_of
from houvast.people.models import Person, PersonalRelation, RoleAssignment
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy.erasing import Erased, erase_kind, erase_persons, left_alone, seal_of
from houvast.privacy.models import ErasurePlan, ErasureProof, LegalHold, PlannedErasure
from houvast.privacy.registry import Kept, tell
from houvast.privacy.retention import due, held_of

ANNOUNCED_FOR = timedelta(days=30)
"""How long whoever was told may take a copy along or object before anything is erased."""
OFFICERS = frozenset({RoleAssignment.Role.PRIVACY_OFFICER, RoleAssignment.Role.ADMINISTRATOR})
"""Who may propose and approve; never the same person both."""


def must_be_officer(by: Viewer) -> None:
    """Raises NotYours for anybody but a privacy officer."""
    if not by.has_role(RoleAssignment.Role.PRIVACY_OFFICER):
        raise NotYours


def propose(*, by: Viewer, at: datetime) -> ErasurePlan:
    """A plan with everybody whose term is over and whom no hold keeps; who still has an address is told.

    Raises NotYours, and CannotBeDone when nothing is due or an earlier plan waits.
    """
    must_be_officer(by)
    waiting = ErasurePlan.State.ANNOUNCED, ErasurePlan.State.APPROVED
    with transaction.atomic():
        if ErasurePlan.objects.filter(organisation_id=by.organisation_id, state__in=waiting).exists():
            raise CannotBeDone(_("A plan waits already. Finish or withdraw it first."))
        found = [one for one in due(by.organisation_id, by.day) if not one.held]
        if not found:
            raise CannotBeDone(_("Nothing is past its term today."))
        plan = ErasurePlan.objects.create(
            organisation_id=by.organisation_id,
            proposed_by=by.person,
            proposed_at=at,
            not_before=day_of(at) + ANNOUNCED_FOR,
        )
        PlannedErasure.objects.bulk_create(
            PlannedErasure(
                organisation_id=by.organisation_id,
                plan=plan,
                person=one.person,
                kept=term.kept,
                ended_on=term.ended_on,
                keep_until=term.keep_until,
                receipt=term.receipt,
            )
            for one in found
            for term in one.terms
        )
        for one in found:
            tell(one.person, key=f"erasure/{plan.pk}", link="/my-data/", at=at)
    return plan


def approve(*, plan: ErasurePlan, by: Viewer, revision: int, at: datetime) -> None:
    """A second person agrees. Raises NotYours (also for who proposed it) and ChangedMeanwhile."""
    if not by.role_names & OFFICERS or plan.organisation_id != by.organisation_id:
        raise NotYours
    if plan.proposed_by_id == by.person.pk:
        raise CannotBeDone(_("You proposed this plan. Somebody else approves it."))
    _change(plan, revision, ErasurePlan.State.ANNOUNCED, state=ErasurePlan.State.APPROVED, by=by, at=at)


def withdraw(*, plan: ErasurePlan, by: Viewer, revision: int, at: datetime) -> None:
    """Nothing of this plan is erased. Raises NotYours, ChangedMeanwhile."""
    if not by.role_names & OFFICERS or plan.organisation_id != by.organisation_id:
        raise NotYours
    _change(plan, revision, plan.state, state=ErasurePlan.State.WITHDRAWN, by=by, at=at)


def leave_out(*, row: PlannedErasure, why: str, by: Viewer) -> None:
    """Keep this person out of the plan, with the reason. Raises NotYours, CannotBeDone."""
    must_be_officer(by)
    if row.organisation_id != by.organisation_id:
        raise NotYours
    if not why.strip():
        raise CannotBeDone(_("Say why it is kept."), "why")
    open_plans = (ErasurePlan.State.ANNOUNCED, ErasurePlan.State.APPROVED)
    rows = PlannedErasure.objects.filter(plan=row.plan_id, person=row.person_id, plan__state__in=open_plans)
    rows.update(left_out=why[:300])


def hold(*, person: Person, reason: str, by: Viewer, at: datetime) -> None:
    """Nothing of this person is erased until the hold is lifted. Raises NotYours, CannotBeDone."""
    must_be_officer(by)
    if person.organisation_id != by.organisation_id:
        raise NotYours
    if not reason.strip():
        raise CannotBeDone(_("Say what it is for."), "reason")
    LegalHold.objects.get_or_create(
        organisation_id=by.organisation_id,
        person=person,
        lifted_at=None,
        defaults={"reason": reason, "placed_by": by.person, "placed_at": at},
    )


def lift(*, held: LegalHold, by: Viewer, at: datetime) -> None:
    """The hold is over. Raises NotYours."""
    must_be_officer(by)
    if held.organisation_id != by.organisation_id:
        raise NotYours
    LegalHold.objects.filter(pk=held.pk, lifted_at__isnull=True).update(lifted_by=by.person, lifted_at=at)


def carry_out(*, plan: ErasurePlan, at: datetime) -> ErasureProof | None:
    """Erase what an approved plan says, and leave the proof; None when its day has not come.

    Runs with the rights of the owner, in the scope of the organisation. Who is on hold by now, and who was left out, is
    kept. Raises StillNamed, and then nothing was erased.
    """
    with transaction.atomic():
        plan = ErasurePlan.objects.select_for_update().get(pk=plan.pk)
        if plan.state != ErasurePlan.State.APPROVED or plan.not_before > day_of(at):
            return None
        by_kind = _wanted(plan)
        done = [_erase(plan.organisation_id, persons, Kept(kept)) for kept, persons in by_kind.items()]
        proof = ErasureProof(
            organisation_id=plan.organisation_id,
            plan=plan,
            at=at,
            digests=sorted({one for erased in done for one in erased.digests}),
            rows=_together(done),
        )
        proof.proof = seal_of(proof)
        proof.save(force_insert=True)
        plan.rows.all().delete()
        plan.state, plan.done_at = ErasurePlan.State.DONE, at
        plan.save(update_fields=["state", "done_at"])
    return proof


def _wanted(plan: ErasurePlan) -> dict[str, list[uuid.UUID]]:
    rows = list(plan.rows.filter(left_out="").values_list("person_id", "kept"))
    held = held_of([person for person, _ in rows])
    found: dict[str, list[uuid.UUID]] = defaultdict(list)
    for person, kept in rows:
        if person not in held:
            found[kept].append(person)
    return found


def _erase(organisation: uuid.UUID, persons: Collection[uuid.UUID], kept: Kept) -> Erased:
    if kept is not Kept.LAST:
        return erase_kind(organisation, persons, kept)
    around = PersonalRelation.objects.filter(student__in=persons).values_list("holder_id", flat=True)
    known = set(around)
    erased = erase_persons(organisation, persons)
    alone = list(left_alone(known).filter(organisation_id=organisation).values_list("pk", flat=True))
    if not alone:
        return erased
    also = erase_persons(organisation, alone)
    return Erased(
        persons=erased.persons + also.persons,
        rows=tuple(_together([erased, also]).items()),
        digests=erased.digests + also.digests,
    )


def _together(done: Collection[Erased]) -> dict[str, int]:
    found: dict[str, int] = {}
    for erased in done:
        for table, rows in erased.rows:
            found[table] = found.get(table, 0) + rows
    return dict(sorted(found.items()))


def _change(plan: ErasurePlan, revision: int, before: str, *, state: str, by: Viewer, at: datetime) -> None:
    rows = ErasurePlan.objects.filter(pk=plan.pk, revision=revision, state=before).exclude(state=ErasurePlan.State.DONE)
    if not rows.update(state=state, decided_by=by.person, decided_at=at, revision=F("revision") + 1):
        raise ChangedMeanwhile(_("the plan for erasure"))
