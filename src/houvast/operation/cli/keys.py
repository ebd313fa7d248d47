"""Replace the keys that seal data."""

import json

import click

from houvast.operation.cli.start import start_django


@click.group("keys")
def command() -> None:
    r"""Replace the keys that seal data, one compartment at a time.

    \b
    list                 which compartments have keys, and how many values lie under which
    rotate COMPARTMENT   new values get a new key; old values stay readable
    rewrap               seal old values again under the newest key (after rotate)
    rotate-master        wrap every key under a new master key

    After a leak: rotate, rewrap, rotate-master, and remove the *.replaced files.
    """


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
