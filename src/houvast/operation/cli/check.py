"""Say whether this installation is fit to run."""

import json

import click

from houvast.operation.cli.start import start_django


@click.command("check")
@click.option(
    "--deploy", is_flag=True, help="Also what only a real installation needs: production, mail, a strict role."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(*, deploy: bool, as_json: bool) -> None:
    """Say whether this installation is fit to run; exit 1 when something must be mended first.

    Settings that production refuses, the database and its role, migrations, packs, keys, folders, mail. A warning does
    not fail; an error does.
    """
    start_django()
    from django.utils.translation import override

    from houvast.operation.fitness import Level, all_findings

    with override("en"):
        findings = all_findings(deploy=deploy)
    failed = any(finding.level is Level.ERROR for finding in findings)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "fit": not failed,
                    "findings": [
                        {"level": one.level, "about": one.about, "text": one.text, "mend": one.mend} for one in findings
                    ],
                }
            )
        )
    else:
        for one in findings:
            colour = {"error": "red", "warning": "yellow", "fine": "green"}[one.level]
            click.echo(f"{click.style(one.level.upper(), fg=colour):>8}  {one.about}: {one.text}")
            if one.mend:
                click.echo(f"          {one.mend}")
        click.echo("Not fit to run: mend the errors above." if failed else "Fit to run.")
    raise SystemExit(1 if failed else 0)
