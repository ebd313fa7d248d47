"""Unit paths sort by bytes on PostgreSQL, as they do on SQLite: all units below one are then a range of the index."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def sort_by_bytes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django passes it
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE people_unit ALTER COLUMN path TYPE varchar(500) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("people", "0005_education_and_doubles")]
    operations = [migrations.RunPython(sort_by_bytes, migrations.RunPython.noop)]
