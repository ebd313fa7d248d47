"""Rows made of rows inside the database: what is counted does not pass through Python."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet

RANDOM_KEY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
EACH_MARK = {"sqlite": "json_each({rows}.marks)", "postgresql": "jsonb_each_text({rows}.marks)"}


def insert_from(
    model: type[models.Model],
    columns: Sequence[str],
    rows: QuerySet[Any, Any],
    named: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Insert what this query gives, each row with a key of its own. The query names its columns as the table does, or
    as `named` says.
    """
    sql, params = rows.query.sql_with_params()
    _insert(model, columns, sql, params, named)


def insert_marks(model: type[models.Model], columns: Sequence[str], rows: QuerySet[Any, Any]) -> None:
    """Insert the sum of every mark of these rows per value of `columns`. The query gives those columns, and `marks`."""
    sql, params = rows.query.sql_with_params()
    names = ", ".join(f"period.{column}" for column in columns)
    each = EACH_MARK[connection.vendor].format(rows="period")
    summed = (
        f"SELECT {names}, each_mark.key AS mark, SUM(CAST(each_mark.value AS integer)) AS number "  # noqa: S608 - ours
        f"FROM ({sql}) AS period CROSS JOIN {each} AS each_mark GROUP BY {names}, each_mark.key"
    )
    _insert(model, (*columns, "mark", "number"), summed, params)


def _insert(
    model: type[models.Model],
    columns: Sequence[str],
    sql: str,
    params: Sequence[Any],
    named: Mapping[str, str] = MappingProxyType({}),
) -> None:
    table, names = model._meta.db_table, ", ".join(columns)
    given = ", ".join(named.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (id, {names}) "  # noqa: S608 - names of our own models
            f"SELECT {RANDOM_KEY[connection.vendor]}, {given} FROM ({sql}) AS made",
            params,
        )
