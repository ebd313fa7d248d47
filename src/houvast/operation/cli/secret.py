"""A new signing secret."""

import secrets

import click


@click.command("secret")
def command() -> None:
    """Print a new signing secret for HOUVAST_SECRET_KEY."""
    click.echo(secrets.token_urlsafe(64))
