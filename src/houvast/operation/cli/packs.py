"""Procedure packs from the command line. Only `upgrade` needs a database, settings and Django."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from houvast.packbook.reader import PackError

if TYPE_CHECKING:
    from houvast.core.procedure.log import Event
    from houvast.core.procedure.pack import Pack

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
LANGUAGE = click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
FILES = click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))


@click.group("packs")
def command() -> None:
    """Check, compare and show procedure packs."""


def refuse(error: object) -> NoReturn:
    """End with exit code 2 and what is wrong."""
    click.echo(str(error), err=True)
    raise SystemExit(2)


@command.command()
@FILES
@AS_JSON
@LANGUAGE
def check(paths: tuple[Path, ...], *, as_json: bool, language: str) -> None:
    """Prove the packs in PATHS (files or folders; ours when none is given): every path of every pack.

    Alert rules are checked too: their shape, and that their examples hold. Exit code 1 when something has an error;
    warnings keep 0.
    """
    from houvast.packbook.alerts import check_rules, is_rules, rules_as_data
    from houvast.packbook.book import FOLDER
    from houvast.packbook.checking import as_data, check_files

    books_given = [path for path in paths if path.is_file() and is_rules(path)]
    rules = check_rules(books_given) if books_given or not paths else ()
    procedures = [path for path in paths if path not in books_given]
    checked = check_files(procedures or (FOLDER,)) if procedures or not paths else ()
    if as_json:
        books = [rules_as_data(one) for one in rules]
        packs = [as_data(one) for one in checked]
        click.echo(json.dumps({"packs": packs, "alert_rules": books}, ensure_ascii=False, indent=1))
    else:
        for one in checked:
            report = one.report
            mark = "ok" if one.sound else "WRONG"
            click.echo(f"{mark:<6}{report.id} {report.version}  {report.states} situations, {report.paths} endings")
            for finding, line in zip((*report.errors, *report.warnings), one.lines, strict=True):
                kind = "warning" if finding in report.warnings else finding.kind.value
                click.echo(f"  {one.file}:{line}: {kind}: {finding.text.in_(language)}. {finding.mend.in_(language)}")
                if finding.source:
                    click.echo(f"      source: {finding.source}")
                if finding.path:
                    click.echo(f"      shortest path: {' > '.join(finding.path)}")
        for book in rules:
            mark = "WRONG" if book.problems else "ok"
            counted = f"{len(book.book.rules)} alert rules" if book.book else "not a book of alert rules"
            click.echo(f"{mark:<6}{Path(book.file).stem}  {counted}")
            for problem in book.problems:
                said = f"{problem.text.in_(language)}. {problem.mend.in_(language)}"
                click.echo(f"  {problem.file}:{problem.line}: {said}")
    if not all(one.sound for one in checked) or any(book.problems for book in rules):
        raise SystemExit(1)


@command.command()
@click.option("--overlay", is_flag=True, help="Of an overlay, which holds only what differs.")
def schema(*, overlay: bool) -> None:
    """Print the JSON Schema of a pack, for editors that complete and check while you type."""
    from houvast.packbook.schema import overlay_schema, pack_schema

    click.echo(json.dumps(overlay_schema() if overlay else pack_schema(), ensure_ascii=False, indent=1))


@command.command("list")
@AS_JSON
@LANGUAGE
def list_packs(*, as_json: bool, language: str) -> None:
    """Name the packs that come with Houvast."""
    from houvast.packbook import all_packs

    rows = [
        {
            "id": pack.id,
            "version": pack.version,
            "layer": pack.layer.value,
            "title": pack.title.in_(language),
            "opened_by": [role.value for role in pack.opened_by],
            "overlay_of": pack.overlay_of,
        }
        for pack in all_packs()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['id']:<40}{row['version']:<10}{row['title']}")


@command.command()
@click.argument("old")
@click.argument("new")
@AS_JSON
@LANGUAGE
def diff(old: str, new: str, *, as_json: bool, language: str) -> None:
    """Say in words how NEW differs from OLD: each a file, an id, or id@version."""
    from houvast.core.procedure.difference import difference

    sentences = [text.in_(language) for text in difference(_named(old), _named(new))]
    if as_json:
        click.echo(json.dumps({"old": old, "new": new, "differences": sentences}, ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(sentences) or {"nl": "Geen verschil.", "en": "No difference."}[language])


def _named(name: str) -> "Pack":
    from houvast.packbook import UnknownPack, pack, read_pack

    try:
        if Path(name).is_file():
            return read_pack(Path(name))
        pack_id, _, version = name.partition("@")
        return pack(pack_id, version or None)
    except (PackError, UnknownPack) as wrong:
        refuse(wrong)


@command.command()
@FILES
@AS_JSON
def rehearse(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Play the scenarios in PATHS (ours when none is given) with an invented student, straight and saved each step.

    Exit code 1 when a scenario goes otherwise than it says.
    """
    from houvast.packbook.book import files
    from houvast.packbook.scenarios import FOLDER, play_file

    told = [result for path in files(paths or (FOLDER,)) for result in play_file(path)]
    if as_json:
        click.echo(json.dumps({"scenarios": told}, ensure_ascii=False, indent=1))
    else:
        for result in told:
            click.echo(f"{'ok' if result['as_told'] else 'WRONG':<6}{result['pack']}: {result['name']}")
            click.echo("".join(f"      {line}\n" for line in ([result["wrong"]] if result["wrong"] else [])), nl=False)
    if not all(result["as_told"] for result in told):
        raise SystemExit(1)


