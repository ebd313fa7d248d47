"""Noting changes: triggers in the database itself, so that nothing that writes can forget it.

They fire for every insert, change and removal in the tables of `feed_words.FOLLOWED`, in the same transaction, and only
while the organisation has a feed. `lay_triggers` runs after every migration: on SQLite a migration that rebuilds a
table takes its triggers away.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from houvast.api.feed_words import FOLLOWED, Followed

SILENT = "houvast.putting_back"
EVENTS = {"INSERT": ("added", "NEW"), "UPDATE": ("changed", "NEW"), "DELETE": ("removed", "OLD")}
FEED = "EXISTS (SELECT 1 FROM api_feed WHERE organisation_id = {row}.organisation_id)"
INSERT = "INSERT INTO api_change (organisation_id, resource, thing, student, kind, at) VALUES ({values})"


def lay_triggers() -> None:
    """Lay (again) every trigger. Whoever owns the tables runs this; safe to run again."""
    lay = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with connection.cursor() as cursor:
        for one in FOLLOWED:
            for statement in lay(one):
                cursor.execute(statement)


@contextmanager
def unnoted() -> Iterator[None]:
    """A stretch in which nothing is noted, for putting back an archive, which has its own changes in it.

    Inside a transaction only: when that fails, the triggers are as they were.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config(%s, 'on', true)", [SILENT])
            yield
            cursor.execute("SELECT set_config(%s, '', true)", [SILENT])
            return
        for one in FOLLOWED:
            for kind, _row in EVENTS.values():
                cursor.execute(f"DROP TRIGGER IF EXISTS note_{one.table}_{kind}")
        yield
    lay_triggers()


def _condition(one: Followed, row: str) -> str:
    feed = FEED.format(row=row)
    return f"{row}.is_student AND {feed}" if one.resource == "students" else feed


def _kind(one: Followed, kind: str, row: str) -> str:
    """A student who was erased is removed; the row stays without its contents."""
    if one.resource == "students" and row == "NEW":
        return f"CASE WHEN NEW.erased_at IS NULL THEN '{kind}' ELSE 'removed' END"
    return f"'{kind}'"


def _insert(one: Followed, kind: str, row: str, moment: str) -> str:
    """The statement that notes; everything in it is a name of our own."""
    values = (
        f"{row}.organisation_id, '{one.resource}', {row}.id, {row}.{one.student}, {_kind(one, kind, row)}, {moment}"
    )
    return INSERT.format(values=values)


def _on_sqlite(one: Followed) -> list[str]:
    """SQLite keeps a UUID as 32 characters and a moment as text in UTC."""
    statements = []
    for event, (kind, row) in EVENTS.items():
        name = f"note_{one.table}_{kind}"
        noted = _insert(one, kind, row, "strftime('%Y-%m-%d %H:%M:%f', 'now')")
        statements += [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} AFTER {event} ON {one.table} WHEN {_condition(one, row)} BEGIN {noted}; END",
        ]
    return statements


def _on_postgresql(one: Followed) -> list[str]:
    """One function for each table, one trigger for all three events."""
    name = f"note_{one.table}"
    branches = " ".join(
        f"IF TG_OP = '{event}' THEN IF {_condition(one, row)} THEN {_insert(one, kind, row, 'clock_timestamp()')}; "
        "END IF; END IF;"
        for event, (kind, row) in EVENTS.items()
    )
    silent = f"IF current_setting('{SILENT}', true) = 'on' THEN RETURN NULL; END IF;"
    body = f"BEGIN {silent} {branches} RETURN NULL; END"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"DROP TRIGGER IF EXISTS {name} ON {one.table}",
        f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {one.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
