"""Load people, relations, absences, results or placements from a file, or write an empty template."""

import json
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from houvast.operation.cli.progress import Bar
from houvast.operation.cli.start import start_django

if TYPE_CHECKING:
    from houvast.exchange.outcome import Outcome

KINDS = ("students", "staff", "guardians", "relations", "absences", "results", "placements", "norms", "leavers")
DIRECTORY = "directory"
"""Services of the directory: no data about persons, with a reader of its own."""
ARCHIVE = "archive"
"""Everything another installation held."""
ONEROSTER = "oneroster"
"""A ZIP of several kinds at once."""
NOT_UNDERSTOOD = 1
SHOWN_ERRORS = 50
PATIENCE_SECONDS = 1.0


@click.command("import", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("kind", type=click.Choice((*KINDS, DIRECTORY, ARCHIVE, ONEROSTER)), required=False)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--institution", default="", metavar="ID", help="Id, BRIN or name. Default: what the file says.")
@click.option("--dry-run", is_flag=True, help="Rehearse: say what would happen and write nothing.")
@click.option("--skip-wrong", is_flag=True, help="Load the rows that are right although others are wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option("--template", is_flag=True, help="Write an empty template for KIND (default students) to FILE or stdout.")
@click.option("--xlsx", is_flag=True, help="With --template: an Excel file instead of CSV.")
def command(
    *,
    kind: str | None,
    file: Path | None,
    institution: str,
    dry_run: bool,
    skip_wrong: bool,
    as_json: bool,
    template: bool,
    xlsx: bool,
) -> None:
    """Load a file: our own CSV or Excel template, a DUO Registratieoverzicht, persons of the Open Education API (JSON),
    or a student file of samenwijzer. The format is told from the content.

    \b
    First look:        houvast import students students.csv --dry-run
    Then load:         houvast import students students.csv
    Despite mistakes:  houvast import students students.csv --skip-wrong
    Empty template:    houvast import --template staff --xlsx staff.xlsx
    Another Houvast:   houvast import archive EVERYTHING.zip
    OneRoster 1.2:     houvast import oneroster EXPORT.zip --dry-run

    Everything happens in one transaction. With a wrong row nothing is written, unless --skip-wrong. Loading the same
    file again changes nothing. A new, empty database is created first.

    Exit code: 0 the file was understood; 1 it was not, or no row can be used; 2 the command was used wrongly.
    """  # noqa: D301 - \b keeps click from joining the lines
    if kind == DIRECTORY:
        _directory(file, institution, template=template, write=not dry_run, skip_wrong=skip_wrong, as_json=as_json)
    if kind == ARCHIVE:
        sys.exit(_archive(file, as_json=as_json))
    if kind == ONEROSTER:
        sys.exit(_oneroster(file, institution, write=not dry_run, skip_wrong=skip_wrong, as_json=as_json))
    if template:
        _write_template(kind or "students", file, xlsx=xlsx or (file is not None and file.suffix.lower() == ".xlsx"))
        return
    if xlsx:
        raise click.UsageError("--xlsx belongs to --template; the format of a file to load is told from its content.")
    if kind is None or file is None:
        raise click.UsageError("Say what to load and from which file: houvast import students FILE.")
    if not file.exists():
        raise click.BadParameter(f"File '{file}' does not exist.", param_hint="FILE")
    if file.is_dir():
        raise click.BadParameter(f"File '{file}' is a directory.", param_hint="FILE")
    if not os.access(file, os.R_OK):
        raise click.BadParameter(f"File '{file}' may not be read by this user.", param_hint="FILE")
    sys.exit(_load(kind, file, institution, write=not dry_run, skip_wrong=skip_wrong, as_json=as_json))


def _directory(
    file: Path | None, institution: str, *, template: bool, write: bool, skip_wrong: bool, as_json: bool
) -> NoReturn:
    """Services go their own way: read, loaded and reported by `operation.cli.directory`."""
    from houvast.operation.cli.directory import load_services, write_services_template

    if template:
        sys.exit(write_services_template(file))
    if file is None or not file.exists():
        raise click.BadParameter("Say which file to load: houvast import directory FILE.", param_hint="FILE")
    _prepare()
    sys.exit(load_services(file, institution, write=write, skip_wrong=skip_wrong, as_json=as_json))


def _archive(file: Path | None, *, as_json: bool) -> int:
    """Everything that `houvast export everything` wrote, into this installation's empty database."""
    if file is None or not file.exists():
        raise click.BadParameter("Say which archive to take: houvast import archive FILE.", param_hint="FILE")
    _prepare()
    from houvast.operation.cli.restore import put_back
    from houvast.standards.leaving.reading import Everything

    told = put_back(lambda: Everything(file), silent=as_json)
    if as_json:
        click.echo(json.dumps(told))
    else:
        click.echo(f"{told['rows']:,} rows of {told['tables']} tables are here, each as it was written.")
        click.echo(
            f"{told['cases']} logs of cases are whole; {told['opened']} sealed compartments open with these keys."
        )
    return 0


def _oneroster(file: Path | None, institution: str, *, write: bool, skip_wrong: bool, as_json: bool) -> int:
    """Several kinds from one ZIP: read, loaded and reported by `operation.cli.oneroster`."""
    if file is None or not file.is_file():
        raise click.BadParameter("Say which ZIP to load: houvast import oneroster FILE.", param_hint="FILE")
    _prepare()
    from houvast.operation.cli.oneroster import load_oneroster

    return load_oneroster(file, institution, write=write, skip_wrong=skip_wrong, as_json=as_json)


def _write_template(kind: str, file: Path | None, *, xlsx: bool) -> None:
    from houvast.exchange.records import Kind
    from houvast.exchange.templates_file import template_csv, template_xlsx

    content = template_xlsx(Kind(kind)) if xlsx else template_csv(Kind(kind))
    if file is not None:
        file.write_bytes(content)
        click.echo(f"{file} holds the template for {kind}.", err=True)
        return
    if xlsx and sys.stdout.isatty():
        raise click.UsageError("An Excel file does not belong on the screen: give FILE, or send it on with >.")
    sys.stdout.buffer.write(content)


def _prepare() -> None:
    """Django, and the tables when they are not there or not new enough."""
    # Nothing is signed here, so a secret that lives as long as this process will do.
    os.environ.setdefault("HOUVAST_SECRET_KEY", secrets.token_urlsafe(64))
    start_django(as_owner=True)
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    from houvast.operation.cli.migrate import bring_up_to_date

    try:
        if connection.vendor == "sqlite":
            Path(str(connection.settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            bring_up_to_date()
    except (OperationalError, OSError) as error:
        raise click.ClickException(f"The database cannot be used: {str(error).strip()}") from error


def _load(kind: str, file: Path, institution: str, *, write: bool, skip_wrong: bool, as_json: bool) -> int:
    _prepare()
    from django.db import DatabaseError
    from django.utils import translation

    from houvast.exchange.actions import load_file
    from houvast.exchange.reading.errors import FileRefused
    from houvast.exchange.records import Kind
    from houvast.exchange.writing.institutions import UnclearInstitution
    from houvast.people.clock import now, today

    with translation.override("en"), Bar("rows", silent=as_json) as bar:
        try:
            outcome = load_file(
                file,
                Kind(kind),
                by=None,
                on=today(),
                at=now(),
                write=write,
                skip_wrong=skip_wrong,
                institution=institution,
                progress=bar.show,
            )
        except FileRefused as refused:
            _report_refused(refused, Kind(kind), as_json=as_json)
            return NOT_UNDERSTOOD
        except UnclearInstitution as unclear:
            raise click.UsageError(str(unclear)) from unclear
        except DatabaseError as error:
            # The driver's own words may hold values of rows: only its kind is told.
            raise click.ClickException(f"The database refused ({type(error).__name__}); nothing was stored.") from error
    with translation.override("en"):
        _report(outcome, as_json=as_json)
    return 0 if outcome.would.usable or (outcome.left_rows and not outcome.errors) else NOT_UNDERSTOOD


def _report_refused(refused: Any, kind: Any, *, as_json: bool) -> None:
    from houvast.exchange.explain import mend_of, reason_of

    error = refused.error
    if as_json:
        empty = {"format": None, "rows": 0, "added": 0, "changed": 0, "unchanged": 0, "left": 0}
        click.echo(json.dumps({**empty, "errors": [_error(error, kind)]}, ensure_ascii=False))
        return
    found = f" Found: {error.value}." if error.value else ""
    click.echo(f"Not understood (line {error.line}): {reason_of(error)}{found}\n{mend_of(error, kind)}", err=True)


def _error(error: Any, kind: Any) -> dict[str, object]:
    from houvast.exchange.explain import mend_of, reason_of

    return {
        "line": error.line,
        "column": error.column,
        "value": error.value,
        "reason": reason_of(error),
        "mend": mend_of(error, kind),
    }


def _report(outcome: "Outcome", *, as_json: bool) -> None:
    counts = outcome.counts
    if as_json:
        report = {
            "format": outcome.format,
            "rows": counts.rows,
            "added": counts.added,
            "changed": counts.changed,
            "unchanged": counts.unchanged,
            "left": counts.left,
            "errors": [_error(error, outcome.kind) for error in outcome.errors],
        }
        if outcome.left_rows:
            report["left_because"] = [_left(row) for row in outcome.left_rows]
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(f"{outcome.format}: {counts.rows} rows for {', '.join(outcome.institutions)}.")
    if outcome.not_taken:
        click.echo(f"Not taken over: {', '.join(outcome.not_taken)}.")
    for error in outcome.errors[:SHOWN_ERRORS]:
        found = _error(error, outcome.kind)
        value = f" {found['value']!r}" if found["value"] else ""
        click.echo(
            f"  line {found['line']}, {found['column'] or 'row'}:{value} {found['reason']} {found['mend']}", err=True
        )
    if len(outcome.errors) > SHOWN_ERRORS:
        click.echo(f"  and {len(outcome.errors) - SHOWN_ERRORS} more: --json shows them all.", err=True)
    for row in outcome.left_rows[:SHOWN_ERRORS]:
        left = _left(row)
        click.echo(f"  line {left['line']}, left: {left['reason']} {left['mend']}")
    click.echo(_sentence(outcome))


def _left(row: Any) -> dict[str, object]:
    from houvast.exchange.explain import left_because

    reason, mend = left_because(row)
    return {"line": row.line, "value": row.value, "reason": reason, "mend": mend}


def _sentence(outcome: "Outcome") -> str:
    would = outcome.would
    numbers = f"{would.added} added, {would.changed} changed, {would.unchanged} unchanged, {would.left} left"
    if not would.usable and outcome.left_rows and not outcome.errors:
        return f"Understood; nothing to take over: {numbers}."
    if not would.usable:
        return "No row can be used; nothing was written."
    if outcome.refused and outcome.is_rehearsal:
        return f"Rehearsal: {numbers} with --skip-wrong. Without it nothing is written until the wrong rows are mended."
    if outcome.refused:
        return f"Nothing was written, because rows are wrong. Mend them, or use --skip-wrong: {numbers}."
    return f"Rehearsal, nothing was written: {numbers}." if outcome.is_rehearsal else f"Done: {numbers}."
