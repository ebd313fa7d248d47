"""Small queries whose SQL is written once.

Django spends four times as long on writing the SQL of a look-up by key as a database on answering it, and a page about
one student asks twenty. A `Prepared` query is built and compiled on first use, with holes for what differs from call to
call; after that a call fills the holes and reads the rows. It goes through Django's cursor (logs, counts, transaction,
the wall), and what comes back is converted by Django's own fields: the same values as the queryset would give.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Expression, ExpressionWrapper, F, Field, QuerySet, UUIDField
from django.db.models.sql import InsertQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from django.db.models.sql.compiler import SQLCompiler


class Hole(Expression):
    """A value of a prepared query that is given with each call."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 - Django's signature
        return "%s", (self,)

    def filled(self, values: Mapping[str, object], database: Any) -> Any:
        """What the database driver gets for this call."""
        return self.output_field.get_db_prep_value(values[self.name], database)


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
        self._once: _Written | None = None

    def rows(self, **values: object) -> list[tuple[Any, ...]]:
        """The rows, in the order of the queryset."""
        return self.answer(self.question(**values))

    def answer(self, question: Question) -> list[tuple[Any, ...]]:
        """The rows for one of its questions: those that were asked ahead, or asked now."""
        ahead = _AHEAD.get()
        found = ahead.pop((self, question.values), None) if ahead else None
        if found is None:
            with connection.cursor() as cursor:
                cursor.execute(question.sql, question.given)
                found = cursor.fetchall()
        return self._written.converted(found)

    def question(self, **values: object) -> Question:
        """What `rows` would ask with these values, for `asked_ahead`."""
        written = self._written
        filled = written.filled(values)
        return Question(self, written.sql, written.placed(filled), filled)

    @property
    def _written(self) -> _Written:
        if self._once is None:
            self._once = _Written(self._build(Hole), connections[DEFAULT_DB_ALIAS])
        return self._once


class _Written:
    """A query as the database takes it, and how its values become those of Django's fields: worked out once."""

    def __init__(self, found: QuerySet[Any, Any], database: Any) -> None:
        self._compiler = found.query.get_compiler(connection=database)
        self._features = _Features(database)
        self.sql, parameters = self._compiler.as_sql()
        holes = {(one.name, type(one.output_field)): one for one in parameters if isinstance(one, Hole)}
        self._holes = tuple((one, self._features.keeps(one)) for one in holes.values())
        self._constants = tuple(one for one in parameters if not isinstance(one, Hole))
        self._places = tuple(_places(parameters, list(holes)))
        self._compiler.connection = self._features
        columns = [column for column, *_ in self._compiler.select[: self._compiler.col_count]]
        self._converters = self._compiler.get_converters(columns)

    def filled(self, values: Mapping[str, object]) -> tuple[Any, ...]:
        """What the database driver gets for each hole: converted once, however often the query names it."""
        return tuple(
            value if type(value := values[one.name]) is kept else one.filled(values, self._features)
            for one, kept in self._holes
        )

    def placed(self, filled: tuple[Any, ...]) -> tuple[Any, ...]:
        """The parameters of the query: what was filled in, and what is the same in every call."""
        given = filled + self._constants
        return tuple([given[place] for place in self._places])

    def converted(self, rows: list[Any]) -> list[tuple[Any, ...]]:
        return list(map(tuple, self._compiler.apply_converters(rows, self._converters) if self._converters else rows))


def _places(parameters: Iterable[Any], holes: list[tuple[str, type[Any]]]) -> Iterator[int]:
    """Where each parameter stands: among the holes, or after them among the constants."""
    constants = 0
    for one in parameters:
        if isinstance(one, Hole):
            yield holes.index((one.name, type(one.output_field)))
        else:
            yield len(holes) + constants
            constants += 1


class Question(NamedTuple):
    """A prepared query with what is filled in for one call."""

    of: Prepared
    sql: str
    given: tuple[Any, ...]
    values: tuple[Any, ...]
    """Each value that was filled in, once: what tells two calls apart."""

    def rows(self) -> list[tuple[Any, ...]]:
        """The answer, in the order of the queryset."""
        return self.of.answer(self)


_AHEAD: ContextVar[dict[tuple[Prepared, tuple[Any, ...]], list[Any]] | None] = ContextVar("houvast_asked", default=None)


