"""Write everything this installation holds into one file."""

import json
from pathlib import Path

import click

from houvast.operation.cli.progress import Bar
from houvast.operation.cli.start import start_django


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(file: Path, *, as_json: bool) -> None:
    """Write everything into FILE, as it is at one moment, while people go on working.

    FILE is a ZIP with a text file per table, a description and a digest: a backup, and the way out to any other system.
    What is sealed stays sealed; the keys are not in it. Keep the folder with keys on another place, or the backup
    cannot be read. Try a backup with `houvast restore FILE --rehearse`.
    """
    start_django(as_owner=True)
    from django.conf import settings

    from houvast.operation.models import Sign
    from houvast.people.clock import now
    from houvast.standards.archive.writing import write

    if not file.parent.is_dir():
        raise click.BadParameter(f"the folder {file.parent} does not exist.", param_hint="FILE")
    try:
        with Bar("tables", silent=as_json) as bar:
            manifest = write(file, now().isoformat(), bar.show)
    except OSError as problem:
        message = f"{file} could not be written ({problem.strerror}). The earlier one stays."
        raise click.ClickException(message) from problem
    rows = sum(one["rows"] for one in manifest["tables"].values())
    told = {"file": str(file), "bytes": file.stat().st_size, "tables": len(manifest["tables"]), "rows": rows}
    Sign.objects.update_or_create(name=Sign.Name.BACKUP, defaults={"at": now(), "facts": {"rows": rows}})
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"{file}: {rows:,} rows of {told['tables']} tables, {file.stat().st_size // 1024:,} kB.")
    click.echo(f"The keys in {settings.HOUVAST.keys} are not in it: keep a copy of that folder elsewhere.")