@command.command()
@click.argument("target")
@click.option("--pack", "pack_id", help="Whose running cases; the pack that TARGET lies over or is, when not given.")
@click.option("--dry-run", is_flag=True, required=True, help="Only say what would change; nothing is written.")
@AS_JSON
@LANGUAGE
def upgrade(target: str, pack_id: str | None, *, dry_run: bool, as_json: bool, language: str) -> None:
    """For each running case: what TARGET (a file, an id, or id@version) would change, and which rights it would lose.

    Terms that already run keep their day. Needs the database.
    """
    del dry_run  # a case changes its version on its own page, one by one, by a person
    from houvast.packbook.upgrading import upgrade_of

    new = _named(target)
    wanted = pack_id or (new.overlay_of or new.id).split(" ")[0]
    rows = [{"case": case} | upgrade_of(old, new, log, language) for case, old, log in _running(wanted)]
    if as_json:
        click.echo(json.dumps({"cases": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['case']}  {row['from']} -> {row['to']}  {row['why_not'] or row['step_after']}")
        lost = row["lost"]
        assert isinstance(lost, list)
        click.echo("".join(f"      - {text}\n" for text in lost), nl=False)
    click.echo(f"{len(rows)} cases, {sum(bool(row['lost']) for row in rows)} would lose something.")


def _running(pack_id: str) -> "Iterator[tuple[str, Pack, tuple[Event, ...]]]":
    """The running cases of this pack, each with the pack it pinned and its log; erased ones are left out."""
    from houvast.operation.cli.start import start_django

    start_django()
    from houvast.cases import journal, pinned
    from houvast.cases.models import Case
    from houvast.people.models import Organisation
    from houvast.privacy.scope import organisation_scope

    for organisation in Organisation.objects.order_by("pk"):
        with organisation_scope([organisation.pk]):
            running = Case.objects.filter(organisation=organisation, status=Case.Status.OPEN, pack=pack_id)
            for case in running.select_related("pack_version").order_by("pk"):
                events = [line.event for line in journal.lines(case)]
                log = tuple(event for event in events if event is not None)
                if len(log) == len(events):
                    yield str(case.pk), pinned.pack_of(case.pack_version), log
