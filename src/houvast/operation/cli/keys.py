"""Replace the keys that seal data."""

import json
from typing import TYPE_CHECKING

import click

from houvast.operation.cli.start import start_django

if TYPE_CHECKING:
    from houvast.vault.recovery import Share


@click.group("keys")
def command() -> None:
    """Replace the keys that seal data, one compartment at a time.

    \b
    list                 which compartments have keys, and how many values lie under which
    rotate COMPARTMENT   new values get a new key; old values stay readable
    rewrap               seal old values again under the newest key (after rotate)
    rotate-master        wrap every key under a new master key
    recovery             shares for people outside the school; any two bring the keys back

    After a leak: rotate, rewrap, rotate-master, and remove the *.replaced files.
    """  # noqa: D301 - \b keeps click from joining the lines


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def list_keys(*, as_json: bool) -> None:
    """Which compartments have keys, and how many values lie under which key."""
    start_django(as_owner=True)
    from houvast.operation.sealed import values_per_key
    from houvast.vault.keyring import keyring

    ring = keyring()
    used = values_per_key()
    values = {name: {str(number): n for number, n in sorted(counts.items())} for name, counts in used.items()}
    found = ring.compartments()
    if as_json:
        click.echo(json.dumps({name: {"keys": n, "values": values.get(name, {})} for name, n in found.items()}))
        return
    if not found:
        click.echo("There are no keys yet: the first sealed value makes one.")
    for name, count in found.items():
        where = ", ".join(f"{n} under key {number}" for number, n in values.get(name, {}).items()) or "no values"
        click.echo(f"{name}: {count} key(s); {where}")


@command.command("rotate")
@click.argument("compartment")
def rotate(compartment: str) -> None:
    """A new key for what is sealed in COMPARTMENT from now on."""
    start_django()
    from houvast.vault.keyring import KeysUnavailable, keyring

    ring = keyring()
    try:
        if compartment not in ring.compartments():
            known = ", ".join(ring.compartments()) or "none yet"
            raise click.BadParameter(f"{compartment!r} has no keys. There are: {known}.", param_hint="COMPARTMENT")
        number = ring.rotate(compartment)
    except KeysUnavailable as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Compartment {compartment} has key {number}. Now run `houvast keys rewrap` for what was sealed before.")


@command.command("rotate-master")
def rotate_master() -> None:
    """Wrap every key under a new master key. No sealed value changes."""
    start_django()
    from houvast.vault.keyring import KeysUnavailable, keyring

    ring = keyring()
    try:
        ring.rotate_master()
    except (KeysUnavailable, FileNotFoundError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Every key lies under a new master key. Copy {ring.directory} to its safe place,")
    click.echo("try one sealed page, and then remove the *.replaced files.")


@command.command("rewrap")
@click.option("--batch", default=500, show_default=True, type=click.IntRange(1, 10_000), help="Values a transaction.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def rewrap(batch: int, *, as_json: bool) -> None:
    """Seal every value again that lies under an older key. Can be stopped and started again."""
    start_django(as_owner=True)
    from houvast.operation.sealed import reseal_all
    from houvast.vault.keyring import KeysUnavailable

    try:
        done = reseal_all(batch=batch, say=None if as_json else click.echo)
    except KeysUnavailable as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps({"resealed": done}) if as_json else f"{done} values sealed again.")


@command.group("recovery")
def recovery() -> None:
    """Shares for people outside the school: any two of them bring a lost master key back, none alone.

    \b
    make --holder NAME --holder NAME ...   print a share for each (at least two); earlier shares stop working
    rehearse                               whether two shares still open what is in use; writes nothing
    restore                                put a lost master key back
    """  # noqa: D301 - \b keeps click from joining the lines


@recovery.command("make")
@click.option("--holder", "holders", multiple=True, required=True, help="Who keeps a share; give it two times or more.")
def make(holders: tuple[str, ...]) -> None:
    """Print a share for each holder, once: on paper, to people outside the school. Rehearse after it."""
    start_django()
    from houvast.vault.keyring import KeysUnavailable, keyring
    from houvast.vault.recovery import make_shares

    try:
        shares = make_shares(keyring(), holders)
    except (KeysUnavailable, ValueError) as error:
        raise click.ClickException(str(error)) from error
    for share in shares:
        click.echo(share.text())
    click.echo("Give each holder one line, on paper; keep none. Then: houvast keys recovery rehearse", err=True)


@recovery.command("rehearse")
def rehearse() -> None:
    """Ask for two shares and say whether they open the keys of now. Writes nothing. Exit 1 when they do not."""
    start_django()
    from houvast.vault.keyring import KeysUnavailable, keyring
    from houvast.vault.recovery import rehearse as try_it

    try:
        fits = try_it(keyring(), *_two_shares())
    except KeysUnavailable as error:
        raise click.ClickException(str(error)) from error
    if not fits:
        raise click.ClickException("They open an earlier master key. Make shares again: houvast keys recovery make")
    click.echo("These two shares bring the keys back. Nothing was written.")


@recovery.command("restore")
def restore() -> None:
    """Ask for two shares and put the master key back where it is missing."""
    start_django()
    from houvast.vault.keyring import KeysUnavailable, keyring
    from houvast.vault.recovery import restore as put_back

    try:
        path = put_back(keyring(), *_two_shares())
    except KeysUnavailable as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The master key lies in {path} again. Run `houvast keys list`, and try one sealed page.")


def _two_shares() -> tuple["Share", "Share"]:
    from houvast.vault.recovery import Share

    one, other = (Share.read(click.prompt(f"Share {n}", hide_input=True)) for n in (1, 2))
    return one, other
