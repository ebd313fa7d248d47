"""A school's own version of a procedure: proposed by one administrator, approved from a day by another."""

import uuid
from datetime import date, datetime

from django.db import transaction

from houvast.cases.errors import NotYourRole
from houvast.cases.models import PackProposal
from houvast.cases.pack_library import Verdict, digest_of, judge_upload
from houvast.people.clock import day_of
from houvast.people.models import RoleAssignment
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer

Status = PackProposal.Status


class NotSound(Exception):
    """The upload has errors: it breaks the law, strands somebody or is not a procedure at all."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__("; ".join(one.text.en for one in verdict.errors))
        self.verdict = verdict


class NeedsASecondPerson(Exception):
    """Who proposed a procedure does not approve it."""


def _administrator(by: Viewer) -> None:
    if not by.has_role(RoleAssignment.Role.ADMINISTRATOR):
        raise NotYourRole(RoleAssignment.Role.ADMINISTRATOR)


def propose(*, text: str, active_from: date, by: Viewer, at: datetime) -> PackProposal:
    """Keep an upload that the prover accepts, to be approved by another person. Raises NotSound or NotYourRole."""
    _administrator(by)
    verdict = judge_upload(text, by.organisation_id, day_of(at))
    if not verdict.sound or verdict.pack is None:
        raise NotSound(verdict)
    with transaction.atomic():
        found = PackProposal.objects.filter(organisation_id=by.organisation_id, sha256=digest_of(text))
        earlier = found.exclude(status=Status.WITHDRAWN).first()
        if earlier is not None:
            return earlier
        return PackProposal.objects.create(
            organisation_id=by.organisation_id,
            pack=verdict.pack.id,
            version=verdict.pack.version,
            title_nl=verdict.pack.title.nl[:200],
            title_en=verdict.pack.title.en[:200],
            text=text,
            sha256=digest_of(text),
            active_from=active_from,
            proposed_by=by.person,
            proposed_at=at,
        )


def answer(*, proposal_id: uuid.UUID, approve: bool, by: Viewer, at: datetime) -> PackProposal:
    """Approve or withdraw a proposal. Who proposed it may withdraw, never approve. What was answered stays answered."""
    _administrator(by)
    proposal = PackProposal.objects.get(pk=proposal_id, organisation_id=by.organisation_id)
    if approve and proposal.proposed_by_id == by.person.pk:
        raise NeedsASecondPerson
    if approve:
        verdict = judge_upload(proposal.text, by.organisation_id, day_of(at))
        if not verdict.sound:  # the law or the house may have moved on since it was proposed
            raise NotSound(verdict)
    status = Status.APPROVED if approve else Status.WITHDRAWN
    waiting = PackProposal.objects.filter(pk=proposal.pk, status=Status.PROPOSED)
    if waiting.update(status=status, answered_by=by.person, answered_at=at) == 0:
        raise ChangedMeanwhile(str(proposal))
    proposal.refresh_from_db()
    return proposal
