"""The access of one person, by whoever runs the server: what no administrator of a school should do alone."""

from collections.abc import Callable

import click

from houvast.operation.cli.start import start_django


@click.group("access")
def command() -> None:
    """Help somebody in who cannot come in any more.

    \b
    link EMAIL          a single-use link for a new password; the old password stops working
    second-step EMAIL   the lost app, passkeys and codes on paper stop; a new second step can be made
    privacy-officer EMAIL   the first privacy officer of an institution, or one where none is left

    Be sure who asks: see them, or call a number that you know already. Whoever gets a link or loses the second step
    can be that person.
    """  # noqa: D301 - \b keeps click from joining the lines


@command.command("link")
@click.argument("email")
def link(email: str) -> None:
    """A link for a new password, printed here and nowhere else."""
    start_django(as_owner=True)
    from houvast.operation.actions.lost_access import link_of_operator

    click.echo(_for(email, link_of_operator))


@command.command("second-step")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure who it is.")
def second_step(email: str, *, yes: bool) -> None:
    """Take the second step of somebody away who lost it. Their devices are signed out."""
    start_django(as_owner=True)
    from houvast.operation.actions.lost_access import take_second_step_away

    if not yes:
        click.confirm(f"Are you sure that {email} themselves asked this", abort=True)
    click.echo(_for(email, take_second_step_away))


@command.command("privacy-officer")
@click.argument("email")
@click.option(
    "--asked-by", multiple=True, help="Who asked for it: twice, two names. Kept, and shown to who is trusted."
)
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure who asked.")
def privacy_officer(email: str, asked_by: tuple[str, ...], *, yes: bool) -> None:
    """Confirm the first privacy officer of an institution, when two of its people asked for it.

    While somebody there is privacy officer, that person confirms another one and this command does not. The old
    password, second step and devices stop; the link that is printed begins afresh.
    """
    start_django(as_owner=True)
    from houvast.operation.actions.first_officer import NotByTheOperator, appoint_privacy_officer

    if not yes:
        click.confirm(f"Are you sure that {' and '.join(asked_by) or 'two people'} asked this", abort=True)
    try:
        click.echo(appoint_privacy_officer(email, asked_by=asked_by))
    except NotByTheOperator as error:
        raise click.ClickException(str(error)) from error


def _for(email: str, work: Callable[[str], str]) -> str:
    from houvast.operation.actions.lost_access import NobodyThere

    try:
        return work(email)
    except NobodyThere as error:
        raise click.ClickException(str(error)) from error
