"""Pages that a second's delay does not harm are read from a replica of the database, where there is one.

Named one by one: the directory of help and rights, and the figures. Everything about one student, every task, term and
signature is read where it is written; so is the log of reads. Whoever just wrote something reads where it was written
too, and a replica that does not answer is passed by.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.http import HttpRequest, HttpResponse

from houvast.people.models import Account, AccountReach
from houvast.privacy import door
from houvast.privacy.scope import SETTING

log = structlog.get_logger("houvast.operation")

ALIAS = "replica"
WROTE = "houvast-wrote"
SECONDS_AFTER_WRITING = 5
READ_PAGES = frozenset(
    {
        *("directory:home", "directory:services", "directory:service", "directory:kind", "directory:rights"),
        *("directory:page", "directory:answers", "directory:answer", "directory:school", "directory:law"),
        "directory:question",
        *("monitor:overview", "monitor:definitions", "monitor:report", "monitor:open-data", "monitor:patterns"),
        *("monitor:mechanisms", "monitor:region"),
    }
)

_reading: ContextVar[bool] = ContextVar("houvast_reads_from_replica", default=False)


class Router:
    """Reads go to the replica while such a page is made; writes never do."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str | None:
        return ALIAS if _reading.get() else None

    def db_for_write(self, _model: Any, **_hints: Any) -> str:
        return "default"

    def allow_relation(self, _one: Any, _other: Any, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool | None:
        return False if db == ALIAS else None


class ReadsFromReplica:
    """The last middleware: makes the page itself, inside the wall on the replica."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD", "OPTIONS") and settings.HOUVAST.replica_url:
            response.set_cookie(
                WROTE, "1", max_age=SECONDS_AFTER_WRITING, httponly=True, samesite="Lax", secure=request.is_secure()
            )
        return response

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, named: Any) -> HttpResponse | None:
        if not may_be_behind(request):
            return None
        try:
            with replica_scope(_organisations(request)):
                response: HttpResponse = view(request, *arguments, **named)
                return response
        except DatabaseError:
            log.warning("replica.passed_by")
            return None


def may_be_behind(request: HttpRequest) -> bool:
    """Whether this page may be a second old for whoever asks it."""
    match = request.resolver_match
    return (
        bool(settings.HOUVAST.replica_url)
        and request.method in ("GET", "HEAD")
        and match is not None
        and match.view_name in READ_PAGES
        and WROTE not in request.COOKIES
    )


@contextmanager
def replica_scope(organisations: Sequence[uuid.UUID]) -> Iterator[None]:
    """A transaction on the replica that shows rows of these organisations only, as `privacy.scope` on the primary."""
    with transaction.atomic(using=ALIAS):
        if connections[ALIAS].vendor == "postgresql":
            with connections[ALIAS].cursor() as cursor:
                ours = [settings.HOUVAST.database_role, SETTING, ",".join(map(str, organisations))]
                cursor.execute("SELECT set_config('role', %s, true), set_config(%s, %s, true)", ours)
        token = _reading.set(True)
        try:
            yield
        finally:
            _reading.reset(token)


def _organisations(request: HttpRequest) -> list[uuid.UUID]:
    """Whose rows may be seen; roles and reach are read where they are written, before."""
    account = request.user
    if not isinstance(account, Account):
        return []
    _held = door.viewer(request).roles
    found = [account.organisation_id]
    if account.has_reach:
        found += AccountReach.objects.filter(account=account).values_list("organisation_id", flat=True)
    return found
