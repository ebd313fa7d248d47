"""Fill the database with invented people in every state."""

import json
import time

import click

from houvast.operation.cli.start import start_django


@click.command("demo")
@click.option(
    "--students", default=360, show_default=True, type=click.IntRange(0, 1_000_000), help="How many students."
)
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed gives the same school.")
@click.option("--again", is_flag=True, help="Start over when the database holds a demonstration already.")
@click.option("--serve", "and_serve", is_flag=True, help="Serve the pages afterwards, and say who to sign in as.")
@click.option("--json", "as_json", is_flag=True, help="Report as one JSON object.")
@click.pass_context
def command(context: click.Context, students: int, seed: int, again: bool, and_serve: bool, as_json: bool) -> None:  # noqa: FBT001
    """Fill the database with an invented school.

    Besides the crowd there are named people who show every state of an improvement track; the sign-in page lists them.
    Refuses a database that holds a real school. A demonstration that is there already is left as it is.
    """
    start_django(as_owner=True)
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.operation.demonstration.build import DatabaseInUse, build, clear, demo_accounts

    began = time.monotonic()
    bring_up_to_date()
    try:
        if again:
            clear()
        report = build(students=students, seed=seed, show=not as_json)
    except DatabaseInUse as error:
        raise click.ClickException(str(error)) from error
    report["seconds"] = round(time.monotonic() - began, 1)
    if as_json:
        click.echo(json.dumps(report))
    else:
        made = "is there already" if report["kept"] else f"was made in {report['seconds']} s"
        click.echo(f"The demonstration {made}: {report['students']} students, {report['staff']} staff.\n")
        click.echo("Sign in as (pick a name on the sign-in page, no password):")
        for account in demo_accounts():
            click.echo(f"  {account.name:24} {account.story}")
        click.echo("")
    if and_serve:
        from houvast.operation.cli.serve import command as serve

        context.invoke(serve)
