"""Make the figures of the monitor again."""

import json
import os
import secrets
import time
from collections import Counter
from typing import Any

import click

from houvast.operation.cli.alerts import AS_JSON, INSTITUTION, _institutions
from houvast.operation.cli.progress import Bar
from houvast.operation.cli.start import start_django


@click.group("monitor")
def command() -> None:
    """Make the figures of the monitor again."""


@command.command("refresh")
@click.option("--everybody", is_flag=True, help="Read all students again, not only those of whom something is new.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As if it were this day; without it, today.")
@INSTITUTION
@AS_JSON
def refresh(*, everybody: bool, on: Any, institution: str, as_json: bool) -> None:
    """Read students with news and count again where they stand; the worker does the same every night.

    With more than one institution here, students who are enrolled at two of them at once are listed at both.
    """
    os.environ.setdefault("HOUVAST_SECRET_KEY", secrets.token_urlsafe(64))
    start_django()
    from houvast.monitor.actions.looking_back import plan_look_backs
    from houvast.monitor.refreshing import running
    from houvast.people.clock import now, today
    from houvast.people.models import Person
    from houvast.people.viewer import running_on
    from houvast.privacy.scope import organisation_scope

    day = on.date() if on else today()
    found = _institutions("")
    digests: dict[Any, dict[Any, str]] = {}
    for organisation in found:
        with organisation_scope([organisation.pk]):
            enrolled = Person.objects.filter(
                running_on(day, "enrolments__"), organisation_id=organisation.pk, is_student=True
            ).exclude(bsn_digest="")
            digests[organisation.pk] = dict(enrolled.values_list("pk", "bsn_digest"))
    often = Counter(digest for of in digests.values() for digest in set(of.values()))
    reports = []
    for organisation in found:
        if institution not in {"", organisation.code}:
            continue
        elsewhere = {pk for pk, digest in digests[organisation.pk].items() if often[digest] > 1}
        began = time.monotonic()
        with Bar("students", silent=as_json) as bar:
            for _ in range(2):  # the first time finds who left; their moments of looking back are counted the second
                done = running.refresh(
                    organisation_id=organisation.pk,
                    on=day,
                    at=now,
                    elsewhere=elsewhere,
                    everybody=everybody,
                    progress=bar.show,
                )
                planned = False
                new = 1
                while new:
                    with organisation_scope([organisation.pk]):
                        new = plan_look_backs(organisation_id=organisation.pk, on=day, at=now())
                    planned = planned or bool(new)
                if not planned:
                    break
        seconds = round(time.monotonic() - began, 2)
        reports.append(
            {"institution": organisation.name, "on": day.isoformat(), "students": done.students}
            | {"changed": done.changed, "seconds": seconds}
        )
    if as_json:
        click.echo(json.dumps(reports, ensure_ascii=False))
        return
    for report in reports:
        click.echo(
            f"{report['institution']}: {report['students']} students, "
            f"news of {report['changed']}, {report['seconds']} s."
        )
