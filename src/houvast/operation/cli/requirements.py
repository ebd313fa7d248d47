"""Which items of the sources the tests show: read from the marks in the tests and from docs/requirements.csv."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from ruamel.yaml import YAML

ITEM = re.compile(r"S-\d{3}")
LIST = Path("docs/requirements.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A test that shows items: where it stands and which items it names."""

    test: str
    items: tuple[str, ...]


def marked_tests(root: Path) -> Iterator[Shown]:
    """Every mark `req(...)` of a test under `root`, also of one of its parameters.

    Raises click.ClickException for a mark without ids in full.
    """
    for folder in (root / "src" / "houvast", root / "tests"):
        for path in sorted(folder.rglob("test_*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if not isinstance(node, ast.FunctionDef | ast.ClassDef):
                    continue
                for mark in (call for decorator in node.decorator_list for call in ast.walk(decorator)):
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.req":
                        where = f"{path.relative_to(root)}::{node.name}"
                        items = tuple(ast.literal_eval(argument) for argument in mark.args)
                        if wrong := [item for item in items if not ITEM.fullmatch(item)]:
                            raise click.ClickException(f"{where}: {wrong[0]!r} is not an id like S-012.")
                        yield Shown(test=where, items=items)


def rehearsed(root: Path) -> Iterator[Shown]:
    """Every scenario of a pack that names items: `houvast packs rehearse` plays it in the roles it names."""
    read = YAML(typ="safe")
    for path in sorted((root / "src/houvast/packs/scenarios").glob("*.yaml")):
        for scenario in read.load(path)["scenarios"]:
            items = tuple(str(item) for item in scenario.get("items", ()))
            yield Shown(test=f"{path.relative_to(root)}: {scenario['name']}", items=items)


@click.command("requirements")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@click.option("--missing", is_flag=True, help="Only what is called built and is shown by no test.")
def command(as_json: bool, missing: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """List which items of the sources the tests show.

    Run it in a checkout. Items called `built` in docs/requirements.csv that no test shows are an error.
    """
    root = Path.cwd()
    if not (root / LIST).exists():
        raise click.ClickException(f"{LIST} is not here: run this in a checkout of Houvast.")
    with (root / LIST).open(encoding="utf-8", newline="") as file:
        listed = {row["id"]: row for row in csv.DictReader(file)}
    shown: dict[str, list[str]] = {}
    for one in (*marked_tests(root), *rehearsed(root)):
        for item in one.items:
            shown.setdefault(item, []).append(one.test)
    built = [item for item, row in listed.items() if row["status"] == "built"]
    unshown = [item for item in built if item not in shown]
    unknown = sorted(set(shown) - set(listed))
    if as_json:
        click.echo(json.dumps({"shown": shown, "built_but_not_shown": unshown, "not_listed": unknown}, indent=1))
    else:
        for item in unshown if missing else sorted(shown):
            click.echo(f"{item}  {listed.get(item, {}).get('what', '')}")
            for test in shown.get(item, ()):
                click.echo(f"       {test}")
        counts = {
            status: sum(row["status"] == status for row in listed.values())
            for status in sorted({row["status"] for row in listed.values()})
        }
        click.echo(
            f"{len(listed)} items: "
            + ", ".join(f"{count} {status}" for status, count in counts.items())
            + f"; {len(shown)} shown by tests."
        )
    if unshown or unknown:
        raise click.ClickException(
            f"{len(unshown)} called built but shown by no test; {len(unknown)} marked in tests but not listed."
        )
