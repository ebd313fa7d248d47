"""The log of a case: verify its chain, anchor the ends of all chains, export one case."""

import json
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from houvast.operation.cli.start import start_django

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from houvast.cases.anchors import Anchor
    from houvast.cases.verify import Finding, Head

WRONG = 1


@click.group("dossier")
def command() -> None:
    """Verify, anchor or export the log of a case.

    \b
    houvast dossier anchor
    houvast dossier verify --anchor /another/disk/anchors.jsonl
    houvast dossier export CASE --output case.pdf
    """  # noqa: D301 - \b keeps click from joining the lines


@command.command()
@click.option(
    "--anchor", "anchor_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="File of anchors."
)
@click.option("--case", "only", type=click.UUID, help="Verify this case only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify(anchor_file: Path | None, only: uuid.UUID | None, *, as_json: bool) -> None:
    """Find changed, missing, reordered and cut events. Exit 0 when all is whole, 1 when not.

    Without --anchor a log whose last events were removed cannot be told from a shorter one: its tail is unproven.
    """
    start_django()
    from houvast.cases.anchors import BrokenAnchors, read
    from houvast.cases.verify import verify as verify_cases
    from houvast.privacy.scope import organisation_scope

    try:
        anchors = read(anchor_file) if anchor_file else ()
    except BrokenAnchors as broken:
        _report([], 0, as_json=as_json, anchored=True, trouble=str(broken))
        sys.exit(WRONG)
    findings: list[Finding] = []
    cases = 0
    for organisation_id, case_ids, heads in _work(only, anchors):
        with organisation_scope([organisation_id]), _progress(case_ids, quiet=as_json) as shown:
            cases += len(case_ids)
            findings += list(verify_cases(shown, heads, organisation=organisation_id))
    _report(findings, cases, as_json=as_json, anchored=anchor_file is not None)
    sys.exit(WRONG if findings else 0)


def _work(
    only: uuid.UUID | None, anchors: tuple["Anchor", ...]
) -> Iterator[tuple[uuid.UUID, list[uuid.UUID], dict[uuid.UUID, "Head"]]]:
    """Per organisation: the cases to verify, those that were anchored and may be gone among them, and their anchored
    heads.
    """
    from houvast.cases.anchors import heads_in
    from houvast.cases.models import Case
    from houvast.people.models import Organisation
    from houvast.privacy.scope import organisation_scope

    for organisation in Organisation.objects.order_by("pk"):
        with organisation_scope([organisation.pk]):
            stored = set(Case.objects.filter(organisation=organisation).values_list("pk", flat=True))
        heads = heads_in(anchors, organisation.pk)
        wanted = sorted(stored | set(heads))
        case_ids = [case for case in wanted if only in (None, case)]
        if case_ids:
            yield organisation.pk, case_ids, heads


def _progress(case_ids: list[uuid.UUID], *, quiet: bool) -> "ProgressBar[uuid.UUID]":
    """A progress bar on stderr; hidden for machines and where nobody looks."""
    return click.progressbar(case_ids, label="Cases", file=sys.stderr, hidden=quiet or not sys.stderr.isatty())


def _report(findings: "list[Finding]", cases: int, *, as_json: bool, anchored: bool, trouble: str = "") -> None:
    rows = [{"case": str(one.case), "event": one.number, "code": one.code, "text": one.text} for one in findings]
    if trouble:
        rows.insert(0, {"case": "", "event": 0, "code": "anchor", "text": trouble})
    if as_json:
        click.echo(
            json.dumps(
                {"cases": cases, "whole": not rows, "tail": "anchored" if anchored else "unproven", "findings": rows}
            )
        )
        return
    for row in rows:
        click.echo(f"{row['case']} event {row['event']}: {row['text']}" if row["case"] else str(row["text"]))
    click.echo(f"{cases} cases verified, {len(rows)} findings.")
    if not anchored:
        click.echo("Without --anchor the tail of each log is unproven: events cut off its end would not show.")


@command.command()
@click.option("--file", "path", type=click.Path(dir_okay=False, path_type=Path), help="Default: HOUVAST_ANCHOR_FILE.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def anchor(path: Path | None, *, as_json: bool) -> None:
    """Write the ends of all chains to the file of anchors. Copy that file to another machine: it proves what was
    there.
    """
    start_django()
    from django.conf import settings

    from houvast.cases.anchors import BrokenAnchors, write
    from houvast.people.clock import now
    from houvast.people.models import Organisation
    from houvast.privacy.scope import organisation_scope

    target, moved = path or settings.HOUVAST.anchors, 0
    for organisation in Organisation.objects.filter(kind=Organisation.Kind.INSTITUTION).order_by("pk"):
        with organisation_scope([organisation.pk]):
            try:
                moved += write(target, organisation, now())
            except BrokenAnchors as broken:
                raise click.ClickException(str(broken)) from broken
    click.echo(
        json.dumps({"file": str(target), "moved": moved}) if as_json else f"{moved} chain ends written to {target}."
    )


@command.command()
@click.argument("case", type=click.UUID)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: case-<id>.pdf here.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--reason", required=True, help="Why this dossier leaves the system; stands in the log of reads.")
@click.option("--as", "email", required=True, help="Sign-in address of who exports: their rights apply.")
def export(case: uuid.UUID, output: Path | None, language: str, reason: str, email: str) -> None:
    """Export one case as an accessible PDF, the proof of care, with the rights of the person who asks."""
    start_django()
    from django.http import Http404

    from houvast.people.models import Account

    account = Account.objects.filter(email__iexact=email, is_active=True).select_related("person").first()
    if account is None:
        raise click.ClickException(f"Nobody signs in as {email}.")
    try:
        content = _exported(account, case, language, reason)
    except Http404:
        raise click.ClickException(f"There is no case {case} that {email} may export.") from None
    target = output or Path(f"case-{str(case)[-12:]}.pdf")
    target.write_bytes(content)
    click.echo(f"Written: {target}")


def _exported(account: object, case: uuid.UUID, language: str, reason: str) -> bytes:
    """The PDF, with the read noted in the log of reads in the same transaction."""
    from django.utils.translation import override

    from houvast.cases import reading
    from houvast.cases.proof import proof_of_care
    from houvast.cases.queries import case_for
    from houvast.core.access.words import Action
    from houvast.people.clock import now
    from houvast.people.models import Account
    from houvast.people.viewer import viewer_of
    from houvast.privacy.models import ReadLog
    from houvast.privacy.scope import organisation_scope

    assert isinstance(account, Account)
    with organisation_scope([account.organisation_id]), override(language):
        viewer = viewer_of(account)
        opened = reading.read(case_for(viewer, case, Action.EXPORT), viewer)
        ReadLog.objects.create(
            organisation_id=account.organisation_id,
            reader_id=account.person_id,
            at=now(),
            purpose="procedure",
            page=f"dossier export: {reason}"[:120],
            request_id="",
            students=[opened.case.student_id.hex],
        )
        return proof_of_care(opened, viewer.person.name, language, now())
