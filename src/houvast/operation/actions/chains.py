"""Verifying the logs of all dossiers of an organisation, asked on a page, done in the background."""

import uuid
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from houvast.cases.anchors import heads_in, read
from houvast.cases.models import Case
from houvast.cases.verify import verify
from houvast.operation.models import ChainCheck
from houvast.outbox.actions import ask_job
from houvast.people.actions.record import must_be_administrator
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer

JOB = "operation.verify_chains"
CASES_AT_ONCE = 200
MOST_FOUND = 50


def ask_verification(*, by: Viewer, at: datetime) -> ChainCheck:
    """Begin one; raises NotYours, and CannotBeDone while another runs."""
    must_be_administrator(by)
    if ChainCheck.objects.filter(organisation_id=by.organisation_id, done_at__isnull=True).exists():
        raise CannotBeDone(_("The logs are being verified already. Look again in a few minutes."))
    check = ChainCheck.objects.create(organisation_id=by.organisation_id, asked_at=at)
    ask_job(name=JOB, key=str(check.pk), organisation_id=by.organisation_id, at=at, arguments={"check": str(check.pk)})
    return check


def verify_some(*, check_id: uuid.UUID, at: datetime) -> bool:
    """Verify the next two hundred logs; True while there are more. What was anchored and is gone shows at the end."""
    check = ChainCheck.objects.get(pk=check_id)
    ours = Case.objects.filter(organisation_id=check.organisation_id).order_by("pk")
    some = list(
        (ours.filter(pk__gt=check.reached) if check.reached else ours).values_list("pk", flat=True)[:CASES_AT_ONCE]
    )
    heads = heads_in(read(settings.HOUVAST.anchors), check.organisation_id)
    asked = list(some)
    is_last = len(some) < CASES_AT_ONCE
    if is_last:
        asked += sorted(set(heads) - set(ours.values_list("pk", flat=True)))
    found = [
        {"case": str(one.case), "event": one.number, "code": one.code}
        for one in verify(asked, heads, organisation=check.organisation_id)
    ]
    check.cases += len(some)
    check.troubles += len(found)
    check.found = [*check.found, *found][:MOST_FOUND]
    check.reached = some[-1] if some else check.reached
    check.done_at = at if is_last else None
    check.save(update_fields=["cases", "troubles", "found", "reached", "done_at"])
    return not is_last
