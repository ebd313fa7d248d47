"""Put an archive back, or rehearse that it can be put back."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from houvast.operation.cli.progress import Bar
from houvast.operation.cli.start import start_django

if TYPE_CHECKING:
    from houvast.standards.archive.reading import Kept


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rehearse", is_flag=True, help="Restore into a database that is thrown away, compare, and say so.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(file: Path, *, rehearse: bool, as_json: bool) -> None:
    """Put FILE, made by `houvast backup`, into this installation's empty database.

    It is all or nothing: every row is read back and compared, the log of every case is verified, and a value of every
    sealed compartment is opened. A database that holds something is refused. Put the folder with keys back first.

    With --rehearse the same happens in a database of its own beside the real one, which is not touched: do this after
    every backup that you count on.
    """
    told = _rehearsed(file) if rehearse else _restored(file, silent=as_json)
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"{told['rows']:,} rows of {told['tables']} tables are back, each the same as when it was written.")
    click.echo(f"{told['cases']} logs of cases are whole; {told['opened']} sealed compartments open with these keys.")
    if rehearse:
        click.echo("This was a rehearsal: the database of this installation was not touched.")


def _rehearsed(file: Path) -> dict[str, Any]:
    """In a process and a database of its own, with the keys of this installation."""
    start_django()
    from django.conf import settings

    from houvast.operation.models import Sign
    from houvast.people.clock import now

    with tempfile.TemporaryDirectory(prefix="houvast-rehearsal-") as directory:
        surroundings = {
            "HOUVAST_DATABASE_URL": f"sqlite:///{directory}/rehearsal.sqlite3",
            "HOUVAST_DATABASE_OWNER_URL": "",
            "HOUVAST_DATA_DIRECTORY": directory,
            "HOUVAST_KEY_DIRECTORY": str(settings.HOUVAST.keys.resolve()),
            "HOUVAST_ANCHOR_FILE": f"{directory}/anchors.jsonl",
        }
        code = "from houvast.operation.cli import main; main()"
        ran = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-c", code, "restore", str(file.resolve()), "--json"],
            env=os.environ | surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
    if ran.returncode:
        said = ran.stderr.strip().splitlines() or ["it ended without a word"]
        raise click.ClickException(f"The rehearsal failed. {said[-1].removeprefix('Error: ')}")
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    Sign.objects.update_or_create(name=Sign.Name.REHEARSAL, defaults={"at": now(), "facts": {"rows": told["rows"]}})
    return told


def _restored(file: Path, *, silent: bool) -> dict[str, Any]:
    start_django(as_owner=True)
    from houvast.standards.archive.reading import Archive

    return put_back(lambda: Archive(file), silent=silent)


def put_back(opened_archive: "Callable[[], Kept]", *, silent: bool) -> dict[str, Any]:
    """Fill this installation's empty database from an archive, and prove that it is whole; what there is now."""
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.operation.proving import broken_cases, opened_compartments
    from houvast.standards.archive.reading import CannotRestore, restore
    from houvast.vault.keyring import KeysUnavailable

    bring_up_to_date()
    try:
        with Bar("tables", silent=silent) as bar:
            counts = restore(opened_archive(), bar.show)
        opened = opened_compartments()
    except (CannotRestore, KeysUnavailable) as refused:
        raise click.ClickException(str(refused)) from refused
    cases, broken = broken_cases()
    if broken:
        message = f"Everything is back, but logs of cases were broken before: {broken[0]}"
        raise click.ClickException(message)
    return {"rows": sum(counts.values()), "tables": len(counts), "cases": cases, "opened": opened}
