"""The directory from the command line: which texts ask for review, and loading services from a file."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from houvast.operation.cli.start import start_django

if TYPE_CHECKING:
    from houvast.directory.actions import Loaded
    from houvast.directory.service_file import RowError
    from houvast.people.models import Organisation

WRONG = 1
SHOWN = 50


@click.group("directory", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Texts on help and rights, and the services of organisations.

    \b
    Texts to read again:  houvast directory check
    Load services:        houvast import directory FILE --institution CODE
    """  # noqa: D301 - \b keeps click from joining the lines


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def check(*, as_json: bool) -> None:
    """Read every text, and name those that rest on another version of the law than was read, or whose day has come.

    Exit code: 0 every text is right; 1 a text cannot be read, or asks to be read again.
    """
    start_django()
    from houvast.directory.content.reading import ContentError, entries
    from houvast.directory.resting import asking_review
    from houvast.people.clock import today

    try:
        texts = entries()
    except ContentError as problem:
        raise click.ClickException(str(problem)) from problem
    asking = asking_review(texts.values(), on=today())
    if as_json:
        found = [
            {"text": one.entry, "why": one.why, "rule": one.rule, "read": one.read, "now": one.now} for one in asking
        ]
        click.echo(json.dumps({"texts": len(texts), "asking": found}))
    else:
        for one in asking:
            moved = f"the law behind {one.rule} was {one.read}, is {one.now}" if one.rule else "its day has come"
            click.echo(f"{one.entry}: {moved}")
        click.echo(f"{len(texts)} texts, {len({one.entry for one in asking})} ask to be read again.")
    sys.exit(WRONG if asking else 0)


def write_services_template(file: Path | None) -> int:
    """The columns with an example row, to FILE or to stdout; returns the exit code."""
    start_django()
    from houvast.directory.queries.rows import EXAMPLE
    from houvast.directory.service_file import write

    if file is None:
        click.echo(write((EXAMPLE,)), nl=False)
    else:
        file.write_text(write((EXAMPLE,)), encoding="utf-8")
    return 0


def load_services(file: Path, institution: str, *, write: bool, skip_wrong: bool, as_json: bool) -> int:
    """Load the services of one organisation; returns the exit code. Django has started."""
    from houvast.directory.actions import import_services
    from houvast.directory.queries.services import kinds
    from houvast.directory.service_file import read
    from houvast.people.clock import now, today
    from houvast.privacy.scope import organisation_scope

    keeper = _keeper(institution)
    found = read(file.read_bytes(), kinds=kinds(), today=today())
    loads = bool(found.rows) and (skip_wrong or not found.errors)
    with organisation_scope([keeper.pk]):
        done = import_services(rows=found.rows, kept_by=keeper, by=None, on=today(), at=now(), write=write and loads)
    _report(done, found.errors, wrote=write and loads, as_json=as_json)
    return 0 if loads else WRONG


def _keeper(institution: str) -> "Organisation":
    """The organisation that was named by id, code or name, or the only one that there is."""
    from houvast.people.models import Organisation

    every = list(Organisation.objects.order_by("name")[:1000])
    found = [one for one in every if institution in (str(one.pk), one.code, one.name)] if institution else every
    if len(found) != 1:
        raise click.UsageError("Say whose services these are: --institution with an id, a code or a name.")
    return found[0]


def _report(done: "Loaded", errors: Sequence["RowError"], *, wrote: bool, as_json: bool) -> None:
    from django.utils import translation

    from houvast.directory.words import WRONG_WORDS

    with translation.override("en"):
        told: list[dict[str, Any]] = [
            {"line": one.line, "column": one.column, "value": one.value, "reason": str(WRONG_WORDS[one.wrong])}
            for one in errors
        ]
    counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged, "waiting": done.waiting}
    if as_json:
        click.echo(json.dumps({**counts, "written": wrote, "errors": told}, ensure_ascii=False))
        return
    for one in told[:SHOWN]:
        click.echo(f"  line {one['line']}, {one['column'] or 'row'}: {one['value']!r} {one['reason']}", err=True)
    numbers = ", ".join(f"{number} {name}" for name, number in counts.items())
    click.echo(f"{'Done' if wrote else 'Nothing was written'}: {numbers}; {len(errors)} mistakes.")
