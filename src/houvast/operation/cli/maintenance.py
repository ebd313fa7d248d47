"""Close the pages for a while, and open them again."""

from datetime import datetime, timedelta

import click

from houvast.operation.cli.start import start_django

FORMATS = ("%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


@click.command("maintenance")
@click.argument("what", type=click.Choice(["on", "off", "status"]))
@click.option(
    "--until", "until_text", help='When the pages are expected back, in Amsterdam: "14:30" or "2026-12-01 14:30".'
)
def command(what: str, until_text: str | None) -> None:
    """Close the pages ("on") or open them ("off").

    Whoever comes reads in Dutch and English that Houvast is closed and until when (503 with Retry-After). Probes go on
    answering, administrators may enter. A file in the data directory says so: where machines share no such folder, do
    it on each. The worker goes on; stop it where that matters.
    """
    start_django()
    from houvast.operation import maintenance
    from houvast.people.clock import AMSTERDAM

    match what:
        case "on":
            until = _moment(until_text) if until_text else None
            maintenance.close(until=until)
            shown = f" until {until.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}" if until else ""
            click.echo(f"The pages are closed{shown}. Open them with `houvast maintenance off`.")
        case "off":
            click.echo("The pages are open." if maintenance.reopen() else "The pages were open already.")
        case _:
            closed = maintenance.state()
            click.echo(
                "The pages are open." if closed is None else f"The pages are closed since {closed.since:%H:%M} UTC."
            )


def _moment(text: str) -> datetime:
    """A moment to come in Amsterdam; a time alone is the next time that the clock says so."""
    from houvast.people.clock import AMSTERDAM, real_now

    here = real_now().astimezone(AMSTERDAM)
    for form in FORMATS:
        try:
            read = datetime.strptime(text.strip(), form)  # noqa: DTZ007 - its zone follows
        except ValueError:
            continue
        if form == "%H:%M":
            at = here.replace(hour=read.hour, minute=read.minute, second=0, microsecond=0)
            return at if at > here else at + timedelta(days=1)
        at = read.replace(tzinfo=AMSTERDAM)
        if at > here:
            return at
        raise click.BadParameter("this moment is past.", param_hint="--until")
    raise click.BadParameter('give a time, "14:30", or a day and a time, "2026-12-01 14:30".', param_hint="--until")
