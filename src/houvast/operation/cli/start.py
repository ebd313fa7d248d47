"""Starting Django for a command, with a plain sentence when the installation may not start."""

import os

import click


def start_django(*, as_owner: bool = False) -> None:
    """Set Django up for this process; `as_owner` uses the database role that owns the tables (migrations)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast.settings.django_settings")
    if as_owner:
        os.environ["HOUVAST_AS_OWNER"] = "1"
    import django
    from django.core.exceptions import ImproperlyConfigured
    from pydantic import ValidationError

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
    except ValidationError as error:
        lines = [f"HOUVAST_{'_'.join(str(p) for p in e['loc']).upper()}: {e['msg']}" for e in error.errors()]
        raise click.ClickException("\n".join(("A setting cannot be used:", *lines))) from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error
