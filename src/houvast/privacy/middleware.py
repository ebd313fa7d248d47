"""One transaction per request inside the organisation's wall, and the log of reads before the answer leaves."""

import logging
import uuid
from collections.abc import Callable
from contextlib import nullcontext

from django.db import DatabaseError, connection, transaction
from django.db.models import UUIDField
from django.http import HttpRequest, HttpResponse

from houvast.people.clock import now, today
from houvast.people.models import Account, AccountReach, Person
from houvast.people.prepared import PreparedInsert, PreparedRecord, Question
from houvast.people.sign_in import origin_of
from houvast.people.viewer import held_by
from houvast.privacy import door
from houvast.privacy.models import ReadLog
from houvast.privacy.scope import organisation_scope
from houvast.web.views import unavailable

logger = logging.getLogger("houvast.privacy")
SAFE = {"GET", "HEAD", "OPTIONS"}
SERVER_ERROR = 500
PURPOSE_LENGTH = 80


class OneTransactionPerRequest:
    """Runs the view and everything it renders in one transaction; a failure undoes all of it.

    On SQLite a page that only reads takes no transaction, since an immediate one would make readers wait for each
    other; the log of reads is then a single insert.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shown = door.begin_request()
        account = request.user
        reads_only = request.method in SAFE and connection.vendor == "sqlite"
        if not isinstance(account, Account):
            with nullcontext() if reads_only else organisation_scope([]):
                response = self.get_response(request)
                if response.status_code >= SERVER_ERROR and not reads_only:
                    transaction.set_rollback(True)
                return response
        organisations = [account.organisation_id]
        if account.has_reach:
            organisations += AccountReach.objects.filter(account=account).values_list("organisation_id", flat=True)
        try:
            with nullcontext() if reads_only else organisation_scope(organisations, ahead=_asked_first(account)):
                account.person = _person_of(account)
                response = self.get_response(request)
                if response.status_code >= SERVER_ERROR and not reads_only:
                    transaction.set_rollback(True)
                elif shown.students:
                    _log_read(request, account, shown)
        except DatabaseError:
            logger.exception("read_log.unwritten")
            return unavailable(request)
        response.headers.setdefault("Cache-Control", "private, no-store")  # on a shared computer nobody pages back
        return response


_PERSON = PreparedRecord(
    Person, lambda persons, hole: persons.filter(pk=hole("person", UUIDField())), related=("organisation",)
)


def _asked_first(account: Account) -> tuple[Question, ...]:
    """What every page asks: who this is, and in which roles."""
    return _PERSON.question(person=account.person_id), held_by(account.person_id, today())


def _person_of(account: Account) -> Person:
    person = _PERSON.get(person=account.person_id)
    if person is None:
        raise Person.DoesNotExist
    return person


def _log_read(request: HttpRequest, account: Account, shown: door.Shown) -> None:
    """Writes who was shown; raises DatabaseError when it cannot, and then the page is refused.

    The row belongs to the controller of the students, so that they can read it; only somebody with a reach into other
    organisations (a partner) can have shown students of more than one, and then there is a row for each.
    """
    by_organisation: dict[uuid.UUID, list[uuid.UUID]] = {account.organisation_id: list(shown.students)}
    if account.has_reach:
        by_organisation = {}
        for student, organisation in Person.objects.filter(pk__in=shown.students).values_list("id", "organisation_id"):
            by_organisation.setdefault(organisation, []).append(student)
    match = request.resolver_match
    for organisation, students in by_organisation.items():
        read = ReadLog(
            organisation_id=organisation,
            reader_id=account.person_id,
            at=now(),
            purpose=",".join(sorted({shown.students[student] for student in students}))[:PURPOSE_LENGTH],
            page=(match.view_name if match else request.path)[:120],
            request_id=getattr(request, "request_id", ""),
            origin=origin_of(request),
            students=[student.hex for student in students],
        )
        _READ.add(read)


_READ = PreparedInsert(ReadLog)
