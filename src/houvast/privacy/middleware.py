"""One transaction per request inside the organisation's wall, and the log of reads before the answer leaves."""

import logging
from collections.abc import Callable
from contextlib import nullcontext

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse

from houvast.people.clock import now
from houvast.people.models import Account, AccountReach
from houvast.privacy import door
from houvast.privacy.models import ReadLog
from houvast.privacy.scope import organisation_scope
from houvast.web.views import refused_page

logger = logging.getLogger("houvast.privacy")
SAFE = {"GET", "HEAD", "OPTIONS"}
SERVER_ERROR = 500


class OneTransactionPerRequest:
    """Runs the view and everything it renders in one transaction; a failure undoes all of it.

    On SQLite a page that only reads takes no transaction, since an immediate one would make readers wait for each other;
    the log of reads is then a single insert.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shown = door.begin_request()
        account = request.user
        if not isinstance(account, Account):
            with transaction.atomic() if request.method not in SAFE else nullcontext():
                return self.get_response(request)
        organisations = [account.organisation_id]
        if account.has_reach:
            organisations += AccountReach.objects.filter(account=account).values_list("organisation_id", flat=True)
        reads_only = request.method in SAFE and connection.vendor == "sqlite"
        try:
            with nullcontext() if reads_only else organisation_scope(organisations):
                response = self.get_response(request)
                if response.status_code >= SERVER_ERROR and not reads_only:
                    transaction.set_rollback(True)
                elif shown.students:
                    _log_read(request, account, shown)
        except DatabaseError:
            logger.exception("read_log.unwritten")
            return refused_page(request)
        return response


def _log_read(request: HttpRequest, account: Account, shown: door.Shown) -> None:
    """Writes who was shown; raises DatabaseError when it cannot, and then the page is refused."""
    purposes = sorted(set(shown.students.values()))
    match = request.resolver_match
    ReadLog.objects.create(
        organisation_id=account.organisation_id,
        reader_id=account.person_id,
        at=now(),
        purpose=",".join(purposes),
        page=(match.view_name if match else request.path)[:120],
        request_id=getattr(request, "request_id", ""),
        origin=request.META.get("REMOTE_ADDR", "")[:45],
        students=[student.hex for student in shown.students],
    )
