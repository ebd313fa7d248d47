"""Serve the pages."""

import click

from houvast.operation.cli.start import start_django


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--threads",
    default=4,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Threads per process: bounds database connections.",
)
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the pages with granian, until stopped with Ctrl-C."""
    start_django()
    from django.conf import settings
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
    click.echo(f"Houvast is at http://{host}:{port} (stop with Ctrl-C).")
    _say_first_run(f"http://{host}:{port}")
    Granian(
        "houvast.settings.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


def _say_first_run(address: str) -> None:
    """While nobody can sign in: the code that opens the first-run page, for whoever reads this console."""
    from django.db import DatabaseError
    from django.urls import reverse

    from houvast.people.first_run import new_set_up_code

    try:
        code = new_set_up_code()
    except DatabaseError as problem:
        raise click.ClickException("The database is not ready. Run `houvast migrate` first.") from problem
    if code is not None:
        click.echo(f"Nobody can sign in yet. Set up the institution at {address}{reverse('first-run')}")
        click.echo(f"with this code: {code}")
