"""Which changes of the tables the version before can live with: what is added, never what is taken or made stricter."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from django.db.migrations import operations as do
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED, Field, ManyToManyField

HARMLESS = (
    do.CreateModel, do.AddIndex, do.RemoveIndex, do.RenameIndex, do.AlterModelOptions, do.AlterModelManagers,
    do.AlterModelTableComment, do.RemoveConstraint, do.RunPython, do.RunSQL,
)  # fmt: skip
RELEASED = re.compile(r"INSERT INTO \"?django_migrations\"? VALUES\(\d+,'([a-z_]+)','(\w+)'")


def released(dump: Path) -> set[tuple[str, str]]:
    """The migrations that a released version's database has had."""
    return set(RELEASED.findall(gzip.decompress(dump.read_bytes()).decode()))


def refused(migration: Migration, before: ProjectState, young: set[tuple[str, str]]) -> Iterator[str]:
    """What the version before could not live with. `young` are the models that no released version knows; whatever
    happens to those is harmless. Both are brought forward past this migration.
    """
    app = migration.app_label
    for operation in migration.operations:
        if isinstance(operation, do.CreateModel):
            young.add((app, operation.name_lower))
        elif (app, _model(operation)) not in young and (why := _why_not(operation, app, before)):
            yield f"{app}.{migration.name}: {operation.describe()}: {why}"
        operation.state_forwards(app, before)


def _model(operation: Operation) -> str:
    return str(getattr(operation, "model_name_lower", getattr(operation, "name_lower", "")))


def _why_not(operation: Operation, app: str, before: ProjectState) -> str:
    if isinstance(operation, HARMLESS):
        return ""
    if isinstance(operation, do.AddField):
        return "" if _may_be_left_out(operation.field) else "the version before does not fill it: null or db_default"
    if isinstance(operation, do.AlterField):
        return _stricter(before.models[app, operation.model_name_lower].fields[operation.name], operation.field)
    if isinstance(operation, do.SeparateDatabaseAndState):
        inside = (_why_not(one, app, before) for one in operation.database_operations)
        return next((why for why in inside if why), "")
    return "the version before still uses it: take it away a version later"


def _may_be_left_out(field: "Field[object, object]") -> bool:
    return isinstance(field, ManyToManyField) or field.null or field.db_default is not NOT_PROVIDED


def _stricter(old: "Field[object, object]", new: "Field[object, object]") -> str:
    """Empty when whatever the version before writes still fits."""
    if old.null and not new.null:
        return "it may not become required"
    if not old.unique and new.unique:
        return "it may not become unique"
    if old.get_internal_type() != new.get_internal_type():
        return "another type"
    widths = (old.max_length, new.max_length)
    if None not in widths and widths[1] < widths[0]:  # type: ignore[operator]
        return "it may not become shorter"
    had_default, has_default = (one.db_default is not NOT_PROVIDED for one in (old, new))
    return "its default in the database is still needed" if had_default and not has_default else ""
