"""Every migration since the latest release only adds: the version before goes on working while pages are restarted."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations import operations as do
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from tests.upgrades.expanding import refused, released

HERE = Path(__file__).parent
LATEST = max(HERE.glob("*.sql.gz"), key=lambda path: tuple(map(int, path.name.removesuffix(".sql.gz").split("."))))
pytestmark = pytest.mark.no_database


def test_migrations_since_the_latest_release_only_add() -> None:
    known = released(LATEST)
    assert ("people", "0001_initial") in known
    loader = MigrationLoader(None)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("houvast.")}
    plan = [key for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True) if key[0] in ours]
    new = [key for key in plan if key not in known]
    state = loader.project_state([key for key in loader.graph.nodes if key in known or key[0] not in ours])
    young: set[tuple[str, str]] = set()
    found = [why for key in new for why in refused(loader.graph.nodes[key], state, young)]
    assert found == []


def one(operation: Operation) -> list[str]:
    """What is said about one operation on a table that a released version knows."""
    state = ProjectState()
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.AutoField(primary_key=True)),
        ("name", models.CharField(max_length=20, null=True)),
    ]
    state.add_model(ModelState("people", "Thing", fields))
    migration = Migration("0099_x", "people")
    migration.operations = [operation]  # type: ignore[misc]
    return list(refused(migration, state, set()))


@pytest.mark.parametrize(
    "operation",
    [
        do.AddField("thing", "extra", models.IntegerField(null=True)),
        do.AddField("thing", "extra", models.IntegerField(db_default=3)),
        do.AlterField("thing", "name", models.CharField(max_length=40, null=True)),
        do.CreateModel("Other", [("id", models.AutoField(primary_key=True))]),
    ],
    ids=["may be empty", "default in the database", "longer", "a new table"],
)
def test_what_only_adds_may_pass(operation: Operation) -> None:
    assert one(operation) == []


@pytest.mark.parametrize(
    "operation",
    [
        do.AddField("thing", "extra", models.IntegerField(default=3)),
        do.RemoveField("thing", "name"),
        do.RenameField("thing", "name", "title"),
        do.DeleteModel("thing"),
        do.AlterField("thing", "name", models.CharField(max_length=20)),
        do.AlterField("thing", "name", models.CharField(max_length=10, null=True)),
        do.AddConstraint("thing", models.UniqueConstraint(fields=["name"], name="x")),
    ],
    ids=["must be filled", "taken away", "renamed", "table gone", "required", "shorter", "stricter"],
)
def test_what_the_version_before_cannot_live_with_is_named(operation: Operation) -> None:
    assert len(one(operation)) == 1
