"""Take everything along: one archive that is read without Houvast."""

import json
from pathlib import Path

import click

from houvast.operation.cli.progress import Bar
from houvast.operation.cli.start import start_django


@click.group("export", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Take data out of this installation: `houvast export everything FILE.zip`."""


@command.command()
@click.argument("target", type=click.Path(writable=True, path_type=Path), metavar="DIRECTORY|FILE.zip")
@click.option("--no-documents", is_flag=True, help="Leave out the PDF files: their text is in the data, sealed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def everything(target: Path, *, no_documents: bool, as_json: bool) -> None:
    """Write everything this installation holds into a folder or a ZIP file, while people go on working.

    Per kind a text file (JSON Lines) with a JSON Schema, letters and reports as PDF, a readme in Dutch and English and
    a checksum of every file. What is sealed leaves sealed; the keys are not in it. Another installation that has the
    school's keys takes it with `houvast import archive`, without loss.
    """
    start_django(as_owner=True)
    from houvast.people.clock import now
    from houvast.standards.leaving.writing import InTheWay, write
    from houvast.vault.keyring import KeysUnavailable

    if not target.parent.is_dir():
        raise click.BadParameter(f"the folder {target.parent} does not exist.", param_hint="DIRECTORY|FILE.zip")
    try:
        with Bar("tables", silent=as_json) as bar:
            manifest = write(target, now().isoformat(), documents=not no_documents, progress=bar.show)
    except (InTheWay, KeysUnavailable) as refused:
        raise click.ClickException(str(refused)) from refused
    except OSError as problem:
        message = f"{target} could not be written ({problem.strerror}). Nothing was left behind."
        raise click.ClickException(message) from problem
    rows = sum(one["rows"] for one in manifest["tables"].values())
    told = {"file": str(target), "tables": len(manifest["tables"]), "rows": rows, "documents": manifest["documents"]}
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"{target}: {rows:,} rows of {told['tables']} tables, {told['documents']} letters and reports as PDF.")
    click.echo("Read LEESMIJ.md or README.md in it first. The keys are not in it: keep that folder elsewhere.")