@contextmanager
def one_trip() -> Iterator[None]:
    """What is asked in this block goes to PostgreSQL without waiting for each answer: one trip up to the first look at
    any of them. SQLite has no trips.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


@contextmanager
def asked_ahead(questions: Iterable[Question], *, first: Callable[[], None] | None = None) -> Iterator[None]:
    """What this block is going to ask, asked in one trip to the server; each answer is given out once, to who asks the
    same. `first` is a statement that goes before them in that trip. SQLite has no trips: there each is asked in turn.

    A question that the block then does not ask costs a query; one that it asks and that is not here costs a trip. What
    a block around this one has asked already is not asked again.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        if first:
            first()
        yield
        return
    known = _AHEAD.get() or {}
    new = {asked: one for one in questions if (asked := (one.of, one.values)) not in known}
    if not new and not first:
        yield
        return
    waiting = []
    with one_trip():
        if first:
            first()
        for asked, one in new.items():
            cursor = database.cursor()
            cursor.execute(one.sql, one.given)
            waiting.append((asked, cursor))
    answers = known.copy()
    for asked, cursor in waiting:
        with cursor:
            answers[asked] = cursor.fetchall()
    token = _AHEAD.set(answers)
    try:
        yield
    finally:
        _AHEAD.reset(token)


M = TypeVar("M", bound=models.Model)


class PreparedRecord(Generic[M]):
    """Records of a model with the records their `related` foreign keys name: as `select_related` gives them, None where
    a key is empty.

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
        self._related = tuple(_Related(model, name) for name in related)
        paths = [f"{one.name}__{column}" for one in self._related for column in one.columns]
        self._prepared = Prepared(lambda hole: narrowed(QuerySet(model), hole).values_list(*self._own, *paths, *also))

    def get(self, **values: object) -> M | None:
        """The one record, as read from the database now, or None."""
        return next(iter(self.all(**values)), None)

    def question(self, **values: object) -> Question:
        """What `get` and `all` would ask with these values, for `asked_ahead`."""
        return self._prepared.question(**values)

    def all(self, **values: object) -> list[M]:
        """The records in the order of the queryset, as read from the database now."""
        return [self._record(row) for row in self._prepared.rows(**values)]

    def _record(self, row: tuple[Any, ...]) -> M:
        start = len(self._own)
        record = self._model.from_db(DEFAULT_DB_ALIAS, self._own, row[:start])
        for one in self._related:
            values = row[start : start + len(one.columns)]
            there = values[one.key] is not None
            one.relate(record, one.model.from_db(DEFAULT_DB_ALIAS, one.columns, values) if there else None)
            start += len(one.columns)
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
        database = connections[DEFAULT_DB_ALIAS]
        values = [field.get_db_prep_save(field.pre_save(record, add=True), database) for field in self._fields]
        with database.cursor() as cursor:
            cursor.execute(self._written(record, database), values)

    def _written(self, record: M, database: Any) -> str:
        known = self._sql.get(database.vendor)
        if known is None:
            query = InsertQuery(self._model)
            query.insert_values(self._fields, [record])
            [(known, _)] = query.get_compiler(connection=database).as_sql()
            self._sql[database.vendor] = known
        return known


def _columns(model: type[models.Model], without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in without)


class _Related:
    """The record that a foreign key names: where it stands in a row, and how a record gets to know it (as
    `select_related` does, without asking a router whether it may).
    """

    def __init__(self, model: type[models.Model], name: str) -> None:
        field = model._meta.get_field(name)
        assert isinstance(field, models.ForeignKey)
        self.name, self.model, self.relate = name, field.related_model, field.set_cached_value
        self.columns = _columns(self.model)
        self.key = self.columns.index(self.model._meta.pk.attname)


class _Features:
    """What field converters ask of a connection, without holding on to that of the first caller's thread."""

    def __init__(self, of: Any) -> None:
        self.vendor, self.features, self.ops, self.settings_dict = of.vendor, of.features, of.ops, of.settings_dict
        self.timezone = of.timezone

    def keeps(self, hole: Hole) -> type[Any] | None:
        """What a driver takes as it is for this hole: most holes are for keys."""
        is_key = type(hole.output_field) is UUIDField and self.features.has_native_uuid_field
        return uuid.UUID if is_key else None
