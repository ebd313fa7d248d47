"""Make the first institution and its first administrator."""

import json

import click

from houvast.operation.cli.start import start_django

REGIONS = ("noord", "midden", "zuid")


@click.command("init")
@click.option("--institution", help="Name of the institution.")
@click.option("--code", default="", help="BRIN or another code that files use.")
@click.option("--region", type=click.Choice(REGIONS), default="midden", show_default=True, help="School holidays.")
@click.option("--given-name", help="Given name of the first administrator.")
@click.option("--prefix", default="", help="Prefix of the family name (van, de).")
@click.option("--family-name", help="Family name of the first administrator.")
@click.option("--email", help="E-mail address with which the first administrator signs in.")
@click.option("--language", type=click.Choice(("nl", "en")), default="nl", show_default=True)
@click.option("--code-only", is_flag=True, help="Ask nothing; print the code of the first-run page instead.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; nothing is asked, so give all names.")
def command(*, as_json: bool, code_only: bool, **given: str | None) -> None:
    """Make the first institution and its first administrator.

    Creates the database where there is none, asks what was not given as an option, and prints a link with which the
    administrator chooses a password. It works once, for 14 days. Colleges, teams, classes, programmes and staff come
    after that, on the administration pages or with `houvast import`.
    """
    start_django(as_owner=True)
    from houvast.operation.cli.migrate import bring_up_to_date
    from houvast.people.first_run import is_first_run

    bring_up_to_date()
    if not is_first_run():
        raise click.ClickException("Somebody can sign in already. Sign in as an administrator to change things.")
    if code_only:
        _print_code(as_json=as_json)
        return
    wanted = _asked(given, may_ask=not as_json)
    link = _set_up(wanted)
    if as_json:
        click.echo(json.dumps({"institution": wanted["institution"], "email": wanted["email"], "link": link}))
        return
    click.echo(f"{wanted['institution']} is made. {wanted['email']} is its administrator.")
    click.echo(f"Open this link once to choose a password (`houvast serve` must run):\n{link}")


def _print_code(*, as_json: bool) -> None:
    from django.urls import reverse

    from houvast.people.first_run import new_set_up_code

    code = new_set_up_code()
    page = reverse("first-run")
    click.echo(json.dumps({"code": code, "page": page}) if as_json else f"Code for the page {page}: {code}")


def _asked(given: dict[str, str | None], *, may_ask: bool) -> dict[str, str]:
    """What was given, with the rest asked for; without a terminal to ask at, what lacks is a usage error."""
    questions = {
        "institution": "Name of the institution",
        "given_name": "Given name of the first administrator",
        "family_name": "Family name of the first administrator",
        "email": "E-mail address of the first administrator",
    }
    wanted = {name: value or "" for name, value in given.items()}
    for name, question in questions.items():
        if not wanted[name] and not may_ask:
            raise click.UsageError(f"With --json every name must be given: --{name.replace('_', '-')} lacks.")
        wanted[name] = wanted[name] or click.prompt(question)
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(wanted["email"])
    except ValidationError as problem:
        raise click.UsageError(f"{wanted['email']!r} is not an e-mail address.") from problem
    return wanted


def _set_up(wanted: dict[str, str]) -> str:
    from django.db import transaction

    from houvast.people.actions.set_up import (
        FirstAdministrator,
        Institution,
        appoint_first_administrator,
        found_organisation,
    )
    from houvast.people.clock import today
    from houvast.people.links import link_address
    from houvast.people.refusals import CannotBeDone
    from houvast.privacy.scope import organisation_scope

    try:
        with transaction.atomic():
            organisation = found_organisation(
                Institution(name=wanted["institution"], code=wanted["code"], school_region=wanted["region"])
            )
            with organisation_scope([organisation.pk]):
                token = appoint_first_administrator(
                    organisation=organisation,
                    administrator=FirstAdministrator(
                        given_name=wanted["given_name"],
                        name_prefix=wanted["prefix"],
                        family_name=wanted["family_name"],
                        email=wanted["email"],
                        language=wanted["language"],
                    ),
                    on=today(),
                )
    except CannotBeDone as reason:
        raise click.ClickException(str(reason)) from reason
    return link_address(token)
