"""The second wall, on PostgreSQL: inside a scope, the database itself shows rows of the given organisations only.

Every request and task runs in one: one transaction, in the role that owns nothing, with the organisations set for that
transaction. SQLite has the first wall only (the policy and the door) and serves one institution.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from houvast.people.prepared import Question, asked_ahead

SETTING = "houvast.organisations"


def nothing_more() -> None:
    """Asks nothing."""


@contextmanager
def organisation_scope(
    organisations: Collection[uuid.UUID],
    *,
    ahead: Iterable[Question] = (),
    also: Mapping[str, str] | None = None,
    then: Callable[[], None] = nothing_more,
) -> Iterator[None]:
    """One transaction in which PostgreSQL shows only rows of these organisations; on SQLite the transaction only.

    `ahead` is what the block is going to ask: it travels with what opens the scope. So do `also`, other settings of
    PostgreSQL for the whole transaction (words of our own only), and whatever `then` asks, in the scope, to be looked
    at later.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor != "postgresql":
            then()
            yield
            return
        ours = (settings.HOUVAST.database_role, ",".join(str(one) for one in organisations))
        if outermost:

            def first() -> None:
                _set_for_this_transaction(*ours, also=also)
                then()

            with asked_ahead(ahead, first=first):
                yield  # the end of the transaction takes back what was set for it
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, coalesce(current_setting(%s, true), '')", [SETTING])
            earlier = cursor.fetchone()
        _set_for_this_transaction(*ours, also=also)
        then()
        yield
        if not connection.needs_rollback:  # a rollback takes it back too, and no query may run before it
            _set_for_this_transaction(*earlier)


def as_owner_in_this_scope() -> None:
    """Until the scope ends, write with the rights of whoever runs the command (its owner's commands only): sealing what
    is append-only again under a new key. The wall between organisations stays.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('role', 'none', true)")


def _set_for_this_transaction(role: str, organisations: str, *, also: Mapping[str, str] | None = None) -> None:
    """One round trip; the same as SET LOCAL ROLE and SET LOCAL of our own setting, and of others."""
    others = "".join(f", set_config('{name}', '{value}', true)" for name, value in (also or {}).items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT set_config('role', %s, true), set_config(%s, %s, true){others}", [role, SETTING, organisations]
        )
