"""Opening the wall for rows of named organisations before anybody is signed in: first run and demonstration only.

`privacy.scope` does this for every request and task; it lies above this folder, so the two pages that come before any
account set the same transaction-local setting here.
"""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

SETTING = "houvast.organisations"


@contextmanager
def inside(organisations: Collection[uuid.UUID]) -> Iterator[None]:
    """A stretch in which PostgreSQL shows these organisations and no other. SQLite has no wall: nothing happens."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting(%s, true)", [SETTING])
            earlier = cursor.fetchone()[0]
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, ",".join(str(one) for one in organisations)])
        yield
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, earlier or ""])
