"""Loading a ZIP of OneRoster from the command line, and saying what came of it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from houvast.standards.oneroster.loading import Loaded

NOT_UNDERSTOOD = 1
SHOWN = 50


def load_oneroster(file: Path, institution: str, *, write: bool, skip_wrong: bool, as_json: bool) -> int:
    """Load it and report; the exit code."""
    from django.utils import translation

    from houvast.exchange.writing.institutions import UnclearInstitution
    from houvast.people.clock import now, today
    from houvast.standards.oneroster.loading import load_bundle
    from houvast.standards.oneroster.reading import NotOneRoster

    with translation.override("en"):
        try:
            loaded = load_bundle(
                file, on=today(), at=now(), institution=institution, write=write, skip_wrong=skip_wrong
            )
        except NotOneRoster as refused:
            raise click.ClickException(str(refused)) from refused
        except UnclearInstitution as unclear:
            raise click.UsageError(str(unclear)) from unclear
        _report(loaded, as_json=as_json, rehearsal=not write)
    return 0 if any(one.usable for one in loaded.counts.values()) else NOT_UNDERSTOOD


def _report(loaded: "Loaded", *, as_json: bool, rehearsal: bool) -> None:
    from houvast.exchange.explain import mend_of, reason_of
    from houvast.exchange.records import Kind

    errors = [
        {
            "file": file,
            "line": error.line,
            "column": error.column,
            "value": error.value,
            "reason": reason_of(error),
            "mend": mend_of(error, Kind.STUDENTS),
        }
        for file, error in loaded.problems
    ]
    counts = {
        str(kind): {"added": one.added, "changed": one.changed, "unchanged": one.unchanged, "left": one.left}
        for kind, one in loaded.counts.items()
    }
    if as_json:
        click.echo(json.dumps({"written": loaded.written, "kinds": counts, "errors": errors}, ensure_ascii=False))
        return
    for one in errors[:SHOWN]:
        value = f" {one['value']!r}" if one["value"] else ""
        click.echo(
            f"  {one['file']} line {one['line']}, {one['column'] or 'row'}:{value} {one['reason']} {one['mend']}",
            err=True,
        )
    if len(errors) > SHOWN:
        click.echo(f"  and {len(errors) - SHOWN} more: --json shows them all.", err=True)
    if loaded.not_taken:
        click.echo(f"Not taken over: {', '.join(loaded.not_taken)}.")
    for kind, numbers in counts.items():
        click.echo(f"  {kind}: " + ", ".join(f"{number} {name}" for name, number in numbers.items()))
    if loaded.written:
        click.echo("Done.")
    elif rehearsal:
        click.echo("Rehearsal: nothing was written.")
    else:
        click.echo("Nothing was written, because rows are wrong. Mend them, or use --skip-wrong.")
