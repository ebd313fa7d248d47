"""What an archive that anybody can read does not carry: what lets a system or a link in, or opens another's door.

Found by its name for tokens of every kind (`token_hash`), so that one made later cannot be forgotten. What is written
instead is the same each time: an archive of an archive is equal. People's passwords and second factors go along,
hashed or sealed: nobody needs to begin anew.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from houvast.standards.archive.shape import Table

Row = dict[str, object]
TOKEN = "token_hash"  # noqa: S105 - the name of a column


def without_what_opens(table: Table, row: Row, *, made_at: str) -> Row:
    """The row as it is written; the very row where it opens nothing."""
    key = str(table.model._meta.pk.column)
    changed: Row = {TOKEN: f"left-out-{row[key]}"} if TOKEN in row else {}
    if table.name in ENDS:
        changed |= ENDS[table.name](row, datetime.fromisoformat(made_at).astimezone(UTC).isoformat())
    return {**row, **changed} if changed else row


def _ended(row: Row, at: str) -> Row:
    return {"ended_at": row["ended_at"] or at}


def _silent(row: Row, at: str) -> Row:
    return {"secret": None, **_ended(row, at)}


def _without_token(_row: Row, _at: str) -> Row:
    return {"token": None}


ENDS: dict[str, Callable[[Row, str], Row]] = {
    "api_token": _ended,
    "api_webhook": _silent,
    "standards_source": _without_token,
}
"""What more is written otherwise: a system gets a new token there, and a webhook a new secret."""
