"""Create the database or bring it up to date, and put up the wall between organisations."""

import click

from houvast.operation.cli.start import start_django


def bring_up_to_date(verbosity: int = 0) -> None:
    """Run the migrations as the owner of the tables and renew the wall; safe to run again."""
    from pathlib import Path

    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from houvast.api.noting import lay_triggers
    from houvast.operation.new_database import is_new, make_tables
    from houvast.privacy.wall import build_wall

    if connection.vendor == "sqlite":
        Path(str(settings.DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
    if is_new():
        make_tables()
    call_command("migrate", interactive=False, verbosity=verbosity)
    build_wall()
    lay_triggers()


@click.command("migrate")
def command() -> None:
    """Create the database or bring it up to date.

    On PostgreSQL this runs as HOUVAST_DATABASE_OWNER_URL, gives the application role its rights and puts up row-level
    security between organisations.
    """
    start_django(as_owner=True)
    bring_up_to_date(verbosity=1)
    click.echo("The database is up to date.")
