"""Send mail and do the work that waits."""

import json
import signal
import threading
from typing import TYPE_CHECKING, Any

import click

from houvast.operation.cli.start import start_django

if TYPE_CHECKING:
    from collections.abc import Callable

    from houvast.outbox.sending import Server
    from houvast.outbox.worker import Worker

STATUS_WORDS = (("waiting", "waiting"), ("taken", "taken"), ("failed", "given up"))


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@click.option(
    "--concurrency", default=1, show_default=True, type=click.IntRange(1, 16), help="Pieces of work at the same time."
)
@click.option("--schedule", "show_schedule", is_flag=True, help="Show which jobs recur and when, and stop.")
@click.option("--status", "show_status", is_flag=True, help="Show what waits and what was given up, and stop.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(*, once: bool, concurrency: int, show_schedule: bool, show_status: bool, as_json: bool) -> None:
    """Send mail and do the work that waits, until stopped.

    Any number of workers may run at once, on any number of machines. One that is killed loses nothing: what it held
    is due again when its lease ends (ten minutes for mail, fifteen for a job). Without HOUVAST_MAIL_URL mail waits.
    """
    start_django()
    from houvast.outbox.sending import UnusableMailUrl
    from houvast.outbox.worker import mail_server

    if show_schedule:
        _show_schedule(as_json=as_json)
        return
    if show_status:
        _show_status(as_json=as_json)
        return
    try:
        server = mail_server()
    except UnusableMailUrl as error:
        raise click.ClickException(str(error)) from error
    if server is None:
        click.echo("HOUVAST_MAIL_URL is not set: mail stays in the outbox.", err=True)
    if once:
        _once(server, as_json=as_json)
    else:
        _until_stopped(server, concurrency)


def _once(server: "Server | None", *, as_json: bool) -> None:
    import dataclasses

    from houvast.outbox.worker import Worker

    tally = Worker(server=server).run_until_idle()
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(tally)))
    else:
        click.echo(
            f"Sent {tally.mails_sent} mails ({tally.mails_failed} attempts failed), "
            f"did {tally.jobs_done} jobs ({tally.jobs_failed} attempts failed)."
        )


def _measured() -> "Callable[..., Worker]":
    """What makes a worker; with a span around each piece of work where OpenTelemetry is asked for."""
    from functools import partial

    from houvast.operation.telemetry import around_work, tracer
    from houvast.outbox.worker import Worker

    around = around_work(tracer())
    return partial(Worker, around=around) if around else Worker


def _until_stopped(server: "Server | None", concurrency: int) -> None:
    make = _measured()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    lines = [threading.Thread(target=make(server=server).run, args=(stop,)) for _ in range(concurrency)]
    for line in lines:
        line.start()
    click.echo("Working (stop with Ctrl-C).", err=True)
    for line in lines:
        line.join()


def _show_schedule(*, as_json: bool) -> None:
    from houvast.outbox.registry import REGISTRY, Daily

    rows = [
        {
            "job": entry.name,
            "when": f"daily from {entry.recurs.hour}:00"
            if isinstance(entry.recurs, Daily)
            else f"every {entry.recurs.minutes} minutes",
        }
        for entry in REGISTRY.schedule()
        if entry.recurs
    ]
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo(f"{row['job']:<30} {row['when']}")


def _show_status(*, as_json: bool) -> None:
    import dataclasses

    from houvast.outbox.queries import given_up, job_state, mail_state
    from houvast.people.clock import now
    from houvast.people.models import Organisation
    from houvast.privacy.scope import organisation_scope

    rows: list[dict[str, Any]] = []
    for organisation in Organisation.objects.order_by("name", "id"):
        with organisation_scope([organisation.pk]):
            states = {"mail": mail_state(organisation.pk, now()), "jobs": job_state(organisation.pk, now())}
            troubles = [dataclasses.asdict(row) for row in given_up(organisation.pk)]
        queues = {queue: dataclasses.asdict(state) for queue, state in states.items()}
        rows.append({"organisation": organisation.name, **queues, "given_up": troubles})
    if as_json:
        click.echo(json.dumps(rows, default=str))
        return
    for row in rows:
        click.echo(row["organisation"])
        for queue in ("mail", "jobs"):
            state = row[queue]
            counts = ", ".join(f"{state[name]} {word}" for name, word in STATUS_WORDS)
            late = f", late since {state['oldest_due_at']:%Y-%m-%d %H:%M} UTC" if state["oldest_due_at"] else ""
            click.echo(f"  {queue:<5} {counts}{late}")
        for trouble in row["given_up"]:
            click.echo(f"        {trouble['what']}: {trouble['trouble']}")
