"""Say what is wrong with this installation, and what to do."""

import json

import click

from houvast.operation.cli.start import start_django

COLOURS = {"error": "red", "warning": "yellow", "fine": "green"}
LAST_WORDS = (
    "All is fine.",
    "It runs; the warnings ask for a look.",
    "Something is broken: begin with the first error.",
)


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--quiet", is_flag=True, help="Only what is not fine.")
def command(*, as_json: bool, quiet: bool) -> None:
    """Say what is wrong with this installation and what to do.

    Looks at the settings, database, wall, packs, keys, folders, disk, clock, mail server, worker, outbox, tasks, a
    sample of the logs of dossiers, anchors and backups. It changes nothing and shows nothing about anybody.

    Exit 0: all is fine. 1: something asks for a look. 2: something is broken.
    """
    try:
        start_django()
    except click.ClickException as refused:
        _tell([{"level": "error", "about": "settings", "text": refused.message, "mend": "See docs/settings.md."}], 2,
              as_json=as_json, quiet=quiet)  # fmt: skip
    from django.utils.translation import override

    from houvast.operation.doctor.examination import examine, verdict

    with override("en"):
        findings = examine()
    rows = [{"level": str(one.level), "about": one.about, "text": one.text, "mend": one.mend} for one in findings]
    _tell(rows, verdict(findings), as_json=as_json, quiet=quiet)


def _tell(rows: list[dict[str, str]], code: int, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(json.dumps({"verdict": ("fine", "look", "broken")[code], "findings": rows}))
        raise SystemExit(code)
    for row in rows:
        if quiet and row["level"] == "fine":
            continue
        click.echo(f"{click.style(row['level'].upper(), fg=COLOURS[row['level']]):>8}  {row['about']}: {row['text']}")
        if row["mend"]:
            click.echo(f"          {row['mend']}")
    click.echo(LAST_WORDS[code])
    raise SystemExit(code)
