"""The second wall, on PostgreSQL: inside a scope, the database itself shows rows of the given organisations only.

Every request and task runs in one: one transaction, in the role that owns nothing, with the organisations set for that
transaction. SQLite has the first wall only (the policy and the door) and serves one institution.
"""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

SETTING = "houvast.organisations"


@contextmanager
def organisation_scope(organisations: Collection[uuid.UUID]) -> Iterator[None]:
    """One transaction in which PostgreSQL shows only rows of these organisations. Nothing to do on SQLite but the transaction."""
    with transaction.atomic():
        if connection.vendor != "postgresql":
            yield
            return
        role = connection.ops.quote_name(settings.HOUVAST.database_role)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting(%s, true)", [SETTING])
            earlier_role, earlier = cursor.fetchone()
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, ",".join(str(one) for one in organisations)])
        yield
        if connection.needs_rollback:
            return  # the rollback takes back what was set for this transaction too, and no query may run before it
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, earlier or ""])
            cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(earlier_role)}")
