"""Small queries whose SQL is written once.

Django spends four times as long on writing the SQL of a look-up by key as a database on answering it, and a page about
one student asks twenty. A `Prepared` query is built and compiled on first use, with holes for what differs from call to
call; after that a call fills the holes and reads the rows. It goes through Django's cursor (logs, counts, transaction,
the wall), and what comes back is converted by Django's own fields: the same values as the queryset would give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import connection, models
from django.db.models import Expression, ExpressionWrapper, F, Field, QuerySet, UUIDField
from django.db.models.sql import InsertQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models.sql.compiler import SQLCompiler


class Hole(Expression):
    """A value of a prepared query that is given with each call."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 - Django's signature
        return "%s", (self,)

    def filled(self, values: Mapping[str, object]) -> Any:
        """What the database driver gets for this call."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


def column(name: str) -> ExpressionWrapper[Any]:
    """A foreign key's own column, for `in` a fixed number of holes: on the relation itself Django wants values."""
    return ExpressionWrapper(F(name), output_field=UUIDField())


MakesHole = type[Hole]
"""What `build` calls: a name and a field."""


class Prepared:
    """Rows of a values_list queryset, for given values.

    `build` gets a function that makes a hole: `hole("student", UUIDField())`. The queryset must not depend on anything
    but the holes: no clock, no viewer, no `in` with a varying number of values.
    """

    def __init__(self, build: Callable[[MakesHole], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled: dict[str, tuple[str, tuple[Any, ...], SQLCompiler]] = {}

    def rows(self, **values: object) -> list[tuple[Any, ...]]:
        """The rows, in the order of the queryset."""
        sql, parameters, compiler = self._written()
        given = [one.filled(values) if isinstance(one, Hole) else one for one in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            found = cursor.fetchall()
        return [tuple(row) for row in compiler.results_iter(results=[found], tuple_expected=True)]

    def _written(self) -> tuple[str, tuple[Any, ...], SQLCompiler]:
        known = self._compiled.get(connection.vendor)
        if known is None:
            compiler = self._build(Hole).query.get_compiler(connection=connection)
            sql, parameters = compiler.as_sql()
            compiler.connection = _Features(connection)
            known = self._compiled[connection.vendor] = (sql, tuple(parameters), compiler)
        return known


M = TypeVar("M", bound=models.Model)


class PreparedRecord(Generic[M]):
    """Records of a model with the records their `related` foreign keys name: as `select_related` gives them.

    `narrowed` gets a queryset of the model and a function that makes a hole, and returns the queryset narrowed; what it
    annotates and `also` names is set on the record.
    """

    def __init__(
        self,
        model: type[M],
        narrowed: Callable[[QuerySet[M], MakesHole], QuerySet[M]],
        *,
        related: tuple[str, ...] = (),
        without: frozenset[str] = frozenset(),
        also: tuple[str, ...] = (),
    ) -> None:
        self._model, self._also = model, also
        self._own = _columns(model, without)
        self._related = {name: (_related_model(model, name), _columns(_related_model(model, name))) for name in related}
        paths = [f"{name}__{one}" for name, (_, columns) in self._related.items() for one in columns]
        self._prepared = Prepared(lambda hole: narrowed(QuerySet(model), hole).values_list(*self._own, *paths, *also))

    def get(self, **values: object) -> M | None:
        """The one record, as read from the database now, or None."""
        return next(iter(self.all(**values)), None)

    def all(self, **values: object) -> list[M]:
        """The records in the order of the queryset, as read from the database now."""
        return [self._record(row) for row in self._prepared.rows(**values)]

    def _record(self, row: tuple[Any, ...]) -> M:
        start = len(self._own)
        record = self._model.from_db(connection.alias, self._own, row[:start])
        for name, (model, columns) in self._related.items():
            setattr(record, name, model.from_db(connection.alias, columns, row[start : start + len(columns)]))
            start += len(columns)
        for name, value in zip(self._also, row[start:], strict=True):
            setattr(record, name, value)
        return record


class PreparedInsert(Generic[M]):
    """Adds a record of a model, as `save(force_insert=True)` does for one whose key is already there; no signals."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._fields = model._meta.concrete_fields
        self._sql: dict[str, str] = {}

    def add(self, record: M) -> None:
        """Write the record; an IntegrityError or DatabaseError as the database gives it."""
        values = [field.get_db_prep_save(field.pre_save(record, add=True), connection) for field in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(self._written(record), values)

    def _written(self, record: M) -> str:
        known = self._sql.get(connection.vendor)
        if known is None:
            query = InsertQuery(self._model)
            query.insert_values(self._fields, [record])
            [(known, _)] = query.get_compiler(connection=connection).as_sql()
            self._sql[connection.vendor] = known
        return known


def _columns(model: type[models.Model], without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in without)


def _related_model(model: type[models.Model], name: str) -> type[models.Model]:
    related = model._meta.get_field(name).related_model
    assert isinstance(related, type)
    return related


class _Features:
    """What field converters ask of a connection, without holding on to that of the first caller's thread."""

    def __init__(self, of: Any) -> None:
        self.vendor, self.features, self.ops, self.settings_dict = of.vendor, of.features, of.ops, of.settings_dict
        self.timezone = of.timezone
