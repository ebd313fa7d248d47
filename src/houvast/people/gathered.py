"""Conditions of prepared queries on what is gathered first, so that a plan that is kept holds for long lists too.

PostgreSQL plans a prepared query for an average value: for a holder with five students, say. It then looks rows up one
by one, also for who has a thousand. Written as here it gathers the keys once, whoever asks. SQLite has no such plans:
there both are an ordinary `in`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, F, Func, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLCompiler


class Sifted(Func):
    """`condition`, an `in` of a subquery on a column of the row itself: rows found otherwise are each held against the
    set, which is read once; the search does not start from the set.
    """

    template = "%(expressions)s"
    output_field = BooleanField()

    def __init__(self, condition: Q) -> None:
        super().__init__(condition)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **more: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, template="(%(expressions)s) IS TRUE", **more)


class Among(Func):
    """Whether the column is one of the values of these rows: they are gathered, and looked up along the column's index
    in one go. For at most some thousands.
    """

    template = "%(expressions)s"
    arg_joiner = " IN "
    output_field = BooleanField()

    def __init__(self, column: str, rows: QuerySet[Any, Any]) -> None:
        super().__init__(F(column), Subquery(rows))

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **more: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, arg_joiner=" = ANY (ARRAY", template="%(expressions)s)", **more)


def walked(rows: QuerySet[Any]) -> IsNull:
    """Whether there is such a row, looked for anew each time that it is asked: of few records, or until the first says
    yes. An `Exists` may be turned round, and gathers the rows of all records before it says anything of the first.
    """
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), False)  # noqa: FBT003 - Django's signature
