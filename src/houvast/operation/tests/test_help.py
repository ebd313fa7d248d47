"""The help of every command reads as it was written: examples each on a line of their own."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from houvast.operation.cli import main


def _paths(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from _paths(command, (*before, name))


assert isinstance(main, click.Group)


@pytest.mark.parametrize("path", [(), *_paths(main)], ids=" ".join)
def test_the_help_of_a_command_shows_no_marks_of_its_markup(path: tuple[str, ...]) -> None:
    told = CliRunner().invoke(main, [*path, "--help"])

    assert told.exit_code == 0
    assert "\\b" not in told.output
    assert told.output.count("Usage: ") == 1
