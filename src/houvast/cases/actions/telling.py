"""Telling a case a fact about the student that no register of the house knows."""

import json
import uuid
from datetime import datetime

from django.db import transaction

from houvast.cases.actions.acting import held, pass_time
from houvast.cases.errors import NotYourRole
from houvast.cases.models import Case, CaseFact
from houvast.cases.pinned import pack_of
from houvast.cases.roles import roles_in
from houvast.cases.world import FACTS
from houvast.core.access.words import Action, Data
from houvast.core.procedure.pack import Fact, Pack
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door


def is_told(fact: Fact) -> bool:
    """Whether only a person can say it: it comes from the world, and no register of the house holds it."""
    return fact.world is not None and fact.world not in FACTS


def may_tell(case: Case, pack: Pack, fact: Fact, by: Viewer) -> bool:
    """Who is asked for it in this case, or who decides on the student's cases."""
    roles = roles_in(by, case)
    decides = door.may(by, case.student, Data.CASES, Action.DECIDE) and bool(roles & set(pack.opened_by))
    return fact.asked_of in roles or decides


def tell(
    *, case_id: uuid.UUID, fact_id: str, value: bool | float | str, by: Viewer, at: datetime, seen_revision: int
) -> Case:
    """Keep the fact; the log of the case then says that it became known. Raises NotYourRole or ChangedMeanwhile."""
    with transaction.atomic():
        case = held(case_id)
        pack = pack_of(case.pack_version)
        fact = pack.facts[fact_id]
        if not is_told(fact) or not may_tell(case, pack, fact, by):
            raise NotYourRole(fact.asked_of.value)
        if case.revision != seen_revision:
            raise ChangedMeanwhile(case.pack_version.title_en)
        CaseFact.objects.update_or_create(
            case=case,
            name=fact.world or "",
            defaults={
                "organisation_id": case.organisation_id,
                "value": json.dumps(value),
                "typed_by": by.person,
                "typed_at": at,
            },
        )
        pass_time(case_id=case_id, by=by, at=at)
        return case
