"""Somebody of another organisation with a task in a plan: sees that task, and no more of the student by it."""

import uuid

from houvast.core.access.policy import decide
from houvast.core.access.words import Action, Data, Relation
from houvast.people.models import Account, AccountReach
from houvast.people.viewer import Viewer
from houvast.plan.models import PlanTask


def reach_of(viewer: Viewer) -> frozenset[uuid.UUID]:
    """The organisations beside their own to which somebody was given access; one query, none for most."""
    account = getattr(viewer.person, "account", None) if viewer.person.pk else None
    if not isinstance(account, Account) or not account.has_reach:
        return frozenset()
    given = AccountReach.objects.filter(account=account).values_list("organisation_id", flat=True)
    return frozenset(given) - {viewer.organisation_id}


def owns_from_outside(viewer: Viewer, task: PlanTask, action: Action = Action.SEE) -> bool:
    """Whether this is the task of a partner who still has access to the school, as long as it is open.

    Ending the access, or the student's no to the partner, ends this too.
    """
    if task.owner_id != viewer.person.pk or task.status != PlanTask.Status.OPEN or task.student.erased_at is not None:
        return False
    if task.organisation_id not in reach_of(viewer):
        return False
    return decide({Relation.TASK_OWNER}, Data.PLAN, action).allowed
