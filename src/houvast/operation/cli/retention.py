"""Erase what was approved, with the rights of the owner of the tables."""

import json
import uuid
from datetime import datetime

import click

from houvast.operation.cli.start import start_django


@click.group("retention")
def command() -> None:
    """Erase after term what was planned, announced and approved.

    \b
    due    whose data are past their term, counted; nothing changes
    run    carry out what two persons agreed to, and keep the proof
    """  # noqa: D301 - \b keeps click from joining the lines


@command.command("due")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per institution, in a list.")
def due(*, as_json: bool) -> None:
    """Count whose data are past their term, and who is on hold."""
    start_django()
    from houvast.people.clock import today
    from houvast.people.models import Organisation
    from houvast.privacy.retention import due as found_due
    from houvast.privacy.scope import organisation_scope

    rows = []
    for organisation in Organisation.objects.order_by("name", "id"):
        with organisation_scope([organisation.pk]):
            found = found_due(organisation.pk, today())
        held = sum(1 for one in found if one.held)
        rows.append({"organisation": organisation.name, "due": len(found) - held, "held": held})
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo(f"{row['organisation']}: {row['due']} past their term, {row['held']} on hold")


@command.command("run")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per plan, in a list.")
def run(*, as_json: bool) -> None:
    """Carry out every approved plan whose day has come; nothing else is touched. Exit 1 when a plan could not be."""
    start_django(as_owner=True)
    from houvast.people.clock import now
    from houvast.people.models import Organisation

    done, trouble = [], []
    for organisation in Organisation.objects.order_by("pk"):
        rows, wrong = _of(organisation.pk, now())
        done += [{"organisation": organisation.name, **row} for row in rows]
        trouble += wrong
    if as_json:
        click.echo(json.dumps({"done": done, "trouble": trouble}))
    else:
        for row in done:
            click.echo(
                f"{row['organisation']}: plan {row['plan']} carried out, {row['rows']} rows; proof {row['proof']}"
            )
        for text in trouble:
            click.echo(text, err=True)
        if not done and not trouble:
            click.echo("Nothing was approved for today.")
    if trouble:
        raise SystemExit(1)


def _of(organisation: uuid.UUID, at: datetime) -> tuple[list[dict[str, object]], list[str]]:
    """The plans of one organisation, each in a transaction of its own."""
    from houvast.privacy.actions.erasure import carry_out
    from houvast.privacy.erasing import StillNamed
    from houvast.privacy.models import ErasurePlan
    from houvast.privacy.scope import as_owner_in_this_scope, organisation_scope
    from houvast.privacy.tasks import list_reads

    done: list[dict[str, object]] = []
    trouble: list[str] = []
    with organisation_scope([organisation]):
        waiting = list(ErasurePlan.objects.filter(organisation=organisation, state=ErasurePlan.State.APPROVED))
    for plan in waiting:
        try:
            with organisation_scope([plan.organisation_id]):
                as_owner_in_this_scope()
                while list_reads(plan.organisation_id):
                    pass
                proof = carry_out(plan=plan, at=at)
        except StillNamed as error:
            trouble.append(str(error))
            continue
        if proof is not None:
            done.append({"plan": str(plan.pk), "rows": sum(proof.rows.values()), "proof": proof.proof})
    return done, trouble
