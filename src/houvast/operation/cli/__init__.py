"""The command line: `houvast`. Each command is a module beside this one and is imported only when it is asked for."""

import importlib

import click

COMMANDS = {
    "init": "Make the first institution and its first administrator.",
    "migrate": "Create the database or bring it up to date.",
    "serve": "Serve the pages on this machine.",
    "worker": "Send mail and do the work that waits.",
    "demo": "Fill the database with invented people in every state.",
    "import": "Load students, staff, guardians or relations from a file.",
    "export": "Write everything into one archive that is read without Houvast.",
    "connect": "Bring in what another system has of our students.",
    "alerts": "Measure the alert rules, and say how well they did on the school's own history.",
    "monitor": "Make the figures of the monitor again.",
    "law": "Ask a rule of law: what holds, because of what, and until when.",
    "directory": "Say which texts on help and rights ask to be read again.",
    "packs": "Check, compare and show procedure packs.",
    "dossier": "Verify, anchor or export the log of a case.",
    "backup": "Write everything this installation holds into one file.",
    "restore": "Put such a file back, or rehearse that it can be put back.",
    "keys": "Replace keys that seal data.",
    "access": "Help somebody in who lost the password or the second step.",
    "retention": "Erase what is past its term and was approved.",
    "check": "Say whether this installation is fit to run.",
    "doctor": "Say what is wrong with this installation and what to do.",
    "maintenance": "Close the pages for a while, with a word to who comes.",
    "secret": "Print a new signing secret.",
    "requirements": "List which items of the sources the tests show.",
}


class Commands(click.Group):
    """A group whose commands are modules, so that `houvast law` starts without the database."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"houvast.operation.cli.{cmd_name if cmd_name != 'import' else 'import_'}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="houvast")
def main() -> None:
    """Houvast: the guidance system that does not let go of a student.

    \b
    A first look:     houvast demo && houvast serve
    A real school:    houvast init, houvast import students FILE, houvast serve
    Ask the law:      houvast law ask education-duty --on 2027-03-15 --facts '{...}'

    Settings come from HOUVAST_* (docs/settings.md). Every command that reports takes --json.
    """  # noqa: D301 - \b keeps click from joining the lines
