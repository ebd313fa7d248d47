"""Ask another system what it has of our students: the first time, and again whenever it is run."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from houvast.operation.cli.start import start_django

if TYPE_CHECKING:
    from houvast.standards.connecting.contract import Connector
    from houvast.standards.models import Source, Visit

STOPPED = 1
SHOWN = 50
TOKEN = "HOUVAST_CONNECT_TOKEN"  # noqa: S105 - the name of a variable


@click.command("connect", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("system", metavar="SYSTEM")
@click.argument("address", metavar="URL")
@click.option("--institution", default="", metavar="ID", help="Id, BRIN or name. Default: the only one there is.")
@click.option("--token-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Holds the token.")
@click.option("--restart", is_flag=True, help="Begin the round anew instead of where the latest visit stopped.")
@click.option("--every-night/--by-hand", "nightly", default=None, help="Whether the worker asks it. Default: it does.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(
    system: str,
    address: str,
    *,
    institution: str,
    token_file: Path | None,
    restart: bool,
    nightly: bool | None,
    as_json: bool,
) -> None:
    """Bring in persons, programmes, enrolments, results and attendance from SYSTEM at URL.

    \b
    Open Education API 6:  houvast connect oeapi https://sis.example.org/oeapi --token-file TOKEN
    A connector of yours:  houvast connect NAME URL      (see docs/connectors.md)

    The token is kept sealed: give it once, in a file or in HOUVAST_CONNECT_TOKEN. From then on the worker asks the
    system every night, unless you say --by-hand. Only what changed is written. A visit that was cut off goes on where
    it was. What does not agree is reported, and stands on the page Administration > Connected sources.

    Exit code: 0 the round is complete; 1 the system stopped answering, run it again; 2 the command was used wrongly.
    """  # noqa: D301 - \b keeps click from joining the lines
    start_django()
    from houvast.operation.cli.progress import Bar
    from houvast.people.clock import now
    from houvast.standards.connecting.contract import Asked, CannotReach
    from houvast.standards.connecting.known import UnknownConnector, maker
    from houvast.standards.connecting.visiting import BusyAlready, visit
    from houvast.vault.keyring import KeysUnavailable

    given = token_file.read_text().strip() if token_file else os.environ.get(TOKEN, "").strip()
    try:
        make = maker(system)
        source = _source(system, address, institution, given, restart=restart, nightly=nightly)
        connector: Connector = make(Asked(address=address, token=source.token or ""))
        with Bar("batches", silent=as_json) as bar:
            made = visit(source, connector, clock=now, progress=lambda one: bar.show(one.batches, one.batches + 1))
    except UnknownConnector as unknown:
        raise click.BadParameter(str(unknown), param_hint="SYSTEM") from unknown
    except CannotReach as refused:
        raise click.ClickException(_in_english(str(refused))) from refused
    except (BusyAlready, KeysUnavailable) as refused:
        raise click.ClickException(str(refused)) from refused
    _report(source, made, as_json=as_json)
    sys.exit(0 if made.complete else STOPPED)


def _source(
    system: str, address: str, institution: str, token: str, *, restart: bool, nightly: bool | None
) -> "Source":
    from houvast.exchange.writing.institutions import UnclearInstitution
    from houvast.people.clock import now
    from houvast.standards.actions import connect

    try:
        return connect(
            connector=system,
            address=address,
            institution=institution,
            token=token,
            restart=restart,
            nightly=nightly,
            at=now(),
        )
    except UnclearInstitution as unclear:
        raise click.UsageError(str(unclear)) from unclear


def _in_english(problem: str) -> str:
    from django.utils import translation

    from houvast.standards.words import problem_words

    with translation.override("en"):
        return problem_words(problem)


def _report(source: "Source", made: "Visit", *, as_json: bool) -> None:
    from django.utils import translation

    from houvast.standards.queries import conflicts_of
    from houvast.standards.words import because

    conflicts = conflicts_of(source)
    with translation.override("en"):
        told: list[dict[str, Any]] = [
            {
                "kind": one.kind,
                "about": one.about,
                "column": one.column,
                "value": one.value,
                "reason": because(one.reason, one.detail),
            }
            for one in conflicts
        ]
    if as_json:
        counts = {name: getattr(made, name) for name in ("batches", "added", "changed", "unchanged")}
        click.echo(
            json.dumps({**counts, "complete": made.complete, "problem": _in_english(made.problem), "conflicts": told})
        )
        return
    for one in told[:SHOWN]:
        click.echo(f"  {one['kind']} {one['about']}, {one['column']}: {one['value']!r} {one['reason']}", err=True)
    if len(told) > SHOWN:
        click.echo(f"  and {len(told) - SHOWN} more: --json shows them all.", err=True)
    click.echo(f"{made.added} added, {made.changed} changed, {made.unchanged} unchanged, {len(told)} do not agree.")
    if made.problem:
        click.echo(f"It stopped: {_in_english(made.problem)} What was stored stays; run it again to go on.", err=True)
