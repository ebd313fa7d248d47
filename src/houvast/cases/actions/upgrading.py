"""Letting a running case follow a newer version of its procedure: only when no right and no running term is lost."""

import uuid
from datetime import datetime

from django.db import transaction

from houvast.cases import journal, pack_library
from houvast.cases.actions.acting import held, save_summary
from houvast.cases.errors import CannotNow, NotYourRole
from houvast.cases.models import Case
from houvast.cases.pinned import canonical, pack_of, pin
from houvast.cases.projection import project
from houvast.cases.roles import OWN, roles_in
from houvast.cases.world import world_of
from houvast.core.access.words import Action, Data
from houvast.core.procedure.log import Reason, ReasonKind, Refused
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.upgrade import Upgrade, analyse, upgraded
from houvast.people.clock import day_of
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door


def newer_version(case: Case, pack: Pack, by: Viewer) -> Pack | None:
    """The version that a case would begin with today, when that is another one than the case has pinned."""
    present = next((one for one in pack_library.packs_in_use(case.organisation_id, by.day) if one.id == pack.id), None)
    return present if present is not None and canonical(present) != canonical(pack) else None


def may_upgrade(case: Case, pack: Pack, by: Viewer) -> Role | None:
    """In which role the viewer may decide this: one of the school that begins this procedure, with the right to
    decide.
    """
    if not door.may(by, case.student, Data.CASES, Action.DECIDE):
        return None
    return next((role for role in pack.opened_by if role not in OWN and role in roles_in(by, case)), None)


def follow_newer_version(*, case_id: uuid.UUID, reason: str, by: Viewer, at: datetime, seen_revision: int) -> Case:
    """From here on the case follows the version in use. Raises CannotNow when a right or a term would be lost."""
    with transaction.atomic():
        case = held(case_id)
        old = pack_of(case.pack_version)
        role = may_upgrade(case, old, by)
        new = newer_version(case, old, by)
        if role is None:
            raise NotYourRole("decide")
        if case.revision != seen_revision or new is None:
            raise ChangedMeanwhile(case.pack_version.title_en)
        before = journal.state_of(case, old)
        found = analyse(old, new, before.log)
        if problems := losses(found):
            raise CannotNow(Refused(reasons=problems))
        on = day_of(at)
        event = upgraded(new, by=str(by.person.pk), role=role.value, on=on, note=reason)
        journal.append(case, old, before, (event,), at)
        case.pack_version = pin(case.student.organisation, new)
        case.save(update_fields=["pack_version"])
        project(case, new, journal.state_of(case, new), world_of(case.student, new, on, case), on)
        save_summary(case)
        return case


def losses(found: Upgrade) -> tuple[Reason, ...]:
    """Why a case keeps its version: what would be lost, or that what happened does not fit; empty when it may go."""
    texts = found.lost if found.possible else (found.why_not,)
    return tuple(Reason(kind=ReasonKind.ORDER, key="upgrade", text=text) for text in texts if text is not None)
