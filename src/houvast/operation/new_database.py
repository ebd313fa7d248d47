"""The tables of a new database, made at once from the models instead of step by step from every migration.

Walking through the migrations gives the same tables (a test compares them, on both databases) and takes a minute where
this takes seconds: at each step Django draws up all models anew. A database that has any migration is upgraded by them.
"""

from typing import cast

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps


def is_new() -> bool:
    """Whether this database holds no table at all."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def make_tables() -> None:
    """Make every table, do what migrations do beside the models, and write down that all of them were applied."""
    loader = MigrationLoader(connection)
    with connection.schema_editor(atomic=connection.features.can_rollback_ddl) as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        _beside_the_models(loader, editor)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in loader.graph.nodes:
        recorder.record_applied(app, name)
    emit_post_migrate_signal(0, interactive=False, db=connection.alias)


def _beside_the_models(loader: MigrationLoader, editor: BaseDatabaseSchemaEditor) -> None:
    """What our migrations do with code, such as a collation; Django's own have nothing to do in an empty database."""
    for leaf in loader.graph.leaf_nodes():
        for key in loader.graph.forwards_plan(leaf):
            migration = loader.graph.nodes[key]
            if migration is None or not type(migration).__module__.startswith("houvast."):
                continue
            for operation in migration.operations:
                if isinstance(operation, RunPython):
                    operation.code(cast(StateApps, apps), editor)  # of the newest models: nothing is in a new database
